"""Painting of textures: tileable noise, joints, boxes, and illegible writing.

A canvas holds red, green, blue and a fourth channel: emission, or opacity for cut-outs. Values are 0..1; the shader
squares a colour to get linear light. Rows run down, columns to the right.
"""

from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from jaxtyping import Float
from numpy.random import Generator

SIDE = 256  # pixels of a texture
Canvas = Float[np.ndarray, "256 256 4"]
CanvasField = Float[np.ndarray, "256 256"]
CanvasBox = tuple[float, float, float, float]  # left, top, right, bottom as shares of the side
Tone = tuple[float, float, float]

NOISES = 8  # different fields of one roughness; a painter shifts one of them
SMOOTH = 0.93  # of the plainest surface, so that its colour can be told
GLYPH = 5  # strokes at most of a letter
STRENGTHS, STRENGTH_SHARES = (0.08, 0.3, 0.85), (0.5, 0.32, 0.18)  # of colours


@lru_cache(maxsize=64)
def noise_field(roughness: float, number: int) -> CanvasField:
    """Return tileable noise of mean 0 and standard deviation 1, its amplitude spectrum frequency^-roughness (0 is
    white).
    """
    rng = np.random.default_rng([number, int(100 * roughness)])
    across, down = np.fft.rfftfreq(SIDE), np.fft.fftfreq(SIDE)
    frequency = np.hypot(across[None], down[:, None])
    frequency[0, 0] = 1.0
    values = np.fft.irfft2(np.fft.rfft2(rng.normal(size=(SIDE, SIDE))) * frequency**-roughness, (SIDE, SIDE))
    values -= values.mean()
    return (values / values.std()).astype(np.float32)


def cloud(rng: Generator, roughness: float) -> CanvasField:
    """Return one of the noise fields of that roughness, shifted and possibly flipped."""
    field = noise_field(roughness, int(rng.integers(NOISES)))
    if rng.random() < 0.5:
        field = field.T
    return np.roll(field, rng.integers(0, SIDE, 2), (0, 1))


def filled(tone: Tone, fourth: float = 0.0) -> Canvas:
    """Return a canvas of one colour."""
    return np.broadcast_to(np.array([*tone, fourth], np.float32), (SIDE, SIDE, 4)).copy()


def shade(canvas: Canvas, field: CanvasField | Float[np.ndarray, "256 1"], strength: float) -> None:
    """Multiply the brightness of a canvas by a field."""
    canvas[..., :3] *= (1 + strength * field)[..., None]


def rough(rng: Generator, tone: Tone, strength: float = 0.12) -> Canvas:
    """Return a canvas of one colour with noise at three scales."""
    canvas = filled(tone)
    shade(canvas, cloud(rng, 0.0), 0.5 * strength)
    shade(canvas, cloud(rng, 0.8), 0.6 * strength)
    shade(canvas, cloud(rng, 1.6), 0.6 * strength)
    return canvas


def specks(rng: Generator, canvas: Canvas, tone: Tone, count: int, largest: int) -> None:
    """Paint small round spots at random places: chewing gum, gravel, petals."""
    for x, y, radius in zip(*rng.integers(0, SIDE, (2, count)), rng.integers(1, largest + 1, count), strict=True):
        blot(canvas, (int(x), int(y)), int(radius), tone, rng.uniform(0.85, 1.1))


def blot(canvas: Canvas, centre: tuple[int, int], radius: int, tone: Tone, brightness: float) -> None:
    """Blend a disc with a soft edge into a canvas."""
    colour = tuple(float(brightness * value) for value in tone)
    cv2.circle(canvas, centre, radius, (*colour, float(canvas[centre[1], centre[0], 3])), -1)


