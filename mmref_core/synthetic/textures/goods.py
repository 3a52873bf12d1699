"""Textures of goods and advertising: shelves, stalls, machines, signs, posters, boards."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.textures.canvas import (
    Canvas,
    CanvasBox,
    Tone,
    any_tone,
    cloud,
    dimmed,
    filled,
    framed,
    rectangle,
    rough,
    shade,
    specks,
    writing,
)


def goods_row(rng: Generator, canvas: Canvas, box: CanvasBox, fourth: float = 0.0) -> None:
    """Paint a row of things that stand on the bottom of the box, in runs of one kind."""
    left, top, right, bottom = box
    x = left
    while x < right - 0.02:
        tone, wide, tall = any_tone(rng, 0.2, 0.9), rng.uniform(0.02, 0.09), rng.uniform(0.45, 1.0) * (bottom - top)
        label = any_tone(rng, 0.4, 1.0)
        for _ in range(int(rng.integers(1, 6))):
            if x + wide > right:
                return
            rectangle(canvas, (x + 0.003, bottom - tall, x + wide - 0.003, bottom), tone, fourth)
            rectangle(canvas, (x + 0.008, bottom - 0.7 * tall, x + wide - 0.008, bottom - 0.35 * tall), label, fourth)
            x += wide
        x += rng.uniform(0, 0.02)


def sign_band(rng: Generator, canvas: Canvas, box: CanvasBox) -> None:
    """Paint the sign over a shop, which emits light."""
    ground = any_tone(rng, 0.1, 0.9)
    left, top, right, bottom = box
    rectangle(canvas, box, ground, 0.6)
    ink = (0.96, 0.95, 0.9) if sum(ground) < 1.6 else dimmed(any_tone(rng), 0.4)
    inset = 0.15 * (bottom - top)
    writing(rng, canvas, (left + rng.uniform(0.04, 0.3), top + inset, right - 0.04, bottom - inset), ink, 1)


def shelves(rng: Generator) -> Canvas:
    """Return a shop's rack: boards with rows of goods and price tags."""
    board = any_tone(rng, 0.4, 0.9)
    canvas = filled(dimmed(board, 0.3))
    rows = int(rng.integers(4, 7))
    for row in range(rows):
        top, bottom = row / rows, (row + 1) / rows
        goods_row(rng, canvas, (0.01, top + 0.015, 0.99, bottom - 0.03))
        rectangle(canvas, (0, bottom - 0.03, 1, bottom), board)
        for x in np.arange(0.03, 1, rng.uniform(0.08, 0.2)):
            rectangle(canvas, (x, bottom - 0.025, x + 0.04, bottom - 0.005), (0.95, 0.93, 0.8))
    shade(canvas, cloud(rng, 1.2), 0.05)
    return canvas


def books(rng: Generator) -> Canvas:
    canvas = filled((0.3, 0.2, 0.14))
    for row in range(5):
        x, bottom = 0.02, (row + 1) / 5 - 0.02
        while x < 0.97:
            wide, tall = rng.uniform(0.012, 0.035), rng.uniform(0.1, 0.165)
            rectangle(canvas, (x, bottom - tall, x + wide - 0.003, bottom), any_tone(rng, 0.15, 0.8))
            x += wide
        rectangle(canvas, (0, bottom, 1, bottom + 0.02), (0.55, 0.4, 0.28))
    return canvas


def clothes_rail(rng: Generator) -> Canvas:
    """Return garments side by side under a bar."""
    canvas = rough(rng, any_tone(rng, 0.5, 0.9), 0.02)
    x = 0.02
    while x < 0.95:
        wide, tone = rng.uniform(0.03, 0.09), any_tone(rng, 0.08, 0.9)
        rectangle(canvas, (x, 0.12, x + wide, rng.uniform(0.55, 0.85)), tone)
        rectangle(canvas, (x + 0.7 * wide, 0.12, x + wide, 0.55), dimmed(tone, 0.6))
        x += wide
    rectangle(canvas, (0, 0.08, 1, 0.1), (0.7, 0.7, 0.7))
    return canvas


