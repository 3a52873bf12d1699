"""Skirts and lower halves of coats, as surfaces of convex cross sections round the posed legs."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.parametric_body import TIGHTS
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.mesh import DrapeSpec, PosedMesh, SkinnedMesh, grid_faces, normals
from mmref_core.synthetic.geometry.random_streams import stream

RINGS, COLUMNS = 18, 56
MARGIN_STARTS = (0.1, 0.4, 0.7, 0.9)  # shares of the margin in the first rings: the top edge lies close
TAPER_METRE = 0.35  # share of the radius that cloth may lose per metre down
LEAST_RADIUS = 0.03
FLOOR_GAP = 0.03
NARROWEST_FACING = 0.25  # cosine below which one direction does not bound another
ABOVE_WAIST = 0.08
OPENS_FROM, OPENS_BY = 1.25, 0.55  # of the opening: wider than that of the cloth above it from the first, and downwards
SUNK = 0.03  # metres that the top of an emerging drape lies further in


@dataclass(frozen=True)
class BodyPlacement:
    """Position, turn and scale of a posed body, to convert template heights to world heights."""

    centre: Float[ndarray, "3"]  # of the hips, the posed bone "spine05"
    turn: Float[ndarray, "3 3"]  # about the vertical
    scale: float  # of the person against the template
    rise: float  # metres that posing has lifted the centre

    def height(self, template_height: float) -> float:
        """Return the world height of a template height, in metres."""
        return template_height * self.scale + self.rise


def leg_rows(atlas: BodyAtlas) -> Bool[ndarray, " vertex"]:
    """Return which helper surface vertices (`TIGHTS`) a skirt hangs over."""
    rows = (atlas.limbs.leg[TIGHTS] > 0.3) | (atlas.body.vertices[TIGHTS, 1] < atlas.landmarks.waist + 0.05)
    return rows & (atlas.limbs.arm[TIGHTS] < 0.2)


def covered_rows(atlas: BodyAtlas, part: SkinnedMesh) -> Bool[ndarray, " vertex"]:
    """Return which vertices of another garment a drape hangs over."""
    arms = [row for bone, row in atlas.body.index.items() if any(name in bone for name in ("arm", "wrist", "finger"))]
    near = (part.template[:, 1] < atlas.landmarks.waist + ABOVE_WAIST) & (np.abs(part.template[:, 0]) < 0.24)
    return near & (part.cut > -0.005) & (part.weights[:, arms].sum(axis=1) < 0.1)


def hang(drape: DrapeSpec, points: Float[ndarray, "point 3"], stance: BodyPlacement) -> PosedMesh:
    """Return the cloth round posed points of legs and garments: it follows their convex hull and narrows downwards
    slowly.
    """
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    top = stance.height(drape.top)
    bottom = max(stance.height(drape.bottom), FLOOR_GAP)
    heights = np.linspace(top, bottom, RINGS)
    local = (points - stance.centre) @ stance.turn
    outlines = _outlines(local[:, [0, 2]], points[:, 1], heights, drape)
    radius = _pleated(outlines, angle, drape)
    if drape.emerges:  # no edge that stands off: the two surfaces meet in a crease
        radius = radius - SUNK * ramp(drape.emerges, 0.0, top - heights)[:, None]
    levels = np.repeat(heights[:, None] - stance.centre[1], COLUMNS, axis=1)
    placed = np.stack([radius * np.sin(angle), levels, radius * np.cos(angle)], axis=-1).reshape(-1, 3)
    template_height = np.repeat(drape.top - (top - heights), COLUMNS)
    cut = np.repeat(heights - bottom, COLUMNS) + 0.0005
    if drape.opening is not None:
        gap = drape.opening * (OPENS_FROM + OPENS_BY * np.repeat(np.linspace(0, 1, RINGS), COLUMNS))
        cut = np.where(placed[:, 2] > 0, np.minimum(cut, np.abs(placed[:, 0]) - gap), cut)
    vertices = placed @ stance.turn.T + stance.centre
    faces = grid_faces(RINGS, COLUMNS)[:, ::-1].astype(np.int32)
    return PosedMesh(
        vertices=vertices.astype(np.float32),
        normals=normals(vertices, faces),
        faces=faces,
        coordinates=np.c_[_girths(radius, angle), template_height].astype(np.float32),
        template=np.stack([placed[:, 0], template_height, placed[:, 2]], axis=1).astype(np.float32),
        cut=cut.astype(np.float32),
        material=drape.material,
    )


def _girths(radius: Float[ndarray, "ring column"], angle: Float[ndarray, " column"]) -> Float[ndarray, "vertex 2"]:
    """The way round as `girth_coordinates` tell it, a metre further out, for what hangs."""
    outline = radius[..., None] * np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    steps = np.linalg.norm(outline - np.roll(outline, 1, axis=1), axis=-1)
    way = np.cumsum(steps, axis=1)
    girth = way[:, -1:] / (2 * np.pi)
    turned = (way - way[:, COLUMNS // 2 : COLUMNS // 2 + 1]) / girth  # 0 in front
    return ((1 + girth)[..., None] * np.stack([np.sin(turned), np.cos(turned)], axis=-1)).reshape(-1, 2)


def _outlines(
    around: Float[ndarray, "point 2"],
    point_heights: Float[ndarray, " point"],
    heights: Float[ndarray, " ring"],
    drape: DrapeSpec,
) -> Float[ndarray, "ring column"]:
    """Radius of the hanging cloth at each height: convex round what is there, and hardly narrower than above."""
    angle = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    directions = np.stack([np.sin(angle), np.cos(angle)])
    facing = np.cos(angle[:, None] - angle[None])
    step = float(heights[0] - heights[1])
    rings: list[Float[ndarray, " column"]] = []
    for number, height in enumerate(heights):
        near = np.abs(point_heights - height) < max(0.03, step * 0.7)
        support = np.zeros(COLUMNS)
        if near.sum() > 3:
            share = MARGIN_STARTS[number] if number < len(MARGIN_STARTS) else 1.0
            support = (around[near] @ directions).max(axis=0) + drape.margin * share
        support = np.maximum(support, LEAST_RADIUS)
        bound = np.where(facing > NARROWEST_FACING, support[None] / np.maximum(facing, NARROWEST_FACING), np.inf)
        hull = bound.min(axis=1)
        radius = hull
        if rings:
            radius = np.maximum(radius, rings[-1] * (1 - TAPER_METRE * step) + drape.flare * step)
        for _ in range(3):
            radius = 0.25 * np.roll(radius, 1) + 0.5 * radius + 0.25 * np.roll(radius, -1)
        rings.append(np.maximum(radius, hull))  # smoothing alone would let a heel through
    return np.array(rings)


def _pleated(
    radius: Float[ndarray, "ring column"], angle: Float[ndarray, " column"], drape: DrapeSpec
) -> Float[ndarray, "ring column"]:
    """Waves that grow towards the hem; they go outwards only, so that no leg comes through."""
    rng = stream(drape.seed, "pleats")
    few, many = rng.integers(5, 9), rng.integers(9, 15)
    phase, other_phase = rng.uniform(0, 2 * np.pi, 2)
    down = np.linspace(0, 1, RINGS)[:, None]
    wave = 0.6 * np.sin(few * angle + phase + 0.4 * down) + 0.4 * np.sin(many * angle + other_phase)
    return radius * (1 + down * (0.035 + drape.pleat) * (wave + 1) / 2)
