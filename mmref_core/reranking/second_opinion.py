"""Second-opinion terms: how a second pair of towers, which errs apart from the first, scores the same images.

    term(t, v) = (c₂(t, v) − mean_v c₂) · σ_v(c₁) / σ_v(c₂)        weight s

c₁ and c₂ are the cosines of the first and of the second pair, mean and standard deviation σ those over the gallery: the
second opinion is brought to the spread of the first, so that weight 1 gives both the same say (sum of standardised
scores).
"""

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms

SECOND_OPINION = Term("second", "second", "second opinion of another model")
LEAST_SPREAD = 1e-6  # of cosines; below it all images are alike to a pair, which then has no opinion


def spread_alike(
    second: Float[Tensor, "text image"], first: Float[Tensor, "text image"]
) -> Float[Tensor, "text image"]:
    """Return scores whose mean over the images is 0, and whose standard deviation is that of the first scores."""
    spread = second.std(dim=1, unbiased=False, keepdim=True)
    scale = first.std(dim=1, unbiased=False, keepdim=True) / spread.clamp(min=LEAST_SPREAD)
    return (second - second.mean(dim=1, keepdim=True)) * scale


def _single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return one column: the second opinion of the whole query."""
    weight, gallery = model.search.second_weight, pool.gallery
    if not weight or query.second is None or gallery.second is None:
        return Terms.none(len(pool))
    first, second = (gallery.features @ query.feature)[None], (gallery.second @ query.second)[None]
    return Terms((SECOND_OPINION,), weight * spread_alike(second, first)[0, pool.images, None])


def _batch(queries: QueryBatch, _search: SearchConfig) -> Float[Tensor, "text image"]:
    texts, images = queries.texts.second, queries.images.second
    if texts is None or images is None:
        return torch.zeros_like(queries.initial)
    return spread_alike(cosine(texts, images), queries.initial)


SECOND_TERMS = TermForms(_single, _batch)
