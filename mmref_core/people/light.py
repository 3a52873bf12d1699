"""The light of a place at one moment."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.people.materials import Colour

LIGHT_HEIGHTS = (25.0, 70.0)  # degrees above the horizon
RAISED_LAMPS = 1.0  # added to the direction's height where light comes from lamps
SUN_WANDER = 8.0  # degrees between two pictures of a place
EXPOSURE = (0.06, 0.16)  # mean and spread of its logarithm
SUNNY_HAZE, NIGHT_HAZE, USUAL_HAZE = 0.004, 0.02, 0.006  # per metre


@dataclass(frozen=True)
class Light:
    """Sun or lamp, and what comes from everywhere; colours are linear light."""

    direction: Float[np.ndarray, "3"]  # towards the light, unit length
    colour: Colour
    sky: Colour
    ground: Colour
    haze: Colour  # also what is seen where nothing is
    haze_per_metre: float = 0.01
    shadow: float = 1.0  # how much of the light a shadow takes
    dapple: float = 0.0  # how much leaves overhead take
    exposure: float = 1.0


@dataclass(frozen=True)
class Hour:
    """The light of a time of day, with the range that its two strengths are drawn from."""

    colour: tuple[float, float, float]
    strength: tuple[float, float]
    sky: tuple[float, float, float]
    sky_strength: tuple[float, float]
    ground: tuple[float, float, float]
    haze: tuple[float, float, float]
    shadow: float
    haze_per_metre: float = USUAL_HAZE
    has_lamps: bool = False


HOURS = {
    "sunny": Hour(
        (1.5, 1.36, 1.12),
        (0.9, 1.5),
        (0.34, 0.41, 0.52),
        (1.0, 1.0),
        (0.20, 0.18, 0.15),
        (0.62, 0.72, 0.85),
        0.97,
        SUNNY_HAZE,
    ),
    "overcast": Hour(
        (0.45, 0.46, 0.48), (0.5, 1.0), (0.78, 0.82, 0.88), (0.8, 1.1), (0.3, 0.3, 0.29), (0.72, 0.74, 0.77), 0.7
    ),
    "shade": Hour(
        (0.3, 0.33, 0.4), (1.0, 1.0), (0.62, 0.7, 0.82), (0.7, 1.0), (0.26, 0.25, 0.24), (0.62, 0.68, 0.76), 0.6
    ),
    "dusk": Hour(
        (0.9, 0.55, 0.3), (0.5, 1.0), (0.30, 0.30, 0.40), (1.0, 1.0), (0.14, 0.12, 0.12), (0.45, 0.36, 0.36), 0.9
    ),
    "night": Hour(
        (0.85, 0.62, 0.36),
        (0.6, 1.1),
        (0.10, 0.11, 0.15),
        (0.8, 1.6),
        (0.08, 0.075, 0.07),
        (0.03, 0.035, 0.05),
        0.95,
        NIGHT_HAZE,
        has_lamps=True,
    ),
    "indoor": Hour(
        (0.62, 0.58, 0.5),
        (0.7, 1.2),
        (0.62, 0.58, 0.52),
        (0.7, 1.1),
        (0.34, 0.31, 0.27),
        (0.5, 0.48, 0.45),
        0.75,
        has_lamps=True,
    ),
}


def draw_light(rng: Generator, time: str, sun_degrees: float, dapple: float) -> Light:
    """The light of one picture: the hour's, a little moved, stronger or weaker."""
    hour = HOURS[time]
    height = np.radians(rng.uniform(*LIGHT_HEIGHTS))
    side = np.radians(sun_degrees + rng.normal(0, SUN_WANDER))
    direction = np.array([np.cos(height) * np.sin(side), np.sin(height), np.cos(height) * np.cos(side)])
    direction[1] += RAISED_LAMPS * hour.has_lamps
    return Light(
        direction=direction / np.linalg.norm(direction),
        colour=np.array(hour.colour) * rng.uniform(*hour.strength),
        sky=np.array(hour.sky) * rng.uniform(*hour.sky_strength),
        ground=hour.ground,
        haze=hour.haze,
        haze_per_metre=hour.haze_per_metre,
        shadow=hour.shadow,
        dapple=dapple,
        exposure=float(np.exp(rng.normal(*EXPOSURE))),
    )
