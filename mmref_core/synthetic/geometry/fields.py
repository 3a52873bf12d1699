"""Scalar fields over points: smooth steps, smooth noise, and positions along a limb."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

UNBOUNDED = 9.0  # segments past either end of a limb


def ramp(start: float, end: float, values: Float[ndarray, "*shape"] | float) -> Float[ndarray, "*shape"]:
    """Return a smoothstep from 0 at `start` to 1 at `end`; `start` may be the larger of the two."""
    share = np.clip((np.asarray(values) - start) / (end - start), 0, 1)
    return share * share * (3 - 2 * share)


def noise(points: Float[ndarray, "vertex 3"], rng: Generator, waves: int = 7) -> Float[ndarray, " vertex"]:
    """Return smooth noise, a sum of random sine waves, mostly in -1..1; its wavelength is about 6 units of `points`."""
    directions = rng.normal(size=(waves, 3))
    phases = rng.uniform(0, 2 * np.pi, waves)
    angles = points.astype(np.float32) @ directions.T.astype(np.float32) + phases.astype(np.float32)
    return np.sin(angles).sum(axis=1) / np.sqrt(waves)


@dataclass(frozen=True)
class LimbPosition:
    """Positions of points along a chain of joints: 0 at the first joint, 1 at the second; unbounded past the ends."""

    along: Float[ndarray, " vertex"]
    axis: Float[ndarray, "vertex 3"]  # the nearest point of the chain
    offset: Float[ndarray, "vertex 3"]  # from there to the point


def limb_position(points: Float[ndarray, "vertex 3"], joints: Float[ndarray, "joint 3"]) -> LimbPosition:
    """Return the projection of each point on the nearest segment of the chain."""
    along, axis, nearest = np.zeros(len(points)), np.zeros(points.shape), np.full(len(points), np.inf)
    last = len(joints) - 2
    for segment in range(last + 1):
        start, direction = joints[segment], joints[segment + 1] - joints[segment]
        lowest = -UNBOUNDED if segment == 0 else 0.0
        highest = UNBOUNDED if segment == last else 1.0
        share = np.clip((points - start) @ direction / (direction @ direction), lowest, highest)
        foot = start + share[:, None] * direction
        distance = np.linalg.norm(points - foot, axis=1)
        closer = distance < nearest
        along[closer] = segment + share[closer]
        axis[closer] = foot[closer]
        nearest[closer] = distance[closer]
    return LimbPosition(along, axis, points - axis)
