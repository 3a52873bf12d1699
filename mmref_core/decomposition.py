"""Writes references as sums of phrases; needed to make a checkpoint, not to search with one, which needs no scipy."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float, Int
from scipy.optimize import nnls
from torch import Tensor

from mmref_core.details import MOST, NOTHING


def decompose(
    references: Float[Tensor, "reference dim"],
    phrases_of: Sequence[Sequence[int]],
    features: Float[Tensor, "phrase dim"],
) -> tuple[Int[Tensor, "reference place"], Float[Tensor, "reference place"]]:
    """Write each reference as a non-negative sum of its own phrases plus a rest.

    Non-negative least squares, as in sparse decompositions of CLIP vectors into concepts (SpLiCE, arXiv 2402.10376);
    `phrases_of[r]` are the phrases that are true of reference r. Returns members and coefficients,
    the weightiest first.
    """
    members = torch.full((len(references), MOST), NOTHING)
    coefficients = torch.zeros(len(references), MOST)
    for row, (reference, own) in enumerate(zip(references.double().numpy(), phrases_of, strict=True)):
        basis = features[list(own)].double().numpy().T
        weights = nnls(basis, reference)[0] if len(own) else np.zeros(0)
        best = sorted(range(len(own)), key=lambda place: -weights[place])[:MOST]
        best = [place for place in best if weights[place] > 0]
        members[row, : len(best)] = torch.tensor([own[place] for place in best], dtype=torch.long)
        coefficients[row, : len(best)] = torch.tensor([weights[place] for place in best])
    return members, coefficients
