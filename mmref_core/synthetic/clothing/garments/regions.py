"""Regions of garment details: signed distances in template metres, positive inside."""

from collections.abc import Callable

import numpy as np

from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cuts import Distance
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.geometry.fields import noise, ramp
from mmref_core.synthetic.geometry.person_attributes import NONE

GarmentRegion = Callable[[GarmentFitting], Distance]

RIB_JOINTS, RIB_METRES = 0.16, 0.05  # how far ribbed cuffs reach along a limb, and waistbands up
LAPEL_WIDTH = 0.06
TEAR = ((0.035, 0.018), (0.06, 0.04))  # half width and half height of a gap in metres, least and most
ONE_KNEE_SHARE, TORN_THIGH_SHARE = 0.4, 0.35  # of torn trousers
RAGGED = 60.0  # bends of a gap's edge per metre
DIGIT_HEIGHT, DIGIT_WIDTH, STROKE = 0.20, 0.10, 0.016  # metres; a stroke's half width
# The seven strokes of a digit: middle (x, y) and half lengths, for a digit of half width and half height 1.
STROKES = (
    *((0, 1, 1, 0), (1, 0.5, 0, 0.5), (1, -0.5, 0, 0.5), (0, -1, 1, 0), (-1, -0.5, 0, 0.5), (-1, 0.5, 0, 0.5)),
    (0, 0, 1, 0),
)
DIGITS = ("012345", "12", "01346", "01236", "1256", "02356", "023456", "012", "0123456", "012356")


def union(*regions: Distance) -> Distance:
    """Return a region that is the union of others."""
    return np.maximum.reduce(regions)


def front(fitting: GarmentFitting, distance: Distance) -> Distance:
    """Return a distance restricted to the front of the torso."""
    tights = fitting.tights
    return np.where((tights.template[:, 2] > 0.0) & (tights.arm < 0.3), distance, cuts.AWAY)


def back(fitting: GarmentFitting, distance: Distance) -> Distance:
    """Return a distance restricted to the back of the torso."""
    tights = fitting.tights
    return np.where((tights.template[:, 2] < 0.0) & (tights.arm < 0.3), distance, cuts.AWAY)


def band(fitting: GarmentFitting, height: float, half_width: float) -> Distance:
    """Return a band round the torso."""
    ring = half_width - np.abs(fitting.tights.template[:, 1] - height)
    return np.where(fitting.tights.arm > 0.3, cuts.AWAY, ring)


def box(fitting: GarmentFitting, centre: tuple[float, float], half: tuple[float, float]) -> Distance:
    """Return a rectangle and its mirror image on the front; `centre` is the distance from the middle and the height."""
    aside, height = np.abs(fitting.tights.template[:, 0]), fitting.tights.template[:, 1]
    inside = np.minimum(half[0] - np.abs(aside - centre[0]), half[1] - np.abs(height - centre[1]))
    return front(fitting, inside)


def cuffs(fitting: GarmentFitting) -> Distance:
    """Return the ends of long sleeves."""
    tights, end = fitting.tights, fitting.measures.sleeve
    along = (tights.along_arm - end + RIB_JOINTS) * cuts.UPPER_ARM_METRES
    return np.where((tights.arm > 0.35) & (end > 1.5), along, cuts.AWAY)


def waistband(fitting: GarmentFitting) -> Distance:
    return band(fitting, fitting.measures.hem, RIB_METRES)


def ribs(fitting: GarmentFitting) -> Distance:
    """Return cuffs, and a waistband if the garment is not tucked in."""
    return union(cuffs(fitting), waistband(fitting)) if fitting.attributes.tucked == NONE else cuffs(fitting)


def ankles(fitting: GarmentFitting) -> Distance:
    """Return the lower ends of trouser legs."""
    return cuts.up_the_leg(fitting.atlas, min(fitting.measures.leg, 2.0) - 0.75 * RIB_JOINTS)


def sleeve_stripes(fitting: GarmentFitting) -> Distance:
    """Return two stripes down the outside of each arm."""
    tights = fitting.tights
    outside = (tights.arm > 0.5) & (tights.coordinates[:, 0] * tights.template[:, 0] < 0)
    stripe = 0.007 - np.abs(np.abs(tights.coordinates[:, 1]) - 0.014)
    return np.where(outside, stripe, cuts.AWAY)


def _outside_of_leg(fitting: GarmentFitting) -> np.ndarray:
    tights = fitting.tights
    outwards = tights.coordinates[:, 0] * np.sign(tights.template[:, 0])
    return (tights.leg > 0.5) & (tights.template[:, 1] < fitting.marks.hip - 0.06) & (outwards > 0)


def leg_stripes(fitting: GarmentFitting) -> Distance:
    """Return one stripe down the outside of each leg."""
    stripe = 0.015 - np.abs(fitting.tights.coordinates[:, 1])
    return np.where(_outside_of_leg(fitting), stripe, cuts.AWAY)


def thigh_pockets(fitting: GarmentFitting) -> Distance:
    tights = fitting.tights
    length = 0.17 - np.abs(tights.along_leg - 0.62)
    pocket = np.minimum(0.07 - np.abs(tights.coordinates[:, 1]), length * cuts.THIGH_METRES)
    return np.where(_outside_of_leg(fitting), pocket, cuts.AWAY)


