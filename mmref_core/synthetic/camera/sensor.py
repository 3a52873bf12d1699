"""What a sensor and the camera's own electronics do to a picture; red, green, blue in 0..1."""

import cv2
import numpy as np
from jaxtyping import Bool, Float
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]

STRONGEST_NOISE = 0.024
KNEE = 0.92  # brightness above which the sensor saturates softly


def expose(picture: Picture, stops: float, black: float) -> Picture:
    """Brighter or darker by so many stops; highlights clip softly, and what is below `black` drowns."""
    values = picture * np.float32(2 ** (stops / 2.2))  # the picture is gamma encoded
    over = np.maximum(values - KNEE, 0)
    values = np.minimum(values, KNEE) + (1 - KNEE) * (1 - np.exp(-over / (1 - KNEE)))
    return np.maximum(values - black, 0) / (1 - black)


def add_noise(rng: Generator, picture: Picture, strength: float) -> Picture:
    """Fine noise, grey more than coloured and strongest in the shadows, and blotches of two pixels."""
    height, width = picture.shape[:2]
    strength = min(STRONGEST_NOISE, strength)
    size = (max(1, height // 2), max(1, width // 2), 3)
    blotches = rng.standard_normal(size, np.float32) * (strength * 0.5)
    grain = rng.standard_normal((height, width, 1), np.float32) * strength
    grain = grain + rng.standard_normal(picture.shape, np.float32) * (strength * 0.5)
    noise = grain + cv2.resize(blotches, (width, height))
    return picture + noise * (1.25 - 0.5 * picture.clip(0, 1))


def sharpen(picture: Picture, strength: float, radius: float) -> Picture:
    """Edges overshoot: bright and dark halos of about the radius in pixels."""
    return picture + np.float32(strength) * (picture - cv2.GaussianBlur(picture, (0, 0), radius))


def interlace(picture: Picture, person: Bool[np.ndarray, "height width"], step: int) -> Picture:
    """Every other line shows the person so many pixels further on; what stands still has no comb."""
    rows = slice(1, None, 2)
    combed = picture.copy()
    moved, was = np.roll(picture[rows], step, axis=1), np.roll(person[rows], step, axis=1)
    combed[rows] = np.where((was | person[rows])[..., None], moved, picture[rows])
    return combed
