"""Answer a query: the initial ranking, the refined one, and why every picture moved."""

import time
from collections.abc import Sequence

from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.errors import QueryError
from mmref_core.explain.attribution import (
    Explanation,
    contributions,
    explain,
    found_words,
    query_details,
    ranks_without,
    strongest_matches,
)
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import margins
from mmref_core.reranking.descriptors import with_neighbours
from mmref_core.reranking.gallery_terms import Comparison, object_weight, strongest_views
from mmref_core.reranking.no_match import prominence, share_known
from mmref_core.reranking.object_references import second_comparison
from mmref_core.reranking.pools import Feedback, Pool
from mmref_core.reranking.query import QueryPicture, SearchQuery, query_of
from mmref_core.reranking.reference_terms import reference_matches
from mmref_core.reranking.rerank import Reranked, rerank
from mmref_core.retrieval.gallery import Gallery
from mmref_core.retrieval.query_warnings import CONFIDENT, check_query, not_understood, picture_notes
from mmref_core.search_types import InitialSearch, Marks, Ranking, SearchResult

LEAST_SPREAD = 0.002  # of a term over the pool, in units of cosine: below it a detail moves nothing worth showing
MOST_MATCHES = 3  # reference persons that are shown beside an image
NO_DETAILS: frozenset[str] = frozenset()
NO_MARKS = Marks()


def search(
    model: Model,
    gallery: Gallery,
    text: str,
    count: int = 10,
    off: frozenset[str] = NO_DETAILS,
    marks: Marks = NO_MARKS,
    unwanted: Sequence[str] = (),
    picture: QueryPicture | None = None,
) -> SearchResult:
    """Return both rankings of the whole gallery, with reasons for the first `count` of each.

    `off` holds keys of details (`result.details`) that take no part, `marks` pictures that the person searching marked,
    `unwanted` phrases for what the pictures should not show; the last two count in the refined ranking. A phrase that
    is not understood takes no part, and a note says so. With a `picture` to search by the description may be empty; a
    picture of this gallery is left out of both rankings. Raises QueryError for a description without words, and
    ValueError for a gallery that another model embedded or a mark outside of it.
    """
    reading = model.knowledge.reader.read(text)
    understood = tuple(phrase for phrase in dict.fromkeys(unwanted) if model.knowledge.understands(phrase))
    notes = check_query(model, reading) if text.strip() or picture is None else ()
    notes += picture_notes(model, text, picture)
    notes += not_understood(phrase for phrase in unwanted if phrase not in understood)
    if wrong := [image for image in (*marks.match, *marks.no_match) if not 0 <= image < len(gallery)]:
        raise ValueError(f"picture {wrong[0]} is marked, but the gallery has {len(gallery)}")
    if gallery.fingerprint != model.fingerprint:
        raise ValueError("the gallery was embedded by another model; index it again")
    if not len(gallery):
        raise QueryError("This gallery has no pictures yet. Add pictures, or choose the sample gallery.")
    started = time.perf_counter()
    query = query_of(model, reading.text, picture, text)
    images, scores = _nearest(gallery, query)
    initial = Ranking(tuple(images.tolist()), tuple(scores.tolist()))
    first_done = time.perf_counter()
    gate = model.search.gate if picture is None else None  # it was chosen for descriptions
    confident = gate is not None and float(margins(scores[None])[0]) > gate
    stands_out, unlearnt = (
        stands_out_in(model, gallery, reading.text, (images, scores)) if picture is None else (True, ())
    )
    pool = pool_of(model, gallery, (images, scores), Feedback(marks, understood))
    reranked = rerank(query, pool, model, off, confident)
    refined = _with_tail(Ranking.of(pool.images.tolist(), reranked.scores.tolist()), initial)
    shown = dict.fromkeys(refined.images[:count] + initial.images[:count])
    parts = _parts(model, gallery, reranked, set(shown))
    moves = explain(sorted(shown, key=refined.ranks().__getitem__), (initial, refined), gallery.paths, parts)
    return SearchResult(
        query=text,
        initial=initial,
        refined=refined,
        moves=moves,
        details=query_details(reranked.terms, off, LEAST_SPREAD),
        count=count,
        notes=notes + ((CONFIDENT,) if confident else ()),
        seconds_initial=first_done - started,
        seconds_refined=time.perf_counter() - first_done,
        confident=confident,
        stands_out=stands_out,
        unlearnt=unlearnt,
        unwanted=understood,
    )


