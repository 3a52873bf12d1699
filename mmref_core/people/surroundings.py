"""What closes a place in: its ground, markings and kerbs on it, walls, and what is far away."""

import numpy as np
from numpy.random import Generator

from mmref_core.people.geometry import Solid, box, turn
from mmref_core.people.materials import Material, Pattern, Surface
from mmref_core.people.mesh import Mesh, grid_faces, rounded_box
from mmref_core.people.palette import linear
from mmref_core.people.scenery import LEAF, LEAF_LIT, Piece, any_colour, muted, patterned, plain

GROUND_HALF = 40.0  # metres
GROUND_LINES = 24  # of its grid, closer together near the person
STRIP_WIDTHS = (0.06, 0.12, 0.3, 1.6, 3.0)  # metres: painted lines to paths
KERB_HEIGHT = 0.13
WALK_HALF = 0.9  # metres about the person that stay level
LIT_WINDOW = linear((190, 180, 150))
WALL_SCALES: dict[Pattern, tuple[float, float]] = {
    Pattern.BRICKS: (0.11, 0.11),
    Pattern.WINDOWS: (1.2, 2.6),
    Pattern.TILES: (0.3, 1.0),
    Pattern.PLAIN: (1.0, 1.0),
    Pattern.POSTERS: (0.7, 1.4),
    Pattern.PLANKS: (0.15, 0.4),
    Pattern.SHELVES: (0.35, 0.5),
}
OUTDOOR_WALLS = (
    Pattern.BRICKS,
    Pattern.WINDOWS,
    Pattern.WINDOWS,
    Pattern.TILES,
    Pattern.PLAIN,
    Pattern.POSTERS,
    Pattern.PLANKS,
)
INDOOR_WALLS = (*WALL_SCALES, Pattern.SHELVES)


def ground(rng: Generator, family: str) -> Piece:
    even = np.linspace(-1, 1, GROUND_LINES)
    lines = np.sign(even) * even**2 * GROUND_HALF
    across, along = np.meshgrid(lines, lines)
    flat = 0 * across.ravel()
    mesh = Mesh(np.stack([across.ravel(), flat, along.ravel()], axis=1), grid_faces(GROUND_LINES, GROUND_LINES, False))
    coordinates = np.stack([across.ravel(), along.ravel(), flat], axis=1)
    return Solid(mesh, np.tile([0.0, 1.0, 0.0], (len(flat), 1)), coordinates), ground_material(rng, family)


def ground_material(rng: Generator, family: str) -> Material:
    if family == "park" and rng.random() < 0.6:
        grass, lit = linear((66, 88, 38)), linear((96, 112, 54))
        return Material(grass, Surface.SCENERY, colour2=lit, pattern=Pattern.LEAVES, seed=rng.random(), fold=0.003)
    if family == "crossing":
        asphalt, paint = linear((72, 72, 74)), linear((205, 205, 200))
        turned = rng.uniform(0, 3)  # radians
        return Material(
            asphalt, Surface.SCENERY, paint, pattern=Pattern.MARKING, scale=0.9, duty=2.2, seed=turned, fold=0.003
        )
    patterns, scales, brightness = {
        "street": ((Pattern.TILES, Pattern.ASPHALT, Pattern.BRICKS), (0.3, 0.5, 0.8, 1.2), (80, 170)),
        "plaza": ((Pattern.TILES,), (0.25, 0.4, 0.6, 1.0), (100, 190)),
        "park": ((Pattern.ASPHALT,), (0.5,), (110, 170)),
        "indoor": ((Pattern.TILES, Pattern.TILES, Pattern.PLANKS, Pattern.PLAIN), (0.3, 0.6, 0.9), (120, 215)),
        "campus": ((Pattern.ASPHALT, Pattern.TILES), (0.5,), (95, 170)),
    }[family]
    return Material(
        muted(rng, *brightness),
        Surface.SCENERY,
        colour2=muted(rng, 60, 130),
        pattern=patterns[rng.integers(len(patterns))],
        scale=float(rng.choice(scales)),
        seed=rng.random(),
        fold=0.003,
        specular=0.25 if family == "indoor" else 0.03,
        gloss=30.0 if family == "indoor" else 12.0,
    )


