"""What a reference person was like, in words: short phrases and how much of the reference each one carries."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

MOST = 8  # phrases that one reference keeps
NOTHING = -1


@dataclass(frozen=True)
class Details:
    """Phrases of every reference. Unused places hold phrase -1 with coefficient 0."""

    phrases: tuple[str, ...]
    features: Float[Tensor, "phrase dim"]
    members: Int[Tensor, "reference place"]  # phrase numbers
    coefficients: Float[Tensor, "reference place"]
    captions: tuple[str, ...]  # one per reference, for showing


def shares(
    details: Details,
    references: Int[Tensor, " chosen"],
    vectors: Float[Tensor, "chosen dim"],
    images: Float[Tensor, "image dim"],
) -> Float[Tensor, "image chosen place_and_rest"]:
    """How a reference's term for an image divides among its phrases; the last place is the rest. Sums to 1.

    A reference is Σ coefficient·phrase + rest, so its cosine with an image is Σ coefficient·cos(image, phrase) plus
    the rest's part. The term divides in these proportions, negative parts counted as 0: a phrase that the picture does
    not show gets nothing.
    """
    members, coefficients = details.members[references], details.coefficients[references]
    nothing = torch.zeros(1, images.shape[1])  # the last row, which NOTHING points to
    alike = (images @ torch.cat([details.features, nothing]).T)[:, members] * coefficients
    rest = images @ vectors.T - alike.sum(dim=2)
    parts = torch.cat([alike, rest[:, :, None]], dim=2).clamp(min=0)
    parts[:, :, -1] += parts.sum(dim=2) == 0
    return parts / parts.sum(dim=2, keepdim=True)
