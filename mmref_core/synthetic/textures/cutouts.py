"""Cut-out textures with opacity, of leaves, fences, bicycles and litter."""

import cv2
import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.textures.canvas import SIDE, Canvas, Tone, any_tone, cloud, filled, shade

LEAF_TONES: tuple[Tone, ...] = ((0.34, 0.44, 0.2), (0.42, 0.52, 0.26), (0.28, 0.38, 0.2), (0.5, 0.55, 0.3))
FALLEN_TONES: tuple[Tone, ...] = ((0.6, 0.42, 0.18), (0.5, 0.32, 0.15), (0.72, 0.58, 0.25), (0.42, 0.36, 0.2))


def scattered(rng: Generator, canvas: Canvas, tones: tuple[Tone, ...], count: int, reach: float) -> None:
    """Paint small leaves, denser about the middle; reach is a share of the side."""
    places = np.clip(SIDE / 2 + rng.normal(0, reach * SIDE, (count, 2)), 4, SIDE - 5).astype(int)
    sizes, angles = rng.integers(3, 8, count), rng.integers(0, 180, count)
    for (x, y), size, angle in zip(places.tolist(), sizes.tolist(), angles.tolist(), strict=True):
        tone = tones[int(rng.integers(len(tones)))]
        shadow = float(rng.uniform(0.6, 1.25))
        colour = (*(shadow * value for value in tone), 1.0)
        cv2.ellipse(canvas, (x, y), (size, max(2, size // 2)), angle, 0, 360, colour, -1)


def foliage(rng: Generator) -> Canvas:
    """Return a bough: leaves with gaps."""
    canvas = filled((0.32, 0.4, 0.2))
    scattered(rng, canvas, LEAF_TONES, 620, 0.2)
    return canvas


def tuft(rng: Generator) -> Canvas:
    """Return grass blades or flower stems that grow from the bottom edge."""
    canvas = filled((0.4, 0.48, 0.25))
    flowers = any_tone(rng, 0.5, 0.9)
    has_flowers = rng.random() < 0.5
    for _ in range(110):
        x, lean = rng.uniform(0, SIDE), rng.normal(0, 25)
        top = int(rng.uniform(0.1, 0.7) * SIDE)
        tone = LEAF_TONES[int(rng.integers(4))]
        cv2.line(canvas, (int(x), SIDE), (int(x + lean), top), (*tone, 1.0), int(rng.integers(2, 6)))
        if has_flowers and rng.random() < 0.3:
            cv2.circle(canvas, (int(x + lean), top), int(rng.integers(4, 10)), (*flowers, 1.0), -1)
    return canvas


def litter(rng: Generator) -> Canvas:
    """Return fallen leaves on the ground."""
    canvas = filled((0.5, 0.4, 0.2))
    scattered(rng, canvas, FALLEN_TONES, 130, 0.28)
    return canvas


def stain(rng: Generator) -> Canvas:
    """Return a dark spot with a ragged edge: oil, damp, mended asphalt."""
    canvas = filled((0.6, 0.6, 0.6))
    down, across = np.mgrid[0:SIDE, 0:SIDE] / SIDE - 0.5
    edge = 0.28 - np.hypot(down, across) + 0.08 * cloud(rng, 1.2)
    canvas[..., 3] = np.clip(edge / 0.1 + 0.25 * cloud(rng, 0.0), 0, 1)  # grainy, so that the cut is no line
    shade(canvas, cloud(rng, 0.6), 0.12)
    return canvas


def bicycle(rng: Generator) -> Canvas:
    """Return a bicycle from the side, its rear at the left."""
    frame, black = any_tone(rng, 0.1, 0.9), (0.1, 0.1, 0.11, 1.0)
    canvas = filled((0.35, 0.35, 0.36))
    ground, radius = 250, 62
    rear, front = (66, ground - radius), (190, ground - radius)
    for wheel in (rear, front):
        for angle in np.linspace(0, np.pi, 7, endpoint=False):
            reach = np.array([np.cos(angle), np.sin(angle)]) * radius
            ends = [tuple(int(value) for value in np.array(wheel) + sign * reach) for sign in (-1, 1)]
            cv2.line(canvas, ends[0], ends[1], (0.6, 0.6, 0.6, 1.0), 1)
        cv2.circle(canvas, wheel, radius, black, 6)
        cv2.ellipse(canvas, wheel, (radius + 5, radius + 5), 0, 190, 300, (0.3, 0.3, 0.32, 1.0), 3)
    crank, seat, head = (122, ground - 56), (96, 108), (170, 96)
    for start, end in ((rear, crank), (crank, seat), (crank, head), (seat, head), (rear, (100, 120)), (head, front)):
        cv2.line(canvas, start, end, (*frame, 1.0), 7)
    cv2.line(canvas, head, (164, 76), (0.7, 0.7, 0.7, 1.0), 5)
    cv2.line(canvas, (150, 70), (176, 74), black, 7)
    cv2.ellipse(canvas, (92, 100), (20, 6), 0, 0, 360, black, -1)
    cv2.circle(canvas, crank, 12, black, 3)
    if rng.random() < 0.5:
        cv2.rectangle(canvas, (178, 84), (224, 116), (*any_tone(rng, 0.2, 0.7), 1.0), 3)
        for x in range(182, 224, 8):
            cv2.line(canvas, (x, 84), (x, 116), (0.4, 0.4, 0.4, 1.0), 2)
    if rng.random() < 0.5:
        cv2.line(canvas, (30, 122), (92, 122), black, 5)
    return canvas


def mesh_fence(rng: Generator) -> Canvas:
    """Return woven wire; tileable."""
    canvas = filled((0.62, 0.64, 0.64))
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    wires = ((down + across) % 32 < 4) | ((down - across) % 32 < 4)
    canvas[..., 3] = wires
    shade(canvas, cloud(rng, 0.8), 0.1)
    return canvas


def bars(rng: Generator) -> Canvas:
    """Return upright bars between two rails; tileable across."""
    canvas = filled((0.8, 0.8, 0.8))
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    period = int(rng.choice([16, 32]))
    rails = (np.abs(down - 16) < 7) | (np.abs(down - 226) < 7)
    canvas[..., 3] = rails | (across % period < max(4, period // 5))
    shade(canvas, (across % period < 2).astype(np.float32), 0.3)
    return canvas


def palings(rng: Generator) -> Canvas:
    """Return a picket fence; tileable across."""
    canvas = filled((0.82, 0.78, 0.72))
    down, across = np.mgrid[0:SIDE, 0:SIDE]
    step = across % 32
    boards = (step < 22) & (down > 2 * np.abs(step - 11))
    canvas[..., 3] = boards | (np.abs(down - 70) < 9) | (np.abs(down - 200) < 9)
    shade(canvas, (step > 17).astype(np.float32), -0.3)
    shade(canvas, cloud(rng, 0.8), 0.1)
    return canvas


def branches(rng: Generator) -> Canvas:
    """Return a leafless crown that grows from the middle of the bottom edge."""
    canvas = filled((0.36, 0.3, 0.26))
    tips = [(SIDE / 2, float(SIDE), 0.0, 46.0)]  # place, direction from upright, length
    for depth in range(6):
        grown = []
        for x, y, lean, length in tips:
            end_x, end_y = x + length * np.sin(lean), y - length * np.cos(lean)
            colour = (*(float(rng.uniform(0.8, 1.2)) * v for v in (0.36, 0.3, 0.26)), 1.0)
            cv2.line(canvas, (int(x), int(y)), (int(end_x), int(end_y)), colour, max(2, 11 - 2 * depth))
            forks = 2 if depth else 3
            spread = lean + rng.uniform(-0.75, 0.75, forks)
            grown += [(end_x, end_y, float(turn), length * rng.uniform(0.7, 0.95)) for turn in spread]
        tips = grown
    return canvas


def dirt(rng: Generator) -> Canvas:
    """Return the texture of wear for all surfaces: noise at three scales and puddle depth; the neutral value is 0.5."""
    fields = (cloud(rng, 1.4), cloud(rng, 0.7), cloud(rng, 0.1), cloud(rng, 1.7))
    return np.clip(0.5 + 0.2 * np.stack(fields, axis=2), 0, 1).astype(np.float32)
