"""Cloth shells: the helper surface offset outwards, widened along limbs, hanging from the chest, with folds."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray
from numpy.random import Generator

from mmref_core.synthetic.body.body_shell import LEFT_ARM, LEFT_LEG, RIGHT_ARM, RIGHT_LEG, TightsMesh
from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import ARM, LEG
from mmref_core.synthetic.body.parametric_body import TIGHTS
from mmref_core.synthetic.clothing.falling import fall
from mmref_core.synthetic.geometry.fields import limb_position, noise, ramp
from mmref_core.synthetic.geometry.mesh import Mesh, SkinnedMesh, VertexAttributes, make_skinned_mesh, normals
from mmref_core.synthetic.geometry.topology import smoothed

LIMB_JOINTS = {
    LEFT_ARM: [f"{bone}.L" for bone in ARM],
    RIGHT_ARM: [f"{bone}.R" for bone in ARM],
    LEFT_LEG: [f"{bone}.L" for bone in LEG],
    RIGHT_LEG: [f"{bone}.R" for bone in LEG],
}
RINGS = np.linspace(0, 2.1, 43)  # where along a limb its radius is measured
FREE_FROM = 8  # the ring from which cloth hangs free of the hip or shoulder
LAST_LEG_RING, LAST_ARM_RING = 37, 38  # beyond lie heel and hand, whose width is not that of a sleeve
CUFF_START, CUFF_FULL = 1.55, 1.88  # along the arm: sleeves narrow to a cuff, the last 3 cm before the wrist
IN_MIDDLE, OFF_MIDDLE = 1e-4, 0.001  # metres from the plane between left and right, on the template and of cloth
WRINKLES = np.array([22, 30, 22]), np.array([30, 48, 30])  # per metre: broad folds, sharp ridges


@dataclass(frozen=True)
class GarmentEase:
    """Distance of a garment from the body; arm, leg and torso run from 0 (tight) to 1 (very loose)."""

    offset: float  # metres
    arm: float = 0.0
    leg: float = 0.0
    torso: float = 0.0
    fold: float = 0.004  # metres
    smoothing: int = 5  # passes: more hides what lies beneath
    cuff: float | None = None  # metres from the wrist to its cuff, None where sleeves end as wide as they are
    ankle: float | None = None  # the same of trouser legs


@dataclass(frozen=True)
class BodyUnderlay:
    """The helper surface in the shape of one body."""

    figure: BodyFigure
    vertices: Float[ndarray, "vertex 3"]
    normals: Float[ndarray, "vertex 3"]


def lay_under(figure: BodyFigure) -> BodyUnderlay:
    """Return the helper surface of a figure."""
    tights = figure.atlas.tights
    vertices = tights.subdivision @ figure.vertices[TIGHTS]
    return BodyUnderlay(figure, vertices, normals(vertices, tights.faces))


def shell(underlay: BodyUnderlay, loose: GarmentEase, rng: Generator) -> Float[ndarray, "vertex 3"]:
    """Return vertices of the cloth, in the order of the helper surface."""
    tights = underlay.figure.atlas.tights
    points = underlay.vertices + underlay.normals * np.float32(loose.offset)
    points = smoothed(tights.smoothing, points, loose.smoothing)
    points = points + underlay.normals * np.float32(0.5 * loose.offset)
    for limb in LIMB_JOINTS:
        amount = loose.arm if limb in (LEFT_ARM, RIGHT_ARM) else loose.leg
        if amount > 0:
            rows = tights.limb == limb
            points[rows] = _widen(points[rows], underlay, limb, loose)
    if loose.torso > 0:
        points = fall(points, underlay.figure, loose.torso)
    points = points + underlay.normals * _folds(underlay.figure, loose.fold, rng)[:, None]
    return _on_own_side(tights, 0.6 * points + 0.4 * (tights.smoothing @ points)).astype(np.float32)


def _on_own_side(tights: TightsMesh, points: Float[ndarray, "vertex 3"]) -> Float[ndarray, "vertex 3"]:
    """Neither trouser leg reaches into the other, nor one half of the seat."""
    side = np.where(np.abs(tights.template[:, 0]) < IN_MIDDLE, 0.0, np.sign(tights.template[:, 0]))
    aside = side * np.maximum(side * points[:, 0], OFF_MIDDLE)
    return np.column_stack([aside, points[:, 1:]])


def cloth_part(
    underlay: BodyUnderlay,
    points: Float[ndarray, "vertex 3"],
    cut: Float[ndarray, " vertex"],
    material: str,
    clinging: bool = False,
) -> SkinnedMesh:
    """Return a shell as a skinned mesh; a clinging one has the skin weights of the body."""
    tights = underlay.figure.atlas.tights
    weights = tights.weights if clinging else tights.loose_weights
    return make_skinned_mesh(
        Mesh(points, tights.faces), weights, material, VertexAttributes(tights.coordinates, tights.template, cut)
    )


def settled(
    underlay: BodyUnderlay,
    points: Float[ndarray, "vertex 3"],
    share: Float[ndarray, " vertex"],
    gap: float,
) -> Float[ndarray, "vertex 3"]:
    """Return the shell moved by `share` towards a distance of `gap` metres from the body."""
    close = underlay.vertices + np.float32(gap) * underlay.normals
    return (points + share[:, None] * (close - points)).astype(np.float32)


def beneath(
    underlay: BodyUnderlay,
    points: Float[ndarray, "vertex 3"],
    outer: Float[ndarray, "vertex 3"],
    share: Float[ndarray, " vertex"],
    gap: float,
) -> Float[ndarray, "vertex 3"]:
    """Return the shell moved inwards by `share` where it is within `gap` metres of an outer one."""
    room = ((outer - points) * underlay.normals).sum(axis=1) - np.float32(gap)
    return (points + (np.minimum(room, 0) * share)[:, None] * underlay.normals).astype(np.float32)


def _widen(
    points: Float[ndarray, "limb_vertex 3"], underlay: BodyUnderlay, limb: int, loose: GarmentEase
) -> Float[ndarray, "limb_vertex 3"]:
    """Push a limb's cloth out to a radius that falls only slowly along the limb."""
    figure, on_arm = underlay.figure, limb in (LEFT_ARM, RIGHT_ARM)
    amount = loose.arm if on_arm else loose.leg
    place = limb_position(points, np.stack([figure.joint(bone) for bone in LIMB_JOINTS[limb]]))
    along, radius = place.along, np.linalg.norm(place.offset, axis=1)
    profile = _hanging(_profile(along, radius, LAST_ARM_RING if on_arm else LAST_LEG_RING), amount, on_arm)
    widening, gap = (0.06, 0.012) if on_arm else (0.10, 0.008)
    target = np.interp(along, RINGS, profile) * (1 + 2 * widening * max(amount - 0.5, 0)) + gap * amount
    share = amount**0.5 * ramp(0.0, 0.55, along) * 0.92
    wide = np.maximum(radius, (1 - share) * radius + share * target)
    past_end = along > (1.9 if on_arm else 1.8)
    wide = np.where(past_end, np.minimum(wide, np.maximum(target, 0.02)), wide)
    gathered = loose.cuff if on_arm else loose.ankle
    if gathered is not None:
        bare = underlay.vertices[figure.atlas.tights.limb == limb]
        end = np.linalg.norm(bare - place.axis, axis=1) + gathered
        wide = wide + ramp(CUFF_START, CUFF_FULL, along) * (np.minimum(wide, end) - wide)
    return place.axis + place.offset / radius[:, None] * wide[:, None]


