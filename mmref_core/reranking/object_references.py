"""Reference terms: a reference for every object of a gallery, by an encoder of its own (after MMRef, arXiv 2504.07718).

    term(t, v, p) = ⟨t₂ₚ, ρ(v) − μ⟩ · σ(c₁) / σ(c₂)        weight r

t₂ = Σₚ t₂ₚ is the text's feature by the second pair of encoders, divided exactly among the details p of the description
(`models.text_parts`). ρ(v) = (1 − κ)·v₂ + κ·o(v) is the reference of the image: its own second feature v₂ and o(v), the
unit mean of those of all images of its object. κ is `object_share` where objects are known; where they are clusters, it
is `cluster_share` times the chance that they are one person; and it is 0 for an image alone. μ is the mean second
feature of the gallery; σ(c₁) and σ(c₂) are the standard deviations over it of both pairs' cosines with the text: with
weight 1 both pairs have the same say (a sum of standardised scores).

A second similarity refines a ranking as far as it errs apart from the first, and the second pair is of another kind:
its encoders begin with published weights. MMRef compares with references of known persons; here the objects of the
gallery that is searched have references themselves (our choice: those of strangers moved nothing).
"""

import torch
from jaxtyping import Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.models.text_parts import PICTURE, WHOLE
from mmref_core.reranking.gallery_expansion import GalleryExpansion, found_clusters, object_features
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms

REFERENCE = "reference"  # kind of columns
LEAST_SPREAD = 1e-6  # of cosines; below it all images are alike to a pair, which then has no say


def object_shares(expansion: GalleryExpansion, search: SearchConfig) -> Float[Tensor, " image"] | None:
    """Return κ of each image: the share of its object in its reference. None for a gallery without objects."""
    if expansion.objects is None:
        return None
    whole = torch.ones(len(expansion.objects))
    if expansion.known:
        return search.object_share * whole
    return search.cluster_share * (whole if expansion.chances is None else expansion.chances)


def references(
    second: Float[Tensor, "image dim"],
    objects: Float[Tensor, "image dim"] | None,
    shares: Float[Tensor, " image"] | None,
) -> Float[Tensor, "image dim"]:
    """Return ρ of each image from its own second feature and that of its object."""
    if objects is None or shares is None:
        return second
    return (1 - shares[:, None]) * second + shares[:, None] * objects


def spread_ratio(pool: Pool, query: SearchQuery) -> float:
    """Return σ(c₁) / σ(c₂) of a query with a second feature, over the gallery."""
    gallery = pool.gallery
    assert query.parts is not None and gallery.second_moments is not None
    spread = gallery.second_moments.spread(query.parts.feature)
    return float(gallery.moments.spread(query.feature) / spread.clamp(min=LEAST_SPREAD))


def reference_columns(pool: Pool, query: SearchQuery, search: SearchConfig) -> Float[Tensor, "image part"]:
    """Return the terms of one query before their weight, a column for each part of its second feature."""
    parts, own, expansion = query.parts, pool.descriptors.second, pool.expansion
    moments = pool.gallery.second_moments
    assert parts is not None and own is not None and moments is not None
    images = references(own, expansion.object_second, object_shares(expansion, search))
    return (images - moments.mean) @ parts.features.T * spread_ratio(pool, query)


def second_comparison(
    query: SearchQuery, pool: Pool, terms: Terms, off: frozenset[str], search: SearchConfig
) -> tuple[Float[Tensor, "image dim"], Float[Tensor, " dim"], Float[Tensor, " pooled"]] | None:
    """Return what the other images of each image's object are compared by: their features, the query's, and weights.

    Weights are those of images of the pool. Parts that are switched off add nothing. None where nothing is compared.
    """
    second, parts, shares = pool.gallery.second, query.parts, object_shares(pool.expansion, search)
    taking_part = {column.key for column in terms.columns if column.kind == REFERENCE} - off
    if second is None or parts is None or shares is None or not taking_part:
        return None
    kept = torch.tensor([_key(label) in taking_part for label in parts.labels])
    return second, parts.features[kept].sum(dim=0), search.reference_weight * spread_ratio(pool, query) * shares


def _key(label: str) -> str:
    return f"{REFERENCE}:{label.lower()}"


def _words(label: str) -> str:
    """Return a label for people: words of the description in quotation marks, to tell them from attributes."""
    return label if label in (WHOLE, PICTURE) else f"“{label}”"


def _single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return one column for each detail of the description."""
    weight = model.search.reference_weight
    if not weight or query.parts is None or pool.gallery.second is None:
        return Terms.none(len(pool))
    columns = tuple(Term(_key(label), REFERENCE, _words(label)) for label in query.parts.labels)
    return Terms(columns, weight * reference_columns(pool, query, model.search))


def _batch(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    texts, images = queries.texts.second, queries.images.second
    if texts is None or images is None:
        return torch.zeros_like(queries.initial)
    alone = cosine(texts, images)
    spread = alone.std(dim=1, unbiased=False, keepdim=True).clamp(min=LEAST_SPREAD)
    scale = queries.initial.std(dim=1, unbiased=False, keepdim=True) / spread
    compared = references(images, *_objects_of(queries, images, search))
    return (cosine(texts, compared) - alone.mean(dim=1, keepdim=True)) * scale


def _objects_of(
    queries: QueryBatch, second: Float[Tensor, "image dim"], search: SearchConfig
) -> tuple[Float[Tensor, "image dim"] | None, Float[Tensor, " image"] | None]:
    """Return the fused second features of each image's object, and its share in the image's reference."""
    whole = torch.ones(len(second))
    if queries.objects_known:
        return object_features(second, queries.persons), search.object_share * whole
    if search.cluster_distance is None:
        return None, None
    found, chances = found_clusters(queries.images.features, second, search, queries.nearest)
    return object_features(second, found), search.cluster_share * (whole if chances is None else chances)


OBJECT_REFERENCE_TERMS = TermForms(
    _single,
    _batch,
    by_object=True,
    shared=("object_share", "cluster_share", "cluster_distance", "cluster_certainty"),
)
