"""Coordinates by arc length round the torso, so that stripes have the same width in front and at the sides."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from scipy.ndimage import gaussian_filter, map_coordinates

DEPTH = 0.005  # of the axis that all angles are measured about
STEP = 0.02  # metres between the slices
ANGLES = 65  # from the front (0) to the back (pi), both sides being alike
SMOOTHED = (1.5, 1.5)  # slices and angles: seams of the mesh are no part of a girth


def girth_coordinates(vertices: Float[ndarray, "vertex 3"]) -> Float[ndarray, "vertex 2"]:
    """Return points whose polar coordinates measure arc length round the torso, in metres; the torso has no arms.

    The angle is 0 in front and pi behind and proportional to arc length; times the distance from the origin, it is the
    arc length from the middle of the front.
    """
    angle = np.arctan2(np.abs(vertices[:, 0]), vertices[:, 2] - DEPTH)
    lowest = float(vertices[:, 1].min())
    way = _ways(vertices, angle, lowest)
    place = np.stack([(vertices[:, 1] - lowest) / STEP, angle / np.pi * (ANGLES - 1)])
    here = map_coordinates(way, place, order=1, mode="nearest")
    half_way_round = np.interp(place[0], np.arange(len(way)), way[:, -1])
    turned = np.where(vertices[:, 0] < 0, -1, 1) * np.pi * here / half_way_round
    return (half_way_round / np.pi)[:, None] * np.stack([np.sin(turned), np.cos(turned)], axis=1)


def _ways(
    vertices: Float[ndarray, "vertex 3"], angle: Float[ndarray, " vertex"], lowest: float
) -> Float[ndarray, "slice angle"]:
    """From the middle of the front to each angle, at each height."""
    angles = np.linspace(0, np.pi, ANGLES)
    radius = np.hypot(vertices[:, 0], vertices[:, 2] - DEPTH)
    count = int((vertices[:, 1].max() - lowest) / STEP) + 1
    outlines = np.empty((count, ANGLES))
    for number in range(count):
        near = np.abs(vertices[:, 1] - lowest - number * STEP) < STEP
        order = np.argsort(angle[near])
        outlines[number] = np.interp(angles, angle[near][order], radius[near][order])
    outlines = gaussian_filter(outlines, SMOOTHED, mode="nearest")
    points = outlines[..., None] * np.stack([np.sin(angles), np.cos(angles)], axis=-1)
    steps = np.linalg.norm(np.diff(points, axis=1), axis=-1)
    return np.concatenate([np.zeros((count, 1)), steps.cumsum(axis=1)], axis=1)
