"""References that a gallery has of itself: a picture's person as its other pictures show it, known or found."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import normalize

from mmref_core.config import SearchConfig

ROWS = 256  # compared with a whole gallery at a time: a hundred thousand images take 100 MB


@dataclass(frozen=True)
class GalleryReferences:
    """For each image the fused features of the pictures that go with it, its own among them."""

    objects: Int[Tensor, " image"] | None  # numbers of the objects, known or found; none where neither
    of_objects: Float[Tensor, "image dim"] | None
    values: Float[Tensor, "image value"] | None  # of details, read from all pictures of known objects; none elsewhere
    alike: Float[Tensor, "image dim"] | None  # of look-alikes; none where objects are known

    @property
    def known(self) -> bool:
        """Whether objects are known for certain, and not found by how alike pictures are."""
        return self.alike is None

    def __getitem__(self, images: Int[Tensor, " chosen"]) -> "GalleryReferences":
        return GalleryReferences(
            *(
                None if part is None else part[images]
                for part in (self.objects, self.of_objects, self.values, self.alike)
            )
        )


def known_references(
    features: Float[Tensor, "image dim"], values: Float[Tensor, "image value"], objects: Int[Tensor, " image"]
) -> GalleryReferences:
    """Of the pictures that are known to show one person; `values` are what is read in each.

    A detail of a person is what all pictures tell of it (our choice): a bag on the back is seen from behind alone. Of
    pictures that are only taken for one person's, each speaks for itself: on validation persons their mean gave mAP
    and took Rank-1, and more of both where everybody has one picture.
    """
    return GalleryReferences(objects, object_features(features, objects), object_means(values, objects), None)


def found_references(features: Float[Tensor, "image dim"], search: SearchConfig) -> GalleryReferences:
    """Of clusters and look-alikes, where nobody says which pictures show one person."""
    alike = lookalike_features(features, search.lookalikes, search.lookalike_temperature)
    if search.cluster_distance is None:
        return GalleryReferences(None, None, None, alike)
    found = clusters(features, search.cluster_distance)
    return GalleryReferences(found, object_features(features, found), None, alike)


def object_features(features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]) -> Float[Tensor, "image dim"]:
    """For each image the fused feature of its object: the mean of all its views, of unit length.

    Objects are told apart by any numbers.
    """
    return normalize(object_means(features, objects), dim=1)


def object_means(items: Float[Tensor, "image _"], objects: Int[Tensor, " image"]) -> Float[Tensor, "image _"]:
    """For each image the mean over the images of its object."""
    names, rows, counts = objects.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(names), items.shape[1]).index_add_(0, rows, items)
    return (sums / counts[:, None])[rows]


def view_shares(
    query: Float[Tensor, " dim"], features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"], image: int
) -> tuple[Int[Tensor, " view"], Float[Tensor, " view"]]:
    """All views of an image's object, itself among them, and what each adds to the term of the object.

    With the mean m of the n views and q the query, q·m / |m| − q·image = Σ (q·view / |m| − q·image) / n: the shares
    sum to `similarity.view_term` exactly.
    """
    members = (objects == objects[image]).nonzero().flatten()
    views = features[members]
    length = views.mean(dim=0).norm()
    return members, (views @ query / length - features[image] @ query) / len(members)


def clusters(features: Float[Tensor, "image dim"], distance: float) -> Int[Tensor, " image"]:
    """Numbers of the objects that unit features seem to show: average-link clusters up to a mean cosine distance.

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
    """The inner product with the nearest other cluster, and which it is; the first of equals."""
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
    """For each image the mean of itself and its `count` most alike images, weighted by a softmax of cosines.

    Where nobody says which pictures show one person, the most alike ones mostly do (database-side feature
    augmentation, as in image retrieval; the softmax is our choice). Unit length.
    """
    fused = [features.new_empty(0, features.shape[1])]
    for part in features.split(ROWS):
        alike, images = (part @ features.T).topk(min(count + 1, len(features)), dim=1)
        weights = (alike / temperature).softmax(dim=1)
        fused.append(normalize((weights[:, :, None] * features[images]).sum(dim=1), dim=1))
    return torch.cat(fused)
