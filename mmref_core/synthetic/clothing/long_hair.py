"""Hanging and tied hair: loose hair, bobs, ponytails, braids, pigtails, buns and dreadlocks."""

from collections.abc import Callable, Mapping

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.head import HeadFrame, on_head
from mmref_core.synthetic.body.torso import TorsoDepthMap
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.garments.collars import HIGH_COLLARED, has_collar
from mmref_core.synthetic.clothing.headwear import edge_height
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    SkinnedMesh,
    VertexAttributes,
    grid_faces,
    make_skinned_mesh,
    one_hot,
    rounded_box,
    tube,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

LENGTHS = {"bob": (0.085, 0.115), "shoulder-length": (0.16, 0.22), "long": (0.30, 0.46)}
IN_FRONT_SHARE = 0.4  # of those with long hair have some of it before the shoulders
ROUND_NECK = {"collar": 0.108, "high collar": 0.117, "scarf": 0.135, "hood": 0.140}  # metres behind the neck
ON_CLOTH = 0.012  # metres that hair lies above it


def tresses(fitting: GarmentFitting, frame: HeadFrame, outer: Float[ndarray, "tights_vertex 3"]) -> list[SkinnedMesh]:
    """Return the hanging or tied parts of a hair style, without the scalp."""
    make = STYLES.get(fitting.attributes.hair)
    if make is None:
        return []
    lowest = float(frame.centre[1]) - 0.62
    torso = TorsoDepthMap.of(outer, fitting.tights.arm < 0.6, lowest)
    ring = _round_neck(fitting)
    return make(fitting, frame, torso.ringed(fitting.figure.joint("neck01"), ring) if ring else torso)


def _round_neck(fitting: GarmentFitting) -> float:
    """Metres to which a scarf, a hood that is down or a collar reaches behind the neck."""
    attributes = fitting.attributes
    reaches = {
        "scarf": attributes.scarf_colour != NONE,
        "hood": attributes.hood != NONE,
        "collar": has_collar(attributes),
        "high collar": attributes.upper in HIGH_COLLARED,
    }
    return max((ROUND_NECK[thing] for thing, is_worn in reaches.items() if is_worn), default=0.0) * fitting.figure.scale


