"""Procedural layout of places: strips of ground along the way with rows of things, ends, clutter and lamps."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float
from numpy.random import Generator

from mmref_core.synthetic.scenes.families import PlaceFamily
from mmref_core.synthetic.scenes.light import LAMPS
from mmref_core.synthetic.scenes.placement import PlacedThing, PlacedThings
from mmref_core.synthetic.scenes.props import ground
from mmref_core.synthetic.scenes.props.catalogue import VARIANTS, model
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart
from mmref_core.synthetic.scenes.street_profiles import SIDES, GroundStrip

REACH = 26.0  # metres of the way to either side that things stand on
NEAREST = 0.7  # metres that are kept free about the person
BEYOND, BEYOND_GREYS = ("grass", "asphalt", "slabs"), (90, 170)  # ground behind the last strip
LOOSE_ENDS = ("car", "van", "tree", "treeline", "house block")  # that stand with gaps between them
ABREAST = 9.0  # metres to either side that the way's ends are closed
LAMP_HEIGHTS = {True: (2.6, 3.2), False: (3.4, 4.3)}  # metres, indoors or not


def pick(rng: Generator, weights: Mapping[str, float]) -> str:
    """Return a random key with probability proportional to its weight."""
    values = np.array(list(weights.values()))
    return list(weights)[rng.choice(len(values), p=values / values.sum())]


class PlacePlan:
    """A layout in progress: flat pieces of ground, and things that stand on it."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.pieces: list[SceneryPart] = []
        self.stands: list[PlacedThing] = []
        self.roads: list[tuple[float, float]] = []  # edges in z of what lies lower

    def variant(self) -> int:
        """Return a random variant number."""
        return int(self.rng.integers(VARIANTS))

    def put(self, stand: PlacedThing) -> None:
        """Add a thing, unless it would stand where the person does."""
        alone = PlacedThings((stand,))
        if alone.is_flat[0] or alone.distances(np.zeros((1, 2)))[0, 0] >= NEAREST:
            self.stands.append(stand)

    def level(self, z: float) -> float:
        """Return the height of the ground in metres."""
        return -ground.ROAD_DROP if any(low < z < high for low, high in self.roads) else 0.0

    def strip(self, strip: GroundStrip, near: float, far: float, side: int) -> None:
        """Add ground between two distances on one side (-1 behind, +1 in front), its marks and its row of things."""
        rng, (low, high) = self.rng, sorted((side * near, side * far))
        if strip.is_road:
            self.roads.append((low, high))
        level = self.level((low + high) / 2)
        texture = strip.ground[int(rng.integers(len(strip.ground)))]
        self.pieces.append(ground.band(rng, texture, (low, high), level, strip.greys))
        if strip.marks == "dashes":
            self.pieces += ground.dashes(rng, (low + high) / 2, level)
        elif strip.marks == "zebra":
            self.pieces += ground.zebra(rng, low, high, level)
        elif strip.marks == "parking":
            self.pieces += ground.parking_lines(rng, low, high, level)
        if strip.things:
            self.row(strip, (low + high) / 2, side)

    def row(self, strip: GroundStrip, z: float, side: int) -> None:
        """Add things along the way, spaced by their widths."""
        rng = self.rng
        weights = {pick(rng, strip.things): 1.0} if strip.is_uniform else strip.things
        facing = 0.0 if side < 0 else 180.0
        x, loose = -REACH + rng.uniform(0, 3), strip.gap[1] > 0
        while x < REACH:
            name, variant = pick(rng, weights), self.variant()
            low, high = model(name, variant).low, model(name, variant).high
            turned = 90.0 * float(rng.choice([-1, 1])) if strip.lengthwise else 0.0
            half = (high[2] - low[2]) / 2 if strip.lengthwise else (high[0] - low[0]) / 2
            middle = (low[0] + high[0]) / 2
            degrees = facing + turned + (rng.normal(0, 4) if loose else 0.0)
            shift = 0.0 if strip.lengthwise else -middle * np.cos(np.radians(facing))
            aside = rng.normal(0, 0.08) if loose else 0.0
            self.put(PlacedThing(name, variant, x + half + shift, z + aside, degrees, self.level(z)))
            x += 2 * half + rng.uniform(*strip.gap)

    def side(self, name: str, near: float, side: int, widen: float) -> None:
        """Add all strips of one side; the last one reaches to the horizon."""
        is_road = False
        for strip in SIDES[name]:
            far = near + self.rng.uniform(*strip.width) * widen
            self.strip(strip, near, far, side)
            if strip.is_road != is_road:
                self.pieces.append(ground.kerb(self.rng, side * near))
            near, is_road = far, strip.is_road
        beyond = BEYOND[int(self.rng.integers(len(BEYOND)))]
        low, high = sorted((side * near, side * ground.GROUND_HALF))
        self.pieces.append(ground.band(self.rng, beyond, (low, high), -0.01, BEYOND_GREYS))

    def ends(self, family: PlaceFamily) -> None:
        """Add things that close the way on either hand, a few abreast."""
        for end in (-1, 1):
            distance = self.rng.uniform(*family.end_distance)
            name = pick(self.rng, family.ends)
            z = -ABREAST
            while z < ABREAST:
                variant = self.variant()
                low, high = model(name, variant).low, model(name, variant).high
                wide = high[0] - low[0]
                self.put(PlacedThing(name, variant, end * distance, z + wide / 2, -90.0 * end))
                z += wide + (self.rng.uniform(0, 2) if name in LOOSE_ENDS else 0)

    def scatter(self, weights: Mapping[str, float], count: int, least: float) -> None:
        """Add things at random positions, more of them near."""
        for _ in range(count):
            angle, distance = self.rng.uniform(0, 2 * np.pi), least + self.rng.gamma(2.0, 2.5)
            x, z = distance * np.sin(angle), distance * np.cos(angle)
            name, degrees = pick(self.rng, weights), float(self.rng.uniform(0, 360))
            self.put(PlacedThing(name, self.variant(), float(x), float(z), degrees, self.level(z)))

    def lamps(self, is_inside: bool) -> Float[np.ndarray, "lamp 4"]:
        """Return positions and strengths of lamps near and far; outdoors each gets its post."""
        rng, lamps = self.rng, np.zeros((LAMPS, 4))
        for number in range(LAMPS):
            angle, distance = rng.uniform(0, 2 * np.pi), rng.uniform(1.5, 4 + 4 * number)
            x, z = float(distance * np.sin(angle)), float(distance * np.cos(angle))
            lamps[number] = x, rng.uniform(*LAMP_HEIGHTS[is_inside]), z, rng.uniform(0.4, 1.6)
            if not is_inside:
                self.put(PlacedThing("street lamp", self.variant(), x, z, float(rng.uniform(0, 360))))
        return lamps
