"""Gallery terms: how much better a query fits an image together with related images (gallery expansion; ours).

    term(t, v) = chance(v) · (cos(t, fused(v)) − cos(t, v))        weight γ

fused(v) is the unit mean of the images of the same object where objects are known (`view`), of its cluster
(`cluster`), and of its look-alikes (`lookalike`) where they are not (see `gallery_expansion`). A detail that only
another view shows, a backpack seen from behind, so lifts the front view too. chance(v) is that of the cluster to show
the same person (see `certainty`), where a chance is estimated; 1 elsewhere.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.certainty import LIKELY
from mmref_core.reranking.gallery_expansion import (
    GalleryExpansion,
    found_clusters,
    lookalike_features,
    object_features,
)
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.term_types import Term, TermForms, Terms
from mmref_core.reranking.terms import CLUSTER, LOOKALIKE, VIEW, TermKind
from mmref_core.search_types import RelatedImage

VIEWS_COLUMN = Term("views", "views", "other pictures of the same person")
CLUSTER_COLUMN = Term("cluster", "cluster", "pictures taken for the same person")
LIKELY_COLUMN = Term("cluster", "cluster", "likely the same person")  # instead, where a chance is estimated
ALIKE_COLUMN = Term("cluster:alike", "cluster", "looks alike")  # and it is below one half
LOOKALIKES_COLUMN = Term("lookalikes", "lookalikes", "pictures that look much like it")
Comparison = tuple[Float[Tensor, "image dim"], Float[Tensor, " dim"], float]  # images, a query, and the weight of both
MOST_VIEWS = 4  # told of one image


def expansion_gain(
    text: Float[Tensor, " dim"], images: Float[Tensor, "image dim"], fused: Float[Tensor, "image dim"]
) -> Float[Tensor, " image"]:
    """Return how much better a text fits the fused features of each image than the image alone."""
    return fused @ text - images @ text


def expansion_gains(
    texts: Float[Tensor, "text dim"], images: Float[Tensor, "image dim"], fused: Float[Tensor, "image dim"]
) -> Float[Tensor, "text image"]:
    """Return `expansion_gain` of every text."""
    return cosine(texts, fused - images)


def view_shares(
    query: Float[Tensor, " dim"], features: Float[Tensor, "image dim"], objects: Int[Tensor, " image"], image: int
) -> tuple[Int[Tensor, " view"], Float[Tensor, " view"]]:
    """Return all views of an image's object, itself among them, and what each adds to the term of the object.

    With the mean m of the n views and q the query, q·m / |m| − q·image = Σ (q·view / |m| − q·image) / n: the shares
    sum to `expansion_gain` exactly.
    """
    members = (objects == objects[image]).nonzero().flatten()
    views = features[members]
    length = views.mean(dim=0).norm()
    return members, (views @ query / length - features[image] @ query) / len(members)


def object_weight(
    expansion: GalleryExpansion, terms: Terms, off: frozenset[str], search: SearchConfig, image: int
) -> float:
    """Return the weight of the term of an image's object, known or found; 0 where that term takes no part.

    That of a found one is multiplied by its chance to show the same person.
    """
    column, kind, chance = (VIEWS_COLUMN, VIEW, 1.0) if expansion.known else (CLUSTER_COLUMN, CLUSTER, 1.0)
    if expansion.chances is not None:
        chance = expansion.chances[image].item()
        column = LIKELY_COLUMN if chance >= LIKELY else ALIKE_COLUMN
    return kind.weight(search) * chance if column in terms.columns and column.key not in off else 0.0


def strongest_views(
    expansion: GalleryExpansion, compared: Sequence[Comparison], image: int
) -> tuple[RelatedImage, ...]:
    """Return the other images of an image's object that move it most; `compared` has the features of all images."""
    if expansion.objects is None:
        return ()
    added: dict[int, float] = {}
    for features, query, weight in compared:
        if weight:
            images, shares = view_shares(query, features, expansion.objects, image)
            for other, share in zip(images.tolist(), shares.tolist(), strict=True):
                added[other] = added.get(other, 0.0) + weight * share
    others = [RelatedImage(other, value) for other, value in added.items() if other != image]
    return tuple(sorted(others, key=lambda view: -abs(view.value))[:MOST_VIEWS])


def _one_column(
    kind: TermKind, column: Term, fused_of: Callable[[GalleryExpansion], Float[Tensor, "image dim"]]
) -> Callable[[SearchQuery, Pool, Model], Terms]:
    """Return the form for one query of a kind that has one column; `fused_of` picks what images are fused into."""

    def single(query: SearchQuery, pool: Pool, model: Model) -> Terms:
        gain = expansion_gain(query.feature, pool.descriptors.features, fused_of(pool.expansion))
        return Terms((column,), kind.weight(model.search) * gain[:, None])

    return single


def _cluster_columns(query: SearchQuery, pool: Pool, model: Model) -> Terms:
    """Return one column, or where chances are estimated one for likely and one for unlikely clusters."""
    gain = expansion_gain(query.feature, pool.descriptors.features, pool.expansion.object_features)
    weighted, chances = CLUSTER.weight(model.search) * gain, pool.expansion.chances
    if chances is None:
        return Terms((CLUSTER_COLUMN,), weighted[:, None])
    likely = torch.stack([chances >= LIKELY, chances < LIKELY], dim=1)
    return Terms((LIKELY_COLUMN, ALIKE_COLUMN), likely * (weighted * chances)[:, None])


def _of_objects(queries: QueryBatch, _search: SearchConfig) -> Float[Tensor, "text image"]:
    return _gains(queries, object_features(queries.images.features, queries.persons))


def _of_clusters(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    features = queries.images.features
    found, chances = found_clusters(features, queries.images.second, search, queries.nearest)
    gains = _gains(queries, object_features(features, found))
    return gains if chances is None else gains * chances


def _of_lookalikes(queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
    count, temperature = search.lookalikes, search.lookalike_temperature
    return _gains(queries, lookalike_features(queries.images.features, count, temperature))


def _gains(queries: QueryBatch, fused: Float[Tensor, "image dim"]) -> Float[Tensor, "text image"]:
    return expansion_gains(queries.texts.features, queries.images.features, fused)


VIEW_TERMS = TermForms(_one_column(VIEW, VIEWS_COLUMN, attrgetter("object_features")), _of_objects)
CLUSTER_TERMS = TermForms(_cluster_columns, _of_clusters, ("cluster_distance", "cluster_certainty"))
LOOKALIKE_TERMS = TermForms(
    _one_column(LOOKALIKE, LOOKALIKES_COLUMN, attrgetter("lookalike_features")),
    _of_lookalikes,
    ("lookalikes", "lookalike_temperature"),
)
