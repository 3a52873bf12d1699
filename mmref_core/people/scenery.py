"""Things that stand about in streets, parks and halls; each is drawn from a random stream, about its own origin."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.people.geometry import Solid, bar, box, ring
from mmref_core.people.materials import Colour, Material, Pattern, Surface
from mmref_core.people.mesh import Mesh, rounded_box
from mmref_core.people.palette import COLOURS, linear

Piece = tuple[Solid, Material]

WARM, TINT = np.array([8, 2, -9]), np.array([1.5, -1.5, 1.5])  # sRGB bytes
STRONG_HUE_SHARE = 0.12
RUBBER, GLASS_DARK, BARK = linear((20, 20, 20)), linear((28, 32, 38)), linear((74, 58, 44))
LEAF, LEAF_LIT = linear((44, 70, 30)), linear((90, 120, 50))
LAMP_LIT = (1.6, 1.3, 0.9)


def muted(rng: Generator, low: int = 60, high: int = 190) -> Colour:
    """A near-grey, sometimes clearly warm or cool; linear, `low` and `high` are sRGB bytes."""
    strength = 2.4 if rng.random() < STRONG_HUE_SHARE else 0.9
    grey = rng.uniform(low, high)
    rgb = np.clip(grey + strength * (WARM * rng.normal(0.3, 1) + TINT * rng.normal()), 15, 238)
    return linear(tuple(rgb.astype(int).tolist()))


def any_colour(rng: Generator) -> Colour:
    return linear(COLOURS[rng.choice(list(COLOURS))]) * rng.uniform(0.5, 1)


def plain(colour: Colour, shine: float = 0.03) -> Material:
    return Material(colour, Surface.SCENERY, fold=0.0, specular=shine, gloss=20.0)


def patterned(colour: Colour, pattern: Pattern, rng: Generator, scale: float = 0.5, fold: float = 0.003) -> Material:
    second = muted(rng, 60, 140)
    return Material(
        colour,
        Surface.SCENERY,
        colour2=second,
        colour3=second,
        pattern=pattern,
        scale=scale,
        seed=rng.random(),
        fold=fold,
    )


def leaves(rng: Generator, brightness: float = 1.0, fold: float = 0.05) -> Material:
    dark, lit = LEAF * brightness * rng.uniform(0.7, 1.4), LEAF_LIT * brightness * rng.uniform(0.8, 1.2)
    return Material(
        dark, Surface.SCENERY, colour2=lit, colour3=lit, pattern=Pattern.LEAVES, seed=rng.random(), fold=fold
    )


def lumpy(mesh: Mesh, depth: float, waves: np.ndarray) -> Solid:
    return Solid.of(Mesh(mesh.vertices * (1 + depth * np.sin(mesh.vertices @ waves)), mesh.faces))


def along_x(places: np.ndarray) -> Float[np.ndarray, "place 3"]:
    return places[:, None] * np.array([1.0, 0.0, 0.0])


def pole(rng: Generator) -> list[Piece]:
    return [(bar([0, 0, 0], [0, 4, 0], rng.uniform(0.04, 0.12), 10), plain(muted(rng, 40, 140)))]


def street_lamp(rng: Generator) -> list[Piece]:
    metal = plain(muted(rng, 30, 120), 0.2)
    lamp = box([-0.15, 4.1, 0.7], [0.15, 4.2, 1.3])
    posts = Solid.joined([bar([0, 0, 0], [0, 4.2, 0], 0.06, 8), bar([0, 4.2, 0], [0, 4.2, 1.2], 0.04)])
    return [(posts, metal), (lamp, Material(LAMP_LIT, Surface.EMISSIVE))]


def bin_(rng: Generator) -> list[Piece]:
    return [(box([-0.25, 0, -0.25], [0.25, 1, 0.25]), plain(any_colour(rng), 0.15))]


def bench(rng: Generator) -> list[Piece]:
    wood = patterned(muted(rng, 60, 150), Pattern.PLANKS, rng, 0.1)
    legs = [box([x, 0, -0.2], [x + 0.06, 0.35, 0.2]) for x in (-0.7, 0.64)]
    back = box([-0.8, 0.62, -0.27], [0.8, 0.9, -0.22])
    return [
        (Solid.joined([box([-0.8, 0.35, -0.25], [0.8, 0.45, 0.25]), back]), wood),
        (Solid.joined(legs), plain(RUBBER)),
    ]


def sign(rng: Generator) -> list[Piece]:
    board = Material(any_colour(rng), Surface.SCENERY, pattern=Pattern.POSTERS, scale=0.6, seed=rng.random(), fold=0.0)
    post = bar([0, 0, -0.03], [0, 1.7, -0.03], 0.03)
    return [(box([-0.5, 1.6, -0.03], [0.5, 2.6, 0.03]), board), (post, plain(muted(rng, 60, 160), 0.2))]


def kiosk(rng: Generator) -> list[Piece]:
    walls = Material(any_colour(rng), Surface.SCENERY, pattern=Pattern.POSTERS, scale=0.6, seed=rng.random(), fold=0.0)
    return [(box([-1, 0, -1], [1, 2.4, 1]), walls), (box([-1.2, 2.4, -1.2], [1.2, 2.5, 1.2]), plain(muted(rng)))]


def railing(rng: Generator) -> list[Piece]:
    half = rng.uniform(2, 6)
    upright = bar([0, 0, 0], [0, 1, 0], 0.015, 4).repeated(along_x(np.arange(-half, half, 0.22)))
    rails = [bar([-half, height, 0], [half, height, 0], 0.025, 5) for height in (0.15, 1.0)]
    return [(Solid.joined([upright, *rails]), plain(muted(rng, 40, 200), 0.2))]


def bollards(rng: Generator) -> list[Piece]:
    posts = bar([0, 0, 0], [0, 0.85, 0], 0.07, 8).repeated(along_x(np.arange(-4, 4, 1.3)))
    return [(posts, plain(muted(rng, 50, 200), 0.1))]


def hedge(rng: Generator) -> list[Piece]:
    length, height = rng.uniform(2, 7), rng.uniform(0.7, 1.4)
    block = rounded_box([length, height, 0.8], 7.0, 14).moved([0.0, height / 2, 0.0])
    block = Mesh(block.vertices + 0.05 * np.sin(9 * block.vertices), block.faces)
    return [(Solid.of(block), leaves(rng, fold=0.02))]


def planter(rng: Generator) -> list[Piece]:
    pot = box([-0.45, 0, -0.45], [0.45, 0.55, 0.45])
    bush = lumpy(rounded_box([1.0, 0.9, 1.0], 2.0, 12), 0.12, rng.normal(size=(3, 1)) * 9).moved([0.0, 0.85, 0.0])
    return [(pot, patterned(muted(rng), Pattern.ASPHALT, rng)), (bush, leaves(rng))]


def awning(rng: Generator) -> list[Piece]:
    cloth, light = any_colour(rng), np.array([0.8, 0.8, 0.78])
    stripes = Material(
        cloth,
        Surface.SCENERY,
        light if rng.random() < 0.5 else cloth * 0.7,
        pattern=Pattern.VERTICAL_STRIPES,
        scale=0.4,
        fold=0.0,
    )
    window = Material(
        muted(rng, 40, 120),
        Surface.SCENERY,
        colour2=muted(rng, 30, 120),
        colour3=linear((210, 196, 150)),
        pattern=Pattern.WINDOWS,
        scale=0.8,
        aspect=1.5,
        seed=rng.random(),
        fold=0.0,
    )
    return [(box([-1.8, 2.3, -0.6], [1.8, 2.75, 0.6]), stripes), (box([-1.6, 0, -0.55], [1.6, 2.3, -0.2]), window)]


def stairs(rng: Generator) -> list[Piece]:
    steps = [box([-2, 0, -2 + 0.3 * step], [2, 0.16 * (6 - step), -1.7 + 0.3 * step]) for step in range(6)]
    return [(Solid.joined(steps), patterned(muted(rng, 100, 190), Pattern.ASPHALT, rng))]


def car(rng: Generator) -> list[Piece]:
    body = Solid.of(rounded_box([1.7, 0.55, 4.2], 6.0, 12).moved([0.0, 0.575, 0.0]))
    cabin = Solid.of(rounded_box([1.5, 0.55, 2.1], 6.0, 12).moved([0.0, 1.125, -0.05]))
    places = [[x, 0.31, z] for x in (-0.8, 0.8) for z in (-1.3, 1.3)]
    wheels = Solid.of(rounded_box([0.2, 0.62, 0.62], 3.0, 8)).repeated(np.array(places))
    lamps = [box([x, 0.55, 2.04], [x + 0.3, 0.68, 2.1]) for x in (-0.75, 0.45)]
    return [
        (body, plain(any_colour(rng), 0.3)),
        (cabin, plain(GLASS_DARK, 0.4)),
        (wheels, plain(RUBBER)),
        (Solid.joined(lamps), plain(linear((220, 215, 190)), 0.4)),
    ]


def tree(rng: Generator) -> list[Piece]:
    trunk = bar([0, 0, 0], [0, 2.6, 0], rng.uniform(0.08, 0.18), 8)
    crown = lumpy(rounded_box([2.6, 2.6, 2.6], 2.0, 16), 0.18, rng.normal(size=(3, 1)) * 6).moved([0.0, 3.4, 0.0])
    return [(trunk, patterned(BARK, Pattern.ASPHALT, rng)), (crown, leaves(rng))]


def bicycle(rng: Generator) -> list[Piece]:
    tyres = Solid.joined([ring([0, 0.34, -0.5], 0.34, 0.022), ring([0, 0.34, 0.52], 0.34, 0.022)])
    joints = {"back": (0, 0.34, -0.5), "front": (0, 0.34, 0.52), "crank": (0, 0.3, -0.06), "seat": (0, 0.82, -0.2)}
    joints |= {"head": (0, 0.85, 0.4), "left": (-0.27, 0.98, 0.4), "right": (0.27, 0.98, 0.4)}
    joined = [
        ("back", "crank"),
        ("crank", "seat"),
        ("crank", "head"),
        ("seat", "head"),
        ("back", "seat"),
        ("front", "head"),
    ]
    tubes = [bar(joints[one], joints[other], 0.018, 5) for one, other in [*joined, ("left", "right")]]
    saddle = Solid.of(rounded_box([0.14, 0.07, 0.27], 3.0, 6).moved([0.0, 0.87, -0.22]))
    return [(Solid.joined(tubes), plain(any_colour(rng), 0.25)), (Solid.joined([tyres, saddle]), plain(RUBBER))]


def parasol(rng: Generator) -> list[Piece]:
    angle = np.arange(8) * np.pi / 4
    rim = np.stack([1.4 * np.sin(angle), np.full(8, 2.1), 1.4 * np.cos(angle)], axis=1)
    faces = np.array([[8, corner, (corner + 1) % 8] for corner in range(8)])
    roof = Solid.of(Mesh(np.vstack([rim, [0, 2.6, 0]]), faces))
    table = [box([-0.4, 0.7, -0.4], [0.4, 0.74, 0.4]), bar([0, 0, 0], [0, 2.6, 0], 0.03)]
    return [(roof, plain(any_colour(rng))), (Solid.joined(table), plain(muted(rng, 60, 220)))]


def shelf(rng: Generator) -> list[Piece]:
    goods = Material(muted(rng), Surface.SCENERY, pattern=Pattern.SHELVES, scale=0.42, seed=rng.random(), fold=0.0)
    half = rng.uniform(0.8, 2.5)
    return [(box([-half, 0, -0.25], [half, rng.uniform(1.5, 2.2), 0.25]), goods)]


def crates(rng: Generator) -> list[Piece]:
    pieces = []
    for level in range(int(rng.integers(1, 4))):
        x, z, half = rng.uniform(-0.15, 0.15), rng.uniform(-0.1, 0.1), rng.uniform(0.2, 0.32)
        crate = box([x - half, 0.36 * level, z - half], [x + half, 0.36 * level + 0.34, z + half])
        pieces.append((crate, patterned(muted(rng, 70, 190), Pattern.PLANKS, rng, 0.09)))
    return pieces


def traffic_light(rng: Generator) -> list[Piece]:
    lit = [(1.2, 0.1, 0.05), (0.05, 0.9, 0.3)][int(rng.integers(2))]
    height = 2.75 if lit[0] > 1 else 2.25
    head = Solid.joined([bar([0, 0, 0], [0, 2.2, 0], 0.05, 8), box([-0.14, 2.1, -0.12], [0.14, 2.9, 0.12])])
    glow = box([-0.09, height - 0.09, 0.11], [0.09, height + 0.09, 0.14])
    return [(head, plain(linear((40, 42, 40)))), (glow, Material(lit, Surface.EMISSIVE))]


THINGS: dict[str, Callable[[Generator], list[Piece]]] = {
    "pole": pole,
    "street lamp": street_lamp,
    "bin": bin_,
    "bench": bench,
    "sign": sign,
    "kiosk": kiosk,
    "railing": railing,
    "bollards": bollards,
    "hedge": hedge,
    "planter": planter,
    "awning": awning,
    "stairs": stairs,
    "car": car,
    "tree": tree,
    "bicycle": bicycle,
    "parasol": parasol,
    "shelf": shelf,
    "crates": crates,
    "traffic light": traffic_light,
}
