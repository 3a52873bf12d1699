"""Places: a fixed seed gives the same ground, walls, things and hour of the day, whoever walks there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.people.camera import PLACES
from mmref_core.people.geometry import Geometry, Vector, merged, turn
from mmref_core.people.scenery import THINGS, Piece
from mmref_core.people.streams import stream
from mmref_core.people.surroundings import ground, house, strip, treeline, wall

FAMILIES = {"street": 3.0, "plaza": 2.0, "park": 1.5, "crossing": 1.2, "indoor": 2.5, "campus": 1.5}
HOURS_OUTSIDE = {"sunny": 3.0, "overcast": 3.5, "shade": 1.5, "dusk": 0.8, "night": 0.7}
WALLS = {"street": 3, "plaza": 3, "park": 1, "crossing": 3, "indoor": 4, "campus": 2}
GREEN_FAMILIES = ("park", "campus")
NEAR_WALL_FAMILIES = ("indoor", "street")
DAPPLED_SHARE = 0.35  # of sunny places
USUAL_THINGS = {"pole": 1.0, "bin": 1.0, "bench": 1.0, "sign": 1.0, "kiosk": 0.7, "railing": 1.2, "bollards": 0.8}
USUAL_THINGS |= {"planter": 0.8, "awning": 0.8, "stairs": 0.5, "crates": 0.6}
STREET_THINGS = {"car": 2.5, "bicycle": 1.5, "street lamp": 1.0, "hedge": 0.8, "tree": 1.5, "traffic light": 0.7}
OWN_THINGS: dict[str, dict[str, float]] = {
    "street": STREET_THINGS,
    "crossing": STREET_THINGS | {"tree": 0.4, "traffic light": 2.0},
    "campus": STREET_THINGS | {"bicycle": 2.5, "tree": 2.5},
    "park": {"tree": 3.5, "hedge": 2.0, "bicycle": 0.7, "street lamp": 0.8},
    "plaza": {"parasol": 1.5, "bicycle": 1.0, "hedge": 0.8, "street lamp": 0.8},
    "indoor": {"shelf": 3.0, "hedge": 0.2},
}
CLEARANCE = 0.7  # metres kept free beside the line of sight
CAMERA_CLEARANCE = 1.2  # metres kept free about the camera
WALL_CLEARANCE = 0.4
FRAME_MARGIN = 1.5  # metres beside the picture's edge where things are still drawn
WIDEST_SLOPE = 0.6  # half the picture's width against the depth, without a crop


@dataclass(frozen=True)
class Thing:
    """Something of a place, with what is needed to tell whether it would hide the person."""

    geometry: Geometry
    centre: Float[np.ndarray, "2"]  # on the ground: x, z
    radius: float
    wall_distance: float | None = None  # of a wall, which is too long for a radius to mean anything
    is_flat: bool = False

    def hides(self, eye: Float[np.ndarray, "2"]) -> bool:
        """Whether it stands between an eye on the ground and the person at the origin, or is met by the camera."""
        if self.is_flat:
            return False
        if self.wall_distance is not None:
            return bool(eye @ self.centre / np.linalg.norm(self.centre) > self.wall_distance - WALL_CLEARANCE)
        sight = eye / np.linalg.norm(eye)
        nearest = np.clip(self.centre @ sight, 0, np.linalg.norm(eye)) * sight
        is_beside = np.linalg.norm(self.centre - nearest) >= self.radius + CLEARANCE
        return not is_beside or bool(np.linalg.norm(self.centre - eye) < self.radius + CAMERA_CLEARANCE)

    def is_in_frame(self, eye: Float[np.ndarray, "2"]) -> bool:
        if self.is_flat or self.wall_distance is not None:
            return True
        sight = -eye / np.linalg.norm(eye)
        depth = (self.centre - eye) @ sight
        aside = abs(sight[0] * (self.centre - eye)[1] - sight[1] * (self.centre - eye)[0])
        return bool(depth > -self.radius and aside < self.radius + WIDEST_SLOPE * max(depth, 0) + FRAME_MARGIN)


@dataclass(frozen=True)
class Place:
    place: int
    family: str  # one of FAMILIES
    time: str  # one of light.HOURS
    sun_degrees: float
    dapple: float
    things: tuple[Thing, ...]

    def seen_from(self, eye: Float[np.ndarray, "3"], azimuth: float) -> list[Geometry]:
        """The place turned by an azimuth, without what hides the person from the eye or lies beside the picture."""
        rotation = turn(azimuth)
        eye_here = (eye @ rotation)[[0, 2]]  # the eye turned back into the place's own directions
        kept = [thing for thing in self.things if not thing.hides(eye_here) and thing.is_in_frame(eye_here)]
        return [thing.geometry.turned(rotation) for thing in kept]


def pick(rng: Generator, weights: dict[str, float]) -> str:
    values = np.array(list(weights.values()))
    return list(weights)[rng.choice(len(values), p=values / values.sum())]


def thing(pieces: Sequence[Piece], wall_distance: float | None = None, is_flat: bool = False) -> Thing:
    geometry = merged([solid.geometry(material) for solid, material in pieces])
    ground_plan = geometry.vertices[:, [0, 2]].astype(float)
    low, high = ground_plan.min(axis=0), ground_plan.max(axis=0)
    return Thing(geometry, (low + high) / 2, float((high - low).max() / 2), wall_distance, is_flat)


def moved(pieces: Sequence[Piece], turn_degrees: float, offset: Vector) -> list[Piece]:
    return [(solid.turned(turn(turn_degrees)).moved(offset), material) for solid, material in pieces]


def walls(rng: Generator, family: str) -> list[Thing]:
    """Long fronts round the place, about evenly spread."""
    count, first = WALLS[family], rng.uniform(0, 360)
    things = []
    for number in range(count):
        distance = rng.uniform(2.2, 9) if family in NEAR_WALL_FAMILIES else rng.uniform(6, 18)
        degrees = first + number * 360 / count + rng.uniform(-15, 15)
        things.append(thing(moved(wall(rng, family, distance), degrees, [0, 0, 0]), wall_distance=distance))
    return things


def horizon(rng: Generator, family: str) -> list[Thing]:
    things = []
    for _ in range(int(rng.integers(4, 10)) if family != "indoor" else 0):
        is_tree = rng.random() < (0.75 if family in GREEN_FAMILIES else 0.35)
        distance, degrees = rng.uniform(16, 30), rng.uniform(0, 360)
        pieces = moved((treeline if is_tree else house)(rng), 0.0, [0, 0, -distance])
        things.append(thing(moved(pieces, degrees, [0, 0, 0])))
    return things


def furniture(rng: Generator, family: str) -> list[Thing]:
    """What stands about, between 2.5 and 12 metres away; a car no nearer than 5."""
    things = []
    for _ in range(int(rng.integers(12, 26))):
        name = pick(rng, USUAL_THINGS | OWN_THINGS[family])
        angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(2.5, 12)
        if name == "car":
            distance = max(distance, 5.0)
        offset = [distance * np.sin(angle), 0, distance * np.cos(angle)]
        things.append(thing(moved(THINGS[name](rng), rng.uniform(0, 360), offset)))
    return things


@lru_cache(maxsize=PLACES)
def place(number: int) -> Place:
    """The same number is the same place, whatever is rendered."""
    rng = stream(number, "place")
    family = pick(rng, FAMILIES)
    time = "indoor" if family == "indoor" else pick(rng, HOURS_OUTSIDE)
    along = rng.uniform(0, 360)
    strips = [strip(rng, level, along + float(rng.choice([0, 90]))) for level in range(int(rng.integers(0, 5)))]
    flat = [thing([piece], is_flat=True) for piece in [ground(rng, family), *strips]]
    return Place(
        place=number,
        family=family,
        time=time,
        sun_degrees=float(rng.uniform(0, 360)),
        dapple=float(rng.uniform(0.5, 1)) if time == "sunny" and rng.random() < DAPPLED_SHARE else 0.0,
        things=(*furniture(rng, family), *walls(rng, family), *horizon(rng, family), *flat),
    )
