"""Models of street furniture."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.mesh import Mesh, rounded_box
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box
from mmref_core.synthetic.scenes.scenery_materials import (
    PanelBounds,
    SceneryPart,
    TexturedMaterial,
    any_colour,
    coat,
    muted,
    panel,
    plain,
    wrapped,
)

BLACK_PLASTIC = linear((28, 28, 30))
LAMP_METRES = 4.2  # height of a street lamp


def metal(rng: Generator, low: int = 40, high: int = 190) -> TexturedMaterial:
    return plain(rng, muted(rng, low, high), 0.2)


def two_sided(rng: Generator, name: str, board: PanelBounds) -> list[SceneryPart]:
    """Return a board with a picture on either side."""
    left, bottom, right, top = board
    front = panel(board, 0.035)
    back = panel(board, 0.035).turned(np.diag([-1.0, 1.0, -1.0]))
    body = SceneryPart(box([left - 0.03, bottom - 0.03, -0.03], [right + 0.03, top + 0.03, 0.03]), metal(rng))
    return [SceneryPart(front, coat(rng, name), False), SceneryPart(back, coat(rng, name), False), body]


def pole(rng: Generator) -> list[SceneryPart]:
    pieces = [SceneryPart(bar([0, 0, 0], [0, 4, 0], rng.uniform(0.04, 0.14), 10), metal(rng))]
    if rng.random() < 0.5:  # stickers and small notices
        pieces.append(SceneryPart(panel((-0.1, 1.2, 0.1, 1.5), 0.15), coat(rng, "poster"), False))
    return pieces


def street_lamp(rng: Generator) -> list[SceneryPart]:
    paint, half = metal(rng, 30, 120), 0.15
    if rng.random() < 0.4:  # a lantern on top of its post
        head = TexturedSolid.of(rounded_box([0.4, 0.5, 0.4], 3.0, 8)).moved([0, LAMP_METRES - 1, 0])
        return [
            SceneryPart(bar([0, 0, 0], [0, LAMP_METRES - 1.2, 0], 0.06, 8), paint),
            SceneryPart(head, coat(rng, "glow"), False),
        ]
    posts = [bar([0, 0, 0], [0, LAMP_METRES, 0], 0.06, 8), bar([0, LAMP_METRES, 0], [0, LAMP_METRES, 1.2], 0.04)]
    lamp = box([-half, LAMP_METRES - 0.1, 0.7], [half, LAMP_METRES, 1.3])
    return [SceneryPart(TexturedSolid.joined(posts), paint), SceneryPart(lamp, coat(rng, "glow"), False)]


def bin_(rng: Generator) -> list[SceneryPart]:
    half, height = rng.uniform(0.18, 0.3), rng.uniform(0.75, 1.1)
    body = SceneryPart(box([-half, 0, -half], [half, height, half]), plain(rng, any_colour(rng), 0.1))
    lid = SceneryPart(
        box([-half - 0.02, height, -half - 0.02], [half + 0.02, height + 0.06, half + 0.02]), metal(rng, 20, 90)
    )
    return [body, lid, SceneryPart(panel((-0.1, 0.4, 0.1, 0.6), half + 0.01), coat(rng, "sign"), False)]


def wheelie_bins(rng: Generator) -> list[SceneryPart]:
    pieces = []
    for number in range(int(rng.integers(2, 5))):
        x, tint = 0.65 * number, plain(rng, any_colour(rng), 0.1)
        pieces.append(SceneryPart(box([x, 0.08, -0.3], [x + 0.55, 0.98, 0.3]), tint))
        pieces.append(SceneryPart(box([x - 0.02, 0.98, -0.33], [x + 0.57, 1.06, 0.36]), plain(rng, muted(rng, 20, 80))))
    return pieces


def bags(rng: Generator) -> list[SceneryPart]:
    """Return rubbish bags."""
    pieces = []
    for number in range(int(rng.integers(2, 6))):
        sack = rounded_box([0.5, rng.uniform(0.35, 0.55), 0.45], 2.5, 8)
        centre = [0.4 * number + rng.normal(0, 0.1), 0.22, rng.normal(0, 0.2)]
        tint = BLACK_PLASTIC if rng.random() < 0.6 else any_colour(rng)
        pieces.append(SceneryPart(wrapped(sack).moved(centre), plain(rng, tint, 0.25)))
    return pieces


def bench(rng: Generator) -> list[SceneryPart]:
    wood = coat(rng, "deck", 0.6, muted(rng, 120, 220))
    seat = [box([-0.8, 0.38, z], [0.8, 0.43, z + 0.12]) for z in (-0.2, -0.06, 0.08)]
    back = [box([-0.8, y, -0.3], [0.8, y + 0.11, -0.26]) for y in (0.58, 0.74)]
    legs = [box([x, 0, -0.28], [x + 0.06, 0.76, -0.22]) for x in (-0.7, 0.64)]
    legs += [box([x, 0, 0.1], [x + 0.06, 0.38, 0.16]) for x in (-0.7, 0.64)]
    return [
        SceneryPart(TexturedSolid.joined([*seat, *back]), wood),
        SceneryPart(TexturedSolid.joined(legs), metal(rng, 25, 90)),
    ]


def stone_seat(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.6, 1.6)
    return [SceneryPart(box([-half, 0, -0.25], [half, 0.45, 0.25]), coat(rng, "concrete", 2.0, muted(rng, 120, 210)))]


def sign_post(rng: Generator) -> list[SceneryPart]:
    pieces, height = [SceneryPart(bar([0, 0, 0], [0, 2.6, 0], 0.03, 6), metal(rng, 90, 200))], 2.6
    for _ in range(int(rng.integers(1, 4))):
        wide, tall = rng.uniform(0.2, 0.45), rng.uniform(0.2, 0.6)
        pieces += [piece.moved([0, height - tall, 0]) for piece in two_sided(rng, "sign", (-wide, 0, wide, tall))]
        height -= tall + 0.08
    return pieces


def notice_board(rng: Generator) -> list[SceneryPart]:
    wide, picture = rng.uniform(0.5, 0.9), ("bills", "timetable", "poster")[int(rng.integers(3))]
    legs = [bar([x, 0, 0], [x, 1, 0], 0.03, 6) for x in (-wide, wide)]
    return [*two_sided(rng, picture, (-wide, 0.8, wide, 1.9)), SceneryPart(TexturedSolid.joined(legs), metal(rng))]


def city_light(rng: Generator) -> list[SceneryPart]:
    """Return a lit advertisement as tall as a person."""
    foot = SceneryPart(box([-0.25, 0, -0.1], [0.25, 0.45, 0.1]), metal(rng, 40, 120))
    return [*two_sided(rng, "poster", (-0.6, 0.5, 0.6, 2.3)), foot]


def advertising_column(rng: Generator) -> list[SceneryPart]:
    angle = np.linspace(0, 2 * np.pi, 17)
    ring = np.stack([0.65 * np.sin(angle), 0 * angle, 0.65 * np.cos(angle)], axis=1)
    points = np.concatenate([ring, ring + [0, 2.6, 0]])
    faces = np.array([[i, i + 1, i + 18] for i in range(16)] + [[i, i + 18, i + 17] for i in range(16)])
    side = TexturedSolid.of(Mesh(points, faces))
    side = TexturedSolid(side.mesh, side.normals, np.c_[np.tile(angle * 0.65, 2), points[:, 1], 0 * points[:, 1]])
    roof = TexturedSolid.of(rounded_box([1.5, 0.4, 1.5], 3.0, 8)).moved([0, 2.7, 0])
    return [
        SceneryPart(side, coat(rng, "bills" if rng.random() < 0.5 else "poster", (1.3, 2.6))),
        SceneryPart(roof, metal(rng)),
    ]


def bollards(rng: Generator) -> list[SceneryPart]:
    count, apart, height = int(rng.integers(2, 6)), rng.uniform(1.1, 1.7), rng.uniform(0.6, 1.0)
    radius, places = rng.uniform(0.05, 0.11), np.arange(count)[:, None] * [apart, 0.0, 0.0]
    post = bar([0, 0, 0], [0, height, 0], radius, 8)
    band = bar([0, 0.82 * height, 0], [0, 0.9 * height, 0], radius * 1.06, 8)
    return [
        SceneryPart(post.repeated(places), metal(rng, 40, 200)),
        SceneryPart(band.repeated(places), plain(rng, any_colour(rng))),
    ]


def railing(rng: Generator) -> list[SceneryPart]:
    half, height = rng.uniform(1.5, 3), rng.uniform(0.9, 1.2)
    fence = coat(rng, "bars", (1.2, height), muted(rng, 30, 220))
    posts = [bar([x, 0, 0], [x, height, 0], 0.035, 6) for x in np.arange(-half, half + 0.1, 1.5)]
    rail = bar([-half, height, 0], [half, height, 0], 0.035, 6)
    return [
        SceneryPart(panel((-half, 0, half, height), fits=False), fence),
        SceneryPart(TexturedSolid.joined([*posts, rail]), metal(rng)),
    ]


def barrier(rng: Generator) -> list[SceneryPart]:
    """Return a road-works fence."""
    tint = linear((200, 60, 40)) if rng.random() < 0.6 else any_colour(rng)
    boards = [box([-1, y, -0.02], [1, y + 0.18, 0.02]) for y in (0.35, 0.8)]
    white = [box([x, 0.8, -0.025], [x + 0.2, 0.98, 0.025]) for x in (-0.8, -0.3, 0.2, 0.7)]
    legs = [box([x, 0, -0.3], [x + 0.05, 1, 0.3]) for x in (-0.9, 0.85)]
    return [
        SceneryPart(TexturedSolid.joined(boards), plain(rng, tint)),
        SceneryPart(TexturedSolid.joined(white), plain(rng, linear((225, 225, 220)))),
        SceneryPart(TexturedSolid.joined(legs), metal(rng)),
    ]


def cone(rng: Generator) -> list[SceneryPart]:
    shapes = [bar([0, 0.03 + 0.14 * i, 0], [0, 0.17 + 0.14 * i, 0], 0.16 - 0.03 * i, 10) for i in range(4)]
    orange, white = plain(rng, linear((222, 84, 30))), plain(rng, linear((225, 225, 225)))
    foot = box([-0.2, 0, -0.2], [0.2, 0.04, 0.2])
    return [
        SceneryPart(TexturedSolid.joined([foot, shapes[0], shapes[2]]), orange),
        SceneryPart(TexturedSolid.joined(shapes[1::2]), white),
    ]


def cabinet(rng: Generator) -> list[SceneryPart]:
    """Return a grey distribution cabinet with graffiti."""
    half, height = rng.uniform(0.3, 0.8), rng.uniform(0.9, 1.5)
    name = ("lockers", "sprayed", "smooth")[int(rng.integers(3))]
    return [SceneryPart(box([-half, 0, -0.2], [half, height, 0.2]), coat(rng, name, 1.2, muted(rng, 110, 190)))]


def post_box(rng: Generator) -> list[SceneryPart]:
    tint = ((200, 30, 30), (230, 180, 30), (40, 70, 150))[int(rng.integers(3))]
    body = TexturedSolid.of(rounded_box([0.5, 1.1, 0.42], 8.0, 8)).moved([0, 0.85, 0])
    slot = box([-0.16, 1.15, 0.2], [0.16, 1.19, 0.23])
    return [SceneryPart(body, plain(rng, linear(tint), 0.2)), SceneryPart(slot, plain(rng, BLACK_PLASTIC)), *foot(rng)]


def foot(rng: Generator) -> list[SceneryPart]:
    return [SceneryPart(bar([0, 0, 0], [0, 0.5, 0], 0.06, 6), metal(rng))]


def parking_meter(rng: Generator) -> list[SceneryPart]:
    head = box([-0.16, 0.95, -0.12], [0.16, 1.55, 0.12])
    screen = panel((-0.12, 1.15, 0.12, 1.5), 0.125)
    return [SceneryPart(head, metal(rng, 40, 130)), SceneryPart(screen, coat(rng, "ticket machine"), False), *foot(rng)]


def traffic_light(rng: Generator) -> list[SceneryPart]:
    red, green = (1.0, 0.12, 0.06), (0.1, 0.9, 0.4)
    head = [bar([0, 0, 0], [0, 2.2, 0], 0.05, 8), box([-0.14, 2.1, -0.12], [0.14, 2.9, 0.12])]
    height, tint = (2.72, red) if rng.random() < 0.5 else (2.25, green)
    glow = panel((-0.09, height - 0.09, 0.09, height + 0.09), 0.125)
    button = box([-0.07, 1.0, 0.04], [0.07, 1.25, 0.12])
    return [
        SceneryPart(TexturedSolid.joined(head), plain(rng, linear((40, 44, 40)), 0.1)),
        SceneryPart(glow, coat(rng, "glow").tinted(tint), False),
        SceneryPart(button, plain(rng, linear((230, 180, 30)))),
    ]
