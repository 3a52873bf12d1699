"""Scores of many queries at once: the same sums as a single query's terms, without keeping the terms apart."""

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.readers import Readers
from mmref_core.similarity import Profiles, cosine, detail_agreement


def profile_agreement(texts: Profiles, images: Profiles, references: int) -> Float[Tensor, "text image"]:
    """Inner products of sparse profiles; the sum of `similarity.person_terms` over its references."""
    return _dense(texts, references) @ _dense(images, references).T


def _dense(items: Profiles, references: int) -> Float[Tensor, "item reference"]:
    rows = torch.zeros(len(items.references), references)
    return rows.scatter_(1, items.references, items.likeness)


def details_agreement(
    texts: Float[Tensor, "text value"], images: Float[Tensor, "image value"], readers: Readers, floor: float
) -> Float[Tensor, "text image"]:
    """The sum of `similarity.detail_agreement` over all attributes."""
    total = torch.zeros(len(texts), len(images))
    parts = zip(readers.parts(texts), readers.parts(images), readers.parts(readers.priors), strict=True)
    for own, seen, prior in parts:
        total += detail_agreement(own, seen, prior, floor)
    return total


def view_agreement(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"], fused: Float[Tensor, "image dim"]
) -> Float[Tensor, "text image"]:
    """`similarity.view_term` of every pair."""
    return cosine(texts, fused - images)