def torn_knees(fitting: GarmentFitting) -> Distance:
    """Return ragged tears across one knee or both, sometimes one on a thigh."""
    tights, rng = fitting.tights, fitting.rng("rips")
    on_front = (tights.leg > 0.5) & (fitting.underlay.normals[:, 2] > 0.2)
    ragged = 0.006 * noise(tights.template * RAGGED, rng)
    gaps = [(side, 1.0, *rng.uniform(*TEAR)) for side in (-1, 1)][rng.random() < ONE_KNEE_SHARE :]
    gaps += [(gaps[0][0], float(rng.uniform(0.5, 0.7)), *rng.uniform(*TEAR))] if rng.random() < TORN_THIGH_SHARE else []
    inside = np.full(len(ragged), cuts.AWAY)
    for side, along, half_width, half_height in gaps:
        up = (tights.along_leg - along) * cuts.THIGH_METRES
        gap = half_height * (1 - np.hypot(tights.coordinates[:, 0] / half_width, up / half_height)) + ragged
        inside = np.where(on_front & (side * tights.template[:, 0] > 0), np.maximum(inside, gap), inside)
    return inside


def kangaroo_pocket(fitting: GarmentFitting) -> Distance:
    bottom = fitting.measures.hem + RIB_METRES
    return box(fitting, (0.0, bottom + 0.09), (0.115, 0.08))


def chest_pockets(fitting: GarmentFitting) -> Distance:
    return box(fitting, (0.085, fitting.marks.neck - 0.20), (0.042, 0.05))


def hip_pockets(fitting: GarmentFitting) -> Distance:
    return box(fitting, (0.105, fitting.marks.waist - 0.02), (0.05, 0.035))


def placket(fitting: GarmentFitting) -> Distance:
    """Return a strip down to the middle of the chest; its material gives the width."""
    height, neck = fitting.tights.template[:, 1], fitting.marks.neck
    return front(fitting, np.minimum(height - neck + 0.19, 0.04 - np.abs(fitting.tights.template[:, 0])))


def drawstrings(fitting: GarmentFitting) -> Distance:
    """Return strips from the hood down; their material gives the width."""
    height, neck = fitting.tights.template[:, 1], fitting.marks.neck
    return front(fitting, np.minimum(height - neck + 0.20, neck - 0.01 - height))


def lapels(fitting: GarmentFitting) -> Distance:
    """Return the areas beside the gap of a jacket with one button, from the button to the collar."""
    tights, marks = fitting.tights, fitting.marks
    button = marks.waist + cuts.BUTTON_ABOVE_WAIST
    beside = np.abs(tights.template[:, 0]) - cuts.lapel_gap(tights, button)
    height = tights.template[:, 1]
    width = LAPEL_WIDTH * ramp(button, marks.neck - 0.08, height)
    return front(fitting, np.minimum.reduce([beside + 0.02, width - beside, marks.neck - 0.005 - height]))


def reflective_bands(fitting: GarmentFitting) -> Distance:
    """Return two bands round the body and one over each shoulder, as in standards of high-visibility clothing."""
    waist, aside = fitting.marks.waist, np.abs(fitting.tights.template[:, 0])
    braces = np.minimum(0.024 - np.abs(aside - 0.095), fitting.tights.template[:, 1] - waist - 0.15)
    braces = np.where(fitting.tights.arm > 0.3, cuts.AWAY, braces)
    return union(band(fitting, waist + 0.01, 0.026), band(fitting, waist + 0.15, 0.026), braces)


def bib(fitting: GarmentFitting) -> Distance:
    """Return a panel on the chest with straps over the shoulders to the back of the waist."""
    aside, height = np.abs(fitting.tights.template[:, 0]), fitting.tights.template[:, 1]
    bottom, top = fitting.measures.waistband - 0.03, fitting.marks.neck - 0.14
    panel = np.minimum.reduce([0.115 - aside, height - bottom, top - height])
    straps = np.minimum(0.02 - np.abs(aside - 0.085), height - bottom)
    straps = np.where(fitting.tights.arm > 0.3, cuts.AWAY, straps)
    return union(front(fitting, panel), straps)


def coat_belt(fitting: GarmentFitting) -> Distance:
    return band(fitting, fitting.marks.waist + 0.005, 0.024)


def number(fitting: GarmentFitting) -> Distance:
    """Return a number of one or two digits on the back."""
    value = str(int(fitting.rng("number").integers(1, 30)))
    across = -fitting.tights.template[:, 0]
    up = fitting.tights.template[:, 1] - (fitting.marks.neck - 0.20)
    inside = np.full(len(up), cuts.AWAY)
    for place, digit in enumerate(value):
        middle = (place - (len(value) - 1) / 2) * (DIGIT_WIDTH + 0.045)
        for stroke in DIGITS[int(digit)]:
            x, y, wide, high = STROKES[int(stroke)]
            x, wide, y, high = (
                0.5 * size for size in (x * DIGIT_WIDTH, wide * DIGIT_WIDTH, y * DIGIT_HEIGHT, high * DIGIT_HEIGHT)
            )
            sides = (wide + STROKE - np.abs(across - middle - x), high + STROKE - np.abs(up - y))
            inside = np.maximum(inside, np.minimum(*sides))
    return back(fitting, inside)
