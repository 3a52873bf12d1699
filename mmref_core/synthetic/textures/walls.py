"""Textures of walls. Neutral ones are painted light and near grey and are tinted where they are used."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.textures.canvas import (
    SIDE,
    SMOOTH,
    Canvas,
    any_tone,
    cloud,
    filled,
    rectangle,
    rough,
    shade,
    tile_numbers,
    tiled,
    writing,
)
from mmref_core.synthetic.textures.floors import cracks


def streaks(rng: Generator, canvas: Canvas, strength: float) -> None:
    """Paint dirt drawn downwards by rain."""
    columns = cloud(rng, 0.5)[:1].repeat(SIDE, axis=0)
    fading = np.linspace(1, 0.2, SIDE, dtype=np.float32)[:, None]
    shade(canvas, np.clip(columns + 0.6 * cloud(rng, 1.2), 0, 2) * fading, -strength)


def brick(rng: Generator) -> Canvas:
    canvas = rough(rng, (0.8, 0.68, 0.62), 0.16)
    columns = int(rng.choice([6, 8]))
    mortar = (0.72, 0.7, 0.66) if rng.random() < 0.6 else (0.4, 0.37, 0.35)
    tiled(rng, canvas, tile_numbers(rng, columns, 3 * columns + columns % 4, 0.5), mortar, 2.4)
    streaks(rng, canvas, 0.08)
    return canvas


def plaster(rng: Generator) -> Canvas:
    """Return smooth render with stains, cracks and patches."""
    canvas = rough(rng, (0.88, 0.87, 0.85), 0.06)
    streaks(rng, canvas, 0.1)
    cracks(rng, canvas, 0.3)
    if rng.random() < 0.5:
        left, top = rng.uniform(0, 0.6, 2)
        area = np.zeros((SIDE, SIDE), np.float32)
        area[int(top * SIDE) :, int(left * SIDE) :][: int(rng.uniform(20, 120)), : int(rng.uniform(20, 120))] = 1
        shade(canvas, area, float(rng.choice([-0.1, 0.08])))
    return canvas


def concrete(rng: Generator) -> Canvas:
    """Return concrete cast in panels, with the holes of the formwork."""
    canvas = rough(rng, (0.78, 0.78, 0.77), 0.1)
    tiled(rng, canvas, tile_numbers(rng, 2, int(rng.choice([2, 4]))), (0.5, 0.5, 0.49), 2.0)
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    shade(canvas, (np.hypot(down % 64 - 32, across % 64 - 32) < 3).astype(np.float32), -0.45)
    streaks(rng, canvas, 0.14)
    return canvas


def wall_tiles(rng: Generator) -> Canvas:
    """Return glazed tiles as in underground stations."""
    canvas = rough(rng, (0.92, 0.92, 0.9), 0.04)
    columns, rows = ((8, 16), (10, 10), (16, 16))[int(rng.integers(3))]
    tiled(rng, canvas, tile_numbers(rng, columns, rows, 0.5 if rows > columns else 0.0), (0.55, 0.54, 0.52), 1.6)
    if rng.random() < 0.5:
        rectangle(canvas, (0, 0.55, 1, 0.55 + 1 / rows), any_tone(rng, 0.2, 0.6))
    streaks(rng, canvas, 0.05)
    return canvas


def stone(rng: Generator) -> Canvas:
    """Return cut blocks, or rubble with irregular edges."""
    canvas = rough(rng, (0.8, 0.77, 0.7), 0.18)
    tiles = tile_numbers(rng, 4, 8, 0.5)
    wander = 3.0 * cloud(rng, 1.0) if rng.random() < 0.5 else 0.0
    number, aside, above = tiles
    tiled(rng, canvas, (number, aside + wander, above + wander), (0.45, 0.43, 0.4), 2.4)
    streaks(rng, canvas, 0.1)
    return canvas


def boards(rng: Generator) -> Canvas:
    """Return upright planks of a fence or a hut."""
    canvas = filled((0.76, 0.68, 0.58))
    shade(canvas, np.repeat(cloud(rng, 0.4)[: SIDE // 8], 8, axis=0), 0.14)
    tiled(rng, canvas, tile_numbers(rng, int(rng.choice([8, 12])), 1), (0.15, 0.13, 0.12), 3.0)
    streaks(rng, canvas, 0.1)
    return canvas


def ribbed_metal(rng: Generator) -> Canvas:
    """Return corrugated sheet; rotated, the slats of a shutter."""
    canvas = rough(rng, (0.82, 0.82, 0.83), 0.04)
    wave = np.sin(np.arange(SIDE) * 2 * np.pi * float(rng.choice([12, 20])) / SIDE).astype(np.float32)
    shade(canvas, wave[None].repeat(SIDE, axis=0), 0.22)
    streaks(rng, canvas, 0.12)
    return canvas


def slats(rng: Generator) -> Canvas:
    """Return a roller shutter, often with graffiti."""
    canvas = rough(rng, (0.8, 0.8, 0.81), 0.05)
    wave = np.sin(np.arange(SIDE) * 2 * np.pi * 24 / SIDE).astype(np.float32)
    if rng.random() < 0.6:
        graffiti(rng, canvas)
    shade(canvas, wave[:, None].repeat(SIDE, axis=1), 0.2)
    streaks(rng, canvas, 0.08)
    return canvas


def panels(rng: Generator) -> Canvas:
    """Return smooth cladding: marble, steel or laminate with thin joints."""
    canvas = rough(rng, (0.85, 0.85, 0.84), 0.03)
    if rng.random() < 0.5:  # veins
        shade(canvas, np.clip(1 - np.abs(cloud(rng, 1.5)) / 0.12, 0, 1), -0.16)
    tiled(rng, canvas, tile_numbers(rng, 2, int(rng.choice([1, 2, 3]))), (0.35, 0.35, 0.36), 1.6)
    return canvas


def graffiti(rng: Generator, canvas: Canvas) -> None:
    for _ in range(int(rng.integers(1, 5))):
        left, top = rng.uniform(0, 0.5), rng.uniform(0.2, 0.6)
        box = (left, top, left + rng.uniform(0.3, 0.5), top + rng.uniform(0.12, 0.4))
        writing(rng, canvas, box, any_tone(rng, 0.1, 0.6), 1)


def sprayed(rng: Generator) -> Canvas:
    canvas = concrete(rng) if rng.random() < 0.5 else plaster(rng)
    graffiti(rng, canvas)
    return canvas


def foliage_wall(rng: Generator) -> Canvas:
    """Return a dense face of leaves, for hedges and crowns."""
    canvas = filled((0.36, 0.45, 0.24))
    shade(canvas, np.clip(cloud(rng, 0.5), -1.6, 2), 0.32)
    shade(canvas, cloud(rng, 0.1), 0.14)
    shade(canvas, cloud(rng, 1.4), 0.14)
    return canvas


def bark(rng: Generator) -> Canvas:
    canvas = filled((0.5, 0.42, 0.35))
    shade(canvas, np.repeat(cloud(rng, 0.4)[: SIDE // 4], 4, axis=0), 0.3)
    return canvas


def smooth(rng: Generator) -> Canvas:
    """Return paint, plastic or metal: nearly even, with scratches and dirt."""
    canvas = rough(rng, (SMOOTH, SMOOTH, SMOOTH), 0.025)
    shade(canvas, np.clip(cloud(rng, 1.1) - 0.7, 0, 2), -0.08)
    return canvas


def glow(rng: Generator) -> Canvas:
    """Return the cover of a lamp, which emits light all over."""
    canvas = filled((1.0, 0.98, 0.94), 1.0)
    shade(canvas, cloud(rng, 1.2), 0.02)
    return canvas


def haze_sky(rng: Generator) -> Canvas:
    """Return distant water under a pale sky."""
    canvas = filled((0.8, 0.86, 0.92))
    shade(canvas, cloud(rng, 1.8), 0.03)
    waves = np.repeat(cloud(rng, 0.6)[:, : SIDE // 8], 8, axis=1)
    canvas[SIDE // 2 :, :, :3] = np.array([0.4, 0.53, 0.6], np.float32)
    canvas[SIDE // 2 :, :, :3] *= (1 + 0.12 * waves[SIDE // 2 :])[..., None]
    return canvas
