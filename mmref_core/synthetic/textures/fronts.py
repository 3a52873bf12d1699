"""Textures of whole fronts: windows, doors, shops, shutters, and the sides of trains and buses."""

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
    tile_numbers,
    tiled,
    writing,
)
from mmref_core.synthetic.textures.goods import goods_row, sign_band
from mmref_core.synthetic.textures.walls import streaks

GLOW_SHARE = 0.5  # of windows that are lit at night
LAMP: Tone = (0.98, 0.9, 0.72)
WALL_TONES: tuple[Tone, ...] = (
    *((0.88, 0.85, 0.78), (0.8, 0.78, 0.74), (0.7, 0.69, 0.67), (0.85, 0.78, 0.62), (0.78, 0.64, 0.5)),
    *((0.9, 0.89, 0.87), (0.62, 0.5, 0.44), (0.72, 0.74, 0.7), (0.7, 0.74, 0.78), (0.82, 0.7, 0.66)),
)


def pane(rng: Generator, canvas: Canvas, box: CanvasBox, is_lit: bool) -> None:
    """Paint a window pane: dark, curtained, with a blind, or reflecting the sky."""
    left, top, right, bottom = box
    dark = any_tone(rng, 0.12, 0.34)
    rectangle(canvas, box, LAMP if is_lit and rng.random() < 0.4 else dark, rng.uniform(0.4, 1.0) if is_lit else 0.0)
    glow = 0.5 if is_lit else 0.0
    kind = rng.random()
    if kind < 0.3:  # curtains at both sides
        cloth, share = any_tone(rng, 0.4, 0.9), rng.uniform(0.1, 0.35) * (right - left)
        rectangle(canvas, (left, top, left + share, bottom), cloth, glow)
        rectangle(canvas, (right - share, top, right, bottom), cloth, glow)
    elif kind < 0.5:  # a blind
        rectangle(
            canvas, (left, top, right, top + rng.uniform(0.2, 0.9) * (bottom - top)), any_tone(rng, 0.5, 0.9), glow
        )
    elif kind < 0.8:  # the sky
        middle = top + rng.uniform(0.2, 0.7) * (bottom - top)
        rectangle(canvas, (left, top, right, middle), (0.62, 0.68, 0.75), glow)


def window(rng: Generator, canvas: Canvas, box: CanvasBox, frame: Tone) -> None:
    left, top, right, bottom = box
    pane(rng, canvas, box, bool(rng.random() < GLOW_SHARE))
    framed(canvas, box, frame, 0.014)
    if rng.random() < 0.7:
        middle = (left + right) / 2
        rectangle(canvas, (middle - 0.006, top, middle + 0.006, bottom), frame)
    rectangle(canvas, (left - 0.015, bottom, right + 0.015, bottom + 0.02), dimmed(frame, 0.85))
    rectangle(canvas, (left - 0.005, bottom + 0.02, right + 0.005, bottom + 0.035), (0.35, 0.34, 0.33))


def wall_ground(rng: Generator) -> Canvas:
    """Return the masonry of a house in a random colour."""
    tone = WALL_TONES[int(rng.integers(len(WALL_TONES)))]
    if rng.random() < 0.35:
        canvas = rough(rng, (0.66, 0.45, 0.38) if rng.random() < 0.6 else (0.7, 0.64, 0.52), 0.16)
        tiled(rng, canvas, tile_numbers(rng, 18, 50, 0.5), (0.66, 0.63, 0.6), 1.4)
    else:
        canvas = rough(rng, dimmed(tone, rng.uniform(0.75, 1.08)), 0.06)
    streaks(rng, canvas, 0.1)
    return canvas


def house(rng: Generator) -> Canvas:
    """Return four metres of an upper floor or of a flat's ground floor, with two or three windows."""
    canvas, frame = wall_ground(rng), any_tone(rng, 0.2, 0.95)
    count, top, high = int(rng.integers(1, 4)), rng.uniform(0.12, 0.25), rng.uniform(0.38, 0.55)
    for number in range(count):
        middle, half = (number + 0.5) / count, min(0.17, 0.32 / count)
        window(rng, canvas, (middle - half, top, middle + half, top + high), frame)
    if rng.random() < 0.4:
        x = rng.uniform(0, 0.96)
        rectangle(canvas, (x, 0, x + 0.022, 1), (0.42, 0.42, 0.42))
    if rng.random() < 0.3:
        rectangle(canvas, (0, 0.0, 1, 0.05), dimmed(frame, 0.9))
    return canvas


