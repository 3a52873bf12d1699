"""Models of things at playgrounds and beaches."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.mesh import rounded_box
from mmref_core.synthetic.geometry.solids import TexturedSolid, bar, box
from mmref_core.synthetic.scenes.props.street import metal
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, any_colour, coat, muted, panel, plain, sheet


def slide(rng: Generator) -> list[SceneryPart]:
    chute = (
        sheet((-0.25, -1.3, 0.25, 1.2), 0).turned(np.array([[1.0, 0, 0], [0, 1, -0.55], [0, 0, 1]])).moved([0, 0.75, 0])
    )
    sides = [bar([x, 1.5, -1.3], [x, 0.15, 1.2], 0.06, 6) for x in (-0.28, 0.28)]
    ladder = [bar([x, 0, -1.6], [x, 1.9, -1.3], 0.035, 6) for x in (-0.28, 0.28)]
    ladder += [bar([-0.28, y, -1.6 + 0.16 * y], [0.28, y, -1.6 + 0.16 * y], 0.025, 5) for y in (0.4, 0.8, 1.2)]
    return [
        SceneryPart(chute, plain(rng, muted(rng, 150, 220), 0.4)),
        SceneryPart(TexturedSolid.joined(sides), plain(rng, any_colour(rng))),
        SceneryPart(TexturedSolid.joined(ladder), plain(rng, any_colour(rng))),
    ]


def swings(rng: Generator) -> list[SceneryPart]:
    frame = [bar([x, 0, z], [x, 2.2, 0], 0.045, 6) for x in (-1.5, 1.5) for z in (-0.8, 0.8)]
    frame.append(bar([-1.5, 2.2, 0], [1.5, 2.2, 0], 0.045, 6))
    chains = [bar([x, 0.5, 0], [x, 2.2, 0], 0.012, 4) for x in (-0.95, -0.5, 0.5, 0.95)]
    boards = [box([x, 0.46, -0.1], [x + 0.45, 0.5, 0.1]) for x in (-0.95, 0.5)]
    return [
        SceneryPart(TexturedSolid.joined(frame), plain(rng, any_colour(rng))),
        SceneryPart(TexturedSolid.joined([*chains, *boards]), metal(rng, 25, 80)),
    ]


def climbing_frame(rng: Generator) -> list[SceneryPart]:
    """Return a tower with a roof and walls of coloured boards, and a net."""
    posts = [bar([x, 0, z], [x, 2.3, z], 0.06, 6) for x in (-0.7, 0.7) for z in (-0.7, 0.7)]
    platform = box([-0.75, 1.0, -0.75], [0.75, 1.1, 0.75])
    wall = box([-0.7, 1.1, 0.68], [0.7, 1.7, 0.74])
    roof = box([-0.9, 2.3, -0.9], [0.9, 2.45, 0.9])
    return [
        SceneryPart(TexturedSolid.joined([*posts, platform]), coat(rng, "boards", 1.0)),
        SceneryPart(wall, plain(rng, any_colour(rng))),
        SceneryPart(roof, plain(rng, any_colour(rng))),
        SceneryPart(panel((-0.7, 0, 0.7, 1.0), 0.75, fits=False), coat(rng, "mesh fence", 1.6, any_colour(rng))),
    ]


def spring_rider(rng: Generator) -> list[SceneryPart]:
    body = TexturedSolid.of(rounded_box([0.3, 0.35, 0.8], 2.5, 8)).moved([0, 0.6, 0])
    head = TexturedSolid.of(rounded_box([0.22, 0.35, 0.25], 2.5, 8)).moved([0, 0.9, 0.35])
    spring = bar([0, 0, 0], [0, 0.5, 0], 0.09, 8)
    return [
        SceneryPart(TexturedSolid.joined([body, head]), plain(rng, any_colour(rng))),
        SceneryPart(spring, metal(rng)),
    ]


def deck_chair(rng: Generator) -> list[SceneryPart]:
    cloth = (
        sheet((-0.3, -0.6, 0.3, 0.5), 0).turned(np.array([[1.0, 0, 0], [0, 1, -0.6], [0, 0, 1]])).moved([0, 0.55, 0])
    )
    legs = [bar([x, 0, z], [x, 0.9, -z], 0.02, 4) for x in (-0.32, 0.32) for z in (-0.5, 0.5)]
    stripes = coat(rng, "ribbed metal", 1.2, any_colour(rng))
    return [SceneryPart(cloth, stripes), SceneryPart(TexturedSolid.joined(legs), coat(rng, "deck", 1.0))]
