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
from mmref_core.models.index import ROWS, Neighbours, nearest_images
from mmref_core.reranking.certainty import cluster_chances
from mmref_core.reranking.clustering import NEIGHBOURS, clusters


@dataclass(frozen=True)
class GalleryExpansion:
    """For each image the fused features of the images related to it, its own among them."""

    objects: Int[Tensor, " image"] | None  # numbers of the objects, known or found by clustering; none where neither
    object_features: Float[Tensor, "image dim"] | None
    object_values: Float[Tensor, "image value"] | None  # mean attribute probabilities of known objects; none elsewhere
    lookalike_features: Float[Tensor, "image dim"] | None  # none where objects are known
    object_second: Float[Tensor, "image second_dim"] | None = None  # `object_features` of the second pair's features
    # That another picture of the cluster shows the same person; none where objects are known or chances not estimated.
    chances: Float[Tensor, " image"] | None = None

    @property
    def known(self) -> bool:
        """Whether objects are known for certain, and not found by how alike images are."""
        return self.lookalike_features is None

    def __getitem__(self, images: Int[Tensor, " chosen"]) -> "GalleryExpansion":
        parts = (self.objects, self.object_features, self.object_values, self.lookalike_features, self.object_second)
        return GalleryExpansion(*(None if part is None else part[images] for part in (*parts, self.chances)))


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
    """Return the expansion by clusters and look-alikes, for a gallery with unknown objects.

    `second` are the features of the second pair of towers, which judge how certain a cluster is.
    """
    nearest = nearest_images(features, max(search.lookalikes, NEIGHBOURS))
    alike = lookalike_features(features, search.lookalikes, search.lookalike_temperature, nearest)
    if search.cluster_distance is None:
        return GalleryExpansion(None, None, None, alike)
    found, certain = found_clusters(features, second, search, nearest)
    return GalleryExpansion(found, object_features(features, found), None, alike, _fused(second, found), certain)


def found_clusters(
    features: Float[Tensor, "image dim"],
    second: Float[Tensor, "image second_dim"] | None,
    search: SearchConfig,
    nearest: Neighbours | None = None,
) -> tuple[Int[Tensor, " image"], Float[Tensor, " image"] | None]:
    """Return the number of each image's cluster, and the chance that its other images show the same person.

    `nearest` are at least `NEIGHBOURS` nearest images, where they are already found. Needs `search.cluster_distance`.
    """
    assert search.cluster_distance is not None
    nearest = (nearest_images(features, NEIGHBOURS) if nearest is None else nearest).first(NEIGHBOURS)
    found = clusters(features, search.cluster_distance, nearest)
    return found, cluster_chances(features, second, found, nearest, search)


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


def lookalike_features(
    features: Float[Tensor, "image dim"], count: int, temperature: float, nearest: Neighbours | None = None
) -> Float[Tensor, "image dim"]:
    """Return for each image the mean of itself and its `count` most similar images, of unit length.

    The mean is weighted by a softmax of cosines (our choice): where objects are unknown, the most similar images mostly
    show the same person. `nearest` are at least so many nearest images, where they are already found.
    """
    nearest = (nearest_images(features, count) if nearest is None else nearest).first(count)
    own = torch.arange(len(features))[:, None]
    found = nearest.cosines > -torch.inf
    images = torch.cat([own, torch.where(found, nearest.images, own)], dim=1)
    alike = torch.cat([(features * features).sum(dim=1, keepdim=True), nearest.cosines], dim=1)
    weights = (alike / temperature).softmax(dim=1)
    fused = [features.new_empty(0, features.shape[1])]
    for chosen, share in zip(images.split(ROWS), weights.split(ROWS), strict=True):
        fused.append(normalize((share[:, :, None] * features[chosen]).sum(dim=1), dim=1))
    return torch.cat(fused)