def entrance(rng: Generator) -> Canvas:
    """Return a door between windows, with steps, a number and a letter box."""
    canvas, frame = wall_ground(rng), any_tone(rng, 0.15, 0.9)
    x = rng.uniform(0.1, 0.5)
    rectangle(canvas, (x - 0.03, 0.22, x + 0.33, 1), dimmed(frame, 0.8))
    rectangle(canvas, (x, 0.25, x + 0.3, 0.97), any_tone(rng, 0.1, 0.6))
    pane(rng, canvas, (x + 0.04, 0.3, x + 0.26, 0.55), True)
    framed(canvas, (x + 0.04, 0.6, x + 0.26, 0.9), dimmed(frame, 0.6))
    rectangle(canvas, (x + 0.25, 0.6, x + 0.28, 0.64), (0.8, 0.75, 0.6))
    side = (x + 0.45, 0.25, min(x + 0.75, 0.97), 0.65) if x < 0.35 else (0.03, 0.25, x - 0.08, 0.65)
    window(rng, canvas, side, frame)
    writing(rng, canvas, (x + 0.34, 0.4, x + 0.44, 0.46), (0.1, 0.1, 0.12), 1)
    return canvas


def shop(rng: Generator) -> Canvas:
    """Return a sign over a lit window with goods, and a glass door."""
    canvas, frame = wall_ground(rng), any_tone(rng, 0.08, 0.8)
    rectangle(canvas, (0.0, 0.0, 1.0, 1.0), frame)
    sign_band(rng, canvas, (0.0, 0.02, 1.0, rng.uniform(0.14, 0.22)))
    is_left = rng.random() < 0.5
    door = (0.68, 0.28, 0.95, 0.98) if is_left else (0.05, 0.28, 0.32, 0.98)
    show = (0.04, 0.28, 0.63, 0.84) if is_left else (0.37, 0.28, 0.96, 0.84)
    back = any_tone(rng, 0.25, 0.8)
    for box in (door, show):
        rectangle(canvas, box, back, 0.7)
    rows = int(rng.integers(1, 4))
    left, top, right, bottom = show
    for row in range(rows):
        high = (bottom - top) / rows
        goods_row(rng, canvas, (left, top + row * high + 0.25 * high, right, top + (row + 1) * high), 0.45)
    if rng.random() < 0.5:
        writing(rng, canvas, (left + 0.05, top + 0.03, right - 0.05, top + 0.13), any_tone(rng, 0.7, 1.0), 1)
    if rng.random() < 0.4:
        rectangle(canvas, (door[0] + 0.05, 0.45, door[0] + 0.16, 0.6), any_tone(rng))
    for box in (door, show):
        framed(canvas, box, dimmed(frame, 0.7), 0.016)
    rectangle(canvas, (door[2] - 0.04, 0.55, door[2] - 0.02, 0.75), (0.8, 0.8, 0.8))
    shade(canvas, cloud(rng, 1.4), 0.05)
    return canvas


def office(rng: Generator) -> Canvas:
    """Return a curtain wall of glass and mullions."""
    frame, columns, rows = any_tone(rng, 0.2, 0.8), int(rng.integers(2, 6)), int(rng.integers(1, 4))
    canvas = filled(frame)
    for row in range(rows):
        for column in range(columns):
            box = ((column + 0.04) / columns, (row + 0.05) / rows, (column + 0.96) / columns, (row + 0.9) / rows)
            rectangle(canvas, box, dimmed((0.36, 0.44, 0.5), rng.uniform(0.5, 1.5)), 0.0)
            if rng.random() < 0.5:
                pane(rng, canvas, box, bool(rng.random() < GLOW_SHARE))
    shade(canvas, cloud(rng, 1.6), 0.1)
    return canvas


