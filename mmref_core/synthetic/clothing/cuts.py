"""Cut lines of garments: signed distances on the helper surface in template metres, negative where cloth is removed."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.body_shell import TightsMesh
from mmref_core.synthetic.body.limbs import Landmarks

UNCUT = 0.2  # further from any line than a hem's stitches
AWAY = -0.1
UPPER_ARM_METRES = 0.27
THIGH_METRES = 0.42
NECK_RADIUS = 0.062
BUTTON_ABOVE_WAIST = 0.10  # of a jacket that is buttoned once
WIDEST_DROP, DROP_OF_V = 0.03, 0.015
ARMHOLE_X, SHOULDER_Y, ARMPIT = 0.155, 1.39, (0.160, 1.265)
BESIDE_ARM = 0.5  # metres that the middle between arm and torso lies further out per metre down
V_HALF_WIDTH = (
    0.072  # metres at the height of the neck: outside of the ball round it, so that the two lines meet smoothly
)

Distance = Float[ndarray, " vertex"]


def sleeve(tights: TightsMesh, end: float) -> Distance:
    """Return the distance to a cut at `end` along the arm: 1 elbow, 2 wrist; below 0 it runs round the shoulder,
    further in.
    """
    if end < 0:
        return armhole(tights, ARMHOLE_X + 0.1 * end)
    return np.where(tights.arm > 0.35, (end - tights.along_arm) * UPPER_ARM_METRES, UNCUT)


def armhole(tights: TightsMesh, shoulder_x: float) -> Distance:
    """Return the distance to a line from the top of the shoulder to the armpit, and between arm and torso."""
    height = tights.template[:, 1]
    edge = np.where(
        height > ARMPIT[1],
        shoulder_x + (ARMPIT[0] - shoulder_x) * (SHOULDER_Y - height) / (SHOULDER_Y - ARMPIT[1]),
        ARMPIT[0] + (ARMPIT[1] - height) * BESIDE_ARM,
    )
    return np.minimum(edge - np.abs(tights.template[:, 0]), UNCUT)


def leg_height(marks: Landmarks, end: float) -> float:
    """Return the height of a position along the leg: 1 knee, 2 ankle."""
    thigh, shin = marks.hip - marks.knee, marks.knee - marks.ankle
    return marks.knee + (1 - end) * (thigh if end < 1 else shin)


def leg(atlas: BodyAtlas, end: float) -> Distance:
    """Return the distance to a level hem at `end` along the leg: 1 knee, 2 ankle."""
    return np.minimum(above(atlas.tights, leg_height(atlas.landmarks, end)), UNCUT)


def up_the_leg(atlas: BodyAtlas, end: float) -> Distance:
    """Return the distance to the upper end of footwear at `end` along the leg."""
    reach = below(atlas.tights, leg_height(atlas.landmarks, end))
    return np.where(atlas.tights.leg > 0.3, np.minimum(reach, UNCUT), AWAY)


def neckline(atlas: BodyAtlas, drop: float, v_depth: float = 0.0) -> Distance:
    """Return the distance to a sphere round the neck, `drop` metres below it, and to a V of depth `v_depth`.

    At any depth cloth stays on the shoulders; with a V, only the V is deep.
    """
    points, neck = atlas.tights.template, atlas.landmarks.neck
    if v_depth > 0:
        drop = min(drop, DROP_OF_V)
    narrower = (NECK_RADIUS + drop) / (NECK_RADIUS + min(drop, WIDEST_DROP))
    centre = np.array([0, neck + 0.035 - 0.35 * drop, 0.008 + 0.25 * drop])
    cut = np.linalg.norm((points - centre) * [0.95 * narrower, 1.0, 0.95], axis=1) - (NECK_RADIUS + drop)
    aside, height = np.abs(points[:, 0]), points[:, 1]
    if v_depth > 0:
        beside_v = (aside - V_HALF_WIDTH * (height - neck + v_depth) / v_depth) * 0.85
        cut = np.where(points[:, 2] > 0, np.minimum(cut, beside_v), cut)
    on_neck = (height > neck + 0.01) & (aside < 0.1)
    return np.where(on_neck, np.minimum(cut, neck + 0.03 - height), cut)


def above(tights: TightsMesh, height: float) -> Distance:
    """Return the distance to a height, positive above it."""
    return tights.template[:, 1] - height


def below(tights: TightsMesh, height: float) -> Distance:
    """Return the distance to a height, positive below it."""
    return height - tights.template[:, 1]


def off_arms(tights: TightsMesh) -> Distance:
    """Return a constant: negative on the arms, positive on the rest of the body."""
    return np.where(tights.arm > 0.3, AWAY, UNCUT)


def open_front(tights: TightsMesh, half_width: float | Distance) -> Distance:
    """Return the distance to a gap down the middle of the front; its half width may vary by vertex."""
    return np.where(tights.template[:, 2] > 0, np.abs(tights.template[:, 0]) - half_width, UNCUT)


def lapel_gap(tights: TightsMesh, button_height: float) -> Distance:
    """Return the half width of the gap of a jacket buttoned at one height; it opens upwards and downwards."""
    height = tights.template[:, 1]
    gap = np.where(height > button_height, (height - button_height) * 0.33, (button_height - height) * 0.25)
    return np.maximum(0.003, gap)


def nearest(*cuts: Distance) -> Distance:
    """Return the least distance, the intersection of all cuts."""
    return np.minimum.reduce(cuts)
