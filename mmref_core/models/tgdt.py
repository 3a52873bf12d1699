"""TGDT (arXiv 2306.08789): features of words and patches, token similarity, and its losses."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int, Int8
from torch import Tensor
from torch.nn.functional import normalize, pad

from mmref_core.models.losses import same_person
from mmref_core.models.similarity import cosine

TEXTS = 32  # compared with all images at a time: 32 texts of 60 words and 100 images of 15 patches take 12 MB
INT8_MAX = 127


@dataclass(frozen=True)
class WordFeatures:
    """Unit features of the words of texts; `real` is false for padding."""

    features: Float[Tensor, "text word dim"]
    real: Bool[Tensor, "text word"]

    def __len__(self) -> int:
        return len(self.features)


def token_similarity(words: WordFeatures, patches: Float[Tensor, "image patch dim"]) -> Float[Tensor, "text image"]:
    """Return the mean over real words of the largest cosine with any patch (TGDT, token similarity).

    Padding is left out of the mean, so a caption's similarity does not depend on the rest of its batch.
    """
    parts = zip(words.features.split(TEXTS), words.real.split(TEXTS), strict=True)
    return torch.cat([_similarity(features, real, patches) for features, real in parts])


def _similarity(
    features: Float[Tensor, "text word dim"], real: Bool[Tensor, "text word"], patches: Float[Tensor, "image patch dim"]
) -> Float[Tensor, "text image"]:
    best = torch.einsum("twd,ipd->twip", features, patches).amax(dim=3)
    return (best * real[:, :, None]).sum(dim=1) / real.sum(dim=1, keepdim=True)


def word_terms(
    words: Float[Tensor, "word dim"], patches: Float[Tensor, "image patch dim"], whole: Float[Tensor, " image"]
) -> Float[Tensor, "image word"]:
    """Return for each word (its largest cosine with any patch − `whole`) / number of words.

    `whole` is the cosine of text and image. A row sums to token similarity − cosine.
    """
    best = torch.einsum("wd,ipd->iwp", words, patches).amax(dim=2)
    return (best - whole[:, None]) / len(words)


def quantise(patches: Float[Tensor, "image patch dim"]) -> Int8[Tensor, "image patch dim"]:
    """Return unit features as 8-bit numbers, scaled so that the largest magnitude of each is 127.

    The scale is not stored: `dequantise` normalises, because the features had unit length.
    """
    return (patches * (INT8_MAX / patches.abs().amax(dim=2, keepdim=True))).round().to(torch.int8)


def dequantise(patches: Int8[Tensor, "image patch dim"]) -> Float[Tensor, "image patch dim"]:
    """Return unit features of 8-bit numbers; the error of cosines of 256 numbers is 0.003, at worst 0.012."""
    return normalize(patches.float(), dim=2)


def concatenate(parts: Sequence[WordFeatures]) -> WordFeatures:
    """Return the texts of several batches, at least one, padded to the longest."""
    length = max(part.real.shape[1] for part in parts)
    padded = [(part, length - part.real.shape[1]) for part in parts]
    return WordFeatures(
        torch.cat([pad(part.features, (0, 0, 0, room)) for part, room in padded]),
        torch.cat([pad(part.real, (0, room)) for part, room in padded]),
    )


def hardest_negative_hinge(
    similarity: Float[Tensor, "text image"], persons: Int[Tensor, " text"], margin: float
) -> Float[Tensor, ""]:
    """Return the triplet loss with the hardest negative of each row and column (TGDT, after VSE++).

    Pairs lie on the diagonal; the same person is never a negative. TGDT sums over the batch; we average, so that the
    weight does not depend on the batch size.
    """
    own = similarity.diagonal()
    negatives = similarity.masked_fill(same_person(persons, persons), -float("inf"))
    rows = (margin + negatives.amax(dim=1) - own).clamp(min=0)
    columns = (margin + negatives.amax(dim=0) - own).clamp(min=0)
    return (rows + columns).mean()


def consistency(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "text dim"], persons: Int[Tensor, " text"], tolerance: float
) -> Float[Tensor, ""]:
    """Return the mean over j of [max_i |T_ij − A_ij| − tolerance]₊ (TGDT, cross-modal consistency).

    T are cosines of texts, A of their images. TGDT sums over j; we average (our choice).
    Pairs of one person are left out of the maximum: a side and a front view may have the same description.
    """
    difference = (cosine(texts, texts) - cosine(images, images)).abs()
    worst = difference.masked_fill(same_person(persons, persons), 0).amax(dim=0)
    return (worst - tolerance).clamp(min=0).mean()