def produce(rng: Generator) -> Canvas:
    """Return crates of fruit from above, as on a market stall."""
    canvas = filled((0.35, 0.26, 0.18))
    for row in range(3):
        for column in range(4):
            tone = ((0.85, 0.3, 0.15), (0.9, 0.7, 0.2), (0.4, 0.6, 0.2), (0.7, 0.2, 0.2), (0.85, 0.55, 0.2))
            fruit = tone[int(rng.integers(5))]
            crate = (column / 4 + 0.02, row / 3 + 0.02, (column + 1) / 4 - 0.02, (row + 1) / 3 - 0.02)
            rectangle(canvas, crate, dimmed(fruit, 0.55))
            left, top, right, bottom = (int(256 * value) for value in crate)
            cell = np.ascontiguousarray(canvas)
            for x, y in zip(rng.integers(left + 4, right - 4, 50), rng.integers(top + 4, bottom - 4, 50), strict=True):
                cell[y - 3 : y + 3, x - 3 : x + 3, :3] = np.array(dimmed(fruit, rng.uniform(0.7, 1.15)), np.float32)
            canvas[:] = cell
            framed(canvas, crate, (0.62, 0.5, 0.36), 0.012)
            if rng.random() < 0.4:
                rectangle(canvas, (crate[0] + 0.05, crate[1], crate[0] + 0.14, crate[1] + 0.07), (0.95, 0.95, 0.85))
    shade(canvas, cloud(rng, 0.4), 0.08)
    return canvas


def fridge(rng: Generator) -> Canvas:
    """Return a lit glass cabinet of bottles, or a vending machine with a panel at one side."""
    body = any_tone(rng, 0.2, 0.9)
    canvas = filled(body)
    right = float(rng.choice([0.76, 0.94]))
    rectangle(canvas, (0.06, 0.12, right, 0.86), (0.85, 0.9, 0.92), 0.8)
    for row in range(5):
        goods_row(rng, canvas, (0.08, 0.13 + 0.145 * row, right - 0.02, 0.255 + 0.145 * row), 0.5)
    if right < 0.8:
        rectangle(canvas, (0.81, 0.35, 0.94, 0.5), (0.1, 0.12, 0.12), 0.3)
        rectangle(canvas, (0.82, 0.55, 0.93, 0.65), (0.75, 0.75, 0.75))
    rectangle(canvas, (0.2, 0.9, 0.7, 0.97), (0.08, 0.08, 0.08))
    sign_band(rng, canvas, (0.04, 0.02, 0.96, 0.1))
    return canvas


def ticket_machine(rng: Generator) -> Canvas:
    body = any_tone(rng, 0.25, 0.8)
    canvas = rough(rng, body, 0.02)
    rectangle(canvas, (0.12, 0.3, 0.88, 0.55), (0.25, 0.4, 0.62), 0.9)
    writing(rng, canvas, (0.16, 0.32, 0.84, 0.53), (0.95, 0.95, 0.95), 4)
    rectangle(canvas, (0.15, 0.62, 0.5, 0.72), (0.15, 0.15, 0.16))
    rectangle(canvas, (0.6, 0.6, 0.82, 0.75), dimmed(body, 0.6))
    rectangle(canvas, (0.2, 0.82, 0.8, 0.92), (0.1, 0.1, 0.1))
    sign_band(rng, canvas, (0.05, 0.06, 0.95, 0.22))
    return canvas


def poster(rng: Generator) -> Canvas:
    """Return one large advertisement: blocks of colour, a figure or a product, a slogan."""
    paper = any_tone(rng, 0.25, 0.95)
    canvas = filled(paper, 0.5)
    ink = any_tone(rng, 0.7, 1.0) if sum(paper) < 1.5 else any_tone(rng, 0.05, 0.4)
    for _ in range(int(rng.integers(1, 4))):
        left, top = rng.uniform(0, 0.6, 2)
        box = (left, top, left + rng.uniform(0.2, 0.5), top + rng.uniform(0.2, 0.5))
        rectangle(canvas, box, any_tone(rng), 0.5)
    specks(rng, canvas, any_tone(rng), int(rng.integers(1, 5)), 45)
    writing(rng, canvas, (0.06, 0.06, 0.94, rng.uniform(0.16, 0.3)), ink, int(rng.integers(1, 3)))
    writing(rng, canvas, (0.08, rng.uniform(0.7, 0.85), 0.92, 0.96), ink, int(rng.integers(2, 6)))
    framed(canvas, (0, 0, 1, 1), dimmed(paper, 0.4), 0.015)
    return canvas


