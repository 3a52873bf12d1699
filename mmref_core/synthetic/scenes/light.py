"""Light of a scene."""

from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.synthetic.geometry.materials import Colour
from mmref_core.synthetic.scenes.lighting_presets import HOURS

LAMPS = 4  # that light a picture, besides the sun or the lamp overhead
SUN_WANDER = 8.0  # degrees between two pictures of a place
EXPOSURE = (0.0, 0.10)  # mean and spread of the logarithm of what a camera errs by
LAMP_SHARE = 0.15  # of lamps that stand about, in the light on a person
BLACK = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class SceneLight:
    """A directional light (sun or lamp), ambient light, and point lights; colours are linear."""

    direction: Float[np.ndarray, "3"]  # towards the light, unit length
    colour: Colour
    sky: Colour
    ground: Colour
    haze: Colour  # also what is seen where nothing is
    haze_per_metre: float = 0.01
    shadow: float = 1.0  # how much of the light a shadow takes
    dapple: float = 0.0  # how much leaves overhead take
    exposure: float = 1.0
    metered: bool = (
        False  # whether the camera sets exposure and white balance itself; `exposure` is a factor on its own
    )
    wetness: float = 0.0
    snow: float = 0.0  # how much of what faces up it covers
    glow: float = 0.0  # how bright windows, signs and lamps are
    lamp_colour: Colour = BLACK
    lamps: Float[np.ndarray, "lamp 4"] = field(default_factory=lambda: np.zeros((LAMPS, 4)))  # place, strength

    @property
    def white(self) -> Float[np.ndarray, "3"]:
        """The light reflected by white paper turned neither to nor from the light."""
        around = np.asarray(self.sky) + np.asarray(self.ground) + LAMP_SHARE * np.asarray(self.lamp_colour)
        return 0.5 * around + 0.4 * np.asarray(self.colour)

    @property
    def has_lamps(self) -> bool:
        """Whether there are point lights."""
        return bool(self.lamps[:, 3].any())


def draw_light(
    rng: Generator, time: str, sun_degrees: float, dapple: float, lamps: Float[np.ndarray, "lamp 4"]
) -> SceneLight:
    """Return a random light of a preset; `lamps` are positions of point lights."""
    hour = HOURS[time]
    height = np.radians(rng.uniform(*hour.heights))
    side = np.radians(sun_degrees + rng.normal(0, SUN_WANDER))
    direction = np.array([np.cos(height) * np.sin(side), np.sin(height), np.cos(height) * np.cos(side)])
    strength = hour.lamp_strength * rng.uniform(0.7, 1.3)
    return SceneLight(
        direction=direction,
        colour=np.array(hour.colour) * rng.uniform(*hour.strength),
        sky=np.array(hour.sky) * rng.uniform(*hour.sky_strength),
        ground=hour.ground,
        haze=hour.haze,
        haze_per_metre=hour.haze_per_metre,
        shadow=hour.shadow,
        dapple=dapple,
        exposure=float(np.exp(rng.normal(*EXPOSURE))),
        metered=True,
        wetness=hour.wetness * rng.uniform(0.6, 1.0),
        snow=hour.snow * rng.uniform(0.7, 1.0),
        glow=hour.glow,
        lamp_colour=np.array(hour.colour) * strength,
        lamps=lamps if strength else np.zeros((LAMPS, 4)),
    )
