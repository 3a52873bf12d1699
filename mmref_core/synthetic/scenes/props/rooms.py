"""Models of things in shops, halls, stations, offices and car parks."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box, turn
from mmref_core.synthetic.scenes.props.street import metal, two_sided
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, any_colour, coat, muted, panel, plain, sheet

CEILING = 3.3  # metres


def shelf(rng: Generator) -> list[SceneryPart]:
    """Return a free-standing rack, goods on both sides."""
    half, height = rng.uniform(0.8, 1.6), rng.uniform(1.3, 2.1)
    name = ("shelves", "shelves", "shelves", "clothes", "books")[int(rng.integers(5))]
    goods = coat(rng, name)
    sides = [panel((-half, 0, half, height), 0.3).turned(turn(degrees)) for degrees in (0, 180)]
    body = box([-half, 0, -0.28], [half, height + 0.03, 0.28])
    return [SceneryPart(body, plain(rng, muted(rng, 90, 220))), *(SceneryPart(side, goods, False) for side in sides)]


def stall(rng: Generator) -> list[SceneryPart]:
    """Return a market stall: crates of fruit on a slope, under a striped roof."""
    half, cloth = rng.uniform(0.9, 1.6), any_colour(rng)
    table = sheet((-half, -0.6, half, 0.5), 0.85, fits=True).turned(np.array([[1.0, 0, 0], [0, 1, -0.3], [0, 0.3, 1]]))
    front = box([-half, 0, 0.2], [half, 0.68, 0.45])
    posts = [bar([x, 0, z], [x, 2.3, z], 0.025, 5) for x in (-half, half) for z in (-0.7, 0.6)]
    roof = sheet((-half - 0.2, -0.9, half + 0.2, 0.9), 2.3).turned(np.array([[1.0, 0, 0], [0, 1, -0.2], [0, 0.2, 1]]))
    flap = panel((-half - 0.2, 2.0, half + 0.2, 2.25), 1.3)
    return [
        SceneryPart(table, coat(rng, "produce")),
        SceneryPart(front, coat(rng, "ribbed metal", 2.0, cloth)),
        SceneryPart(TexturedSolid.joined(posts), metal(rng)),
        SceneryPart(roof, coat(rng, "ribbed metal", 3.0, cloth)),
        SceneryPart(flap, coat(rng, "ribbed metal", (0.2, 1.0), cloth), False),
    ]


def crates(rng: Generator) -> list[SceneryPart]:
    pieces = []
    for level in range(int(rng.integers(1, 5))):
        x, z, half = rng.uniform(-0.15, 0.15), rng.uniform(-0.1, 0.1), rng.uniform(0.2, 0.32)
        crate = box([x - half, 0.32 * level, z - half], [x + half, 0.32 * level + 0.3, z + half])
        name = ("boards", "smooth", "produce")[int(rng.integers(3))]
        pieces.append(SceneryPart(crate, coat(rng, name, 0.8, muted(rng, 110, 220))))
    return pieces


def counter(rng: Generator) -> list[SceneryPart]:
    half, wood = rng.uniform(0.9, 2), coat(rng, ("parquet", "panels", "smooth")[int(rng.integers(3))], 1.4)
    body = box([-half, 0, -0.35], [half, 1.0, 0.3])
    top = box([-half - 0.05, 1.0, -0.4], [half + 0.05, 1.06, 0.4])
    screen = box([-0.25, 1.06, -0.1], [0.25, 1.45, -0.05])
    tinted = wood.tinted(muted(rng, 130, 235))
    return [
        SceneryPart(body, tinted),
        SceneryPart(top, plain(rng, muted(rng, 30, 230), 0.3)),
        SceneryPart(screen, metal(rng, 15, 40)),
    ]


def pillar(rng: Generator) -> list[SceneryPart]:
    half, name = rng.uniform(0.15, 0.4), ("concrete", "wall tiles", "panels", "plaster")[int(rng.integers(4))]
    body = SceneryPart(box([-half, 0, -half], [half, CEILING, half]), coat(rng, name, 1.6, muted(rng, 110, 240)))
    if rng.random() < 0.5:
        picture = ("poster", "timetable", "sign")[int(rng.integers(3))]
        wide = 0.85 * half
        return [body, SceneryPart(panel((-wide, 1.0, wide, 1.0 + 3 * wide), half + 0.02), coat(rng, picture), False)]
    return [body]


def round_column(rng: Generator) -> list[SceneryPart]:
    radius = rng.uniform(0.15, 0.4)
    shaft = bar([0, 0, 0], [0, CEILING, 0], radius, 14)
    ring_ = bar([0, 0, 0], [0, 0.2, 0], radius + 0.05, 14)
    return [SceneryPart(shaft, coat(rng, "panels", 2.0, muted(rng, 110, 240))), SceneryPart(ring_, metal(rng))]


def machine(rng: Generator) -> list[SceneryPart]:
    """Return a vending machine of drinks or tickets."""
    name, half, height = ("fridge", 0.55, 1.85) if rng.random() < 0.6 else ("ticket machine", 0.4, 1.75)
    body = SceneryPart(box([-half, 0, -0.4], [half, height, 0.38]), plain(rng, any_colour(rng), 0.15))
    return [body, SceneryPart(panel((-half, 0, half, height), 0.4), coat(rng, name), False)]


def ticket_gates(rng: Generator) -> list[SceneryPart]:
    """Return a row of low cabinets with flaps between them."""
    steel, flap = plain(rng, muted(rng, 110, 190), 0.3), plain(rng, any_colour(rng), 0.3)
    cabinets = [box([x - 0.12, 0, -0.75], [x + 0.12, 1.0, 0.75]) for x in (-1.5, -0.5, 0.5, 1.5)]
    flaps = [box([x - 0.28, 0.35, -0.02], [x + 0.28, 0.95, 0.02]) for x in (-1.0, 0.0, 1.0)]
    lights = [panel((x - 0.08, 0.7, x + 0.08, 0.86), 0.76) for x in (-1.5, -0.5, 0.5, 1.5)]
    green = coat(rng, "glow").tinted((0.2, 0.9, 0.4))
    return [
        SceneryPart(TexturedSolid.joined(cabinets), steel),
        SceneryPart(TexturedSolid.joined(flaps), flap),
        *(SceneryPart(light, green, False) for light in lights),
    ]


def seats(rng: Generator) -> list[SceneryPart]:
    """Return waiting-room seats on a beam."""
    tint, xs = plain(rng, any_colour(rng), 0.15), 0.58 * np.arange(int(rng.integers(3, 5)))
    bowls = [box([x, 0.42, -0.2], [x + 0.48, 0.48, 0.24]) for x in xs]
    backs = [box([x, 0.52, -0.26], [x + 0.48, 0.9, -0.2]) for x in xs]
    beam = box([0, 0.34, -0.04], [xs[-1] + 0.48, 0.4, 0.04])
    legs = [box([x, 0, -0.2], [x + 0.05, 0.36, 0.2]) for x in (0.2, xs[-1] + 0.2)]
    return [
        SceneryPart(TexturedSolid.joined([*bowls, *backs]), tint),
        SceneryPart(TexturedSolid.joined([beam, *legs]), metal(rng, 60, 180)),
    ]


def desk(rng: Generator) -> list[SceneryPart]:
    top = box([-0.7, 0.71, -0.4], [0.7, 0.75, 0.4])
    legs = [bar([x, 0, z], [x, 0.72, z], 0.025, 5) for x in (-0.65, 0.65) for z in (-0.35, 0.35)]
    chair = [box([-0.25, 0.42, 0.5], [0.25, 0.5, 0.95]), box([-0.23, 0.55, 0.92], [0.23, 1.0, 0.98])]
    screen = box([-0.3, 0.85, -0.2], [0.3, 1.2, -0.16])
    return [
        SceneryPart(top, coat(rng, "parquet", 1.5, muted(rng, 150, 245))),
        SceneryPart(TexturedSolid.joined(legs), metal(rng)),
        SceneryPart(TexturedSolid.joined(chair), plain(rng, any_colour(rng))),
        SceneryPart(screen, metal(rng, 15, 40)),
    ]


def locker_row(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.6, 1.4)
    body = box([-half, 0, -0.25], [half, 1.85, 0.24])
    return [
        SceneryPart(body, metal(rng)),
        SceneryPart(panel((-half, 0, half, 1.85), 0.25), coat(rng, "lockers"), False),
    ]


def sofa(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.5, 1.1)
    parts = [box([-half, 0.12, -0.4], [half, 0.44, 0.4]), box([-half, 0.4, -0.45], [half, 0.82, -0.25])]
    parts += [box([x, 0.12, -0.45], [x + 0.16, 0.6, 0.4]) for x in (-half - 0.12, half - 0.04)]
    return [SceneryPart(TexturedSolid.joined(parts), coat(rng, "carpet", 1.0, any_colour(rng)))]


def belt_posts(rng: Generator) -> list[SceneryPart]:
    """Return queue barriers: posts with a belt."""
    xs = np.array([-1.4, 0.0, 1.4])
    posts = [bar([x, 0, 0], [x, 0.95, 0], 0.03, 6) for x in xs] + [
        box([x - 0.15, 0, -0.15], [x + 0.15, 0.03, 0.15]) for x in xs
    ]
    belt = panel((-1.4, 0.85, 1.4, 0.92))
    return [
        SceneryPart(TexturedSolid.joined(posts), metal(rng, 30, 200)),
        SceneryPart(belt, plain(rng, any_colour(rng)), False),
    ]


def escalator(rng: Generator) -> list[SceneryPart]:
    """Return an escalator from the side: balustrades that rise to the back, steps between them."""
    steel = plain(rng, muted(rng, 120, 200), 0.4)
    rise = np.array([[1.0, 0, 0], [0, 1, -0.58], [0, 0, 1]])
    sides = [box([x, -0.2, -4], [x + 0.08, 0.9, 0.6]).turned(rise) for x in (-0.58, 0.5)]
    rails = [box([x, 0.9, -4], [x + 0.14, 0.98, 0.7]).turned(rise) for x in (-0.61, 0.47)]
    steps = [box([-0.5, -0.1, -0.4 * (i + 1)], [0.5, 0.23 * (i + 1), -0.4 * i]) for i in range(10)]
    return [
        SceneryPart(TexturedSolid.joined(sides), steel),
        SceneryPart(TexturedSolid.joined(rails), plain(rng, linear((22, 22, 24)), 0.3)),
        SceneryPart(TexturedSolid.joined(steps), coat(rng, "ribbed metal", 0.6, muted(rng, 70, 140))),
    ]


def stairs(rng: Generator) -> list[SceneryPart]:
    """Return steps that rise to the back, with a handrail."""
    half, count = rng.uniform(1.2, 2.2), int(rng.integers(6, 14))
    steps = [box([-half, 0, -0.3 * (i + 1)], [half, 0.16 * (i + 1), -0.3 * i]) for i in range(count)]
    edges = [box([-half, 0.16 * i + 0.13, -0.3 * i], [half, 0.16 * i + 0.165, 0.04 - 0.3 * i]) for i in range(count)]
    rails = [bar([x, 0.95, 0], [x, 0.95 + 0.16 * count, -0.3 * count], 0.03, 6) for x in (-half, half)]
    posts = [bar([x, 0, 0], [x, 0.95, 0], 0.03, 6) for x in (-half, half)]
    return [
        SceneryPart(TexturedSolid.joined(steps), coat(rng, "concrete", 2.0, muted(rng, 110, 220))),
        SceneryPart(TexturedSolid.joined(edges), plain(rng, muted(rng, 40, 230))),
        SceneryPart(TexturedSolid.joined([*rails, *posts]), metal(rng)),
    ]


def overhead_sign(rng: Generator) -> list[SceneryPart]:
    hangers = [bar([x, 2.6, 0], [x, CEILING, 0], 0.02, 4) for x in (-0.8, 0.8)]
    return [*two_sided(rng, "sign", (-1.0, 2.25, 1.0, 2.65)), SceneryPart(TexturedSolid.joined(hangers), metal(rng))]


def trolleys(rng: Generator) -> list[SceneryPart]:
    """Return shopping trolleys pushed into each other."""
    wire, pieces = coat(rng, "mesh fence", 0.5, muted(rng, 140, 220)), []
    for number in range(int(rng.integers(2, 6))):
        z = -0.3 * number
        sides = [panel((-0.45, 0.45, 0.4, 0.95), x).turned(turn(90)).moved([0, 0, z]) for x in (-0.27, 0.27)]
        pieces += [SceneryPart(side, wire) for side in (*sides, panel((-0.27, 0.45, 0.27, 0.95), 0.45 + z))]
        pieces.append(
            SceneryPart(bar([-0.28, 1.0, z - 0.5], [0.28, 1.0, z - 0.5], 0.025, 5), plain(rng, any_colour(rng)))
        )
        pieces.append(SceneryPart(box([-0.25, 0.12, z - 0.4], [0.25, 0.2, z + 0.4]), metal(rng)))
    return pieces
