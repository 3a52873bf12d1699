"""TGDT: words and patches as features of their own, how alike sets of them are, its losses."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int, Int8
from torch import Tensor
from torch.nn.functional import normalize, pad

from mmref_core.models.losses import same_person
from mmref_core.models.similarity import cosine

TEXTS = 32  # compared with all pictures at a time: 32 texts of 60 words and 100 pictures of 15 places take 12 MB
LARGEST = 127  # of a signed byte


@dataclass(frozen=True)
class Words:
    """Features of texts word by word, of unit length; `real` is false for padding."""

    features: Float[Tensor, "text word dim"]
    real: Bool[Tensor, "text word"]

    def __len__(self) -> int:
        return len(self.features)


def token_similarity(words: Words, places: Float[Tensor, "image place dim"]) -> Float[Tensor, "text image"]:
    """For each real word the cosine of the place most like it, averaged over the words (TGDT).

    Padding is left out of the mean: a caption's similarity does not depend on what else is in its batch.
    """
    parts = zip(words.features.split(TEXTS), words.real.split(TEXTS), strict=True)
    return torch.cat([_similarity(features, real, places) for features, real in parts])


def _similarity(
    features: Float[Tensor, "text word dim"], real: Bool[Tensor, "text word"], places: Float[Tensor, "image place dim"]
) -> Float[Tensor, "text image"]:
    best = torch.einsum("twd,ipd->twip", features, places).amax(dim=3)
    return (best * real[:, :, None]).sum(dim=1) / real.sum(dim=1, keepdim=True)


def word_terms(
    words: Float[Tensor, "word dim"], places: Float[Tensor, "image place dim"], whole: Float[Tensor, " image"]
) -> Float[Tensor, "image word"]:
    """What each word of a text adds when its best place stands in for the whole picture, whose cosine is `whole`.

    A row sums to token similarity − cosine, because token similarity is a mean over words.
    """
    best = torch.einsum("wd,ipd->iwp", words, places).amax(dim=2)
    return (best - whole[:, None]) / len(words)


def compact(places: Float[Tensor, "image place dim"]) -> Int8[Tensor, "image place dim"]:
    """Unit features in a byte a number, each stretched until its largest number is 127.

    The stretch is not kept: `restored` undoes it, because only a direction was there to begin with.
    """
    return (places * (LARGEST / places.abs().amax(dim=2, keepdim=True))).round().to(torch.int8)


def restored(places: Int8[Tensor, "image place dim"]) -> Float[Tensor, "image place dim"]:
    """Unit features from their bytes; cosines of 256 numbers are right to 0.003, with the least lucky word to 0.012."""
    return normalize(places.float(), dim=2)


def joined(parts: Sequence[Words]) -> Words:
    """Texts of several batches, all padded to the longest; at least one part."""
    length = max(part.real.shape[1] for part in parts)
    padded = [(part, length - part.real.shape[1]) for part in parts]
    return Words(
        torch.cat([pad(part.features, (0, 0, 0, room)) for part, room in padded]),
        torch.cat([pad(part.real, (0, room)) for part, room in padded]),
    )


def hinge(similarity: Float[Tensor, "text image"], persons: Int[Tensor, " text"], margin: float) -> Float[Tensor, ""]:
    """Each pair should beat the hardest negative of its row and of its column by a margin (TGDT, after VSE++).

    Texts and images are given row by row, so pairs lie on the diagonal; the same person is never a negative. TGDT sums
    over the batch, we average, so that the weight does not depend on the batch.
    """
    own = similarity.diagonal()
    negatives = similarity.masked_fill(same_person(persons, persons), -float("inf"))
    rows = (margin + negatives.amax(dim=1) - own).clamp(min=0)
    columns = (margin + negatives.amax(dim=0) - own).clamp(min=0)
    return (rows + columns).mean()


def consistency(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "text dim"], persons: Int[Tensor, " text"], slack: float
) -> Float[Tensor, ""]:
    """Two texts should be as alike as their two pictures: Σ_j [max_i |T_ij − A_ij| − slack]₊ over j (TGDT, CMC).

    Averaged over j instead of summed (our choice, as in `hinge`). Pairs of one person leave the maximum: a side and a
    front view may well be described alike.
    """
    difference = (cosine(texts, texts) - cosine(images, images)).abs()
    worst = difference.masked_fill(same_person(persons, persons), 0).amax(dim=0)
    return (worst - slack).clamp(min=0).mean()
