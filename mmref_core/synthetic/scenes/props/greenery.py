"""Models of plants."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.mesh import Mesh, rounded_box
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box, turn
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, coat, muted, panel, sheet, wrapped

LEAF_TINTS = ((1.0, 1.0, 1.0), (0.7, 0.8, 0.6), (1.3, 1.2, 0.8), (1.5, 1.0, 0.5), (0.6, 0.75, 0.75))
LEAF_SHARES = (0.4, 0.25, 0.15, 0.08, 0.12)
LUMPS, BOUGHS = 4, 12  # of a crown or a bush


def leaf_tint(rng: Generator) -> tuple[float, float, float]:
    red, green, blue = np.array(LEAF_TINTS[int(rng.choice(len(LEAF_TINTS), p=LEAF_SHARES))]) * rng.uniform(0.6, 1.2)
    return float(red), float(green), float(blue)


def clump(rng: Generator, size: tuple[float, float, float], centre: tuple[float, float, float]) -> list[SceneryPart]:
    """Return a lumpy mass of leaves with ragged boughs about it."""
    tint, reach = leaf_tint(rng), np.array(size) / 2
    inside, boughs = coat(rng, "foliage wall", 1.3, tint), coat(rng, "foliage", 1.0, tint)
    pieces = []
    for _ in range(LUMPS):
        lump = rounded_box(rng.uniform(0.45, 0.7) * np.array(size), 2.0, 7)
        pieces.append(SceneryPart(wrapped(lump).moved(np.array(centre) + rng.uniform(-0.32, 0.32, 3) * size), inside))
    for _ in range(BOUGHS):
        direction = rng.normal(size=3)
        direction /= np.linalg.norm(direction)
        half = 0.5 * float(reach.mean()) + 0.12
        bough = panel((-half, -half, half, half)).turned(turn(rng.uniform(0, 360)))
        pieces.append(SceneryPart(bough.moved(np.array(centre) + 0.85 * direction * reach), boughs))
    return pieces


def tree(rng: Generator) -> list[SceneryPart]:
    height, wide = rng.uniform(2.2, 3.4), rng.uniform(2.2, 4.0)
    trunk = bar([0, 0, 0], [rng.normal(0, 0.1), height, 0], rng.uniform(0.08, 0.24), 8)
    pieces = [SceneryPart(trunk, coat(rng, "bark", 0.8))]
    if rng.random() < 0.4:  # a guard or an iron grid about the foot
        pieces.append(SceneryPart(sheet((-0.7, -0.7, 0.7, 0.7), 0.015), coat(rng, "earth", 1.5), False))
    return pieces + clump(rng, (wide, rng.uniform(2, 3), wide), (0, height + 0.7, 0))


def bare_tree(rng: Generator) -> list[SceneryPart]:
    trunk = bar([0, 0, 0], [0, 2.1, 0], rng.uniform(0.07, 0.18), 8)
    crown = coat(rng, "branches")
    crowns = [SceneryPart(panel((-1.9, 1.7, 1.9, 5.5)).turned(turn(degrees)), crown) for degrees in (0, 60, 120)]
    return [SceneryPart(trunk, coat(rng, "bark", 0.8)), *crowns]


def conifer(rng: Generator) -> list[SceneryPart]:
    height, pieces = rng.uniform(2.5, 5), [SceneryPart(bar([0, 0, 0], [0, 1, 0], 0.08, 6), coat(rng, "bark", 0.8))]
    for level in range(4):
        wide = (1.0 - 0.2 * level) * height * 0.4
        mesh = rounded_box([wide, 0.34 * height, wide], 1.6, 8)
        middle = [0, 0.4 + (0.16 + 0.22 * level) * height, 0]
        pieces.append(SceneryPart(wrapped(mesh).moved(middle), coat(rng, "foliage wall", 1.0, (0.5, 0.62, 0.55))))
    return pieces


def bush(rng: Generator) -> list[SceneryPart]:
    wide, height = rng.uniform(0.7, 1.6), rng.uniform(0.6, 1.3)
    return clump(rng, (wide, height, wide), (0, 0.45 * height, 0))


def hedge(rng: Generator) -> list[SceneryPart]:
    """Return three metres of a clipped hedge, ragged on top."""
    height, tint = rng.uniform(0.7, 1.8), leaf_tint(rng)
    block = SceneryPart(box([-1.5, 0, -0.35], [1.5, height, 0.35]), coat(rng, "foliage wall", 1.2, tint))
    boughs = coat(rng, "foliage", 1.0, tint)
    fringe = [
        SceneryPart(panel((x - 0.4, height - 0.4, x + 0.4, height + 0.25), z), boughs)
        for x in np.arange(-1.3, 1.5, 0.5)
        for z in (-0.2, 0.4)
    ]
    return [block, *fringe]


def flower_bed(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.8, 1.8)
    bed = box([-half, 0, -0.5], [half, rng.uniform(0.06, 0.3), 0.5])
    tufts = coat(rng, "tuft", (0.8, 1.0))
    rows = [SceneryPart(panel((-half, 0, half, 0.65), z, fits=False), tufts) for z in (-0.35, 0.0, 0.35)]
    return [SceneryPart(bed, coat(rng, "earth", 1.5)), *rows]


def tall_grass(rng: Generator) -> list[SceneryPart]:
    tufts = coat(rng, "tuft", (0.6, 0.7), leaf_tint(rng))
    return [SceneryPart(panel((-0.5, 0, 0.5, 0.6), fits=False).turned(turn(d)), tufts) for d in (0, 70, 130)]


def planter(rng: Generator) -> list[SceneryPart]:
    half, height = rng.uniform(0.3, 0.55), rng.uniform(0.4, 0.7)
    name = ("concrete", "boards", "stone", "smooth")[int(rng.integers(4))]
    pot = box([-half, 0, -half], [half, height, half])
    plant = clump(rng, (2.2 * half, 1.8 * half, 2.2 * half), (0, height + 0.6 * half, 0))
    return [SceneryPart(pot, coat(rng, name, 1.2, muted(rng, 90, 220))), *plant]


def potted_palm(rng: Generator) -> list[SceneryPart]:
    pot = TexturedSolid.of(rounded_box([0.45, 0.5, 0.45], 3.0, 8)).moved([0, 0.25, 0])
    fronds = coat(rng, "tuft", 1.0, linear((200, 220, 190)))
    leaves = [SceneryPart(panel((-0.6, 0.4, 0.6, 1.8)).turned(turn(degrees)), fronds) for degrees in (0, 45, 90, 135)]
    return [SceneryPart(pot, coat(rng, "smooth", 1.0, muted(rng, 60, 220))), *leaves]


def treeline(rng: Generator) -> list[SceneryPart]:
    """Return a distant wood."""
    half, height = rng.uniform(4, 9), rng.uniform(4, 9)
    mesh = rounded_box([2 * half, height, 3.0], 3.0, 12)
    waves = np.sin(mesh.vertices[:, :1] * rng.uniform(1, 3) + 2 * mesh.vertices[:, 1:2])
    mesh = Mesh(mesh.vertices * (1 + 0.10 * waves), mesh.faces).moved([0.0, 0.45 * height, 0.0])
    far = tuple(0.7 * value for value in leaf_tint(rng))
    return [SceneryPart(wrapped(mesh), coat(rng, "foliage wall", 3.0, far), False)]
