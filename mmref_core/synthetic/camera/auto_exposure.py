"""Automatic exposure and white balance of a camera.

A camera does not know the colours of clothes, but modern ones detect a person and expose for them. Here the incident
light on the person is measured as rendered light divided by albedo, so that black clothes come out black and white ones
white.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, UInt8

from mmref_core.synthetic.geometry.materials import FabricPattern

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
ONE_COLOURED = (FabricPattern.PLAIN, FabricPattern.PRINT, FabricPattern.DENIM, FabricPattern.RIBBED)
SECOND_COLOUR = 0.4  # share of a pattern's second colour in its mean
USUAL_ALBEDO = 0.2  # of what stands about
SCENE_SHARE = 0.28  # how much the surroundings pull the exposure: against the light a person stays dark
SCENE_BOUNDS = (0.3, 5.0)  # times the light on the person: signs and black skies pull no further
LEVEL = 1.2  # how bright cloth comes out against its dye
DIM, DIM_SHARE = 0.75, 0.28  # light on the person below which a camera's gain no longer makes up for all of it
BALANCED = 0.8  # how much of the light's cast a camera takes away
LEAST_PIXELS = 40


@dataclass(frozen=True)
class MeteredLight:
    """Every fourth row and column of a picture in linear light, with its material ids."""

    light: Float[np.ndarray, "row column 3"]
    ids: UInt8[np.ndarray, "row column"]


def mean_colours(materials: Float[np.ndarray, "material 8 4"]) -> Float[np.ndarray, "material 3"]:
    """Return the mean linear colour of each material, over its pattern."""
    second = np.where(np.isin(materials[:, 1, 3], ONE_COLOURED), 0.0, SECOND_COLOUR)[:, None]
    return (1 - second) * materials[:, 0, :3] + second * materials[:, 1, :3]


def gains(
    metered: MeteredLight, materials: Float[np.ndarray, "material 8 4"], white: Float[np.ndarray, "3"]
) -> Float[np.ndarray, "3"]:
    """Return the gains of linear red, green and blue; `materials` are the person's, the first ids of the picture.

    `white` is the light reflected by white paper: a balance from the picture would be misled by saturated clothes.
    """
    balance = white**-BALANCED
    balance = balance * (LUMINANCE @ white) / (LUMINANCE @ (balance * white))
    is_person = metered.ids < len(materials)
    if is_person.sum() < LEAST_PIXELS:
        return balance
    dyed = mean_colours(materials)[metered.ids[is_person]] @ LUMINANCE
    seen = metered.light.astype(float) @ LUMINANCE
    person = float(seen[is_person].sum() / dyed.sum())
    scene = float(np.exp(np.log(seen[~is_person].clip(1e-4)).mean())) / USUAL_ALBEDO if not is_person.all() else person
    scene = float(np.clip(scene, SCENE_BOUNDS[0] * person, SCENE_BOUNDS[1] * person))
    level = LEVEL * min(1.0, person / DIM) ** DIM_SHARE
    return balance * level / (person ** (1 - SCENE_SHARE) * scene**SCENE_SHARE)
