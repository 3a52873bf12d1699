"""Models of kiosks, bus shelters, parasols and scaffolds."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.mesh import Mesh, rounded_box
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box
from mmref_core.synthetic.scenes.props.street import foot, metal, two_sided
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, any_colour, coat, muted, panel, plain


def kiosk(rng: Generator) -> list[SceneryPart]:
    body = SceneryPart(box([-1.1, 0, -0.9], [1.1, 2.4, 0.85]), plain(rng, any_colour(rng)))
    roof = SceneryPart(box([-1.4, 2.4, -1.2], [1.4, 2.55, 1.4]), plain(rng, muted(rng)))
    front = SceneryPart(panel((-1.1, 0, 1.1, 2.4), 0.9), coat(rng, "shop"), False)
    sides = [
        SceneryPart(panel((-0.9, 0, 0.9, 2.4), 1.12).turned(turned), coat(rng, "bills"), False) for turned in QUARTERS
    ]
    return [body, roof, front, *sides]


QUARTERS = (np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]]), np.array([[0.0, 0, -1], [0, 1, 0], [1, 0, 0]]))


def bus_shelter(rng: Generator) -> list[SceneryPart]:
    steel = metal(rng, 30, 140)
    posts = [bar([x, 0, z], [x, 2.4, z], 0.04, 6) for x in (-1.8, 1.8) for z in (-0.7, 0.6)]
    roof = box([-2, 2.4, -0.9], [2, 2.5, 0.9])
    seat = box([-1.4, 0.42, -0.65], [0.6, 0.48, -0.3])
    glass = coat(rng, "bars", (3.6, 2.0), muted(rng, 120, 200))
    timetable = SceneryPart(panel((0.9, 0.9, 1.6, 1.9), -0.65), coat(rng, "timetable"), False)
    advert = [piece.turned(QUARTERS[0]).moved([1.8, 0, 0]) for piece in two_sided(rng, "poster", (-0.6, 0.4, 0.6, 2.2))]
    back = SceneryPart(panel((-1.8, 0.15, 1.8, 2.2), -0.7, fits=False), glass)
    return [
        SceneryPart(TexturedSolid.joined([*posts, roof]), steel),
        SceneryPart(seat, plain(rng, muted(rng))),
        back,
        timetable,
        *advert,
    ]


def cafe_table(rng: Generator) -> list[SceneryPart]:
    """Return a round table and chairs."""
    tint, wood = plain(rng, any_colour(rng)), coat(rng, "deck", 0.8, muted(rng, 130, 220))
    top = SceneryPart(TexturedSolid.of(rounded_box([0.75, 0.05, 0.75], 2.5, 8)).moved([0, 0.73, 0]), wood)
    chairs = []
    for angle in rng.uniform(0, 2 * np.pi, int(rng.integers(2, 5))):
        x, z = 0.75 * np.sin(angle), 0.75 * np.cos(angle)
        chairs += [box([x - 0.2, 0.42, z - 0.2], [x + 0.2, 0.46, z + 0.2])]
        chairs += [bar([x + i, 0, z + j], [x + i, 0.44, z + j], 0.015, 4) for i in (-0.18, 0.18) for j in (-0.18, 0.18)]
        back_x, back_z = 1.28 * x, 1.28 * z
        chairs += [box([back_x - 0.17, 0.5, back_z - 0.05], [back_x + 0.17, 0.86, back_z + 0.02])]
    return [
        top,
        SceneryPart(bar([0, 0, 0], [0, 0.72, 0], 0.03), metal(rng)),
        SceneryPart(TexturedSolid.joined(chairs), tint),
    ]


def parasol(rng: Generator) -> list[SceneryPart]:
    angle = np.arange(8) * np.pi / 4
    rim = np.stack([1.4 * np.sin(angle), np.full(8, 2.1), 1.4 * np.cos(angle)], axis=1)
    faces = np.array([[8, corner, (corner + 1) % 8] for corner in range(8)])
    roof = TexturedSolid.of(Mesh(np.vstack([rim, [0, 2.6, 0]]), faces))
    return [SceneryPart(roof, plain(rng, any_colour(rng))), *cafe_table(rng), *foot(rng)]


def scaffold(rng: Generator) -> list[SceneryPart]:
    """Return pipes and boards in front of a house."""
    pipes = [bar([x, 0, z], [x, 5, z], 0.03, 5) for x in (-1.5, 0, 1.5) for z in (-0.4, 0.4)]
    pipes += [bar([-1.5, y, 0.4], [1.5, y, 0.4], 0.025, 5) for y in (1.0, 2.1, 3.1)]
    boards = box([-1.6, 2.0, -0.45], [1.6, 2.06, 0.45])
    return [SceneryPart(TexturedSolid.joined(pipes), metal(rng, 120, 190)), SceneryPart(boards, coat(rng, "deck", 1.0))]
