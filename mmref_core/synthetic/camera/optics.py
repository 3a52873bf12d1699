"""Lens and motion blur; pictures are red, green, blue in 0..1."""

import cv2
import numpy as np
from jaxtyping import Bool, Float
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]

VIGNETTE = 0.16  # of the light that is missing at the far edge of the darkest crop


def defocus_background(rng: Generator, picture: Picture, person: Bool[np.ndarray, "height width"]) -> Picture:
    """Return the picture with a slightly blurred background; the blur is scaled to the height of the picture."""
    strength = rng.uniform(0.2, 1.3) * picture.shape[0] / 256
    blurred = cv2.GaussianBlur(picture, (0, 0), max(strength, 0.2))
    share = cv2.GaussianBlur(person.astype(np.float32), (0, 0), 0.8)[..., None]
    return picture * share + blurred * (1 - share)


def defocus(picture: Picture, pixels: float) -> Picture:
    """Return the picture blurred by a disc of a radius in pixels, the point spread of a defocused lens."""
    radius = max(pixels, 0.3)
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return cv2.filter2D(picture, -1, disc / disc.sum(), borderType=cv2.BORDER_REFLECT)


def blur_motion(rng: Generator, picture: Picture, length: int) -> Picture:
    """Return the picture blurred along a line of `length` pixels, within 25 degrees of level."""
    line = np.zeros((length, length), np.float32)
    line[length // 2] = 1 / length
    middle = length / 2 - 0.5
    line = cv2.warpAffine(line, cv2.getRotationMatrix2D((middle, middle), rng.uniform(-25, 25), 1), (length, length))
    return cv2.filter2D(picture, -1, line / max(line.sum(), 1e-3), borderType=cv2.BORDER_REFLECT)


def vignette(rng: Generator, picture: Picture, strength: float) -> Picture:
    """Return the picture darkened towards a random edge, as an off-centre crop is; `strength` is 0 to 1."""
    height, width = picture.shape[:2]
    across, up = np.linspace(-1, 1, width), np.linspace(-1, 1, height)
    angle = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * across[None] + np.sin(angle) * up[:, None] + 1.5) / 3
    return picture * (1 - VIGNETTE * strength * np.clip(slope, 0, 1)[..., None]).astype(np.float32)
