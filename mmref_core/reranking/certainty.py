"""Estimated chances that pictures show one person: of clusters, which a program found, and of folders (ours).

Both are logistic functions of a few numbers, with coefficients that were fitted on validation persons
(`evaluation.certainty_calibration`) and are search settings of the checkpoint.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.index import NOTHING, Neighbours

LIKELY = 0.5  # chance from which pictures are said to show the same person, and a folder is taken for a person
LEAST_SPAN = 1e-6  # between 1 and the mean cosine of different objects


def chances(
    columns: Float[Tensor, "item column"], coefficients: Sequence[float] | Float[Tensor, " coefficient"]
) -> Float[Tensor, " item"]:
    """Return the logistic function of a constant, the first coefficient, and a weighted sum of columns."""
    weights = torch.as_tensor(coefficients, dtype=columns.dtype)
    return (columns @ weights[1:] + weights[0]).sigmoid()


def cluster_columns(
    features: Float[Tensor, "image dim"],
    second: Float[Tensor, "image second_dim"] | None,
    objects: Int[Tensor, " image"],
    nearest: Neighbours,
) -> Float[Tensor, "image 6"]:
    """Return what the chance of a picture and its cluster depends on.

    The mean cosine with the other pictures of the cluster, by the first and by the second pair of towers (0 without
    one); how much the first exceeds the cosine with the nearest picture outside; how much larger and how much smaller
    than usual the cluster is, as logarithms of sizes, of which the median over pictures in clusters is usual; and the
    share of the gallery's pictures that are in clusters, which is low in a gallery with one picture of each person.
    """
    own, size = _mean_with_others(features, objects)
    other = torch.zeros_like(own) if second is None else _mean_with_others(second, objects)[0]
    size, several = size.log(), size > 1
    above = size - (size[several].median() if several.any() else 0.0)
    gap, clustered = own - _nearest_outside(objects, nearest), several.float().mean().expand(len(own))
    return torch.stack([own, other, gap, above.clamp(min=0), (-above).clamp(min=0), clustered], dim=1)


def cluster_chances(
    features: Float[Tensor, "image dim"],
    second: Float[Tensor, "image second_dim"] | None,
    objects: Int[Tensor, " image"],
    nearest: Neighbours,
    search: SearchConfig,
) -> Float[Tensor, " image"] | None:
    """Return for each picture the chance that another picture of its cluster shows the same person.

    It is 0 for a picture alone. None for settings without coefficients: then every cluster counts fully.
    """
    if search.cluster_certainty is None:
        return None
    estimated = chances(cluster_columns(features, second, objects, nearest), search.cluster_certainty)
    return torch.where(with_others(objects), estimated, 0.0)


def with_others(objects: Int[Tensor, " image"]) -> Bool[Tensor, " image"]:
    """Return which pictures are not the only one of their object."""
    _, rows, counts = objects.unique(return_inverse=True, return_counts=True)
    return counts[rows] > 1


def object_columns(
    features: Float[Tensor, "image dim"],
    second: Float[Tensor, "image second_dim"] | None,
    objects: Int[Tensor, " image"],
) -> Float[Tensor, "object 2"]:
    """Return what the chance of each object, by rising number, depends on: by both pairs of towers (c − b) / (1 − b).

    c is the mean cosine of its pictures, b that of pictures of different objects: pictures of one place, or photographs
    for a model of rendered persons, are all more alike. 0 for a pair of towers that is not there.
    """
    own = _above_background(features, objects)
    return torch.stack([own, torch.zeros_like(own) if second is None else _above_background(second, objects)], dim=1)


def doubtful_objects(
    features: Float[Tensor, "image dim"],
    second: Float[Tensor, "image second_dim"] | None,
    objects: Int[Tensor, " image"],
    search: SearchConfig,
) -> Bool[Tensor, " image"]:
    """Return which pictures belong to an object of several that look unlike one another.

    None do for settings without coefficients, and a picture alone is no object to doubt.
    """
    if search.object_certainty is None or not len(objects):
        return torch.zeros(len(objects), dtype=torch.bool)
    rows = objects.unique(return_inverse=True)[1]
    unlike = chances(object_columns(features, second, objects), search.object_certainty) < LIKELY
    return unlike[rows] & with_others(objects)


def _mean_with_others(
    features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]
) -> tuple[Float[Tensor, " image"], Float[Tensor, " image"]]:
    """Return each image's mean cosine with the others of its object, 0 for one alone, and the object's size."""
    sums, rows, sizes = _sums(features, objects)
    total = torch.linalg.vecdot(features, sums[rows]) - torch.linalg.vecdot(features, features)
    return total / (sizes[rows] - 1).clamp(min=1), sizes[rows]


def _nearest_outside(objects: Int[Tensor, " image"], nearest: Neighbours) -> Float[Tensor, " image"]:
    """Return the cosine with the nearest image of another object; the last neighbour's where all are of the own."""
    if not nearest.images.shape[1]:
        return torch.zeros(len(objects))
    outside = (objects[nearest.images] != objects[:, None]) & (nearest.images != NOTHING)
    first = torch.where(outside.any(dim=1), outside.int().argmax(dim=1), outside.shape[1] - 1)
    return nearest.cosines.gather(1, first[:, None])[:, 0].clamp(min=-1)


def _above_background(features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]) -> Float[Tensor, " object"]:
    """Return (c − b) / (1 − b) of each object, 0 for one of a single image."""
    sums, _, sizes = _sums(features, objects)
    squares, whole = sums.square().sum(dim=1), sums.sum(dim=0).square().sum()
    pairs = sizes.sum() ** 2 - sizes.square().sum()
    different = torch.where(pairs > 0, whole - squares.sum(), 0.0) / pairs.clamp(min=1)
    background = different.clamp(max=1 - LEAST_SPAN)
    inside = (squares - sizes) / (sizes * (sizes - 1)).clamp(min=1)
    return torch.where(sizes > 1, (inside - background) / (1 - background), 0.0)


def _sums(
    features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]
) -> tuple[Float[Tensor, "object dim"], Int[Tensor, " image"], Float[Tensor, " object"]]:
    """Return the sum of each object's features, each image's row among these, and the objects' sizes."""
    _, rows, counts = objects.unique(return_inverse=True, return_counts=True)
    return features.new_zeros(len(counts), features.shape[1]).index_add_(0, rows, features), rows, counts.float()