def _profile(
    along: Float[ndarray, " limb_vertex"], radius: Float[ndarray, " limb_vertex"], last: int
) -> Float[ndarray, " ring"]:
    """Mean radius at each ring of a limb, smoothed; empty rings take the one before."""
    ring = np.clip(np.digitize(along, RINGS) - 1, 0, len(RINGS) - 1)
    count = np.bincount(ring, minlength=len(RINGS))
    profile = np.bincount(ring, radius, minlength=len(RINGS)) / np.maximum(count, 1) * 1.07
    for number in range(1, len(RINGS)):
        if profile[number] == 0:
            profile[number] = profile[number - 1]
    profile[last:] = profile[last]
    return np.convolve(np.concatenate([profile[:2], profile, profile[-2:]]), np.ones(5) / 5, "valid")


def _hanging(profile: Float[ndarray, " ring"], amount: float, on_arm: bool) -> Float[ndarray, " ring"]:
    """Past the hip or shoulder cloth narrows only so fast, the looser the slower."""
    kept = 0.974 + 0.013 * amount if on_arm else 0.980 + 0.015 * amount
    hanging = profile.copy()
    for number in range(FREE_FROM, len(RINGS)):
        hanging[number] = max(profile[number] + 0.004, hanging[number - 1] * kept)
    return hanging


def _folds(figure: BodyFigure, depth: float, rng: Generator) -> Float[ndarray, " vertex"]:
    """Metres outwards: strongest at elbows, knees, trouser hems and the waist."""
    tights = figure.atlas.tights
    on_arm: Bool[ndarray, " vertex"] = tights.arm > 0.5
    strength = (
        0.6
        + 1.2 * ramp(0.35, 0.0, np.abs(tights.along_arm - 1)) * on_arm
        + 1.2 * ramp(0.3, 0.0, np.abs(tights.along_leg - 1.05)) * (tights.leg > 0.5)
        + 1.3 * ramp(1.6, 2.0, tights.along_leg)
        + 0.7 * ramp(0.12, 0.0, np.abs(tights.template[:, 1] - figure.atlas.landmarks.waist))
    )
    broad, sharp = (noise(tights.template * frequency, rng) for frequency in WRINKLES)
    return depth * strength * (0.5 * broad + 0.5 * (1 - 1.6 * np.abs(sharp)))
