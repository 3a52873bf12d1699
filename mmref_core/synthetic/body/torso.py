"""Depth map of a dressed torso, to lay hair on the clothes."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from scipy.ndimage import gaussian_filter

STEP = 0.02  # metres of the grid that says how deep the clothed torso is
REACH = 0.24  # metres to either side of its middle
RING_HEIGHT = 0.12  # metres that a ring round the neck reaches up and down
NARROWER = 0.4  # by this share at its edges
NOTHING = 1.0  # metres further in than anything


@dataclass(frozen=True)
class TorsoDepthMap:
    """The back and front of the clothes as depths (z, metres) on a grid of height and x."""

    lowest: float
    back: Float[ndarray, "height place"]
    front: Float[ndarray, "height place"]
    middle: Float[ndarray, "height place"]  # what lies behind it is moved backwards

    @classmethod
    def of(cls, outer: Float[ndarray, "tights_vertex 3"], trunk: ndarray, lowest: float) -> "TorsoDepthMap":
        """Return the depth map of the outermost clothes above a height."""
        points = outer[trunk & (outer[:, 1] > lowest) & (np.abs(outer[:, 0]) < REACH)]
        rows, columns = _cells(points, lowest)
        shape = (rows.max() + 1, int(2 * REACH / STEP) + 1)
        back, front = np.full(shape, NOTHING), np.full(shape, -NOTHING)
        np.minimum.at(back, (rows, columns), points[:, 2])
        np.maximum.at(front, (rows, columns), points[:, 2])
        back, front = _filled(back, back < NOTHING), _filled(front, front > -NOTHING)
        return cls(lowest, back, front, 0.4 * back + 0.6 * front)

    def ringed(self, middle: Float[ndarray, "3"], radius: float) -> "TorsoDepthMap":
        """Return the depth map with a ring of cloth about the neck, such as a scarf or a hood."""
        above = max(int((middle[1] + RING_HEIGHT - self.lowest) / STEP) + 1 - len(self.back), 0)
        back = np.pad(self.back, ((0, above), (0, 0)), mode="edge")
        front = np.pad(self.front, ((0, above), (0, 0)), constant_values=-NOTHING)
        parted = np.pad(self.middle, ((0, above), (0, 0)), constant_values=float(middle[2]))
        heights = self.lowest + STEP * (np.arange(len(back)) + 0.5)
        places = STEP * (np.arange(back.shape[1]) + 0.5) - REACH
        from_middle = np.abs(heights - middle[1]) / RING_HEIGHT
        radii = (radius * (1 - NARROWER * from_middle**2))[:, None]
        is_near = (from_middle < 1)[:, None] & (np.abs(places) < radii)
        reach = np.sqrt(np.maximum(radii**2 - places**2, 0))
        parted = np.where(is_near, np.maximum(parted, middle[2]), parted)
        back = np.where(is_near, np.minimum(back, middle[2] - reach), back)
        return replace(self, back=gaussian_filter(back, 0.8), front=front, middle=parted)

    def laid(self, points: Float[ndarray, "point 3"], lift: float) -> Float[ndarray, "point 3"]:
        """Return the points moved out of the torso along z, backwards or forwards, at least `lift` metres from it."""
        rows, columns = _cells(points, self.lowest)
        is_beside = rows < len(self.back)
        rows = np.minimum(rows, len(self.back) - 1)
        back, front = self.back[rows, columns] - lift, self.front[rows, columns] + lift
        depth = points[:, 2]
        outside = np.where(depth < self.middle[rows, columns], np.minimum(depth, back), np.maximum(depth, front))
        laid = points.copy()
        laid[:, 2] = np.where(is_beside, outside, depth)
        return laid


def _cells(points: Float[ndarray, "point 3"], lowest: float) -> tuple[ndarray, ndarray]:
    rows = np.maximum((points[:, 1] - lowest) / STEP, 0).astype(int)
    columns = ((np.clip(points[:, 0], -REACH, REACH) + REACH) / STEP).astype(int)
    return rows, columns


def _filled(depth: Float[ndarray, "height place"], known: ndarray) -> Float[ndarray, "height place"]:
    """Smooth, and continued to where nothing was met."""
    weight = gaussian_filter(known.astype(float), 1.0)
    far = gaussian_filter(known.astype(float), 4.0) + 1e-9
    smooth = gaussian_filter(np.where(known, depth, 0.0), 1.0) / np.maximum(weight, 1e-9)
    return np.where(weight > 0.05, smooth, gaussian_filter(np.where(known, depth, 0.0), 4.0) / far)
