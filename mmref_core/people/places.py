"""Places: a fixed number gives the same ground, walls, things and hour of the day, whoever walks there.

The way runs along x and the person stands on it at the origin; strips of ground with rows of things lie beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.people.camera import PLACES
from mmref_core.people.coats import Piece, joined
from mmref_core.people.families import FAMILIES, Family
from mmref_core.people.geometry import Geometry, turn
from mmref_core.people.light import LAMPS
from mmref_core.people.sides import SIDES, Strip
from mmref_core.people.standing import Stand, Standing
from mmref_core.people.streams import stream
from mmref_core.people.things import ground
from mmref_core.people.things.catalogue import VARIANTS, model

BLOCK = 16  # places in a row of one family, so that each split has some of each
REACH = 26.0  # metres of the way to either side that things stand on
NEAREST = 0.7  # metres that are kept free about the person
CLUTTER = (8, 18)  # things that stand anywhere
MARKS = (6, 16)
DAPPLED_SHARE = 0.35  # of sunny places
LAMP_HEIGHTS = {True: (2.6, 3.2), False: (3.4, 4.3)}  # metres, indoors or not
BACKLIT_DEGREES = 50.0  # to either side of the way's direction that a low sun comes from
OF_BLOCK = tuple(name for name, family in FAMILIES.items() for _ in range(family.blocks))


@dataclass(frozen=True)
class Place:
    place: int
    family: str  # one of FAMILIES
    time: str  # one of light.HOURS
    sun_degrees: float
    dapple: float
    floor: Geometry
    ceiling: Geometry | None
    ceiling_height: float
    standing: Standing
    lamps: Float[np.ndarray, "lamp 4"]  # places and strengths

    def azimuth(self, anywhere: float) -> float:
        """The turn of the place for a camera: one that looks more or less along the way."""
        way = 90.0 + 180.0 * np.floor(anywhere / 180)
        return float(way + (anywhere % 180 - 90) / 90 * FAMILIES[self.family].spread)

    def sun_from(self, azimuth: float) -> float:
        """Where the sun stands for a camera at +z; against the light it is behind the person."""
        if self.time == "backlight":
            return 180.0 + BACKLIT_DEGREES * np.sin(np.radians(self.sun_degrees))
        return self.sun_degrees + azimuth

    def lamps_from(self, azimuth: float) -> Float[np.ndarray, "lamp 4"]:
        return np.c_[self.lamps[:, :3] @ turn(azimuth).T, self.lamps[:, 3]]

    def seen_from(
        self, eye: Float[np.ndarray, "3"], to_clip: Float[np.ndarray, "4 4"], azimuth: float
    ) -> list[Geometry]:
        """The place turned by an azimuth, without what hides the person from the eye or lies beside the picture."""
        eye_here = (eye @ turn(azimuth))[[0, 2]]  # the eye turned back into the place's own directions
        chosen = self.standing.in_frame(to_clip, azimuth) & ~self.standing.hiding(eye_here)
        wide = [self.floor.turned(turn(azimuth))]
        if self.ceiling and eye[1] < self.ceiling_height - 0.1:
            wide.append(self.ceiling.turned(turn(azimuth)))
        things = self.standing.geometries(chosen, azimuth)
        casting = [shape for shape in things if shape.has_shadow]
        return [*casting, *(shape for shape in things if not shape.has_shadow), *wide]

    def is_free(self, points: Float[np.ndarray, "point 2"], clearance: float) -> np.ndarray:
        """Where on the ground nothing stands."""
        near = self.standing.distances(points) < clearance
        return ~(near & ~self.standing.is_flat[:, None]).any(axis=0)


def pick(rng: Generator, weights: Mapping[str, float]) -> str:
    values = np.array(list(weights.values()))
    return list(weights)[rng.choice(len(values), p=values / values.sum())]


class Plan:
    """What is being laid out: flat pieces of ground, and things that stand on it."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.pieces: list[Piece] = []
        self.stands: list[Stand] = []

    def put(self, name: str, x: float, z: float, degrees: float, y: float = 0.0, variant: int | None = None) -> None:
        """Set a thing down, unless it would stand where the person does."""
        chosen = int(self.rng.integers(VARIANTS)) if variant is None else variant
        stand = Stand(name, chosen, x, z, degrees, y)
        if Standing((stand,)).distances(np.zeros((1, 2)))[0, 0] >= NEAREST or Standing((stand,)).is_flat[0]:
            self.stands.append(stand)

    def strip(self, strip: Strip, near: float, far: float, side: int) -> None:
        """Ground between two distances on one side (-1 behind, +1 in front), its marks, and the row on it."""
        rng, level = self.rng, -ground.ROAD_DROP if strip.is_road else 0.0
        low, high = sorted((side * near, side * far))
        texture = strip.ground[int(rng.integers(len(strip.ground)))]
        self.pieces.append(ground.band(rng, texture, low, high, level, strip.greys))
        if strip.marks == "dashes":
            self.pieces += ground.painted_line(rng, (low + high) / 2, level, True)
        elif strip.marks == "zebra":
            self.pieces += ground.zebra(rng, low, high, level)
        elif strip.marks == "parking":
            self.pieces += ground.parking_lines(rng, low, high, level)
        if strip.things:
            self.row(strip, side * (near + far) / 2, level, side)

    def row(self, strip: Strip, z: float, level: float, side: int) -> None:
        """Things along the way, each as far from the last as both are wide."""
        rng = self.rng
        weights = {pick(rng, strip.things): 1.0} if strip.is_uniform else strip.things
        facing = 0.0 if side < 0 else 180.0
        x, loose = -REACH + rng.uniform(0, 3), strip.gap[1] > 0
        while x < REACH:
            name, variant = pick(rng, weights), int(rng.integers(VARIANTS))
            low, high = model(name, variant).low, model(name, variant).high
            turned = 90.0 * float(rng.choice([-1, 1])) if strip.lengthwise else 0.0
            half = (high[2] - low[2]) / 2 if strip.lengthwise else (high[0] - low[0]) / 2
            middle = (low[0] + high[0]) / 2
            degrees = facing + turned + (rng.normal(0, 4) if loose else 0.0)
            shift = 0.0 if strip.lengthwise else -middle * np.cos(np.radians(facing))
            self.put(name, x + half + shift, z + (rng.normal(0, 0.08) if loose else 0.0), degrees, level, variant)
            x += 2 * half + rng.uniform(*strip.gap)

    def side(self, name: str, near: float, side: int, widen: float) -> None:
        """All strips of one side; the last one goes on to the horizon."""
        for strip in SIDES[name]:
            far = near + self.rng.uniform(*strip.width) * widen
            self.strip(strip, near, far, side)
            if strip.is_road:
                self.pieces.append(ground.kerb(self.rng, side * near))
            near = far
        beyond = ("grass", "asphalt", "slabs")[int(self.rng.integers(3))]
        low, high = sorted((side * near, side * ground.GROUND_HALF))
        self.pieces.append(ground.band(self.rng, beyond, low, high, -0.01, (90, 170)))

    def ends(self, family: Family) -> None:
        """What closes the way on either hand, a few things abreast."""
        for end in (-1, 1):
            distance = self.rng.uniform(*family.end_distance)
            name = pick(self.rng, family.ends)
            z = -9.0
            while z < 9:
                variant = int(self.rng.integers(VARIANTS))
                low, high = model(name, variant).low, model(name, variant).high
                wide = high[0] - low[0]
                self.put(name, end * distance, z + wide / 2, -90.0 * end, variant=variant)
                z += wide + (self.rng.uniform(0, 2) if name in ("car", "van", "tree", "treeline", "house block") else 0)

    def scatter(self, weights: Mapping[str, float], count: int, least: float) -> None:
        """Things anywhere about, more of them near."""
        for _ in range(count):
            angle, distance = self.rng.uniform(0, 2 * np.pi), least + self.rng.gamma(2.0, 2.5)
            x, z = distance * np.sin(angle), distance * np.cos(angle)
            self.put(pick(self.rng, weights), float(x), float(z), float(self.rng.uniform(0, 360)))


