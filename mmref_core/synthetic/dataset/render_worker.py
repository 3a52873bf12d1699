"""Rendering in one process: pictures and records of whole persons."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image

from mmref_core.synthetic.attributes.population import draw_attributes, draw_person, person_seed
from mmref_core.synthetic.attributes.visibility_thresholds import Visibility
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.parametric_body import load_body
from mmref_core.synthetic.camera.surveillance_camera import find_camera
from mmref_core.synthetic.captions.caption_writer import write_caption
from mmref_core.synthetic.captions.naming import perceived_colours
from mmref_core.synthetic.captions.visibility import visible_attributes
from mmref_core.synthetic.dataset.splits import cameras_of
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.geometry.solids import RenderGeometry
from mmref_core.synthetic.pose.person import Person, build_person
from mmref_core.synthetic.rendering.capture import SIZE, Capture, shoot
from mmref_core.synthetic.rendering.renderer import Renderer
from mmref_core.synthetic.scenes.bystanders import Bystanders

QUALITY = 82  # of the WebP files
CAMERAS_OF_A_PERSON = 6  # a person passes at most so many
SHORT_SHARE = 0.09  # of training captions
APART = ("short", "paraphrase")  # kinds of queries that held-out pictures have besides
Record = dict[str, Any]


@dataclass(frozen=True)
class RenderJob:
    """The numbers of one person that determine its pictures."""

    seed: int
    person: int
    views: int
    captions: int
    split: str


@dataclass(frozen=True)
class RenderWorker:
    """The objects that a process builds once: renderer, body atlas and bystanders."""

    renderer: Renderer
    atlas: BodyAtlas
    company: Bystanders


@lru_cache(maxsize=1)
def open_worker(seed: int) -> RenderWorker:
    """Return the process's worker, built at its first person, so that a failure raises an error and does not kill the
    process.
    """
    cv2.setNumThreads(1)
    atlas = BodyAtlas(load_body())

    def bystander(rng: Generator) -> RenderGeometry:
        """Return the geometry of a random bystander."""
        looks = int(rng.integers(2**31))
        posed = build_person(atlas, draw_attributes(looks), looks).pose(rng, 0.0)
        return RenderGeometry.of_person(posed.vertices, posed.faces, posed.materials)

    return RenderWorker(Renderer(), atlas, Bystanders(bystander, seed))


def shard_path(out: Path, person: int) -> Path:
    """Return the file of a person's records."""
    return out / "shards" / f"{person:06d}.json"


def render_person(job: RenderJob, out: Path) -> int:
    """Render all pictures of a person and write its records at once; return the number of pictures."""
    tools = open_worker(job.seed)
    attributes, twin_of = draw_person(job.seed, job.person)
    original = job.person if twin_of is None else twin_of
    person = build_person(tools.atlas, attributes, person_seed(job.seed, original))
    rng = stream(job.seed, "cameras", job.person)
    cameras = rng.choice(cameras_of(job.split), min(job.views, CAMERAS_OF_A_PERSON), replace=False).tolist()
    records = []
    for view in range(job.views):
        number = cameras[view % len(cameras)]
        capture = render_view(job, tools, person, view, number)
        name = f"{job.person:06d}/c{number:02d}_{view // len(cameras):02d}"
        facts = {"camera": number, "place": find_camera(number).place, "twin_of": twin_of}
        paths = save(out, name, job, capture)
        records.append({"id": job.person, **paths, **facts, **describe(job, view, attributes, capture)})
    write_atomically(shard_path(out, job.person), {"attributes": attributes.to_dict(), "pictures": records})
    return job.views


def save(out: Path, name: str, job: RenderJob, capture: Capture) -> Record:
    """Write a picture, and the mask of a held-out person; return their paths for the record."""
    picture, mask = out / "imgs" / f"{name}.webp", out / "masks" / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(capture.picture).save(picture, quality=QUALITY)
    paths = {"img_path": f"{name}.webp"}
    if job.split == "train":
        return paths
    mask.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(capture.mask).save(mask, optimize=True)
    return paths | {"mask_path": f"{name}.png"}


def render_view(job: RenderJob, tools: RenderWorker, person: Person, view: int, number: int) -> Capture:
    """Render one view; yaws are stratified over the circle, one in each of `views` equal sectors."""
    rng = stream(job.seed, "picture", job.person, view)
    yaw = float((360 * (view + rng.random()) / job.views) % 360)
    return shoot(rng, tools.renderer, find_camera(number), lambda draws: person.pose(draws, yaw), tools.company)


def describe(job: RenderJob, view: int, attributes: PersonAttributes, capture: Capture) -> Record:
    """Return the record of a picture: what is visible, crop, camera, captions."""
    posed = capture.posed
    aimed, box = capture.aim, capture.aim.box
    true_width, true_height = aimed.true_size
    visibility = Visibility(
        capture.counts,
        capture.head_share,
        posed.yaw,
        posed.action,
        tuple(posed.doing),
        posed.item,
        resolution=aimed.pixels,
        true_share=true_width * true_height / (SIZE[0] * SIZE[1]),
        lowest=max(box.bottom, 0.0),
        periods=posed.periods,
    )
    visible = perceived_colours(visible_attributes(attributes, visibility), capture.picture, capture.mask)
    return {
        **annotations(job, view, visible),
        "split": job.split,
        "view": round(posed.yaw, 1),
        "visible": visible,
        "person_pixels": round(capture.subject.share, 3),
        "true_height": round(aimed.pixels),
        "box": {"kind": box.kind, "true_size": [true_width, true_height]},
        "subject": {
            "pixels": round(capture.subject.share * SIZE[0] * SIZE[1]),
            "largest_other": round(capture.subject.rival_share * SIZE[0] * SIZE[1]),
            "offset": round(capture.subject.offset, 3),
            "tries": capture.tries,
        },
    }


def annotations(job: RenderJob, view: int, visible: Mapping[str, str]) -> Record:
    """Return captions by different annotators with their kinds and notes.

    Some training captions are short queries. Held-out pictures keep to sentences, so that figures stay comparable with
    those of the public sets; a short query and a paraphrase of theirs stand apart, under `queries`.
    """
    rngs = [stream(job.seed, "caption", job.person, view, number) for number in range(job.captions)]
    share = SHORT_SHARE if job.split == "train" else 0.0
    kinds = ["short" if rng.random() < share else "sentence" for rng in rngs]
    captions = [write_caption(visible, rng, kind) for kind, rng in zip(kinds, rngs, strict=True)]
    record: Record = {
        "captions": [caption.text for caption in captions],
        "kinds": kinds,
        "notes": [list(caption.notes) for caption in captions],
    }
    if job.split == "train":
        return record
    queries = {kind: write_caption(visible, stream(job.seed, kind, job.person, view), kind) for kind in APART}
    return record | {
        "queries": [{"kind": kind, "text": query.text, "notes": list(query.notes)} for kind, query in queries.items()]
    }


def write_atomically(path: Path, content: object) -> None:
    """Write JSON to a file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_text(json.dumps(content, ensure_ascii=False, default=plain_number), encoding="utf-8")
    unfinished.replace(path)


def plain_number(value: object) -> object:
    """Return a NumPy number as a Python one, for JSON."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
