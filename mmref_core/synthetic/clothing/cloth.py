"""Shader materials of garments from names of colours and patterns."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

from mmref_core.synthetic.body.limbs import Landmarks
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial
from mmref_core.synthetic.geometry.palette import COLOURS, jitter
from mmref_core.synthetic.geometry.person_attributes import NONE

# periods in metres, and the range of the share of a period in the second colour
REPEATING: dict[str, tuple[FabricPattern, tuple[float, ...], tuple[float, float]]] = {
    "horizontal stripes": (FabricPattern.HORIZONTAL_STRIPES, (0.035, 0.045, 0.06, 0.08, 0.11, 0.15), (0.25, 0.60)),
    "vertical stripes": (FabricPattern.VERTICAL_STRIPES, (0.03, 0.04, 0.05, 0.065), (0.25, 0.50)),
    "check": (FabricPattern.CHECK, (0.035, 0.05, 0.07, 0.09, 0.13), (0.35, 0.65)),
    "dots": (FabricPattern.DOTS, (0.035, 0.045, 0.06, 0.075), (0.40, 0.65)),
    "camouflage": (FabricPattern.CAMOUFLAGE, (0.07, 0.085, 0.10, 0.12), (0.50, 0.50)),
    "floral": (FabricPattern.FLORAL, (0.05, 0.07, 0.085, 0.10, 0.12), (0.60, 0.85)),
    "pinstripes": (FabricPattern.VERTICAL_STRIPES, (0.022, 0.03), (0.14, 0.2)),
    "houndstooth": (FabricPattern.CHECK, (0.045, 0.06), (1.0, 1.0)),
    "animal print": (FabricPattern.ANIMAL, (0.045, 0.06), (0.5, 0.5)),
    "tie-dye": (FabricPattern.TIE_DYE, (0.1,), (0.0, 0.5)),
    "colour gradient": (FabricPattern.TIE_DYE, (0.1,), (1.0, 1.0)),
}
# which part of a garment is in the second colour: the kind that the shader knows, and heights or half widths in metres
BLOCKS: dict[str, tuple[float, tuple[float, float]]] = {
    "colour block": (0.0, (1.05, 1.20)),
    "chest stripe": (1.0, (1.13, 1.21)),
    "contrast sleeves": (2.0, (0.0, 0.0)),
    "side stripes": (3.0, (0.012, 0.022)),
}


@dataclass(frozen=True)
class PrintPlacement:
    """Position and largest size of a printed motif, in template metres."""

    kinds: tuple[float, ...]  # that the shader knows
    size: tuple[float, float]
    beside: float  # of the middle, to the wearer's left
    below_neck: float
    begins: float  # at this depth; behind it where below 0


PRINTS: dict[str, PrintPlacement] = {
    "print": PrintPlacement((0.0, 1.0, 2.0, 3.0, 4.0), (0.07, 0.11), 0.0, 0.17, 0.02),
    "small logo": PrintPlacement((0.0, 1.0, 4.0), (0.022, 0.032), 0.07, 0.15, 0.02),
    "back print": PrintPlacement((0.0, 1.0, 3.0, 4.0), (0.09, 0.13), 0.0, 0.20, -0.02),
}


def dye(rng: Generator, name: str) -> Float[ndarray, "3"]:
    """Return a random linear colour that has this name."""
    return jitter(rng, COLOURS[name])


def weave(rng: Generator, colour: str, pattern: str = "plain", colour2: str = NONE) -> ShaderMaterial:
    """Return a material of one colour, or two where a pattern needs them; the third colour lies between them."""
    first = dye(rng, colour)
    second = dye(rng, colour2) if colour2 != NONE else 0.6 * first
    material = ShaderMaterial(
        first,
        colour2=second,
        colour3=(first + second) / 2,
        seed=float(rng.uniform()),
        fold=float(rng.uniform(0.013, 0.032)),
        hem=0.02,
        specular=float(rng.choice([0.01, 0.02, 0.05])),
    )
    if pattern in REPEATING:
        number, periods, duty = REPEATING[pattern]
        return replace(material, pattern=number, scale=float(rng.choice(periods)), duty=float(rng.uniform(*duty)))
    if pattern in BLOCKS:
        number, sizes = BLOCKS[pattern]
        return replace(material, pattern=FabricPattern.COLOUR_BLOCK, duty=number, scale=float(rng.uniform(*sizes)))
    return material


def printed(rng: Generator, material: ShaderMaterial, marks: Landmarks, pattern: str = "print") -> ShaderMaterial:
    """Return the material with a printed motif, one of `PRINTS`."""
    motif = PRINTS[pattern]
    return replace(
        material,
        pattern=FabricPattern.PRINT,
        duty=float(rng.choice(motif.kinds)),
        print_centre=(motif.beside, marks.neck - motif.below_neck),
        print_size=float(rng.uniform(*motif.size)),
        print_front=motif.begins,
    )


def denim(rng: Generator, colour: str) -> ShaderMaterial:
    """Return denim, less saturated than its dye, sometimes faded on the thighs."""
    material = weave(rng, colour)
    washed = 0.82 * np.asarray(material.colour) + 0.18 * np.mean(material.colour) + 0.002
    return replace(
        material, colour=washed, pattern=FabricPattern.DENIM, duty=float(rng.choice([0.0, 0.4, 0.9])), fold=0.024
    )
