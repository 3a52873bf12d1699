"""Simulated bounding boxes of a person detector, with its errors.

Lengths are shares of the person's height in the picture; x runs to the right and y up.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

Range = tuple[float, float]


@dataclass(frozen=True)
class DetectorError:
    """Ranges of a kind of localisation error: how far the box reaches beyond the person, negative where it cuts."""

    share: float  # of boxes
    top: Range
    bottom: Range
    sides: Range
    shift: tuple[float, float] = (0.012, 0.008)  # spreads, to the side and upwards
    side_cut: Range = (0.0, 0.0)  # of the box's width, at one side


ERRORS = {
    "good": DetectorError(0.60, (0.005, 0.05), (0.0, 0.05), (0.0, 0.06)),
    "loose": DetectorError(0.12, (0.05, 0.14), (0.03, 0.12), (0.04, 0.14), (0.03, 0.02)),
    "tight": DetectorError(0.08, (-0.025, 0.01), (-0.03, 0.0), (-0.04, 0.01)),
    "shifted": DetectorError(0.05, (0.02, 0.05), (0.02, 0.05), (0.0, 0.05), (0.05, 0.03)),
    "feet cut": DetectorError(0.08, (0.0, 0.05), (-0.30, -0.07), (0.0, 0.07)),
    "head cut": DetectorError(0.025, (-0.10, -0.035), (0.0, 0.05), (0.0, 0.05)),
    "side cut": DetectorError(0.045, (0.0, 0.06), (0.0, 0.05), (0.0, 0.04), (0.0, 0.01), (0.18, 0.36)),
}
ASPECTS = (0.28, 0.55)  # least and greatest width of a whole box against its height
FARTHEST = 1.7  # spreads that a box is off at most
WIDENED = (0.94, 1.06)  # a detector that always cuts one shape is not quite true to it


@dataclass(frozen=True)
class DetectionBox:
    """A bounding box about a person whose soles are at y = 0 and whose crown is at y = 1."""

    kind: str  # one of ERRORS
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def aspect(self) -> float:
        return self.width / self.height


def detected(rng: Generator, sides: Range, shape: float | None) -> DetectionBox:
    """Return a simulated box about a person between two sides; `shape` is the least aspect of a detector, if it has
    one.
    """
    kind = str(rng.choice(list(ERRORS), p=[error.share for error in ERRORS.values()]))
    error = ERRORS[kind]
    bottom, top = -rng.uniform(*error.bottom), 1 + rng.uniform(*error.top)
    left, right = sides[0] - rng.uniform(*error.sides), sides[1] + rng.uniform(*error.sides)
    height, middle = top - bottom, (left + right) / 2
    least, most = ASPECTS
    if shape is not None:
        least = shape * rng.uniform(*WIDENED)
    half = float(np.clip(right - left, least * height, most * height)) / 2
    across, up = np.clip(rng.normal(0, 1, 2), -FARTHEST, FARTHEST) * error.shift
    cut = 2 * half * rng.uniform(*error.side_cut)
    is_left = rng.random() < 0.5
    return DetectionBox(
        kind=kind,
        left=float(middle + across - half + cut * is_left),
        bottom=float(bottom + up),
        right=float(middle + across + half - cut * (not is_left)),
        top=float(top + up),
    )


def zoom_to(
    box: DetectionBox, low: Float[np.ndarray, "2"], high: Float[np.ndarray, "2"], aspect: float
) -> tuple[Float[np.ndarray, "2"], Float[np.ndarray, "2"]]:
    """Return zoom and shift, across and up, with which a box fills the picture.

    The person lies between `low` and `high` in the whole picture (-1 to 1), which is `aspect` times as wide as high.
    """
    unit = (high[1] - low[1]) * np.array([1 / aspect, 1.0])
    ends = np.array([[box.left, box.bottom], [box.right, box.top]]) * unit + [0.0, low[1]]
    zoom = 2 / (ends[1] - ends[0])
    return zoom, -zoom * ends.mean(axis=0)
