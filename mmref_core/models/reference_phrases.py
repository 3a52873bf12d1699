"""Reference persons in words: phrases, and the coefficient of each phrase in its reference."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

MAX_PHRASES = 8  # of one reference
NO_PHRASE = -1


@dataclass(frozen=True)
class ReferencePhrases:
    """Phrases of every reference. Unused columns hold phrase -1 with coefficient 0."""

    phrases: tuple[str, ...]
    features: Float[Tensor, "phrase dim"]
    members: Int[Tensor, "reference column"]  # phrase numbers
    coefficients: Float[Tensor, "reference column"]
    captions: tuple[str, ...]  # one per reference, for showing


def phrase_shares(
    reference_phrases: ReferencePhrases,
    references: Int[Tensor, " chosen"],
    vectors: Float[Tensor, "chosen dim"],
    images: Float[Tensor, "image dim"],
) -> Float[Tensor, "image chosen phrase_and_rest"]:
    """Return the share of each phrase, and last of the rest, in a reference's term for an image. Shares sum to 1.

    A reference is Σ coefficient·phrase + rest, so its cosine with an image is Σ coefficient·cos(image, phrase) plus
    the rest's part. Shares are proportional to these parts, negative ones counted as 0, so a phrase that the image does
    not show has none.
    """
    members, coefficients = reference_phrases.members[references], reference_phrases.coefficients[references]
    nothing = torch.zeros(1, images.shape[1])  # the last row, which NOTHING points to
    alike = (images @ torch.cat([reference_phrases.features, nothing]).T)[:, members] * coefficients
    rest = images @ vectors.T - alike.sum(dim=2)
    parts = torch.cat([alike, rest[:, :, None]], dim=2).clamp(min=0)
    parts[:, :, -1] += parts.sum(dim=2) == 0
    return parts / parts.sum(dim=2, keepdim=True)