def loose(fitting: GarmentFitting, frame: HeadFrame, torso: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return hair hanging from the crown, down the back and sometimes over the shoulders."""
    attributes, rng, rows, columns = fitting.attributes, fitting.rng("hair", "curtain"), 24, 48
    length = float(rng.uniform(*LENGTHS[attributes.hair]))
    before = attributes.hair == "long" and rng.random() < IN_FRONT_SHARE
    open_angle, phase = np.radians(rng.uniform(118, 128) if before else rng.uniform(94, 112)), rng.uniform(0, 97)
    thickness = 0.016 if attributes.headwear == NONE else 0.009
    wave = {"wavy": 0.010, "curly": 0.013}.get(attributes.hair_texture, 0.0035)
    full = {"wavy": 0.012, "curly": 0.028}.get(attributes.hair_texture, 0.0)
    angle = np.linspace(np.pi - open_angle, np.pi + open_angle, columns)
    share = np.linspace(0, 1, rows)[:, None]
    heights = 0.045 - (0.045 + length) * share
    round_top = np.sqrt(np.maximum(0, 1 - (np.maximum(heights, 0) / (frame.half[1] + thickness)) ** 2))
    down = np.clip(-heights / 0.25, 0, 1)
    taper = 1 - 0.22 * ramp(0.6, 1.0, share) * (attributes.hair == "long")
    bell = full * ramp(0.1, 0.6, share) + (0.008 * ramp(0.3, 1, share) if attributes.hair == "bob" else 0)
    row = np.arange(rows)[:, None]
    strands = 0.004 * np.sin(9 * angle + phase) + wave * np.sin(17 * angle + 0.3 * row + phase)
    if wave > 0.004:
        strands = strands + wave * ramp(0.1, 0.5, share) * np.sin(0.9 * row + 3 * np.sin(5 * angle + phase))
    aside = (1.02 * frame.half[0] + thickness + 0.012 * down + bell) * round_top * taper + strands
    behind = (frame.half[2] + thickness + 0.006 - 0.03 * down + bell) * round_top + strands
    ends = 0.02 * np.sin(5 * angle + phase) + 0.012 * np.sin(23 * angle + 2 * phase) * (attributes.hair != "bob")
    level = heights - ends * down
    outside = np.stack([aside * np.sin(angle), level, behind * np.cos(angle)], axis=-1).reshape(-1, 3)
    inside = outside * [0.9, 1, 0.9]
    laid = [torso.laid(points + frame.centre, lift) for points, lift in ((outside, 0.022), (inside, 0.006))]
    faces = grid_faces(rows, columns, closed=False)
    mesh = Mesh(np.concatenate(laid), np.concatenate([faces[:, ::-1], faces + len(outside)]))
    strand = np.stack([np.tile(0.09 * angle, rows), np.repeat(heights[:, 0], columns), np.zeros(len(outside))], axis=1)
    cut = np.minimum(1.0, _below_hat(fitting, mesh.vertices - frame.centre))
    return [_hanging(fitting, frame, mesh, VertexAttributes(np.tile(strand, (2, 1)), None, cut))]


def ponytail(fitting: GarmentFitting, frame: HeadFrame, torso: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return a ponytail from the back of the head, or from the crown."""
    rng, high = fitting.rng("hair", "ponytail"), fitting.attributes.hair == "high ponytail"
    down, length = np.linspace(0, 1, 16), float(rng.uniform(0.20, 0.36))
    tied_at = 0.075 if high else -0.015
    aside = 0.014 * np.sin(3 * down + rng.uniform(0, 2 * np.pi))
    height = tied_at + (0.20 if high else 0.06) * down * (1 - down) - length * down**1.25
    out = 0.07 if high else 0.035
    behind = -(0.85 if high else 1.0) * frame.half[2] - 0.014 - out * np.sin(np.pi * np.clip(1.2 * down, 0, 1))
    full = {"wavy": 1.2, "curly": 1.5}.get(fitting.attributes.hair_texture, 1.0)
    radius = 0.011 + 0.022 * full * np.sin(np.pi * np.clip(0.85 * down + 0.12, 0, 1))
    radius[-1] = 0.004
    return [_tail(fitting, frame, torso, np.stack([aside, height, behind], axis=1), radius)]


def braid(fitting: GarmentFitting, frame: HeadFrame, torso: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return one plait down the back."""
    rng, down = fitting.rng("hair", "braid"), np.linspace(0, 1, 45)
    length = float(rng.uniform(0.26, 0.42))
    path = np.stack([0 * down, -0.03 - length * down, -frame.half[2] - 0.012 - 0.02 * np.sin(np.pi * down)], axis=1)
    return [_tail(fitting, frame, torso, path, _plaited(down, 0.024))]


def pigtails(fitting: GarmentFitting, frame: HeadFrame, torso: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return two bunches or plaits behind the ears."""
    rng, down = fitting.rng("hair", "pigtails"), np.linspace(0, 1, 36)
    length, plaited, tied_at = float(rng.uniform(0.14, 0.28)), rng.random() < 0.5, float(rng.uniform(-0.05, 0.02))
    radius = _plaited(down, 0.019) if plaited else 0.010 + 0.020 * np.sin(np.pi * np.clip(0.8 * down + 0.15, 0, 1))
    parts = []
    for sign in (-1, 1):
        aside = sign * (0.92 * frame.half[0] + 0.035 * np.sin(np.pi * np.clip(1.1 * down, 0, 1)) + 0.01)
        path = np.stack([aside, tied_at + 0.03 * down * (1 - down) - length * down, -0.035 + 0.02 * down], axis=1)
        parts.append(_tail(fitting, frame, torso, path, radius))
    return parts


def bun(fitting: GarmentFitting, frame: HeadFrame, _: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return a bun at the back of the head, or on the crown."""
    rng = fitting.rng("hair", "bun")
    radius = float(rng.uniform(0.034, 0.050))
    place = np.array([0, float(rng.uniform(-0.02, 0.03)), -frame.half[2] - 0.45 * radius])
    if fitting.attributes.hair == "topknot":
        place = np.array([0, 0.88 * frame.half[1] + 0.5 * radius, -0.35 * frame.half[2]])
    ball = rounded_box([2 * radius, 1.8 * radius, 2 * radius], power=2.0)
    lumps = 1 + 0.07 * np.sin(130 * ball.vertices[:, :1] + 90 * ball.vertices[:, 1:2])
    return [on_head(fitting.figure, Mesh(ball.vertices * lumps, ball.faces).moved(frame.centre + place), "hair")]


def dreadlocks(fitting: GarmentFitting, frame: HeadFrame, torso: TorsoDepthMap) -> list[SkinnedMesh]:
    """Return ropes that hang all round the head except the face."""
    rng = fitting.rng("hair", "dreadlocks")
    length, count = float(rng.uniform(0.14, 0.36)), 34
    down = np.linspace(0, 1, 12)
    vertices, faces = [], []
    for number in range(count):
        angle = np.pi + np.radians(118) * (2 * (number + rng.uniform(0, 0.8)) / count - 1)
        top, own = float(rng.uniform(0.02, 0.075)), length * float(rng.uniform(0.8, 1.1))
        height = top - (top + own) * down
        out = np.sqrt(np.maximum(0.05, 1 - (np.maximum(height, 0) / (frame.half[1] + 0.02)) ** 2))
        sway = 0.006 * np.sin(7 * down + rng.uniform(0, 6))
        reach = float(rng.uniform(0.008, 0.030))
        path = np.stack(
            [
                (frame.half[0] + reach) * out * np.sin(angle) + sway,
                height,
                (frame.half[2] + reach) * out * np.cos(angle) + sway,
            ],
            axis=1,
        )
        rope = tube(torso.laid(path + frame.centre, ON_CLOTH), 0.0085 * (1 - 0.3 * down), sides=5)
        faces.append(rope.faces + number * len(rope.vertices))
        vertices.append(rope.vertices)
    mesh = Mesh(np.concatenate(vertices), np.concatenate(faces))
    cut = np.minimum(1.0, _below_hat(fitting, mesh.vertices - frame.centre))
    return [_hanging(fitting, frame, mesh, VertexAttributes(None, None, cut))]


STYLES: Mapping[str, Callable[[GarmentFitting, HeadFrame, TorsoDepthMap], list[SkinnedMesh]]] = {
    **dict.fromkeys(LENGTHS, loose),
    **dict.fromkeys(("ponytail", "high ponytail"), ponytail),
    **dict.fromkeys(("bun", "topknot"), bun),
    "braid": braid,
    "pigtails": pigtails,
    "dreadlocks": dreadlocks,
}


def _plaited(down: Float[ndarray, " point"], radius: float) -> Float[ndarray, " point"]:
    return radius * (0.78 + 0.22 * np.abs(np.sin(9 * np.pi * down))) * (1 - 0.45 * down)


def _tail(
    fitting: GarmentFitting,
    frame: HeadFrame,
    torso: TorsoDepthMap,
    path: Float[ndarray, "point 3"],
    radius: Float[ndarray, " point"],
) -> SkinnedMesh:
    """A bunch of hair along a path from the head's centre, on the clothes where it meets them."""
    laid = torso.laid(path + frame.centre, ON_CLOTH)
    mesh = tube(laid, radius, sides=10)
    strand = np.repeat(np.stack([0 * radius, path[:, 1], 0 * radius], axis=1), 10, axis=0)
    around = np.tile(np.arange(10) * 0.006, len(path))
    return _hanging(fitting, frame, mesh, VertexAttributes(strand + np.stack([around, 0 * around, 0 * around], axis=1)))


def _hanging(fitting: GarmentFitting, frame: HeadFrame, mesh: Mesh, layout: VertexAttributes) -> SkinnedMesh:
    """With the head above the chin, with the back further down."""
    bones, count = fitting.atlas.body.bones, len(mesh.vertices)
    share = np.clip((frame.centre[1] - mesh.vertices[:, 1]) / 0.22 - 0.35, 0, 1)[:, None]
    weights = one_hot(bones, count, {"head": 1.0}) * (1 - share) + one_hot(bones, count, {"spine01": 1.0}) * share
    return make_skinned_mesh(mesh, weights, "hair", layout)


def _below_hat(fitting: GarmentFitting, from_centre: Float[ndarray, "vertex 3"]) -> Float[ndarray, " vertex"]:
    edge = edge_height(fitting.attributes.headwear, from_centre[:, 2])
    return np.full(len(from_centre), 1.0) if edge is None else edge - from_centre[:, 1]
