"""Average-link clusters of a gallery's images, on the graph of their nearest neighbours (ours).

The mean cosine of two clusters is the inner product of their mean features. The link is reducible (Murtagh, 1983): no
merger is nearer to a third cluster than both of its parts were. Two things follow. Clusters that are each other's
nearest may be merged all at once. And a pair of clusters whose mean cosine is below the least one can be forgotten, so
that only pairs of images above it matter: where every image's neighbours hold all of its pairs above the least cosine,
the clusters are exactly those of comparing all with all.
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.models.index import Neighbours, nearest_images

NEIGHBOURS = 32  # of each image: several times as many as pictures that most galleries have of a person
PAIRS = 65_536  # of clusters compared at a time: 130 MB for features of 256 numbers


def clusters(
    features: Float[Tensor, "image dim"], distance: float, nearest: Neighbours | None = None
) -> Int[Tensor, " image"]:
    """Return numbers of the objects that images seem to show: average-link clusters up to a mean cosine distance.

    The number of a cluster is its first image. Of equal pairs the one with the first images is merged first; but for
    such ties the order of the images changes nothing, as long as their nearest neighbours are found exactly.
    """
    nearest = nearest_images(features, NEIGHBOURS) if nearest is None else nearest
    least = 1 - distance
    rows, columns = (nearest.cosines >= least).nonzero().T
    pairs = _Pairs(features)
    pairs.add(rows, nearest.images[rows, columns])
    while pairs.keep(least):
        pairs.merge_mutual()
    return pairs.own


class _Pairs:
    """Clusters, and the pairs of them that may still be merged, in order, each with its mean cosine."""

    def __init__(self, features: Float[Tensor, "image dim"]) -> None:
        self.own = torch.arange(len(features))  # cluster of each image
        self.sums, self.sizes = features.clone(), torch.ones(len(features))
        self.first = self.second = self.own[:0]
        self.links = self.sizes[:0]

    def add(self, first: Int[Tensor, " pair"], second: Int[Tensor, " pair"]) -> None:
        """Start with pairs of images, in any order and in either direction."""
        self.first, self.second = _ordered(first, second, len(self.own))
        self.links = self._link(self.first, self.second)

    def keep(self, least: float) -> bool:
        """Forget pairs below the least mean cosine; return whether any is left."""
        near = self.links >= least
        self.first, self.second, self.links = self.first[near], self.second[near], self.links[near]
        return len(self.links) > 0

    def merge_mutual(self) -> None:
        """Merge every pair that is the nearest of both its clusters; the first pair of all always is."""
        rank = torch.empty_like(self.first)
        rank[self.links.argsort(descending=True, stable=True)] = torch.arange(len(rank))
        ends = torch.cat([self.first, self.second])
        best = torch.full_like(self.own, len(rank)).scatter_reduce_(0, ends, rank.repeat(2), "amin")
        mutual = (best[self.first] == rank) & (best[self.second] == rank)
        kept, gone = self.first[mutual], self.second[mutual]
        self.sums[kept] += self.sums[gone]
        self.sizes[kept] += self.sizes[gone]
        into = torch.arange(len(self.own))
        into[gone] = kept
        self.own = into[self.own]
        self._contract(into, kept)

    def _contract(self, into: Int[Tensor, " cluster"], grown: Int[Tensor, " merged"]) -> None:
        """Rename the clusters of pairs, and compare anew those of clusters that grew."""
        changed = torch.zeros(len(into), dtype=torch.bool)
        changed[grown] = True
        first, second = into[self.first], into[self.second]
        anew = changed[first] | changed[second]
        again = _ordered(first[anew], second[anew], len(into))
        links = torch.cat([self.links[~anew], self._link(*again)])
        first, second = torch.cat([first[~anew], again[0]]), torch.cat([second[~anew], again[1]])
        order = (first * len(into) + second).argsort()
        self.first, self.second, self.links = first[order], second[order], links[order]

    def _link(self, first: Int[Tensor, " pair"], second: Int[Tensor, " pair"]) -> Float[Tensor, " pair"]:
        """Return the mean cosine of the images of two clusters."""
        parts = zip(first.split(PAIRS), second.split(PAIRS), strict=True)
        products = [torch.linalg.vecdot(self.sums[one], self.sums[two]) for one, two in parts]
        return torch.cat([self.links[:0], *products]) / (self.sizes[first] * self.sizes[second])


def _ordered(
    first: Int[Tensor, " pair"], second: Int[Tensor, " pair"], count: int
) -> tuple[Int[Tensor, " distinct"], Int[Tensor, " distinct"]]:
    """Return distinct pairs of different clusters, the lower number first, in order."""
    low, high = torch.minimum(first, second), torch.maximum(first, second)
    keys = (low * count + high)[low != high].unique()
    return keys // max(count, 1), keys % max(count, 1)
