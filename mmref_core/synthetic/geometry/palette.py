"""Named colours of clothes, skin and hair, as sRGB bytes, linear light and CIELAB."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

Rgb = tuple[int, int, int]

COLOURS: dict[str, Rgb] = {
    "black": (22, 22, 24),
    "white": (232, 232, 228),
    "grey": (130, 132, 135),
    "dark grey": (66, 68, 72),
    "light grey": (185, 187, 188),
    "red": (178, 30, 35),
    "burgundy": (96, 24, 38),
    "orange": (214, 105, 32),
    "yellow": (222, 184, 50),
    "beige": (198, 176, 142),
    "brown": (96, 64, 42),
    "khaki": (140, 124, 86),
    "olive": (88, 92, 52),
    "green": (46, 122, 62),
    "dark green": (28, 66, 46),
    "teal": (30, 118, 124),
    "light blue": (128, 172, 212),
    "blue": (38, 82, 168),
    "navy": (28, 36, 72),
    "purple": (96, 56, 132),
    "pink": (220, 136, 160),
}
SKIN_TONES: dict[str, Rgb] = {
    "very fair": (226, 188, 168),
    "fair": (216, 172, 146),
    "light tan": (208, 162, 128),
    "tan": (178, 130, 96),
    "brown": (134, 90, 64),
    "dark brown": (88, 58, 42),
    "deep": (58, 38, 30),
}
HAIR_COLOURS: dict[str, Rgb] = {
    "black": (20, 17, 16),
    "dark brown": (44, 30, 22),
    "brown": (80, 54, 36),
    "light brown": (124, 92, 62),
    "blond": (186, 152, 98),
    "red": (132, 60, 32),
    "grey": (134, 132, 130),
    "white": (206, 204, 200),
    "pink": (214, 110, 150),
    "blue": (44, 84, 150),
    "purple": (96, 52, 128),
}
CLEARLY_LIGHTER = 170  # in the sum of the three sRGB bytes: two colours that far apart make a pattern readable


def linear(rgb: Rgb | Float[ndarray, "3"]) -> Float[ndarray, "3"]:
    """Return the linear colour (0 to 1) of an sRGB colour in bytes."""
    return (np.asarray(rgb, dtype=float) / 255) ** 2.2


def jitter(rng: Generator, rgb: Rgb, spread: float = 0.10) -> Float[ndarray, "3"]:
    """Return a random linear colour near an sRGB colour: lighter or darker by about `spread`, slightly off in hue."""
    brightness = np.exp(rng.normal(0, spread))
    hue = np.exp(rng.normal(0, 0.4 * spread, 3))
    return np.clip(linear(rgb) * brightness * hue + rng.uniform(0, 0.004), 0.002, 0.92)


def contrasting(name: str) -> tuple[str, ...]:
    """Return the names of colours clearly lighter or darker than the named one."""
    lightness = sum(COLOURS[name])
    return tuple(other for other, rgb in COLOURS.items() if abs(sum(rgb) - lightness) > CLEARLY_LIGHTER)


def difference(one: str, other: str) -> float:
    """Return the CIELAB distance (Delta E, CIE76) of two named colours; above about 30 they are not confused."""
    return float(np.linalg.norm(lab(COLOURS[one]) - lab(COLOURS[other])))


def lab(rgb: Rgb | Float[ndarray, "3"]) -> Float[ndarray, "3"]:
    """Return CIELAB coordinates under D65 of an sRGB colour in bytes."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    relative = to_xyz @ linear(rgb) / np.array([0.9505, 1.0, 1.089])
    root = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])
