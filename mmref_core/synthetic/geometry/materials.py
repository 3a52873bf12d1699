"""Material parameters of the shaders: a row of eight vec4 for each material."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from jaxtyping import Float, Float32
from numpy import ndarray

Colour = Float[ndarray, "3"] | tuple[float, float, float]
BLACK = (0.0, 0.0, 0.0)


class ShadingModel(IntEnum):
    """Shading models; scenery has shaders of its own, CUT_OUT is scenery with an alpha test."""

    SKIN = 0
    CLOTH = 1
    HAIR = 2
    LEATHER = 3
    SCENERY = 4
    CUT_OUT = 5


class FabricPattern(IntEnum):
    """Procedural patterns, evaluated in pattern coordinates."""

    PLAIN = 0
    HORIZONTAL_STRIPES = 1
    VERTICAL_STRIPES = 2
    CHECK = 3
    DOTS = 4
    CAMOUFLAGE = 5
    FLORAL = 6
    COLOUR_BLOCK = 7
    PRINT = 8
    DENIM = 9
    RIBBED = 10
    ANIMAL = 11
    TIE_DYE = 12
    SHOE = 13


class BumpPattern(IntEnum):
    """Procedural bump maps."""

    NONE = 0
    QUILTED = 1
    RIBBED = 2
    KNIT = 3
    CORDUROY = 4
    CABLE = 5


class StripCutout(IntEnum):
    """Per-pixel alpha tests in template coordinates, in addition to the cut line."""

    NONE = 0
    TWO_STRAPS = 1  # first: distance from the middle, second: half width, third: height above which they run parallel
    SLANTED = 2  # first, second: a point (x, height) on it, third: its angle to the vertical
    TAIL = 3  # first: its middle x, second: half width
    OPEN_SHOE = 4  # what a pump (first: 0), a sandal (1) or a flip-flop (2) is of a closed shoe


@dataclass(frozen=True)
class ShaderMaterial:
    """Parameters of one material; colours are linear, lengths in metres."""

    colour: Colour
    surface: ShadingModel = ShadingModel.CLOTH
    colour2: Colour = BLACK
    colour3: Colour = BLACK
    pattern: FabricPattern = FabricPattern.PLAIN
    scale: float = 0.1  # period of the pattern; the height of the edge of a colour block
    duty: float = 0.5  # share of a period in the second colour; the kind of a print or block; how faded denim is
    seed: float = 0.0
    fold: float = 0.02  # depth of the fine folds
    crumple: float = 1.0  # how many times finer than usual they are
    speckle: float = 0.05  # how much lighter and darker than the rest single yarns are
    specular: float = 0.03
    gloss: float = 12.0
    bump: BumpPattern = BumpPattern.NONE
    bump_depth: float = 0.0
    radius: float = 0.16  # of the body part it goes round: turns an angle into a length of its folds
    hem: float = 0.0  # distance of the stitched line from the cut line, 0 without
    zipped: float = 0.0  # 1 draws a line down the front
    print_centre: tuple[float, float] = (0.0, 0.0)  # template x and height
    print_size: float = 0.0
    print_front: float = 0.0  # template depth in front of which the print shows; below 0, behind which
    strip: StripCutout = StripCutout.NONE
    strip_values: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def row(self) -> Float32[ndarray, "8 4"]:
        """Return the row of the material table as the shader reads it, one vec4 a line."""
        return np.array(
            [
                [*self.colour, self.surface],
                [*self.colour2, self.pattern],
                [*self.colour3, self.speckle],
                [self.scale, self.duty, self.seed, self.fold],
                [self.specular, self.gloss, self.bump, self.bump_depth],
                [self.radius, self.crumple, self.hem, self.zipped],
                [*self.print_centre, self.print_size, self.print_front],
                [self.strip, *self.strip_values],
            ],
            np.float32,
        )


def period_of(row: Float32[ndarray, "8 4"]) -> float:
    """Return the period of the pattern of a material row, in metres."""
    return float(row[3, 0])
