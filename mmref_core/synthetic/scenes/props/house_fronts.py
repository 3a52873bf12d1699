"""Models of walls, fences and house fronts, a few metres long each, set in rows; the front faces +z."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box
from mmref_core.synthetic.scenes.props.street import metal
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, any_colour, coat, muted, panel, plain, sheet

FRONT = 4.0  # metres of a house front, and of its ground floor in height
STOREY = 3.2
HALF = FRONT / 2
HOUSE_COLOURS = ((255, 255, 255), (235, 225, 205), (210, 200, 190), (225, 205, 190), (200, 205, 205), (180, 170, 160))


def upper_floors(rng: Generator, name: str) -> list[SceneryPart]:
    """Return two floors of one kind above the ground floor; higher ones are never in a picture."""
    tint = linear(HOUSE_COLOURS[int(rng.integers(len(HOUSE_COLOURS)))])
    wall = coat(rng, name, 1.0, tint)
    floors = [panel((-HALF, FRONT + STOREY * i, HALF, FRONT + STOREY * (i + 1))) for i in range(2)]
    cornice = box([-HALF, FRONT - 0.12, 0], [HALF, FRONT + 0.1, 0.16])
    return [
        *(SceneryPart(floor, wall, False) for floor in floors),
        SceneryPart(cornice, plain(rng, muted(rng, 90, 220))),
    ]


def front(rng: Generator, name: str, above: str) -> list[SceneryPart]:
    ground_floor = SceneryPart(panel((-HALF, 0, HALF, FRONT)), coat(rng, name), False)
    plinth = box([-HALF, 0, -0.05], [HALF, rng.uniform(0.1, 0.4), 0.05])
    stone = coat(rng, "stone", 2.0, muted(rng, 70, 190))
    return [ground_floor, *upper_floors(rng, above), SceneryPart(plinth, stone, False)]


def shop_front(rng: Generator) -> list[SceneryPart]:
    """Return a shop, perhaps with an awning, a hanging sign, goods or a board on the pavement."""
    pieces = front(rng, "shop", "house")[:-1]
    if rng.random() < 0.45:
        awning = sheet((-1.8, -1.3, 1.8, 0), 0).turned(np.array([[1.0, 0, 0], [0, 1, 0.35], [0, -0.35, 1]]))
        pieces.append(SceneryPart(awning.moved([0, 2.6, 1.3]), coat(rng, "ribbed metal", 2.0, any_colour(rng))))
    if rng.random() < 0.4:
        hanging = panel((-0.35, 2.5, 0.35, 3.1)).turned(np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]]))
        pieces.append(SceneryPart(hanging.moved([rng.uniform(-1.8, 1.8), 0, 0.5]), coat(rng, "sign"), False))
    if rng.random() < 0.4:
        x = rng.uniform(-1.5, 0.5)
        rack = box([x, 0, 0.1], [x + 1.2, rng.uniform(0.7, 1.3), 0.6])
        goods = ("produce", "shelves", "clothes")[int(rng.integers(3))]
        pieces.append(SceneryPart(rack, coat(rng, goods, 1.3)))
    if rng.random() < 0.3:
        pieces.append(SceneryPart(panel((-0.3, 0, 0.3, 1.0), rng.uniform(0.8, 1.4)), coat(rng, "sign")))
    return pieces


def house_front(rng: Generator) -> list[SceneryPart]:
    name = ("house", "entrance", "entrance", "garage")[int(rng.integers(4))]
    return front(rng, name, "house")


def office_front(rng: Generator) -> list[SceneryPart]:
    pieces = front(rng, "office", "office")
    return [*pieces, SceneryPart(box([HALF - 0.2, 0, 0], [HALF, FRONT, 0.25]), plain(rng, muted(rng, 80, 220), 0.1))]


def closed_shop(rng: Generator) -> list[SceneryPart]:
    shutter = SceneryPart(panel((-1.7, 0, 1.7, 2.7), 0.03), coat(rng, "slats", 1.0, muted(rng, 110, 220)), False)
    return [
        SceneryPart(panel((-HALF, 0, HALF, FRONT)), coat(rng, "plaster", 1.0, muted(rng, 110, 220)), False),
        shutter,
    ]


def bare_wall(rng: Generator) -> list[SceneryPart]:
    """Return a wall of brick, render, concrete or stone, sometimes with graffiti or posters."""
    name = ("brick", "plaster", "concrete", "stone", "sprayed", "bills", "ribbed metal")[int(rng.integers(7))]
    height = rng.uniform(2.4, 6)
    metres = 4.0 if name in ("sprayed", "bills") else 2.4
    wall = SceneryPart(box([-HALF, 0, -0.2], [HALF, height, 0]), coat(rng, name, metres, muted(rng, 120, 240)), False)
    pipe = bar([rng.uniform(-1.8, 1.8), 0, 0.06], [rng.uniform(-1.8, 1.8), height, 0.06], 0.05, 6)
    return [wall, SceneryPart(pipe, metal(rng))] if rng.random() < 0.3 else [wall]


def garden_wall(rng: Generator) -> list[SceneryPart]:
    height = rng.uniform(0.6, 1.8)
    name = ("brick", "stone", "plaster", "concrete")[int(rng.integers(4))]
    wall = box([-HALF, 0, -0.12], [HALF, height, 0.12])
    top = box([-HALF, height, -0.17], [HALF, height + 0.08, 0.17])
    return [SceneryPart(wall, coat(rng, name, 2.2, muted(rng, 120, 235))), SceneryPart(top, coat(rng, "concrete", 2.0))]


def wire_fence(rng: Generator) -> list[SceneryPart]:
    height = rng.uniform(1.2, 2.4)
    net = SceneryPart(panel((-HALF, 0.05, HALF, height), fits=False), coat(rng, "mesh fence", 0.9, muted(rng, 60, 220)))
    posts = [bar([x, 0, 0], [x, height, 0], 0.03, 6) for x in (-HALF, 0.0)]
    return [net, SceneryPart(TexturedSolid.joined(posts), metal(rng))]


def board_fence(rng: Generator) -> list[SceneryPart]:
    height, tint = rng.uniform(1.0, 2.0), muted(rng, 100, 235)
    if rng.random() < 0.4:
        return [SceneryPart(panel((-HALF, 0, HALF, height)), coat(rng, "palings", (0.5, 1.0), tint))]
    return [SceneryPart(box([-HALF, 0, -0.03], [HALF, height, 0.03]), coat(rng, "boards", 1.6, tint))]


def iron_fence(rng: Generator) -> list[SceneryPart]:
    height, base = rng.uniform(1.0, 2.0), rng.uniform(0.0, 0.5)
    bars = coat(rng, "bars", (1.6, height - base), muted(rng, 20, 120))
    pieces = [SceneryPart(panel((-HALF, 0, HALF, height - base), fits=False).moved([0, base, 0]), bars)]
    if base > 0.1:
        pieces.append(
            SceneryPart(box([-HALF, 0, -0.15], [HALF, base, 0.15]), coat(rng, "stone", 2.0, muted(rng, 110, 210)))
        )
    return pieces


def hoarding(rng: Generator) -> list[SceneryPart]:
    """Return the boards round a building site, with posters."""
    wall = SceneryPart(box([-HALF, 0, -0.05], [HALF, 2.4, 0]), coat(rng, "boards", 2.0, any_colour(rng)), False)
    bills = [SceneryPart(panel((x, 0.6, x + 1.0, 2.0), 0.02), coat(rng, "poster"), False) for x in (-1.8, -0.6, 0.6)]
    return [wall, *bills[: int(rng.integers(1, 4))]]


def house_block(rng: Generator) -> list[SceneryPart]:
    """Return a distant house."""
    half, height = rng.uniform(4, 9), rng.uniform(5, 16)
    name = "house" if rng.random() < 0.6 else "office"
    tint = linear(HOUSE_COLOURS[int(rng.integers(len(HOUSE_COLOURS)))])
    return [SceneryPart(box([-half, 0, -3], [half, height, 0]), coat(rng, name, (4.0, 3.2), tint), False)]


def sea(rng: Generator) -> list[SceneryPart]:
    """Return a stretch of water and sky in the distance."""
    return [SceneryPart(panel((-30, -6, 30, 14)), coat(rng, "sea"), False)]


def corridor_wall(rng: Generator) -> list[SceneryPart]:
    pieces = [SceneryPart(panel((-HALF, 0, HALF, 3.2)), coat(rng, "corridor"), False)]
    if rng.random() < 0.4:
        height = rng.uniform(0.85, 1.0)
        pieces.append(SceneryPart(box([-HALF, height, 0.04], [HALF, height + 0.08, 0.1]), coat(rng, "parquet", 1.0)))
    return pieces


def tiled_wall(rng: Generator) -> list[SceneryPart]:
    """Return the wall of an underground station, with advertisements."""
    wall = SceneryPart(
        panel((-HALF, 0, HALF, 3.4), fits=False), coat(rng, "wall tiles", 1.8, muted(rng, 150, 245)), False
    )
    wide = rng.uniform(0.5, 1.6)
    framed = SceneryPart(panel((-wide, 0.9, wide, 2.4), 0.03), coat(rng, "poster"), False)
    return [wall, framed] if rng.random() < 0.7 else [wall]


def smooth_wall(rng: Generator) -> list[SceneryPart]:
    """Return stone or laminate panels of a lobby or a mall, with a band of light or a picture."""
    wall = SceneryPart(panel((-HALF, 0, HALF, 3.6), fits=False), coat(rng, "panels", 2.4, muted(rng, 110, 240)), False)
    if rng.random() < 0.35:
        return [wall, SceneryPart(panel((-0.8, 1.0, 0.8, 2.2), 0.03), coat(rng, "poster"), False)]
    if rng.random() < 0.3:
        return [wall, SceneryPart(box([-HALF, 2.6, 0], [HALF, 2.75, 0.05]), coat(rng, "glow"), False)]
    return [wall]


def window_wall(rng: Generator) -> list[SceneryPart]:
    """Return glass from floor to ceiling."""
    return [SceneryPart(panel((-HALF, 0, HALF, 3.6)), coat(rng, "office"), False)]


def concrete_wall(rng: Generator) -> list[SceneryPart]:
    """Return the wall of a car park: a painted base, a number, pipes."""
    wall = SceneryPart(
        panel((-HALF, 0, HALF, 3.0), fits=False), coat(rng, "concrete", 2.6, muted(rng, 130, 220)), False
    )
    base = SceneryPart(box([-HALF, 0, 0], [HALF, 1.0, 0.02]), coat(rng, "plaster", 2.0, any_colour(rng)), False)
    pipes = [bar([-HALF, y, 0.12], [HALF, y, 0.12], 0.05, 6) for y in (2.3, 2.5)]
    pieces = [wall, SceneryPart(TexturedSolid.joined(pipes), metal(rng))]
    if rng.random() < 0.5:
        pieces.append(SceneryPart(panel((-0.5, 1.2, 0.5, 2.0), 0.03), coat(rng, "sign"), False))
    return [*pieces, base] if rng.random() < 0.6 else pieces


def goods_wall(rng: Generator) -> list[SceneryPart]:
    """Return racks to the ceiling along a shop's wall."""
    name = ("shelves", "shelves", "clothes", "fridge", "books")[int(rng.integers(5))]
    across = 1.0 if name == "fridge" else 2.0
    rack = panel((-HALF, 0, HALF, 2.2), fits=False).moved([0, 0, 0.4])
    band = box([-HALF, 2.2, 0], [HALF, 2.8, 0.45])
    wall = panel((-HALF, 2.8, HALF, 3.6))
    return [
        SceneryPart(rack, coat(rng, name, (across, 2.2)), False),
        SceneryPart(band, coat(rng, "sign", (4.0, 0.6), muted(rng, 160, 250)), False),
        SceneryPart(wall, coat(rng, "smooth", 1.0, muted(rng, 140, 240)), False),
    ]
