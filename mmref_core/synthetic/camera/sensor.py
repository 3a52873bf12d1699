"""Sensor and image signal processing; pictures are red, green, blue in 0..1."""

import cv2
import numpy as np
from jaxtyping import Bool, Float
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]

STRONGEST_NOISE = 0.024
KNEE = 0.92  # brightness above which the sensor saturates softly


def expose(picture: Picture, stops: float, black: float) -> Picture:
    """Return the picture brighter by `stops`; highlights clip softly, and values below `black` become 0."""
    values = picture * np.float32(2 ** (stops / 2.2))  # the picture is gamma encoded
    over = np.maximum(values - KNEE, 0)
    values = np.minimum(values, KNEE) + (1 - KNEE) * (1 - np.exp(-over / (1 - KNEE)))
    return np.maximum(values - black, 0) / (1 - black)


def add_noise(rng: Generator, picture: Picture, strength: float) -> Picture:
    """Return the picture with noise: mostly luminance, strongest in shadows, plus blotches of two pixels."""
    height, width = picture.shape[:2]
    strength = min(STRONGEST_NOISE, strength)
    size = (max(1, height // 2), max(1, width // 2), 3)
    blotches = rng.standard_normal(size, np.float32) * (strength * 0.5)
    grain = rng.standard_normal((height, width, 1), np.float32) * strength
    grain = grain + rng.standard_normal(picture.shape, np.float32) * (strength * 0.5)
    noise = grain + cv2.resize(blotches, (width, height))
    return picture + noise * (1.25 - 0.5 * picture.clip(0, 1))


def sharpen(picture: Picture, strength: float, radius: float) -> Picture:
    """Return the picture after unsharp masking with a radius in pixels."""
    return picture + np.float32(strength) * (picture - cv2.GaussianBlur(picture, (0, 0), radius))


def interlace(picture: Picture, person: Bool[np.ndarray, "height width"], step: int) -> Picture:
    """Return the picture with every other line of the person shifted by `step` pixels (combing)."""
    rows = slice(1, None, 2)
    combed = picture.copy()
    moved, was = np.roll(picture[rows], step, axis=1), np.roll(person[rows], step, axis=1)
    combed[rows] = np.where((was | person[rows])[..., None], moved, picture[rows])
    return combed
