"""People and things that are in a picture besides its person: passers-by, and what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from mmref_core.people.families import FAMILIES
from mmref_core.people.geometry import Geometry, turn
from mmref_core.people.obstacles import obstacle
from mmref_core.people.passers import Passer
from mmref_core.people.places import Place
from mmref_core.people.streams import stream

POOL = 48  # passers-by of one set; each keeps one pose and is seen from any side
IN_FRONT_SHARE = 0.12  # of pictures with other people, one of whom partly hides the person
OBSTACLE_SHARE = 0.11  # of pictures without such a person
BESIDE_SHARE = 0.14  # of pictures with other people, one of whom walks along and is cut by the box
BESIDE = (0.5, 0.85), (-0.45, 0.2)  # metres to a side, and towards the camera
HALF_FRAME = 0.55  # metres to either side of the person that a picture shows
NOT_BEHIND = 0.25  # metres: a passer-by straight behind is moved aside
BODY = 0.35  # metres about a passer-by that are kept free of things
DEPTHS = (0.8, 18.0)  # metres behind the person
FAR_SHARE = 0.72  # of the person's size: who is smaller is drawn plainly


@dataclass
class Company:
    """The passers-by of a set, built when first needed; which they are depends on the set's seed only."""

    build: Callable[[Generator], Geometry]
    seed: int
    pool: dict[int, Passer] = field(default_factory=dict)

    def member(self, number: int) -> Passer:
        if number not in self.pool:
            self.pool[number] = Passer.of(self.build(stream(self.seed, "passer-by", number)))
        return self.pool[number]


@dataclass(frozen=True)
class Scene:
    """Where one picture is taken: the place, how it is turned, and metres on the ground to the camera."""

    place: Place
    azimuth: float
    distance: float

    def spot(self, rng: Generator) -> tuple[float, float]:
        """Somewhere behind the person that the picture shows: more often near than far."""
        depth = float(DEPTHS[0] * (DEPTHS[1] / DEPTHS[0]) ** rng.random())
        reach = HALF_FRAME * (1 + depth / self.distance) + 0.15
        x = rng.uniform(-reach, reach)
        return float(x + 2 * NOT_BEHIND * np.sign(x)) if abs(x) < NOT_BEHIND else float(x), -depth

    def ground(self, x: float, z: float) -> float | None:
        """How high the ground lies at a spot, None where a thing stands."""
        point = (np.array([[x, 0.0, z]]) @ turn(self.azimuth))[:, [0, 2]]
        return self.place.level(float(point[0, 1])) if self.place.is_free(point, BODY)[0] else None


def passers_by(rng: Generator, company: Company, scene: Scene) -> tuple[list[Geometry], bool]:
    """Some people where there is room for them, and whether one of them is in front of the person."""
    most = FAMILIES[scene.place.family].company[1]
    people, is_hidden = [], bool(rng.random() < IN_FRONT_SHARE)
    if is_hidden:
        x, z = rng.choice([-1, 1]) * rng.uniform(0.32, 0.55), rng.uniform(0.5, 1.1)
        people.append(turned_anyhow(rng, company.member(int(rng.integers(POOL))).near).moved([x, 0, z]))
    if not is_hidden and rng.random() < BESIDE_SHARE:
        x, z = rng.choice([-1, 1]) * rng.uniform(*BESIDE[0]), rng.uniform(*BESIDE[1])
        if scene.ground(x, z) is not None:
            people.append(turned_anyhow(rng, company.member(int(rng.integers(POOL))).near).moved([x, 0, z]))
    for _ in range(int(rng.integers(1, most + 1))):
        x, z = scene.spot(rng)
        passer = company.member(int(rng.integers(POOL)))
        is_far = scene.distance / (scene.distance - z) < FAR_SHARE
        height = scene.ground(x, z)
        if height is not None:
            people.append(turned_anyhow(rng, passer.far if is_far else passer.near).moved([x, height, z]))
    return people, is_hidden


def turned_anyhow(rng: Generator, body: Geometry) -> Geometry:
    return body.turned(turn(rng.uniform(0, 360)))


def draw_extras(rng: Generator, company: Company, scene: Scene) -> tuple[list[Geometry], list[Geometry]]:
    """The other people and the things in the way of one picture; many pictures have neither."""
    has_company = rng.random() < FAMILIES[scene.place.family].company[0]
    people, is_hidden = passers_by(rng, company, scene) if has_company else ([], False)
    has_obstacle = not is_hidden and rng.random() < OBSTACLE_SHARE
    is_inside = scene.place.ceiling is not None
    return people, obstacle(rng, is_inside, scene.distance) if has_obstacle else []
