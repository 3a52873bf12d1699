"""Gallery expansion: features that an image takes over from related images of its gallery (ours).

Images are related when they are known to show one object, a person; where objects are unknown, when they fall into one
cluster, and when they look alike (database-side feature augmentation, as in image retrieval). Computed once when a
gallery is indexed; `gallery_terms` compares queries with it.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import normalize

from mmref_core.config import SearchConfig

ROWS = 256  # compared with a whole gallery at a time: a hundred thousand images take 100 MB


@dataclass(frozen=True)
class GalleryExpansion:
    """For each image the fused features of the images related to it, its own among them."""

    objects: Int[Tensor, " image"] | None  # numbers of the objects, known or found by clustering; none where neither
    object_features: Float[Tensor, "image dim"] | None
    object_values: Float[Tensor, "image value"] | None  # mean attribute probabilities of known objects; none elsewhere
    lookalike_features: Float[Tensor, "image dim"] | None  # none where objects are known
    object_second: Float[Tensor, "image second_dim"] | None = None  # `object_features` of the second pair's features

    @property
    def known(self) -> bool:
        """Whether objects are known for certain, and not found by how alike images are."""
        return self.lookalike_features is None

    def __getitem__(self, images: Int[Tensor, " chosen"]) -> "GalleryExpansion":
        parts = (self.objects, self.object_features, self.object_values, self.lookalike_features, self.object_second)
        return GalleryExpansion(*(None if part is None else part[images] for part in parts))


def known_expansion(
    features: Float[Tensor, "image dim"],
    values: Float[Tensor, "image value"],
    objects: Int[Tensor, " image"],
    second: Float[Tensor, "image second_dim"] | None = None,
) -> GalleryExpansion:
    """Return the expansion by known objects.

    `values` are the attribute probabilities of each image, `second` the second pair's features where there are any.
    Attributes of an object are means over its images (our choice): a bag on the back is visible from behind only.
    Images of a cluster keep their own: on validation persons means raised mAP and lowered Rank-1, and lowered both in a
    gallery with one image of each person.
    """
    means = object_means(values, objects)
    return GalleryExpansion(objects, object_features(features, objects), means, None, _fused(second, objects))


def found_expansion(
    features: Float[Tensor, "image dim"],
    search: SearchConfig,
    second: Float[Tensor, "image second_dim"] | None = None,
) -> GalleryExpansion:
    """Return the expansion by clusters and look-alikes, for a gallery with unknown objects."""
    alike = lookalike_features(features, search.lookalikes, search.lookalike_temperature)
    if search.cluster_distance is None:
        return GalleryExpansion(None, None, None, alike)
    found = clusters(features, search.cluster_distance)
    return GalleryExpansion(found, object_features(features, found), None, alike, _fused(second, found))


def _fused(
    second: Float[Tensor, "image second_dim"] | None, objects: Int[Tensor, " image"]
) -> Float[Tensor, "image second_dim"] | None:
    return None if second is None else object_features(second, objects)


def object_features(features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]) -> Float[Tensor, "image dim"]:
    """Return for each image the mean feature of all images of its object, of unit length; `objects` are any numbers."""
    return normalize(object_means(features, objects), dim=1)


def object_means(items: Float[Tensor, "image _"], objects: Int[Tensor, " image"]) -> Float[Tensor, "image _"]:
    """Return for each image the mean over the images of its object."""
    names, rows, counts = objects.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(names), items.shape[1]).index_add_(0, rows, items)
    return (sums / counts[:, None])[rows]


def clusters(features: Float[Tensor, "image dim"], distance: float) -> Int[Tensor, " image"]:
    """Return numbers of the objects that images seem to show: average-link clusters up to a mean cosine distance.

    The mean cosine of two clusters is the inner product of their mean features. The link is reducible (Murtagh, 1983):
    no merger is nearer to a third cluster than both of its parts were. So clusters that are each other's nearest may be
    merged all at once, and one whose nearest is too far will stay as it is and need not be looked at again.
    """
    own = torch.arange(len(features))  # the number of a cluster is its first picture
    rows, means, sizes = own.clone(), features, torch.ones(len(features))
    while len(rows) > 1:
        alike, nearest = _nearest_others(means)
        near = alike >= 1 - distance
        near &= near[nearest]  # which rounding may judge otherwise from the other side
        if not near.any():
            break
        place = near.cumsum(0) - 1
        rows, means, sizes, alike, nearest = rows[near], means[near], sizes[near], alike[near], place[nearest[near]]
        into = torch.arange(len(rows))
        mutual = into[(nearest[nearest] == into) & (into < nearest)]
        if not len(mutual):  # equals, of which rounding makes a ring
            mutual = alike.argmax()[None]
        into[nearest[mutual]] = mutual
        kept, into = into.unique(return_inverse=True)
        sums = torch.zeros(len(kept), means.shape[1]).index_add_(0, into, means * sizes[:, None])
        sizes = torch.zeros(len(kept)).index_add_(0, into, sizes)
        means = sums / sizes[:, None]
        merged = torch.arange(len(features))
        merged[rows] = rows[kept][into]
        own, rows = merged[own], rows[kept]
    return own


def _nearest_others(
    means: Float[Tensor, "cluster dim"],
) -> tuple[Float[Tensor, " cluster"], Int[Tensor, " cluster"]]:
    """Return the inner product with the nearest other cluster, and its row; the first of equals."""
    best, nearest = [], []
    for start in range(0, len(means), ROWS):
        products = means[start : start + ROWS] @ means.T
        products.diagonal(start).fill_(-torch.inf)
        part = products.max(dim=1)
        best.append(part.values)
        nearest.append(part.indices)
    return torch.cat(best), torch.cat(nearest)


def lookalike_features(
    features: Float[Tensor, "image dim"], count: int, temperature: float
) -> Float[Tensor, "image dim"]:
    """Return for each image the mean of itself and its `count` most similar images, of unit length.

    The mean is weighted by a softmax of cosines (our choice): where objects are unknown, the most similar images mostly
    show the same person.
    """
    fused = [features.new_empty(0, features.shape[1])]
    for part in features.split(ROWS):
        alike, images = (part @ features.T).topk(min(count + 1, len(features)), dim=1)
        weights = (alike / temperature).softmax(dim=1)
        fused.append(normalize((weights[:, :, None] * features[images]).sum(dim=1), dim=1))
    return torch.cat(fused)
