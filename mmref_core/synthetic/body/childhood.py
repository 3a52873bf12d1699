"""Scaling of children's bodies below the smallest target, with heads nearly as large as adults'."""

import numpy as np
from jaxtyping import Float32
from numpy import ndarray

from mmref_core.synthetic.body.parametric_body import SKIN, ParametricBody

HEAD_GROWTH = 0.4  # a body of half the size has a head of 0.5 ** 0.4 of the size
SMALLEST, LARGEST = 0.45, 1.3  # shares of the given body's size that are tried


def resized(
    body: ParametricBody, vertices: Float32[ndarray, "vertex 3"], wanted: float
) -> Float32[ndarray, "vertex 3"]:
    """Return the vertices scaled to the wanted height in metres; soles stay on y = 0."""
    heads = body.joints(vertices)
    neck, skull = heads[body.index["neck01"]], heads[body.index["head"]]
    sizes = np.linspace(SMALLEST, LARGEST, 60)
    top = float(vertices[SKIN, 1].max())
    heights = neck[1] * sizes + (top - neck[1]) * sizes**HEAD_GROWTH
    size = float(np.interp(wanted, heights, sizes))
    along = np.clip((vertices[:, 1:2] - neck[1]) / (skull[1] - neck[1]), 0, 1)
    larger = 1 + along**2 * (3 - 2 * along) * (size ** (HEAD_GROWTH - 1) - 1)
    return (size * (neck + larger * (vertices - neck))).astype(np.float32)
