"""The refined score of one query: the initial score plus the terms of every kind in the registry."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Float64
from torch import Tensor

from mmref_core.models.model_bundle import Model
from mmref_core.reranking.pools import Pool
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Terms, forms_of
from mmref_core.reranking.terms import in_column_order


@dataclass(frozen=True)
class Reranked:
    """Refined scores of a query's pool, and the terms that they are the sum of."""

    query: SearchQuery
    pool: Pool
    off: frozenset[str]  # keys of terms that are left out of the sum
    confident: bool  # whether only feedback counts, because the first image leads by more than the gate
    terms: Terms
    scores: Float64[Tensor, " image"]


@torch.inference_mode()
def rerank(
    query: SearchQuery, pool: Pool, model: Model, off: frozenset[str] = frozenset(), confident: bool = False
) -> Reranked:
    """Score the images of a pool: the initial score plus the terms of every kind that can take part.

    Terms whose key is in `off` are computed and left out of the sum; for a confident query only feedback is computed.
    """
    terms = Terms.none(len(pool))
    for kind in in_column_order():
        if kind.needs <= pool.available and not (confident and kind.gated):
            terms += forms_of(kind).single(query, pool, model)
    return Reranked(query, pool, off, confident, terms, refined_scores(pool.initial, terms, off))


def refined_scores(initial: Float[Tensor, " image"], terms: Terms, off: frozenset[str]) -> Float64[Tensor, " image"]:
    """Return the initial scores plus every term whose key is not switched off.

    The sum is in double precision, so that the parts that are shown add up to the score that is shown.
    """
    return initial.double() + (terms.values.double() * terms.kept(off)).sum(dim=1)
