"""Places by number: the same number gives the same ground, things and time of day for every person.

The way runs along x and the person stands on it at the origin; strips of ground with rows of things lie beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from mmref_core.synthetic.camera.surveillance_camera import PLACES
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.geometry.solids import RenderGeometry, turn
from mmref_core.synthetic.scenes.families import FAMILIES
from mmref_core.synthetic.scenes.place_layout import PlacePlan, pick
from mmref_core.synthetic.scenes.placement import PlacedThings
from mmref_core.synthetic.scenes.props import ground
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, joined

BLOCK = 16  # places in a row of one family, so that each split has some of each
CLUTTER = (8, 18)  # things that stand anywhere
MARKS = (6, 16)
DAPPLED_SHARE = 0.35  # of sunny places
BACKLIT_DEGREES = 50.0  # to either side of the way's direction that a low sun comes from
OF_BLOCK = tuple(name for name, family in FAMILIES.items() for _ in range(family.blocks))


@dataclass(frozen=True)
class Place:
    """A place with its ground, things, lamps and light."""

    place: int
    family: str  # one of FAMILIES
    time: str  # one of lighting_presets.HOURS
    sun_degrees: float
    dapple: float
    floor: RenderGeometry
    level: Callable[[float], float]  # metres of the ground above the way, by z
    ceiling: RenderGeometry | None
    ceiling_height: float
    standing: PlacedThings
    lamps: Float[np.ndarray, "lamp 4"]  # places and strengths

    def azimuth(self, anywhere: float) -> float:
        """Return the turn of the place for a camera; unless `anywhere`, the camera looks roughly along the way."""
        way = 90.0 + 180.0 * np.floor(anywhere / 180)
        return float(way + (anywhere % 180 - 90) / 90 * FAMILIES[self.family].spread)

    def sun_from(self, azimuth: float) -> float:
        """Return the direction of the sun in degrees for a camera at +z; backlight comes from behind the person."""
        if self.time == "backlight":
            return 180.0 + BACKLIT_DEGREES * np.sin(np.radians(self.sun_degrees))
        return self.sun_degrees + azimuth

    def lamps_from(self, azimuth: float) -> Float[np.ndarray, "lamp 4"]:
        """Return the lamps, the place turned by an azimuth."""
        return np.c_[self.lamps[:, :3] @ turn(azimuth).T, self.lamps[:, 3]]

    def seen_from(
        self, eye: Float[np.ndarray, "3"], to_clip: Float[np.ndarray, "4 4"], azimuth: float
    ) -> list[RenderGeometry]:
        """Return the geometries in view, the place turned by an azimuth, without things that hide the person."""
        eye_here = (eye @ turn(azimuth))[[0, 2]]  # the eye turned back into the place's own directions
        chosen = self.standing.in_frame(to_clip, azimuth) & ~self.standing.hiding(eye_here)
        wide = [self.floor.turned(turn(azimuth))]
        if self.ceiling and eye[1] < self.ceiling_height - 0.1:
            wide.append(self.ceiling.turned(turn(azimuth)))
        things = self.standing.geometries(chosen, azimuth)
        casting = [shape for shape in things if shape.has_shadow]
        return [*casting, *(shape for shape in things if not shape.has_shadow), *wide]

    def is_free(self, points: Float[np.ndarray, "point 2"], clearance: float) -> np.ndarray:
        """Return which points on the ground have no thing within `clearance` metres."""
        near = self.standing.distances(points) < clearance
        return ~(near & ~self.standing.is_flat[:, None]).any(axis=0)


def floor_of(pieces: list[SceneryPart]) -> RenderGeometry:
    """Return ground that casts no shadows."""
    return joined(pieces)[0]


def family_of(number: int) -> str:
    """Return the family of a place, without laying it out."""
    return OF_BLOCK[number // BLOCK]


@lru_cache(maxsize=PLACES)
def place(number: int) -> Place:
    """Return the place with a number, the same in every data set."""
    rng = stream(number, "place")
    name = family_of(number)
    family = FAMILIES[name]
    time = pick(rng, family.hours)
    plan, half = PlacePlan(rng), rng.uniform(*family.width) / 2
    off = rng.uniform(-0.35, 0.35) * half
    texture = family.ways[int(rng.integers(len(family.ways)))]
    plan.pieces.append(ground.band(rng, texture, (off - half, off + half), 0.0, family.greys))
    for side in (-1, 1):
        plan.side(pick(rng, family.sides), half + side * off, side, rng.uniform(0.9, 1.15))
    plan.ends(family)
    plan.scatter(family.clutter, int(rng.integers(*CLUTTER)), 1.4)
    is_inside = family.ceiling is not None
    plan.scatter(family.marks, int(rng.integers(*MARKS)) // (1 + 2 * is_inside), 0.0)
    lamps = plan.lamps(is_inside)
    height = rng.uniform(*family.ceiling) if family.ceiling else 0.0
    return Place(
        place=number,
        family=name,
        time=time,
        sun_degrees=float(rng.uniform(0, 360)),
        dapple=float(rng.uniform(0.5, 1)) if time == "sunny" and rng.random() < DAPPLED_SHARE else 0.0,
        floor=floor_of(plan.pieces),
        level=plan.level,
        ceiling=floor_of(ground.ceiling(rng, height)) if is_inside else None,
        ceiling_height=float(height),
        standing=PlacedThings(tuple(plan.stands)),
        lamps=lamps,
    )
