"""One picture of one person as a camera and a person detector deliver it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, UInt8
from numpy.random import Generator

from mmref_core.synthetic.camera.degradation import CaptureConditions, degrade
from mmref_core.synthetic.camera.subject import SubjectShares, subject_of
from mmref_core.synthetic.camera.surveillance_camera import (
    DEPTH_RANGE,
    CameraView,
    DetectorCrop,
    SurveillanceCamera,
    aim,
)
from mmref_core.synthetic.geometry.masks import part_mask
from mmref_core.synthetic.geometry.solids import MATERIAL_COLUMN, RenderGeometry
from mmref_core.synthetic.pose.person import PosedPerson
from mmref_core.synthetic.rendering.renderer import RenderedImage, Renderer
from mmref_core.synthetic.scenes.bystanders import Bystanders, CaptureSite, draw_extras
from mmref_core.synthetic.scenes.light import draw_light
from mmref_core.synthetic.scenes.lighting_presets import DARK_HOURS, FALLING
from mmref_core.synthetic.scenes.places import place

SIZE = (128, 256)  # pixels kept: width, height
DRAWN = (1.0, 1.5, 2.0)  # times the size kept that a picture is drawn at
FINER = 1.8  # times the camera's own pixels that are drawn at least, where that is possible
TRIES = 5  # the last one is without anybody else
AZIMUTH_WANDER = 12.0  # degrees between two pictures of a camera
HEAD_SHARE = 0.87  # of the height, about where a standing person's chin is
HEAD_MATERIALS = ("skin", "hair", "headwear", "hood", "eye")
HEAD_SAMPLES = 300


@dataclass(frozen=True)
class Capture:
    """A picture and its ground truth; `counts` are pixels of each material in the final picture."""

    picture: UInt8[np.ndarray, "height width 3"]
    mask: UInt8[np.ndarray, "height width"]  # numbers into `masks.PARTS`
    posed: PosedPerson
    aim: DetectorCrop
    counts: dict[str, int]
    head_share: float  # of the head that nothing hides
    subject: SubjectShares
    tries: int = 1


def shoot(
    rng: Generator,
    renderer: Renderer,
    camera: SurveillanceCamera,
    pose: Callable[[Generator], PosedPerson],
    company: Bystanders,
) -> Capture:
    """Return a capture in which the person is the largest and most central one, with new poses and bystanders until it
    is.
    """
    for number in range(1, TRIES + 1):
        shot = attempt(rng, renderer, camera, pose(rng), company if number < TRIES else None)
        if shot.subject.is_main:
            break
    return replace(shot, tries=number)


def attempt(
    rng: Generator, renderer: Renderer, camera: SurveillanceCamera, posed: PosedPerson, company: Bystanders | None
) -> Capture:
    """Return one capture, whether or not the person is the main subject."""
    body = RenderGeometry.of_person(posed.vertices, posed.faces, posed.materials)
    aspect = SIZE[0] / SIZE[1]
    aimed = aim(rng, camera, posed.vertices[: posed.framed, :3], aspect)
    view = aimed.view
    where = place(camera.place)
    azimuth = where.azimuth(camera.azimuth) + rng.normal(0, AZIMUTH_WANDER)
    scene = CaptureSite(where, azimuth, float(view.eye[2]))
    others, obstacles = draw_extras(rng, company, scene) if company else ([], [])
    light = draw_light(rng, where.time, where.sun_from(azimuth), where.dapple, where.lamps_from(azimuth))
    scenery = [*obstacles, *where.seen_from(view.eye, view.to_clip(aspect, DEPTH_RANGE), azimuth)]
    scenery.sort(key=lambda shape: not shape.has_shadow)
    rendered = renderer.render([body, *others, *scenery], view, light, drawn_size(aimed))
    count = len(posed.materials)
    drawn = np.bincount(rendered.ids.ravel(), minlength=256)[:count]
    counts = np.rint(drawn * (SIZE[0] * SIZE[1] / rendered.ids.size)).astype(int)
    moment = CaptureConditions(aimed.true_size, where.time in DARK_HOURS, FALLING.get(where.time))
    return Capture(
        picture=degrade(rng, rendered.picture, rendered.ids < count, camera.lens, moment, SIZE),
        mask=part_mask(rendered.ids, posed.material_names, SIZE),
        posed=posed,
        aim=aimed,
        counts=dict(zip(posed.material_names, counts.tolist(), strict=True)),
        head_share=head_share(posed, rendered, view),
        subject=subject_of(rendered.ids, [count, *(len(other.materials) for other in others)]),
    )


def drawn_size(aimed: DetectorCrop) -> tuple[int, int]:
    """Return the size to render at: above the camera's resolution, but no more than that needs, since pixels cost most
    of the time.
    """
    wanted = FINER * aimed.true_size[1] / SIZE[1]
    times = next((times for times in DRAWN if times >= wanted), DRAWN[-1])
    return int(times * SIZE[0]), int(times * SIZE[1])


def head_share(posed: PosedPerson, rendered: RenderedImage, view: CameraView) -> float:
    """Return the visible share of the head, by the pixels where its vertices are projected."""
    rows = [row for row, name in enumerate(posed.material_names) if name in HEAD_MATERIALS]
    is_head = np.isin(posed.vertices[:, MATERIAL_COLUMN], rows) & (posed.vertices[:, 1] > HEAD_SHARE * posed.height_m)
    points = posed.vertices[is_head, :3]
    points = points[:: max(1, len(points) // HEAD_SAMPLES)]
    if not len(points):
        return 0.0
    return float(shown(points, rendered, view, len(posed.materials)).mean())


def shown(points: Float[np.ndarray, "point 3"], rendered: RenderedImage, view: CameraView, count: int) -> np.ndarray:
    """Return for each point (metres) whether its pixel shows one of the first `count` materials."""
    height, width = rendered.ids.shape
    clip = np.c_[points, np.ones(len(points))] @ view.to_clip(width / height, DEPTH_RANGE).T
    flat = clip[:, :2] / clip[:, 3:]
    column = ((flat[:, 0] + 1) / 2 * width).astype(int)
    row = ((1 - flat[:, 1]) / 2 * height).astype(int)
    is_inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    ids = rendered.ids[row.clip(0, height - 1), column.clip(0, width - 1)]
    return is_inside & (ids < count)
