"""One picture of one person as a camera and a person detector would deliver it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, UInt8
from numpy.random import Generator

from mmref_core.people.camera import Camera, View, aimed_view
from mmref_core.people.degradation import Lens, degrade
from mmref_core.people.extras import Company, Scene, draw_extras
from mmref_core.people.geometry import MATERIAL_COLUMN, Geometry
from mmref_core.people.hours import DARK_HOURS, FALLING
from mmref_core.people.light import draw_light
from mmref_core.people.masks import part_mask
from mmref_core.people.person import PosedPerson
from mmref_core.people.places import place
from mmref_core.people.renderer import DEPTH_RANGE, Rendered, Renderer

SIZE = (128, 256)  # pixels kept: width, height
TRIES = 5  # the last one is without anybody else
LEAST_SHARE = 0.12  # of the picture that the person has to fill
RIVAL_SHARE = 0.3  # of the person's pixels: who has more must not be more central
AZIMUTH_WANDER = 12.0  # degrees between two pictures of a camera
HEAD_SHARE = 0.87  # of the height, about where a standing person's chin is
HEAD_MATERIALS = ("skin", "hair", "headwear", "hood", "eye")
HEAD_SAMPLES = 300


@dataclass(frozen=True)
class Shot:
    """A picture and what it shows of its person; `counts` are pixels of each material, drawn twice as large."""

    picture: UInt8[np.ndarray, "height width 3"]
    mask: UInt8[np.ndarray, "height width"]  # numbers into `masks.PARTS`
    posed: PosedPerson
    counts: dict[str, int]
    head_share: float  # of the head that nothing hides
    person_share: float  # of the picture


def shoot(
    rng: Generator, renderer: Renderer, camera: Camera, pose: Callable[[Generator], PosedPerson], company: Company
) -> Shot:
    """Shoot again, with a new pose and new passers-by, until the person is the largest and most central one."""
    for tries_left in reversed(range(TRIES)):
        shot, is_good = attempt(rng, renderer, camera, pose(rng), company if tries_left else None)
        if is_good:
            break
    return shot


def attempt(
    rng: Generator, renderer: Renderer, camera: Camera, posed: PosedPerson, company: Company | None
) -> tuple[Shot, bool]:
    """One shot, and whether its person is shown well enough."""
    body = Geometry.of_person(posed.vertices, posed.faces, posed.materials)
    view = aimed_view(rng, camera, posed.vertices[: posed.framed, :3], renderer.width / renderer.height)
    where = place(camera.place)
    azimuth = where.azimuth(camera.azimuth) + rng.normal(0, AZIMUTH_WANDER)
    scene = Scene(where, azimuth, float(view.eye[2]))
    others, obstacles = draw_extras(rng, company, scene) if company else ([], [])
    light = draw_light(rng, where.time, where.sun_from(azimuth), where.dapple, where.lamps_from(azimuth))
    to_clip = view.to_clip(renderer.width / renderer.height, DEPTH_RANGE)
    scenery = where.seen_from(view.eye, to_clip, azimuth)
    rendered = renderer.render([body, *others, *obstacles, *scenery], view, light)
    own = (camera.noise, camera.saturation, camera.contrast, camera.quality)
    lens = Lens(camera.softness, camera.cast, where.time in DARK_HOURS, *own, FALLING.get(where.time))
    count = len(posed.materials)
    counts = np.bincount(rendered.ids.ravel(), minlength=256)[:count]
    shot = Shot(
        picture=degrade(rng, rendered.picture, rendered.ids < count, lens, SIZE),
        mask=part_mask(rendered.ids, posed.material_names),
        posed=posed,
        counts=dict(zip(posed.material_names, counts.tolist(), strict=True)),
        head_share=head_share(posed, rendered, view),
        person_share=float(counts.sum() / rendered.ids.size),
    )
    return shot, is_main_person(rendered.ids, [count, *(len(other.materials) for other in others)])


def is_main_person(ids: UInt8[np.ndarray, "height width"], rows: list[int]) -> bool:
    """Whether the first of the people is large, the largest, and nearer the middle than any other large one.

    `rows` are the numbers of materials of the people, in the order of the ids.
    """
    ends = np.cumsum(rows)
    owner = np.searchsorted(ends, ids, side="right")
    pixels = np.bincount(owner.ravel(), minlength=len(rows) + 1)[: len(rows)]
    if pixels[0] < LEAST_SHARE * ids.size or pixels[0] < pixels.max():
        return False
    columns = np.arange(ids.shape[1]) - ids.shape[1] / 2
    rivals = [person for person in range(1, len(rows)) if pixels[person] > RIVAL_SHARE * pixels[0]]
    off = {person: abs((owner == person).sum(axis=0) @ columns / pixels[person]) for person in (0, *rivals)}
    return all(off[0] < off[person] for person in rivals)


def head_share(posed: PosedPerson, rendered: Rendered, view: View) -> float:
    """How much of the head is in the picture with nothing in front of it, from where its vertices fall."""
    rows = [row for row, name in enumerate(posed.material_names) if name in HEAD_MATERIALS]
    is_head = np.isin(posed.vertices[:, MATERIAL_COLUMN], rows) & (posed.vertices[:, 1] > HEAD_SHARE * posed.height_m)
    points = posed.vertices[is_head, :3]
    points = points[:: max(1, len(points) // HEAD_SAMPLES)]
    if not len(points):
        return 0.0
    return float(shown(points, rendered, view, len(posed.materials)).mean())


def shown(points: Float[np.ndarray, "point 3"], rendered: Rendered, view: View, count: int) -> np.ndarray:
    """For each point in metres whether its pixel shows one of the first `count` materials."""
    height, width = rendered.ids.shape
    clip = np.c_[points, np.ones(len(points))] @ view.to_clip(width / height, DEPTH_RANGE).T
    flat = clip[:, :2] / clip[:, 3:]
    column = ((flat[:, 0] + 1) / 2 * width).astype(int)
    row = ((1 - flat[:, 1]) / 2 * height).astype(int)
    is_inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    ids = rendered.ids[row.clip(0, height - 1), column.clip(0, width - 1)]
    return is_inside & (ids < count)