def initial_search(model: Model, gallery: Gallery, text: str, count: int = 10) -> InitialSearch:
    """Return the initial ranking of `search` alone; raises QueryError for a description without words."""
    reading = model.knowledge.reader.read(text)
    check_query(model, reading)
    started = time.perf_counter()
    images, scores = gallery.index.nearest(
        model.embed_query(model.towers, reading.text, text).features[0], len(gallery)
    )
    initial = Ranking(tuple(images.tolist()), tuple(scores.tolist()))
    return InitialSearch(initial, count, time.perf_counter() - started)


def stands_out_in(
    model: Model,
    gallery: Gallery,
    text: str,
    found: tuple[Int[Tensor, " image"], Float[Tensor, " image"]],
) -> tuple[bool, tuple[str, ...]]:
    """Return whether an image stands out among the cosines found, and if none does, the words that are not known."""
    if gallery.neutral is None or model.search.no_match_threshold is None:
        return True, ()
    images, cosines = found
    words = model.towers.known_words(text)
    known = cosines.new_tensor([share_known(words)])
    if prominence(cosines[None], known, gallery.neutral.of(images)).item() > model.search.no_match_threshold:
        return True, ()
    return False, tuple(dict.fromkeys(word for word, learnt in words if not learnt))


def _nearest(gallery: Gallery, query: SearchQuery) -> tuple[Int[Tensor, " image"], Float[Tensor, " image"]]:
    """Return images and cosines of the whole gallery, best first, without the query picture."""
    images, scores = gallery.index.nearest(query.feature, len(gallery))
    if query.picture is None or query.picture.image is None:
        return images, scores
    others = images != query.picture.image
    if not others.any():
        raise QueryError("This gallery has no other picture than the one that is searched by. Choose another gallery.")
    return images[others], scores[others]


def pool_of(
    model: Model, gallery: Gallery, found: tuple[Int[Tensor, " image"], Float[Tensor, " image"]], feedback: Feedback
) -> Pool:
    """Return the best images of the initial ranking, with what their terms compare."""
    images, scores = (part[: model.search.pool] for part in found)
    chosen, order = images.sort()
    return Pool(
        images=chosen,
        initial=scores[order],
        descriptors=with_neighbours(gallery.descriptors[chosen], model.knowledge, model.search),
        expansion=gallery.expansion[chosen],
        patches=None if gallery.patches is None else gallery.patches[chosen],
        gallery=gallery.descriptors,
        feedback=feedback,
    )


def _with_tail(pool: Ranking, initial: Ranking) -> Ranking:
    """Append every image outside the pool in its initial order, with scores that go on falling."""
    tail = initial.images[len(pool) :]
    if not tail:
        return pool
    drop = max(0.0, initial.scores[len(pool)] - pool.scores[-1])
    return Ranking(pool.images + tail, pool.scores + tuple(score - drop for score in initial.scores[len(pool) :]))


def _parts(model: Model, gallery: Gallery, reranked: Reranked, shown: set[int]) -> dict[int, Explanation]:
    """Return what explains each shown image that was re-ranked."""
    query, pool, terms, off = reranked.query, reranked.pool, reranked.terms, reranked.off
    place_of = {image: place for place, image in enumerate(pool.images.tolist()) if image in shown}
    places = list(place_of.values())
    found = found_words(pool, places, model)
    ranks = ranks_without(reranked.scores, terms, off, places)
    matches = [()] * len(places)
    if not reranked.confident:
        matches = strongest_matches(reference_matches(query, pool, places, model), MOST_MATCHES)
    second = second_comparison(query, pool, terms, off, model.search)

    def compared(image: int, place: int) -> list[Comparison]:
        own = object_weight(gallery.expansion, terms, off, model.search, image)
        first = gallery.descriptors.features, query.feature, own
        return [first] if second is None else [first, (*second[:2], float(second[2][place]))]

    return {
        image: Explanation(
            contributions(terms, place, off, found[number]),
            ranks[number],
            matches[number],
            strongest_views(gallery.expansion, compared(image, place), image),
        )
        for number, (image, place) in enumerate(place_of.items())
    }
