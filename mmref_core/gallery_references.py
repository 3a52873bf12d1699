"""References that a gallery has of itself: a picture's person as its other pictures show it."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import normalize

ROWS = 256  # compared with a whole gallery at a time: a hundred thousand images take 100 MB


@dataclass(frozen=True)
class GalleryReferences:
    """For each image the fused feature of the pictures that go with it, its own among them."""

    features: Float[Tensor, "image dim"]
    known: bool  # whether these are pictures of one person for certain, or only pictures that look alike

    def __getitem__(self, images: Int[Tensor, " chosen"]) -> "GalleryReferences":
        return GalleryReferences(self.features[images], self.known)


def object_features(features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"]) -> Float[Tensor, "image dim"]:
    """For each image the fused feature of its object: the mean of all its views, of unit length.

    Objects are told apart by any numbers.
    """
    names, rows = objects.unique(return_inverse=True)
    sums = torch.zeros(len(names), features.shape[1]).index_add_(0, rows, features)
    return normalize(sums[rows], dim=1)


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
