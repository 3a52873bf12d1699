"""Materials of garments: colour names and a pattern's name become one row for the shader."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

from mmref_core.people.attributes import NONE
from mmref_core.people.limbs import Landmarks
from mmref_core.people.materials import Material, Pattern
from mmref_core.people.palette import COLOURS, jitter

# periods in metres, and the range of the share of a period in the second colour
REPEATING: dict[str, tuple[Pattern, tuple[float, ...], tuple[float, float]]] = {
    "horizontal stripes": (Pattern.HORIZONTAL_STRIPES, (0.05, 0.07, 0.10, 0.14), (0.30, 0.60)),
    "vertical stripes": (Pattern.VERTICAL_STRIPES, (0.03, 0.05, 0.08), (0.25, 0.50)),
    "check": (Pattern.CHECK, (0.05, 0.08, 0.11), (0.50, 0.50)),
    "dots": (Pattern.DOTS, (0.045, 0.06, 0.09), (0.40, 0.60)),
    "camouflage": (Pattern.CAMOUFLAGE, (0.07, 0.085, 0.10, 0.12), (0.50, 0.50)),
    "floral": (Pattern.FLORAL, (0.07, 0.085, 0.10, 0.12), (0.60, 0.85)),
}
PRINT_KINDS = 4
PRINT_BELOW_NECK = 0.17
PRINT_FRONT = 0.02


def dye(rng: Generator, name: str) -> Float[ndarray, "3"]:
    """The linear colour of one thing that people would call by this name."""
    return jitter(rng, COLOURS[name])


def weave(rng: Generator, colour: str, pattern: str = "plain", colour2: str = NONE) -> Material:
    """Cloth of one colour, or of two where a pattern needs them; the third tone lies between the two."""
    first = dye(rng, colour)
    second = dye(rng, colour2) if colour2 != NONE else 0.6 * first
    material = Material(
        first,
        colour2=second,
        colour3=(first + second) / 2,
        seed=float(rng.uniform()),
        fold=float(rng.uniform(0.012, 0.035)),
        hem=0.02,
        specular=float(rng.choice([0.01, 0.02, 0.05])),
    )
    if pattern in REPEATING:
        number, periods, duty = REPEATING[pattern]
        return replace(material, pattern=number, scale=float(rng.choice(periods)), duty=float(rng.uniform(*duty)))
    if pattern == "colour block":
        return replace(material, pattern=Pattern.COLOUR_BLOCK, scale=float(rng.uniform(1.05, 1.20)))
    return material


def printed(rng: Generator, material: Material, marks: Landmarks) -> Material:
    """The same cloth with a motif on the chest."""
    return replace(
        material,
        pattern=Pattern.PRINT,
        duty=float(rng.integers(PRINT_KINDS)),
        print_centre=(0.0, marks.neck - PRINT_BELOW_NECK),
        print_size=float(rng.uniform(0.07, 0.11)),
        print_front=PRINT_FRONT,
    )


def denim(rng: Generator, colour: str) -> Material:
    """Blue or other jeans cloth, greyer than its dye, some of it faded on the thighs."""
    material = weave(rng, colour)
    washed = 0.72 * np.asarray(material.colour) + 0.28 * np.mean(material.colour) + 0.004
    return replace(material, colour=washed, pattern=Pattern.DENIM, duty=float(rng.choice([0.0, 0.3, 0.8])), fold=0.02)