def bills(rng: Generator) -> Canvas:
    """Return a wall covered with posters, some torn."""
    canvas = rough(rng, any_tone(rng, 0.4, 0.7), 0.12)
    for _ in range(int(rng.integers(5, 14))):
        left, top, wide = rng.uniform(0, 0.8), rng.uniform(0, 0.7), rng.uniform(0.12, 0.28)
        box = (left, top, left + wide, top + 1.4 * wide)
        rectangle(canvas, box, any_tone(rng, 0.3, 0.95))
        rectangle(
            canvas, (left + 0.02, top + 0.3 * wide, left + rng.uniform(0.5, 0.9) * wide, top + wide), any_tone(rng)
        )
        writing(rng, canvas, (left + 0.01, top + 0.01, left + wide, top + 0.3 * wide), any_tone(rng), 2)
    shade(canvas, cloud(rng, 1.0), 0.08)
    return canvas


def sign(rng: Generator) -> Canvas:
    """Return a panel with a few large words, an arrow or a symbol."""
    ground = any_tone(rng, 0.1, 0.95)
    canvas = rough(rng, ground, 0.02)
    canvas[..., 3] = 0.4
    ink: Tone = (0.96, 0.96, 0.94) if sum(ground) < 1.6 else (0.1, 0.1, 0.14)
    if rng.random() < 0.5:
        rectangle(canvas, (0.06, 0.12, 0.3, 0.5), any_tone(rng), 0.4)
    writing(rng, canvas, (0.34, 0.1, 0.95, 0.5), ink, int(rng.integers(1, 3)))
    writing(rng, canvas, (0.06, 0.55, 0.95, 0.95), ink, int(rng.integers(2, 6)))
    framed(canvas, (0, 0, 1, 1), ink, 0.02)
    return canvas


def timetable(rng: Generator) -> Canvas:
    """Return a board of close rows: departures, prices, the legend of a map."""
    is_screen = rng.random() < 0.5
    ground: Tone = (0.06, 0.07, 0.1) if is_screen else (0.92, 0.91, 0.86)
    canvas = filled(ground, 0.8 if is_screen else 0.0)
    ink: Tone = (1.0, 0.75, 0.25) if is_screen else (0.15, 0.15, 0.2)
    rectangle(canvas, (0, 0, 1, 0.1), any_tone(rng, 0.2, 0.7), 0.5)
    writing(rng, canvas, (0.05, 0.02, 0.95, 0.09), (0.95, 0.95, 0.95), 1)
    writing(rng, canvas, (0.04, 0.13, 0.5, 0.97), ink, int(rng.integers(8, 16)))
    writing(rng, canvas, (0.55, 0.13, 0.97, 0.97), ink, int(rng.integers(8, 16)))
    return canvas


def lockers(rng: Generator) -> Canvas:
    """Return rows of doors: lockers, letter boxes, flaps of a cabinet."""
    tone, columns, rows = any_tone(rng, 0.3, 0.85), int(rng.integers(3, 7)), int(rng.integers(2, 6))
    canvas = rough(rng, tone, 0.02)
    for row in range(rows):
        for column in range(columns):
            box = (column / columns, row / rows, (column + 1) / columns, (row + 1) / rows)
            if rng.random() < 0.15:
                rectangle(canvas, box, dimmed(tone, 1.15))
            framed(canvas, box, dimmed(tone, 0.55), 0.006)
            x, y = box[0] + 0.7 / columns, box[1] + 0.45 / rows
            rectangle(canvas, (x, y, x + 0.02, y + 0.05), (0.2, 0.2, 0.2))
    return canvas


def ceiling(rng: Generator) -> Canvas:
    """Return ceiling panels with a strip of lamps."""
    canvas = rough(rng, (0.85, 0.85, 0.83), 0.03)
    for x in np.arange(0.0, 1.0, 0.25):
        rectangle(canvas, (x, 0, x + 0.006, 1), (0.6, 0.6, 0.6))
        rectangle(canvas, (0, x, 1, x + 0.006), (0.6, 0.6, 0.6))
    rectangle(canvas, (0.26, 0.26, 0.49, 0.74), (1.0, 0.98, 0.93), 1.0)
    return canvas
