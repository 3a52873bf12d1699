"""Rain and snow between camera and person; pictures are red, green, blue in 0..1.

Drops have a depth: near ones are larger, more blurred and rarer; those beyond the person are occluded by the person.
Distances are in units of the person's distance; the person is about as tall as the picture.
"""

from collections.abc import Callable

import cv2
import numpy as np
from jaxtyping import Bool, Float
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]
Mask = Bool[np.ndarray, "height width"]
Air = Float[np.ndarray, "height width"]

PERSON_METRES = 1.8  # height of what a picture shows at the person's distance
NEAREST, FARTHEST = 0.12, 2.2
IN_FOCUS = 0.45  # nearer than that, what falls is out of focus
STREAKS, FLAKES = (60, 260), (140, 700)  # in one picture
STREAK_METRES = (0.10, 0.28)  # that a drop falls while the shutter is open
FLAKE_METRES = (0.0025, 0.006)  # radius
FLAKE_FALL = 0.012  # metres that a flake falls meanwhile
SLANT = 0.16  # spread of the slope of what falls
FINE = 3  # bits of a pixel that lines are placed by


def rain(rng: Generator, picture: Picture, person: Mask) -> Picture:
    """Return the picture with thin bright streaks of one slant."""
    slope, metre = rng.normal(0, SLANT), picture.shape[0] / PERSON_METRES

    def streak(air: Air, x: float, y: float, away: float) -> None:
        length = rng.uniform(*STREAK_METRES) * metre / away
        line(air, (x, y), (x + slope * length, y + length), rng.uniform(0.3, 0.8) * min(1.0, away), 1)

    return seen_through(rng, picture, person, int(rng.integers(*STREAKS)), streak, rng.uniform(0.22, 0.5))


def snow(rng: Generator, picture: Picture, person: Mask) -> Picture:
    """Return the picture with flakes, elongated along their fall; a few near ones are large and faint."""
    slope, metre = rng.normal(0, 2 * SLANT), picture.shape[0] / PERSON_METRES

    def flake(air: Air, x: float, y: float, away: float) -> None:
        radius = rng.uniform(*FLAKE_METRES) * metre / away
        fall = FLAKE_FALL * rng.uniform(0.3, 1.5) * metre / away
        is_near = away < IN_FOCUS
        strength = 0.35 if is_near else min(1.0, 0.45 + radius / 2)
        line(air, (x, y), (x + slope * fall, y + fall), strength, max(1, round(2 * radius)))

    return seen_through(rng, picture, person, int(rng.integers(*FLAKES)), flake, rng.uniform(0.45, 0.75))


def line(air: Air, start: tuple[float, float], end: tuple[float, float], strength: float, thickness: int) -> None:
    """Draw a line between subpixel positions into the air layer."""
    ends = [tuple(round(value * 2**FINE) for value in point) for point in (start, end)]
    cv2.line(air, ends[0], ends[1], float(strength), thickness, cv2.LINE_8, FINE)


def seen_through(
    rng: Generator,
    picture: Picture,
    person: Mask,
    count: int,
    draw: Callable[[Air, float, float, float], None],
    strength: float,
) -> Picture:
    """Return the picture with `count` drops, uniformly distributed in the viewing frustum."""
    height, width = picture.shape[:2]
    layers = {name: np.zeros((height, width), np.float32) for name in ("beyond", "sharp", "near")}
    low, high = NEAREST**3, FARTHEST**3  # the air within a distance grows with its cube
    for away in np.cbrt(rng.uniform(low, high, count)).tolist():
        name = "beyond" if away > 1 else "near" if away < IN_FOCUS else "sharp"
        draw(layers[name], rng.uniform(0, width), rng.uniform(-0.1 * height, height), away)
    fine, coarse = height / 640, height / 130
    air = np.where(person, 0, layers["beyond"])
    air = np.maximum(air, layers["sharp"])
    air = np.maximum(cv2.GaussianBlur(air, (0, 0), fine), cv2.GaussianBlur(layers["near"], (0, 0), coarse))
    share = np.clip(strength * air, 0, 1)[..., None]
    return picture * (1 - share) + share * np.float32(min(1.0, max(0.35, float(picture.mean()) * 1.7)))


WEATHERS = {"rain": rain, "snow": snow}
