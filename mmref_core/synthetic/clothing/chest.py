"""Interpolation on the front of the clothes, by position on the template body."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from scipy.spatial import cKDTree

from mmref_core.synthetic.clothing.shells import BodyUnderlay

NEIGHBOURS = 4  # vertices of the cloth that a place is interpolated from
TOUCHING = 1e-4  # metres: nearer than that to a vertex is on it
ARMS = 0.3  # from this share on a vertex belongs to an arm


@dataclass(frozen=True)
class ChestSurface:
    """The front of a cloth shell, with its skin weights."""

    points: Float[ndarray, "front 3"]
    normals: Float[ndarray, "front 3"]
    weights: Float[ndarray, "front bone"]
    cut: Float[ndarray, " front"]
    tree: cKDTree  # of template x and height

    @classmethod
    def of(
        cls, underlay: BodyUnderlay, points: Float[ndarray, "vertex 3"], cut: Float[ndarray, " vertex"] | None = None
    ) -> "ChestSurface":
        """Return the front of the shell at `points`, cut at `cut`."""
        tights = underlay.figure.atlas.tights
        rows = np.flatnonzero((tights.template[:, 2] > 0) & (tights.arm < ARMS))
        distance = np.ones(len(rows)) if cut is None else cut[rows]
        tree = cKDTree(tights.template[rows, :2])
        return cls(points[rows], underlay.normals[rows], tights.loose_weights[rows], distance, tree)

    def blended(self, places: Float[ndarray, "place 2"], values: Float[ndarray, "front ..."]) -> ndarray:
        """Return values of vertices interpolated at places (template x, height), by inverse squared distance."""
        distances, rows = self.tree.query(places, NEIGHBOURS)
        shares = 1 / np.maximum(distances, TOUCHING) ** 2
        shares = shares / shares.sum(axis=1, keepdims=True)
        return np.einsum("pn,pn...->p...", shares, values[rows])

    def beside_edge(self, height: float, inside: float, places: Float[ndarray, " try"]) -> float | None:
        """Return the first of the x positions that lies `inside` metres within the cut line at a height, or None."""
        cut = self.blended(np.stack([places, np.full(len(places), height)], axis=1), self.cut)
        found = np.flatnonzero(cut >= inside)
        return float(places[found[0]]) if len(found) else None
