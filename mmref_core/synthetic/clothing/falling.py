"""Loose cloth on the torso, hanging vertically from chest, belly and seat, in cylinder coordinates."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.body_shell import TORSO
from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.topology import smoothed

CELLS = 40  # of the height field, in height and in angle
CLEFT_PASSES = 10  # of smoothing, which spreads what lay in the cleft of the seat over the cloth that spans it
SPANS_SEAT = 3.0  # times the looseness: even quite close cloth hangs straight over the seat
HANGS_BELOW = 0.80  # share of the height from hem to neck under which cloth hangs


def fall(points: Float[ndarray, "vertex 3"], figure: BodyFigure, torso: float) -> Float[ndarray, "vertex 3"]:
    """Return torso points moved out to the hanging surface, by their looseness (0 to 1)."""
    tights, marks = figure.atlas.tights, figure.atlas.landmarks
    height = tights.template[:, 1]
    loose = (tights.limb == TORSO) | ((tights.arm < 0.75) & (height > marks.hip))
    loose &= height < marks.neck - 0.05
    core = loose & (tights.arm < 0.25) & (tights.leg < 0.9)
    middle = points[core][:, 2].mean()
    x, z = points[:, 0], points[:, 2] - middle
    angle, radius = np.arctan2(x, z), np.hypot(x, z)
    bottom, top = figure.joint("upperleg01.L")[1] - 0.12, figure.joint("neck01")[1]
    level = (points[:, 1] - bottom) / (top - bottom) * CELLS
    column = (angle + np.pi) / (2 * np.pi) * CELLS

    row = np.clip(level[core].astype(int), 0, CELLS - 1)
    field = np.zeros((CELLS, CELLS))
    np.maximum.at(field, (row, column[core].astype(int) % CELLS), radius[core])
    field = _let_hang(field, torso)

    hung = _sample(field, level, column)
    over_seat = ramp(marks.waist, marks.hip + 0.02, height) * min(1.0, torso * SPANS_SEAT)
    share = np.maximum(over_seat, min(1.0, torso * 1.3))
    share = ramp(0.6, 0.2, tights.arm) * share * ramp(marks.neck - 0.1, marks.neck - 0.22, height)
    wide = np.maximum(radius, radius + np.where(loose, share, 0) * (hung - radius))
    stretch = np.where(radius > 1e-4, wide / np.maximum(radius, 1e-4), 1)
    hanging = np.stack([x * stretch, points[:, 1], z * stretch + middle], axis=1)
    cleft = over_seat * ramp(0.08, 0.03, np.abs(tights.template[:, 0])) * (z < 0) * loose
    return hanging + cleft[:, None] * (smoothed(tights.smoothing, hanging, CLEFT_PASSES) - hanging)


def _let_hang(field: Float[ndarray, "row column"], torso: float) -> Float[ndarray, "row column"]:
    """Fill gaps, span hollows, and let every row be at least nearly as wide as the one above."""
    for _ in range(3):
        empty = field == 0
        field[empty] = _beside(field)[empty]
    field = np.maximum(field, 0.985 * _beside(field))
    free = slice(0, int(CELLS * HANGS_BELOW))
    field[free] += min(1.0, 2 * torso) * np.maximum(_outline(field[free]) - field[free], 0)
    kept = 0.975 + 0.025 * min(torso, 1)
    for row in range(CELLS - 2, -1, -1):
        if row < free.stop:
            field[row] = np.maximum(field[row], field[row + 1] * kept)
    for _ in range(2):
        field = 0.5 * field + 0.5 * _beside(field)
        field[1:-1] = 0.25 * field[:-2] + 0.5 * field[1:-1] + 0.25 * field[2:]
    return field


def _beside(field: Float[ndarray, "row column"]) -> Float[ndarray, "row column"]:
    return (np.roll(field, 1, axis=1) + np.roll(field, -1, axis=1)) / 2


def _outline(radii: Float[ndarray, "row column"]) -> Float[ndarray, "row column"]:
    """Radii of the convex outline of each row: cloth spans the seat and the small of the back."""
    angle = np.linspace(-np.pi, np.pi, CELLS, endpoint=False)
    facing = np.cos(angle[:, None] - angle[None])
    support = (radii[:, None] * facing).max(axis=2)
    bound = np.where(facing > 0.25, support[:, None] / np.maximum(facing, 0.25), np.inf)
    return bound.min(axis=2)


def _sample(
    field: Float[ndarray, "row column"], level: Float[ndarray, " vertex"], column: Float[ndarray, " vertex"]
) -> Float[ndarray, " vertex"]:
    """Bilinear; columns wrap, rows end."""
    level, column = np.clip(level - 0.5, 0, CELLS - 1.001), column - 0.5
    row, first = level.astype(int), np.floor(column).astype(int)
    up, across = level - row, column - first
    left, right = first % CELLS, (first + 1) % CELLS
    below = (1 - across) * field[row, left] + across * field[row, right]
    above = (1 - across) * field[row + 1, left] + across * field[row + 1, right]
    return (1 - up) * below + up * above
