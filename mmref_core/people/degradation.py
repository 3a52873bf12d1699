"""What a surveillance camera does to a clean picture; pictures are red, green, blue in 0..1."""

from dataclasses import dataclass

import cv2
import numpy as np
from jaxtyping import Bool, Float, UInt8
from numpy.random import Generator

from mmref_core.people.weather import WEATHERS

Picture = Float[np.ndarray, "height width 3"]
Smaller = Float[np.ndarray, "small_height small_width 3"]

DEFOCUS_SHARE, MOTION_SHARE, SHARPENING_SHARE = 0.75, 0.25, 0.35
SMALLEST = (24, 48)  # pixels of the lowest resolution
DARK_NOISE = 2.0  # times the noise of daylight
STRONGEST_NOISE = 0.025


@dataclass(frozen=True)
class Lens:
    """What of a camera and its light decides how bad the picture is."""

    softness: float  # 0 sharp to 1 poor
    cast: Float[np.ndarray, "3"]
    is_dark: bool
    noise: float = 1.0  # times the usual
    saturation: float = 1.0
    contrast: float = 1.0
    quality: float = 65.0  # of the JPEG
    falling: str | None = None  # one of weather.WEATHERS


def defocus_background(rng: Generator, picture: Picture, person: Bool[np.ndarray, "height width"]) -> Picture:
    blurred = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 2.6))
    share = cv2.GaussianBlur(person.astype(np.float32), (0, 0), 0.8)[..., None]
    return picture * share + blurred * (1 - share)


def blur_motion(rng: Generator, picture: Picture) -> Picture:
    """Along a line, within 25 degrees of level."""
    length = int(rng.integers(3, 8))
    line = np.zeros((length, length), np.float32)
    line[length // 2] = 1 / length
    middle = length / 2 - 0.5
    line = cv2.warpAffine(line, cv2.getRotationMatrix2D((middle, middle), rng.uniform(-25, 25), 1), (length, length))
    return cv2.filter2D(picture, -1, line / max(line.sum(), 1e-3))


def lose_resolution(rng: Generator, picture: Picture, size: tuple[int, int], softness: float) -> Smaller:
    """Shrink to below the size that is kept; a poor camera has fewer pixels on a person."""
    share = np.clip(np.exp(rng.normal(np.log(0.9 - 0.45 * softness), 0.25)), 0.28, 1.0)
    small = tuple(max(least, int(side * share)) for least, side in zip(SMALLEST, size, strict=True))
    return cv2.resize(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.35, 0.9)), small, interpolation=cv2.INTER_AREA)


def shift_colours(rng: Generator, picture: Picture, lens: Lens) -> Picture:
    """The camera's cast, contrast and saturation, each a little different at every moment."""
    picture = picture * lens.cast * np.exp(rng.normal(0, 0.012, 3))
    picture = np.clip(picture, 0, 1) ** np.exp(rng.normal(0, 0.10))
    picture = (picture - 0.5) * lens.contrast * rng.uniform(0.92, 1.06) + 0.5 + rng.normal(0, 0.025)
    grey = picture.mean(axis=2, keepdims=True)
    return grey + (picture - grey) * lens.saturation * rng.uniform(0.9, 1.05)


def add_noise(rng: Generator, picture: Picture, lens: Lens) -> Picture:
    """Fine noise, grey more than coloured, and blotches of two pixels as sensors and codecs leave them."""
    height, width = picture.shape[:2]
    usual = rng.uniform(0.003, 0.011) * (DARK_NOISE if lens.is_dark else 1) * (0.6 + lens.softness)
    strength = min(STRONGEST_NOISE, lens.noise * usual)
    blotches = rng.normal(0, strength * 0.5, (height // 2, width // 2, 3))
    grain = rng.normal(0, strength, (height, width, 1)) + rng.normal(0, strength * 0.5, picture.shape)
    return picture + grain + cv2.resize(blotches, (width, height))


def sharpen(rng: Generator, picture: Picture) -> Picture:
    return picture + rng.uniform(0.3, 0.9) * (picture - cv2.GaussianBlur(picture, (0, 0), 1.0))


def compress(rng: Generator, picture: Picture, quality: float) -> UInt8[np.ndarray, "height width 3"]:
    """The blocks of a JPEG, whose quality wanders with the traffic of the line."""
    pixels = (np.clip(picture, 0, 1) * 255).astype(np.uint8)
    _, code = cv2.imencode(
        ".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(np.clip(quality + rng.normal(0, 8), 30, 95))]
    )
    return np.ascontiguousarray(cv2.imdecode(code, cv2.IMREAD_COLOR)[..., ::-1])


def degrade(
    rng: Generator,
    picture: UInt8[np.ndarray, "height width 3"],
    person: Bool[np.ndarray, "height width"],
    lens: Lens,
    size: tuple[int, int],
) -> UInt8[np.ndarray, "kept_height kept_width 3"]:
    """All of it, in the order in which light, lens, sensor and codec do it; `size` is the width and height kept."""
    values = picture.astype(np.float32) / 255
    if lens.falling:
        values = WEATHERS[lens.falling](rng, values)
    if rng.random() < DEFOCUS_SHARE:
        values = defocus_background(rng, values, person)
    if rng.random() < MOTION_SHARE:
        values = blur_motion(rng, values)
    values = lose_resolution(rng, values, size, lens.softness)
    values = add_noise(rng, shift_colours(rng, values, lens), lens)
    if rng.random() < SHARPENING_SHARE:
        values = sharpen(rng, values)
    is_smooth = rng.random() < 0.5
    return cv2.resize(
        compress(rng, values, lens.quality), size, interpolation=cv2.INTER_LINEAR if is_smooth else cv2.INTER_CUBIC
    )
