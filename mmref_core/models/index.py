"""Nearest-neighbour search in a gallery. No other module imports faiss."""

from dataclasses import dataclass

import faiss
import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

ROWS = 256  # compared with a whole gallery at a time: a hundred thousand images take 100 MB
EXACT = 25_000  # images up to which nearest images are found by comparing all with all, 8 s of one core
LISTS, PROBED = 2.0, 32  # of an inverted file of n images: LISTS·√n lists, of which so many are searched
TRAINING = {"niter": 8, "max_points_per_centroid": 40, "min_points_per_centroid": 1, "seed": 0, "spherical": True}
NOTHING = -1  # faiss's answer where the lists that it searched hold fewer images than it was asked for


@dataclass(frozen=True)
class Neighbours:
    """The nearest other images of each image, best first."""

    images: Int[Tensor, "image neighbour"]  # `NOTHING` where fewer were found
    cosines: Float[Tensor, "image neighbour"]  # minus infinity there

    def first(self, count: int) -> "Neighbours":
        """Return the first so many of each image."""
        return Neighbours(self.images[:, :count], self.cosines[:, :count])


class Index:
    """Exact inner-product search over unit features."""

    def __init__(self, features: Float[Tensor, "image dim"]) -> None:
        self._flat = faiss.IndexFlatIP(features.shape[1])
        if len(features):
            self._flat.add(np.ascontiguousarray(features.numpy(), dtype=np.float32))

    def __len__(self) -> int:
        return self._flat.ntotal

    def nearest(self, text: Float[Tensor, " dim"], count: int) -> tuple[Int[Tensor, " found"], Float[Tensor, " found"]]:
        """Return images and their cosines, best first, equal scores in gallery order; at most as many as there are.

        Asked for more than it holds, faiss answers image -1, so never more are asked for.
        """
        count = min(count, len(self))
        if count == 0:
            return torch.empty(0, dtype=torch.long), torch.empty(0)
        scores, images = self._flat.search(text[None].numpy().astype(np.float32), count)
        order = np.lexsort((images[0], -scores[0]))
        return torch.from_numpy(images[0][order]), torch.from_numpy(scores[0][order])


def nearest_images(features: Float[Tensor, "image dim"], count: int) -> Neighbours:
    """Return the `count` nearest other images of each image, at most as many as there are.

    Exact up to `EXACT` images. In a larger gallery by an inverted file (faiss), in time n^1.5, which misses some; its
    lists depend on the order of the images, but not on chance.
    """
    count = min(count, max(0, len(features) - 1))
    if count == 0:
        return Neighbours(torch.empty(len(features), 0, dtype=torch.long), torch.empty(len(features), 0))
    return _all_compared(features, count) if len(features) <= EXACT else _by_inverted_file(features, count)


def _all_compared(features: Float[Tensor, "image dim"], count: int) -> Neighbours:
    found = []
    for start in range(0, len(features), ROWS):
        products = features[start : start + ROWS] @ features.T
        products.diagonal(start).fill_(-torch.inf)
        found.append(products.topk(count, dim=1))
    return Neighbours(torch.cat([part.indices for part in found]), torch.cat([part.values for part in found]))


def _by_inverted_file(features: Float[Tensor, "image dim"], count: int) -> Neighbours:
    rows = np.ascontiguousarray(features.numpy(), dtype=np.float32)
    quantiser = faiss.IndexFlatIP(rows.shape[1])
    lists = min(len(rows), round(LISTS * len(rows) ** 0.5))
    file = faiss.IndexIVFFlat(quantiser, rows.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    for name, value in TRAINING.items():
        setattr(file.cp, name, value)
    file.train(rows)
    file.add(rows)
    file.nprobe = PROBED
    cosines, images = (torch.from_numpy(part) for part in file.search(rows, count + 1))
    own = images == torch.arange(len(rows))[:, None]
    own[~own.any(dim=1), -1] = True  # crowded out by equals
    others = Neighbours(images[~own].reshape(len(rows), count), cosines[~own].reshape(len(rows), count))
    return Neighbours(others.images, others.cosines.masked_fill(others.images == NOTHING, -torch.inf))
