"""Obstacles between camera and person that occlude a part of the person."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.geometry.solids import RenderGeometry
from mmref_core.synthetic.scenes.placement import PlacedThing, PlacedThings
from mmref_core.synthetic.scenes.props.catalogue import VARIANTS, model

LOW, TALL, THIN = (-0.9, 0.12), (0.0, 0.2), (-0.35, 0.2)  # metres from the person's middle to a thing's near edge
FREE = 1.3  # metres between a thing and the camera at least
WANDER = 8.0  # degrees that things stand askew


@dataclass(frozen=True)
class ObstacleSpec:
    """Ranges of position and turn of a kind of obstacle."""

    weight: float
    edge: tuple[float, float]
    before: tuple[float, float] = (0.5, 1.3)  # metres in front of the person
    turns: tuple[float, ...] = (0.0,)  # degrees; at 0 its front faces the camera


OUTSIDE = {
    "bench": ObstacleSpec(1.2, LOW, turns=(180.0, 180.0, 0.0)),
    "bin": ObstacleSpec(1.0, THIN),
    "bollards": ObstacleSpec(1.0, LOW),
    "railing": ObstacleSpec(1.2, LOW),
    "barrier": ObstacleSpec(0.5, LOW),
    "planter": ObstacleSpec(0.8, LOW, (0.6, 1.4)),
    "bush": ObstacleSpec(0.7, TALL, (0.8, 1.5)),
    "car": ObstacleSpec(1.4, LOW, (1.4, 2.0), (90.0, 270.0)),
    "bicycle": ObstacleSpec(0.8, LOW, (0.5, 1.0)),
    "scooter": ObstacleSpec(0.4, LOW, (0.5, 1.0), (90.0, 270.0)),
    "post box": ObstacleSpec(0.3, TALL),
    "parking meter": ObstacleSpec(0.3, TALL),
    "wheelie bins": ObstacleSpec(0.4, LOW, (0.6, 1.2)),
    "cafe table": ObstacleSpec(0.5, LOW, (1.3, 1.9)),
    "pole": ObstacleSpec(0.6, THIN),
    "sign post": ObstacleSpec(0.5, THIN),
    "street lamp": ObstacleSpec(0.4, THIN),
    "trolleys": ObstacleSpec(0.3, LOW, (0.7, 1.2), (90.0, 270.0)),
}
INSIDE = {
    "pillar": ObstacleSpec(1.2, TALL, (0.6, 1.4)),
    "round column": ObstacleSpec(0.6, TALL, (0.6, 1.4)),
    "bin": ObstacleSpec(1.0, THIN),
    "potted palm": ObstacleSpec(0.8, TALL, (0.6, 1.3)),
    "planter": ObstacleSpec(0.5, LOW, (0.6, 1.4)),
    "trolleys": ObstacleSpec(1.2, LOW, (0.7, 1.2), (90.0, 270.0, 0.0)),
    "seats": ObstacleSpec(0.8, LOW, (0.6, 1.3), (180.0,)),
    "bench": ObstacleSpec(0.6, LOW, turns=(180.0,)),
    "belt posts": ObstacleSpec(0.8, LOW),
    "railing": ObstacleSpec(0.8, LOW),
    "crates": ObstacleSpec(0.5, LOW, (0.7, 1.4)),
}


def obstacle(rng: Generator, is_inside: bool, camera_distance: float) -> list[RenderGeometry]:
    """Return one obstacle before the person at the origin; the camera is at +z, `camera_distance` metres away."""
    ways = INSIDE if is_inside else OUTSIDE
    weights = np.array([way.weight for way in ways.values()])
    name = list(ways)[int(rng.choice(len(ways), p=weights / weights.sum()))]
    way, variant = ways[name], int(rng.integers(VARIANTS))
    degrees = float(rng.choice(way.turns) + rng.normal(0, WANDER))
    left, _, right, _ = footprint(name, variant, degrees)
    before, edge = rng.uniform(*way.before), rng.uniform(*way.edge)
    before = max(0.3, min(before, camera_distance - FREE))
    edge *= 1 - before / camera_distance  # nearer things look larger
    x = edge - left if rng.random() < 0.5 else -edge - right
    stand = PlacedThing(name, variant, float(x), float(before), degrees)
    return PlacedThings((stand,)).geometries(np.ones(1, bool), 0.0)


def footprint(name: str, variant: int, degrees: float) -> tuple[float, float, float, float]:
    """Return the bounding rectangle of a turned thing on the ground: least x and z, greatest x and z."""
    shape = model(name, variant)
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    corners = np.array([[x, z] for x in (shape.low[0], shape.high[0]) for z in (shape.low[2], shape.high[2])])
    turned = corners @ np.array([[cosine, -sine], [sine, cosine]])
    return (*turned.min(axis=0).tolist(), *turned.max(axis=0).tolist())