def tile_numbers(
    rng: Generator, columns: int, rows: int, shift: float = 0.0
) -> tuple[CanvasField, CanvasField, CanvasField]:
    """Return for each pixel a random number of its tile (0 to 1) and its distances to the edges of the tile in pixels.

    Every other row is shifted by a share of a tile. There are `columns` by `rows` tiles; the number of rows is even, or
    they are not shifted.
    """
    height, width = SIDE / rows, SIDE / columns
    down, across = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) + 0.5
    row = (down // height).astype(int)
    moved = (across + shift * width * (row % 2)) % SIDE
    column = (moved // width).astype(int)
    values = rng.random((rows, columns)).astype(np.float32)
    aside, above = moved % width, down % height
    return values[row, column], np.minimum(aside, width - aside), np.minimum(above, height - above)


def tiled(
    rng: Generator, canvas: Canvas, tiles: tuple[CanvasField, CanvasField, CanvasField], joint: Tone, width: float
) -> None:
    """Paint tiles with brightness of their own, worn edges, and joints of a width in pixels."""
    number, aside, above = tiles
    shade(canvas, number - 0.5, 0.3)
    edge = np.minimum(aside, above) + 0.4 * cloud(rng, 0.5)
    share = np.clip((edge - width / 2) / 1.2, 0, 1)[..., None]
    ground = np.array(joint, np.float32) * (1 + 0.1 * cloud(rng, 0.3))[..., None]
    canvas[..., :3] = canvas[..., :3] * share + ground * (1 - share)


def rectangle(canvas: Canvas, box: tuple[float, float, float, float], tone: Tone, fourth: float = 0.0) -> None:
    """Fill a box: left, top, right, bottom as shares of the side."""
    left, top, right, bottom = (int(np.clip(round(SIDE * value), 0, SIDE)) for value in box)
    canvas[top:bottom, left:right] = (*tone, fourth)


def framed(canvas: Canvas, box: tuple[float, float, float, float], tone: Tone, width: float = 0.012) -> None:
    """Paint the border of a box, inwards."""
    left, top, right, bottom = box
    sides = [(left, top, right, top + width), (left, bottom - width, right, bottom)]
    sides += [(left, top, left + width, bottom), (right - width, top, right, bottom)]
    for side in sides:
        rectangle(canvas, side, tone)


def writing(rng: Generator, canvas: Canvas, box: tuple[float, float, float, float], tone: Tone, lines: int) -> None:
    """Paint lines of illegible words."""
    left, top, right, bottom = (SIDE * value for value in box)
    size = (bottom - top) / lines
    high, wide = 0.62 * size, 0.5 * size
    ink = (*tone, 1.0 if canvas[..., 3].max() > 0 else 0.0)
    thickness = max(1, int(size / 9))
    for line in range(lines):
        x, y = left + rng.uniform(0, 0.2) * (right - left), top + line * size
        end = right - rng.uniform(0, 0.35) * (right - left)
        while x + wide < end:
            if rng.random() > 0.16:  # else a space between two words
                letter(rng, canvas, (x, y, 0.75 * wide, high), ink, thickness)
            x += wide


def letter(
    rng: Generator, canvas: Canvas, cell: tuple[float, float, float, float], ink: tuple[float, ...], thickness: int
) -> None:
    """Paint strokes between the nine points of a cell: x, y, width, height in pixels."""
    x, y, wide, high = cell
    points = rng.integers(0, 3, (int(rng.integers(2, GLYPH)), 2))
    places = [(int(x + wide * column / 2), int(y + high * row / 2)) for column, row in points]
    cv2.line(canvas, (int(x), int(y)), (int(x), int(y + high)), ink, thickness)
    for start, end in pairwise(places):
        cv2.line(canvas, start, end, ink, thickness)


def any_tone(rng: Generator, low: float = 0.15, high: float = 0.95) -> Tone:
    """Return a random colour, mostly muted, sometimes saturated."""
    grey, strength = rng.uniform(low, high), rng.choice(STRENGTHS, p=STRENGTH_SHARES)
    hue = np.array([0.5, 0.0, -0.5]) * rng.normal(0.25, 0.8) + rng.uniform(-0.4, 0.4, 3)
    red, green, blue = np.clip(grey + strength * hue, 0.04, 0.97).tolist()
    return red, green, blue


def dimmed(tone: Tone, factor: float) -> Tone:
    """Return a colour multiplied by a factor."""
    red, green, blue = (min(factor * value, 1.0) for value in tone)
    return red, green, blue
