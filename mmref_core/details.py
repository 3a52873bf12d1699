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
    rests: Float[Tensor, " reference"]  # length of what no phrase covers
    captions: tuple[str, ...]  # one per reference, for showing


def shares(
    details: Details, references: Int[Tensor, " chosen"], images: Float[Tensor, "image dim"]
) -> Float[Tensor, "image chosen place_and_rest"]:
    """How a reference's term for an image divides among its phrases; the last place is the rest. Sums to 1.

    In proportion to coefficient × max(0, cos(image, phrase)): a phrase that the picture does not show gets nothing.
    """
    members, coefficients = details.members[references], details.coefficients[references]
    nothing = torch.zeros(1, images.shape[1])  # the last row, which NOTHING points to
    alike = (images @ torch.cat([details.features, nothing]).T).clamp(min=0)[:, members]
    weights = torch.cat([alike * coefficients, details.rests[references].expand(len(images), -1)[:, :, None]], dim=2)
    return weights / weights.sum(dim=2, keepdim=True).clamp(min=1e-12)