def garage(rng: Generator) -> Canvas:
    """Return a wide gate of panels in a wall."""
    canvas, gate = wall_ground(rng), any_tone(rng, 0.3, 0.9)
    rectangle(canvas, (0.12, 0.25, 0.88, 1), gate)
    for line in np.arange(0.25, 1, rng.uniform(0.06, 0.2)):
        rectangle(canvas, (0.12, line, 0.88, line + 0.01), dimmed(gate, 0.6))
    framed(canvas, (0.1, 0.23, 0.9, 1.02), dimmed(gate, 0.5), 0.02)
    streaks(rng, canvas, 0.1)
    return canvas


def corridor(rng: Generator) -> Canvas:
    """Return an inner wall with a door, a handrail or a skirting, notices and a switch."""
    canvas = rough(rng, any_tone(rng, 0.6, 0.92), 0.03)
    if rng.random() < 0.5:
        rectangle(canvas, (0, rng.uniform(0.5, 0.7), 1, 1), any_tone(rng, 0.3, 0.8))
    rectangle(canvas, (0, 0.95, 1, 1), any_tone(rng, 0.15, 0.5))
    x, leaf = rng.uniform(0.05, 0.55), any_tone(rng, 0.3, 0.85)
    rectangle(canvas, (x - 0.03, 0.22, x + 0.36, 1), dimmed(leaf, 0.7))
    rectangle(canvas, (x, 0.25, x + 0.33, 1), leaf)
    if rng.random() < 0.6:
        pane(rng, canvas, (x + 0.2, 0.32, x + 0.28, 0.6), True)
    rectangle(canvas, (x + 0.02, 0.62, x + 0.07, 0.65), (0.7, 0.7, 0.7))
    notice = (x + 0.42, 0.35, min(x + 0.6, 0.98), 0.58)
    if notice[2] > notice[0] + 0.08:
        rectangle(canvas, notice, any_tone(rng, 0.7, 1.0))
        writing(rng, canvas, notice, (0.2, 0.2, 0.25), 7)
    shade(canvas, cloud(rng, 1.5), 0.03)
    return canvas


def train(rng: Generator) -> Canvas:
    """Return the side of a carriage: windows, doors, a stripe."""
    body, stripe = any_tone(rng, 0.4, 0.9), any_tone(rng, 0.2, 0.7)
    canvas = rough(rng, body, 0.02)
    rectangle(canvas, (0, 0.62, 1, 0.72), stripe)
    for left in (0.03, 0.37, 0.71):
        rectangle(canvas, (left, 0.22, left + 0.26, 0.56), (0.2, 0.23, 0.27), 0.35)
        rectangle(canvas, (left + 0.02, 0.24, left + 0.12, 0.4), (0.5, 0.52, 0.5), 0.8)
    door = float(rng.choice([0.3, 0.64]))
    rectangle(canvas, (door, 0.14, door + 0.1, 0.97), dimmed(stripe, 0.8))
    rectangle(canvas, (door + 0.02, 0.22, door + 0.08, 0.6), (0.25, 0.28, 0.32), 0.5)
    rectangle(canvas, (0, 0.93, 1, 1), (0.16, 0.16, 0.17))
    streaks(rng, canvas, 0.08)
    return canvas


def bus(rng: Generator) -> Canvas:
    body = any_tone(rng, 0.35, 0.85)
    canvas = rough(rng, body, 0.02)
    rectangle(canvas, (0, 0.16, 1, 0.56), (0.16, 0.18, 0.21), 0.3)
    for line in (0.2, 0.45, 0.7, 0.95):
        rectangle(canvas, (line, 0.16, line + 0.015, 0.56), dimmed(body, 0.7))
    if rng.random() < 0.7:
        rectangle(canvas, (0.05, 0.62, 0.95, 0.86), any_tone(rng))
        writing(rng, canvas, (0.1, 0.64, 0.9, 0.84), any_tone(rng, 0.7, 1.0), 1)
    rectangle(canvas, (0, 0.95, 1, 1), (0.14, 0.14, 0.14))
    return canvas
