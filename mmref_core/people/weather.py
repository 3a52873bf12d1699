"""Rain and snow in the air before a camera; pictures are red, green, blue in 0..1."""

import cv2
import numpy as np
from jaxtyping import Float
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]

STREAKS, FLAKES = (40, 260), (30, 160)  # in one picture
STREAK_PIXELS = (10, 60)
SLANT = 0.25  # spread of the rain's slope
WHITE = (1.0, 1.0, 1.0)


def rain(rng: Generator, picture: Picture) -> Picture:
    """Bright streaks that all slant alike."""
    height, width = picture.shape[:2]
    air, slope = np.zeros((height, width), np.float32), rng.normal(0, SLANT)
    for x, y, length in drops(rng, width, height, STREAKS, STREAK_PIXELS):
        cv2.line(air, (x, y), (x + int(slope * length), y + length), float(rng.uniform(0.3, 1.0)), 1)
    return mixed(picture, cv2.GaussianBlur(air, (0, 0), 0.8), rng.uniform(0.1, 0.4))


def snow(rng: Generator, picture: Picture) -> Picture:
    """Flakes, a few of them large and blurred because they are near."""
    height, width = picture.shape[:2]
    air, near = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    for x, y, size in drops(rng, width, height, FLAKES, (1, 5)):
        cv2.circle(near if size == 4 else air, (x, y), size, 1.0, -1)
    air = np.maximum(cv2.GaussianBlur(air, (0, 0), 1.0), 0.6 * cv2.GaussianBlur(near, (0, 0), 2.5))
    return mixed(picture, air, rng.uniform(0.5, 0.85))


def drops(
    rng: Generator, width: int, height: int, counts: tuple[int, int], sizes: tuple[int, int]
) -> list[tuple[int, int, int]]:
    """Places and sizes of what falls."""
    count = int(rng.integers(*counts))
    columns, rows = rng.integers(0, width, count).tolist(), rng.integers(-STREAK_PIXELS[1], height, count).tolist()
    return list(zip(columns, rows, rng.integers(*sizes, count).tolist(), strict=True))


def mixed(picture: Picture, air: Float[np.ndarray, "height width"], strength: float) -> Picture:
    share = np.clip(strength * air, 0, 1)[..., None]
    return picture * (1 - share) + np.array(WHITE, np.float32) * share * max(0.35, float(picture.mean()) * 1.6)


WEATHERS = {"rain": rain, "snow": snow}
