"""Textures of floors. Neutral ones are painted light and near grey and are tinted where they are used."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.textures.canvas import (
    SIDE,
    Canvas,
    Tone,
    cloud,
    filled,
    rough,
    shade,
    specks,
    tile_numbers,
    tiled,
)

LIGHT: Tone = (0.86, 0.86, 0.85)
JOINT: Tone = (0.48, 0.47, 0.45)
DARK_SPECK: Tone = (0.42, 0.41, 0.4)


def asphalt(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.78, 0.78, 0.79), 0.16)
    shade(canvas, (cloud(rng, 0.2) > 1.5).astype(np.float32), 0.3)
    cracks(rng, canvas, 0.55)
    specks(rng, canvas, DARK_SPECK, 12, 3)
    return canvas


def cracks(rng: Generator, canvas: Canvas, depth: float) -> None:
    """Paint dark lines along some of the zero crossings of a noise field."""
    field = np.abs(cloud(rng, 1.4))
    near = np.clip(1 - field / 0.03, 0, 1) * (cloud(rng, 1.6) > 0.9)
    shade(canvas, near, -depth)


def slabs(rng: Generator) -> Canvas:
    """Return large concrete flags."""
    canvas = rough(rng, LIGHT, 0.1)
    columns = int(rng.choice([2, 4]))
    tiled(rng, canvas, tile_numbers(rng, columns, columns, float(rng.choice([0, 0.5]))), JOINT, 3.0)
    specks(rng, canvas, DARK_SPECK, int(rng.integers(10, 50)), 2)
    cracks(rng, canvas, 0.3)
    return canvas


def pavers(rng: Generator) -> Canvas:
    """Return small oblong stones in courses."""
    canvas = rough(rng, LIGHT, 0.14)
    columns = int(rng.choice([6, 8, 10]))
    tiled(rng, canvas, tile_numbers(rng, columns, 2 * columns, 0.5), (0.4, 0.39, 0.37), 2.2)
    specks(rng, canvas, DARK_SPECK, 20, 2)
    return canvas


def cobbles(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.8, 0.79, 0.77), 0.18)
    number, aside, above = tile_numbers(rng, 14, 14, 0.5)
    round_edge = np.minimum(aside, above) * 0.5 + np.hypot(np.minimum(aside, 6), np.minimum(above, 6)) * 0.5
    shade(canvas, np.clip(round_edge / 7, 0, 1) - 0.6, 0.5)
    tiled(rng, canvas, (number, aside, above), (0.3, 0.3, 0.27), 3.6)
    return canvas


def grass(rng: Generator) -> Canvas:
    """Return grass with bare and yellow patches: noise stretched upwards."""
    canvas = filled((0.44, 0.52, 0.26))
    blades = np.repeat(cloud(rng, 0.0)[: SIDE // 4], 4, axis=0)
    shade(canvas, blades, 0.16)
    shade(canvas, cloud(rng, 0.6), 0.16)
    patches = np.clip(cloud(rng, 1.5) - rng.uniform(0.5, 1.4), 0, 1)[..., None]
    canvas[..., :3] = canvas[..., :3] * (1 - patches) + np.array([0.58, 0.5, 0.33], np.float32) * patches
    specks(rng, canvas, (0.8, 0.76, 0.5), int(rng.integers(0, 30)), 1)
    return canvas


def gravel(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.74, 0.7, 0.64), 0.2)
    for size in (2, 3):
        specks(rng, canvas, (0.84, 0.8, 0.74), 260, size)
        specks(rng, canvas, (0.5, 0.47, 0.43), 220, size)
    return canvas


def earth(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.6, 0.5, 0.38), 0.2)
    specks(rng, canvas, (0.4, 0.33, 0.24), 60, 2)
    return canvas


def sand(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.86, 0.79, 0.64), 0.08)
    shade(canvas, np.clip(cloud(rng, 1.1), -1.5, 0.5), 0.1)
    return canvas


def snow(rng: Generator) -> Canvas:
    """Return trodden snow, with footprints and dirt."""
    canvas = rough(rng, (0.93, 0.94, 0.96), 0.04)
    shade(canvas, np.clip(cloud(rng, 1.0) - 0.8, 0, 1.2), -0.22)
    dirt = np.clip(cloud(rng, 1.3) - 0.9, 0, 1)[..., None] * 0.6
    canvas[..., :3] = canvas[..., :3] * (1 - dirt) + np.array([0.55, 0.52, 0.48], np.float32) * dirt
    return canvas


def deck(rng: Generator) -> Canvas:
    """Return weathered boards."""
    canvas = filled((0.74, 0.66, 0.56))
    grain = np.repeat(cloud(rng, 0.4)[:, : SIDE // 8], 8, axis=1)
    shade(canvas, grain, 0.12)
    tiled(rng, canvas, tile_numbers(rng, 1, int(rng.choice([10, 16])), 0.0), (0.2, 0.17, 0.14), 2.4)
    return canvas


def parquet(rng: Generator) -> Canvas:
    canvas = filled((0.78, 0.62, 0.44))
    shade(canvas, np.repeat(cloud(rng, 0.5)[:, : SIDE // 8], 8, axis=1), 0.08)
    tiled(rng, canvas, tile_numbers(rng, 3, 16, 0.5), (0.4, 0.3, 0.2), 1.0)
    return canvas


def floor_tiles(rng: Generator) -> Canvas:
    """Return polished tiles, sometimes in a chequer of two tones."""
    canvas = rough(rng, (0.9, 0.89, 0.87), 0.05)
    columns = int(rng.choice([4, 6, 8]))
    if rng.random() < 0.3:
        number = np.arange(SIDE) * columns // SIDE % 2
        shade(canvas, (number[None] ^ number[:, None]).astype(np.float32), -0.35)
    tiled(rng, canvas, tile_numbers(rng, columns, columns), (0.56, 0.54, 0.52), 1.8)
    shade(canvas, np.clip(cloud(rng, 1.2) - 0.8, 0, 1), -0.12)
    return canvas


def terrazzo(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.82, 0.81, 0.78), 0.04)
    specks(rng, canvas, (0.55, 0.5, 0.46), 300, 2)
    specks(rng, canvas, (0.95, 0.94, 0.92), 250, 2)
    specks(rng, canvas, (0.4, 0.36, 0.34), 120, 1)
    return canvas


def carpet(rng: Generator) -> Canvas:
    canvas = filled((0.8, 0.8, 0.8))
    shade(canvas, cloud(rng, 0.0), 0.16)
    shade(canvas, cloud(rng, 1.2), 0.07)
    if rng.random() < 0.6:
        tiled(rng, canvas, tile_numbers(rng, 4, 4), (0.68, 0.68, 0.68), 1.0)
    return canvas


def studs(rng: Generator) -> Canvas:
    """Return tactile paving: raised dots."""
    canvas = rough(rng, (0.86, 0.76, 0.34), 0.1)
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    dots = np.hypot(down % 32 - 16, across % 32 - 16) < 9
    shade(canvas, dots.astype(np.float32), 0.2)
    shade(canvas, np.roll(dots, 3, (0, 1)).astype(np.float32) * ~dots, -0.3)
    return canvas


def rubber(rng: Generator) -> Canvas:
    """Return rubber crumbs in several colours, the floor of playgrounds."""
    canvas = filled((0.75, 0.75, 0.75))
    shade(canvas, cloud(rng, 0.1), 0.13)
    shade(canvas, cloud(rng, 1.5), 0.06)
    return canvas


def paint(rng: Generator) -> Canvas:
    """Return a road marking, worn down to the asphalt in places."""
    canvas = rough(rng, (0.9, 0.9, 0.87), 0.07)
    worn = np.clip(cloud(rng, 0.7) - 0.9, 0, 1)[..., None]
    canvas[..., :3] = canvas[..., :3] * (1 - worn) + 0.5 * worn
    return canvas


def manhole(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.42, 0.4, 0.38), 0.15)
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    shade(canvas, (((down // 14) + (across // 14)) % 2).astype(np.float32), -0.3)
    border = np.minimum(np.minimum(down, SIDE - down), np.minimum(across, SIDE - across)) < 14
    shade(canvas, border.astype(np.float32), 0.35)
    return canvas