def strip(rng: Generator, level: int, along_degrees: float) -> Piece:
    """A painted line, a path or a kerb that runs past the person; `level` keeps crossing ones apart."""
    x, width = rng.uniform(-5, 5), float(rng.choice(STRIP_WIDTHS))
    is_painted = width < 0.2
    is_raised = rng.random() >= 0.7 and abs(x) - width / 2 > WALK_HALF
    height = KERB_HEIGHT if is_raised else 0.004 + 0.003 * level
    solid = box([x - width / 2, -0.02, -30], [x + width / 2, height, 30]).turned(turn(along_degrees))
    if is_painted:
        return solid, patterned(linear((205, 200, 190)) * rng.uniform(0.5, 1), Pattern.ASPHALT, rng)
    patterns = (Pattern.ASPHALT, Pattern.TILES, Pattern.BRICKS)
    return solid, patterned(muted(rng, 60, 190), patterns[rng.integers(3)], rng, 0.4)


def wall(rng: Generator, family: str, distance: float) -> list[Piece]:
    """A long front at -z with a base, and sometimes a door and a shop sign."""
    is_indoor = family == "indoor"
    half, height = rng.uniform(8, 20), 4.0 if is_indoor else rng.uniform(4, 14)
    choice = INDOOR_WALLS if is_indoor else OUTDOOR_WALLS
    pattern = choice[rng.integers(len(choice))]
    material = Material(
        muted(rng, 70, 215),
        Surface.SCENERY,
        colour2=muted(rng, 25, 90) if pattern == Pattern.WINDOWS else muted(rng, 70, 150),
        colour3=LIT_WINDOW if is_indoor or rng.random() < 0.4 else muted(rng, 80, 180),
        pattern=pattern,
        scale=rng.uniform(*WALL_SCALES[pattern]),
        aspect=rng.uniform(0.8, 1.5),
        seed=rng.random(),
        fold=0.0015,
    )
    pieces = [(box([-half, 0, -0.3], [half, height, 0]), material)]
    base = box([-half, 0, 0], [half, rng.uniform(0.1, 0.7), 0.03])
    pieces.append((base, patterned(muted(rng, 40, 150), Pattern.ASPHALT, rng)))
    for _ in range(int(rng.integers(0, 3))):
        x = rng.uniform(-4, 4)
        pieces.append(
            (box([x - 0.5, 0, 0], [x + 0.5, 2.1, 0.06]), patterned(any_colour(rng), Pattern.PLANKS, rng, 0.33))
        )
        pieces.append((box([x - 0.6, 2.1, 0], [x + 0.6, 2.2, 0.08]), plain(muted(rng, 40, 200))))
    return [(solid.moved([0, 0, -distance]), material) for solid, material in pieces]


def house(rng: Generator) -> list[Piece]:
    material = Material(
        muted(rng, 80, 215),
        Surface.SCENERY,
        colour2=muted(rng, 25, 70),
        colour3=muted(rng, 60, 170),
        pattern=Pattern.WINDOWS,
        scale=rng.uniform(1.2, 2.4),
        aspect=rng.uniform(0.9, 1.6),
        seed=rng.random(),
        fold=0.0,
    )
    half = rng.uniform(3, 9)
    return [(box([-half, 0, -3], [half, rng.uniform(4, 14), 0]), material)]


def treeline(rng: Generator) -> list[Piece]:
    half, height = rng.uniform(3, 9), rng.uniform(3, 7)
    mesh = rounded_box([2 * half, height, 3.0], 3.0, 14)
    waves = np.sin(mesh.vertices[:, :1] * rng.uniform(1, 3) + 2 * mesh.vertices[:, 1:2])
    mesh = Mesh(mesh.vertices * (1 + 0.10 * waves), mesh.faces).moved([0.0, 0.45 * height, 0.0])
    dark, lit = LEAF * rng.uniform(0.35, 0.8), LEAF_LIT * rng.uniform(0.3, 0.75)
    return [
        (Solid.of(mesh), Material(dark, Surface.SCENERY, lit, pattern=Pattern.LEAVES, seed=rng.random(), fold=0.01))
    ]
