"""Models of the ground: bands along the way, kerbs, road markings, manholes, leaves."""

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.solids import box
from mmref_core.synthetic.scenes.props.street import metal
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, coat, muted, sheet

GROUND_HALF = 40.0  # metres
DECAL_HEIGHT = 0.012  # metres above the ground, enough for the depth image
ROAD_DROP = 0.12  # metres that a carriageway lies below its pavements
STRIPE, GAP = 0.5, 0.5  # metres of a zebra crossing
DASH = 3.0  # metres of a broken line


def manhole(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.25, 0.4)
    return [SceneryPart(sheet((-half, -half, half, half), DECAL_HEIGHT, fits=True), coat(rng, "manhole"), False)]


def drain(rng: Generator) -> list[SceneryPart]:
    grid = coat(rng, "ribbed metal", 0.5, muted(rng, 40, 90))
    return [SceneryPart(sheet((-0.25, -0.25, 0.25, 0.25), DECAL_HEIGHT), grid, False)]


def patch(rng: Generator) -> list[SceneryPart]:
    """Return a spot of oil, damp, or mended ground."""
    half = rng.uniform(0.3, 1.2)
    stain = coat(rng, "stain", 1.0, muted(rng, 110, 185))
    return [SceneryPart(sheet((-half, -half, half, half), DECAL_HEIGHT - 0.004, fits=True), stain)]


def fallen_leaves(rng: Generator) -> list[SceneryPart]:
    half = rng.uniform(0.5, 1.0)
    return [SceneryPart(sheet((-half, -half, half, half), DECAL_HEIGHT + 0.004, fits=True), coat(rng, "litter"))]


def band(rng: Generator, name: str, edges: tuple[float, float], height: float, greys: tuple[int, int]) -> SceneryPart:
    """Return a strip of ground along x, between two edges in z."""
    tint = linear((255, 255, 255)) if name in ("grass", "snow", "earth", "sand") else muted(rng, *greys)
    metres = {"asphalt": 2.6, "carpet": 2.0, "terrazzo": 1.2, "parquet": 1.6, "floor tiles": 2.4, "cobbles": 1.7}
    size = metres.get(name, rng.uniform(1.8, 2.6))
    shine = 0.3 if name in ("floor tiles", "terrazzo") else 0.1 if name in ("parquet", "studs") else 0.0
    solid = sheet((-GROUND_HALF, edges[0], GROUND_HALF, edges[1]), height)
    return SceneryPart(solid, coat(rng, name, size, tint).tinted(tint, shine), False)


def kerb(rng: Generator, at: float) -> SceneryPart:
    """Return a row of kerb stones; the road is on its far side."""
    stone = coat(rng, "concrete", 1.0, muted(rng, 120, 200))
    return SceneryPart(box([-GROUND_HALF, -ROAD_DROP, at - 0.15], [GROUND_HALF, 0.01, at]), stone, False)


def dashes(rng: Generator, at: float, height: float) -> list[SceneryPart]:
    """Return the broken centre line of a road along x."""
    white = coat(rng, "paint", 1.6, linear((225, 222, 212)) * rng.uniform(0.6, 1.0))
    half = rng.uniform(0.05, 0.09)
    return [
        SceneryPart(sheet((x, at - half, x + DASH, at + half), height + 0.008), white, False)
        for x in np.arange(-24, 24, 2 * DASH)
    ]


def zebra(rng: Generator, back: float, front: float, height: float) -> list[SceneryPart]:
    """Return a zebra crossing of a road along x."""
    tint = linear((225, 222, 212)) if rng.random() < 0.9 else linear((220, 180, 60))
    white, half = coat(rng, "paint", 1.6, tint * rng.uniform(0.65, 1.0)), rng.uniform(1.5, 2.2)
    return [
        SceneryPart(sheet((-half, z, half, z + STRIPE), height + 0.008), white, False)
        for z in np.arange(back + 0.2, front - STRIPE, STRIPE + GAP)
    ]


def parking_lines(rng: Generator, back: float, front: float, height: float) -> list[SceneryPart]:
    white = coat(rng, "paint", 1.6, linear((225, 222, 212)) * rng.uniform(0.6, 1.0))
    return [
        SceneryPart(sheet((x - 0.06, back, x + 0.06, front), height + 0.008), white, False)
        for x in np.arange(-13.8, 14, 2.3)
    ]


def ceiling(rng: Generator, height: float) -> list[SceneryPart]:
    panels = SceneryPart(
        sheet((-GROUND_HALF, -GROUND_HALF, GROUND_HALF, GROUND_HALF), height), coat(rng, "ceiling", 2.4), False
    )
    beams = [box([x, height - 0.25, -12], [x + 0.3, height, 12]) for x in np.arange(-12, 12, 4.0)]
    return (
        [panels, *(SceneryPart(beam, metal(rng, 120, 220), False) for beam in beams)]
        if rng.random() < 0.3
        else [panels]
    )