def draw_lamps(rng: Generator, plan: Plan, is_inside: bool) -> Float[np.ndarray, "lamp 4"]:
    """Lamps overhead, near and far; outdoors each has its post."""
    lamps = np.zeros((LAMPS, 4))
    for number in range(LAMPS):
        angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(1.5, 4 + 4 * number)
        x, z = float(distance * np.sin(angle)), float(distance * np.cos(angle))
        lamps[number] = x, rng.uniform(*LAMP_HEIGHTS[is_inside]), z, rng.uniform(0.4, 1.6)
        if not is_inside:
            plan.put("street lamp", x, z, float(rng.uniform(0, 360)))
    return lamps


def floor_of(pieces: list[Piece]) -> Geometry:
    """Ground without shadows of its own."""
    return joined(pieces)[0]


@lru_cache(maxsize=PLACES)
def place(number: int) -> Place:
    """The same number is the same place, whatever is rendered."""
    rng = stream(number, "place")
    name = OF_BLOCK[number // BLOCK]
    family = FAMILIES[name]
    time = pick(rng, family.hours)
    plan, half = Plan(rng), rng.uniform(*family.width) / 2
    off = rng.uniform(-0.35, 0.35) * half
    texture = family.ways[int(rng.integers(len(family.ways)))]
    plan.pieces.append(ground.band(rng, texture, off - half, off + half, 0.0, family.greys))
    for side in (-1, 1):
        plan.side(pick(rng, family.sides), half + side * off, side, rng.uniform(0.9, 1.15))
    plan.ends(family)
    plan.scatter(family.clutter, int(rng.integers(*CLUTTER)), 1.4)
    is_inside = family.ceiling is not None
    plan.scatter(family.marks, int(rng.integers(*MARKS)) // (1 + 2 * is_inside), 0.0)
    lamps = draw_lamps(rng, plan, is_inside)
    height = rng.uniform(*family.ceiling) if family.ceiling else 0.0
    return Place(
        place=number,
        family=name,
        time=time,
        sun_degrees=float(rng.uniform(0, 360)),
        dapple=float(rng.uniform(0.5, 1)) if time == "sunny" and rng.random() < DAPPLED_SHARE else 0.0,
        floor=floor_of(plan.pieces),
        ceiling=floor_of(ground.ceiling(rng, height)) if is_inside else None,
        ceiling_height=float(height),
        standing=Standing(tuple(plan.stands)),
        lamps=lamps,
    )
