"""People and things that are in a picture besides its person: passers-by, and what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from numpy.random import Generator

from mmref_core.people.coats import Piece, joined, plain
from mmref_core.people.geometry import Geometry, bar, box, turn
from mmref_core.people.palette import COLOURS, jitter
from mmref_core.people.places import pick
from mmref_core.people.streams import stream

POOL = 48  # passers-by of one set; each keeps one pose and is seen from any side
COMPANY_SHARE = 0.38  # of pictures that show other people
IN_FRONT_SHARE = 0.16  # of those people, who partly hide the person
OBSTACLE_SHARE = 0.09  # of pictures without such a person
BESIDE = 1.6  # metres to either side
NOT_BEHIND = 0.25  # metres: a passer-by straight behind is moved aside
OBSTACLES = {"pole": 1.0, "box": 1.0, "rail": 1.0}
OBSTACLE_DISTANCES = {"pole": 1.0, "box": 0.8, "rail": 0.9}  # metres in front of the person


@dataclass
class Company:
    """The passers-by of a set, built when first needed; which they are depends on the set's seed only."""

    build: Callable[[Generator], Geometry]
    seed: int
    pool: dict[int, Geometry] = field(default_factory=dict)

    def member(self, number: int) -> Geometry:
        if number not in self.pool:
            self.pool[number] = self.build(stream(self.seed, "passer-by", number))
        return self.pool[number]


def passers_by(rng: Generator, company: Company) -> tuple[list[Geometry], bool]:
    """One or two people, and whether one of them is in front of the person."""
    people, is_hidden = [], False
    for _ in range(int(rng.integers(1, 3))):
        body = company.member(int(rng.integers(POOL)))
        x, z = rng.uniform(-BESIDE, BESIDE), -rng.uniform(0.8, 5.0)
        if abs(x) < NOT_BEHIND:
            x += 2 * NOT_BEHIND
        if rng.random() < IN_FRONT_SHARE and not is_hidden:
            x, z, is_hidden = rng.choice([-1, 1]) * rng.uniform(0.32, 0.55), rng.uniform(0.5, 1.1), True
        people.append(body.turned(turn(rng.uniform(0, 360))).moved([x, 0, z]))
    return people, is_hidden


def obstacle(rng: Generator) -> Geometry:
    """A pole, a box or a rail between the camera and the person."""
    name = pick(rng, OBSTACLES)
    colours = list(COLOURS.values())
    paint = plain(rng, jitter(rng, colours[rng.integers(len(colours))]), 0.1)
    if name == "pole":
        solid, x = bar([0, 0, 0], [0, 3, 0], 0.05, 10), rng.uniform(-0.3, 0.3)
    elif name == "box":
        solid, x = box([-0.4, 0, -0.2], [0.4, rng.uniform(0.4, 0.9), 0.2]), rng.choice([-1, 1]) * rng.uniform(0.2, 0.5)
    else:
        solid, x = bar([-3, 0.8, 0], [3, 0.8, 0], 0.03, 8), 0.0
    return joined([Piece(solid.moved([x, 0, OBSTACLE_DISTANCES[name]]), paint)])[0]


def draw_extras(rng: Generator, company: Company) -> tuple[list[Geometry], list[Geometry]]:
    """The other people and the things in the way of one picture; most pictures have neither."""
    people, is_hidden = passers_by(rng, company) if rng.random() < COMPANY_SHARE else ([], False)
    has_obstacle = not is_hidden and rng.random() < OBSTACLE_SHARE
    return people, [obstacle(rng)] if has_obstacle else []
