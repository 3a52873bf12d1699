"""Answer a query: the initial ranking, the refined one, and why every picture moved."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.errors import QueryError
from mmref_core.explanation import Part, contributions, explain, query_details, ranks_without, votes_for
from mmref_core.gallery import Gallery
from mmref_core.knowledge import Model
from mmref_core.query_notes import CONFIDENT, check_query, not_understood, picture_notes
from mmref_core.ranking import Ranking
from mmref_core.reranking.descriptors import (
    Described,
    found_values,
    mark_columns,
    read_details,
    unwanted_columns,
    with_neighbours,
)
from mmref_core.reranking.gallery_terms import other_views, weight_of_views
from mmref_core.reranking.no_match import prominence, share_known
from mmref_core.reranking.query import Query, QueryPicture, query_columns, query_of
from mmref_core.reranking.term_types import Terms, Votes, nothing, refined_scores
from mmref_core.results import Glance, SearchResult
from mmref_core.similarity import margins
from mmref_core.wishes import Marks

LEAST_SPREAD = 0.002  # of a term over the pool, in units of cosine: below it a detail moves nothing worth showing
VOTES = 3
KINDS = ("detail", "seen")  # of terms of which something is found in a picture
NO_DETAILS: frozenset[str] = frozenset()
NO_MARKS = Marks()


@dataclass(frozen=True)
class Pool:
    """The images that are re-ranked, in gallery order, and everything their refined scores are made of."""

    images: Int[Tensor, " pooled"]
    seen: Described
    initial: Float[Tensor, " pooled"]
    terms: Terms
    votes: Votes


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
    """Both rankings of the whole gallery, with reasons for the first `count` of each.

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
    query = query_of(model, reading.text, picture)
    images, scores = _nearest(gallery, query)
    initial = Ranking(tuple(images.tolist()), tuple(scores.tolist()))
    first_done = time.perf_counter()
    gate = model.search.gate if picture is None else None  # it was chosen for descriptions
    confident = gate is not None and float(margins(scores[None])[0]) > gate
    stands_out, unlearnt = standing(model, gallery, reading.text, (images, scores)) if picture is None else (True, ())
    pool = _pool(model, gallery, query, (images, scores), confident)
    pool = _with_wishes(model, gallery, pool, marks, understood)
    after = refined_scores(pool.initial, pool.terms, off)
    refined = _with_tail(Ranking.of(pool.images.tolist(), after.tolist()), initial)
    shown = dict.fromkeys(refined.images[:count] + initial.images[:count])
    parts = _parts(model, gallery, pool, after, off, list(shown), query)
    moves = explain(sorted(shown, key=refined.ranks().__getitem__), (initial, refined), gallery.paths, parts)
    return SearchResult(
        query=text,
        initial=initial,
        refined=refined,
        moves=moves,
        details=query_details(pool.terms, off, LEAST_SPREAD),
        count=count,
        notes=notes + ((CONFIDENT,) if confident else ()),
        seconds_initial=first_done - started,
        seconds_refined=time.perf_counter() - first_done,
        confident=confident,
        stands_out=stands_out,
        unlearnt=unlearnt,
        unwanted=understood,
    )


def glance(model: Model, gallery: Gallery, text: str, count: int = 10) -> Glance:
    """The initial ranking of `search`, alone; raises QueryError for a description without words."""
    reading = model.knowledge.reader.read(text)
    check_query(model, reading)
    started = time.perf_counter()
    images, scores = gallery.index.nearest(model.embed_query(model.towers, reading.text).features[0], len(gallery))
    initial = Ranking(tuple(images.tolist()), tuple(scores.tolist()))
    return Glance(initial, count, time.perf_counter() - started)


def standing(
    model: Model,
    gallery: Gallery,
    text: str,
    found: tuple[Int[Tensor, " image"], Float[Tensor, " image"]],
) -> tuple[bool, tuple[str, ...]]:
    """Whether anything stands out among the cosines that were found, and if not, the words that are not known."""
    if gallery.neutral is None or model.search.standing is None:
        return True, ()
    images, cosines = found
    words = model.towers.words_learnt(text)
    known = cosines.new_tensor([share_known(words)])
    if prominence(cosines[None], known, gallery.neutral.of(images)).item() > model.search.standing:
        return True, ()
    return False, tuple(dict.fromkeys(word for word, learnt in words if not learnt))


def _nearest(gallery: Gallery, query: Query) -> tuple[Int[Tensor, " image"], Float[Tensor, " image"]]:
    """The whole gallery, best first, but for the picture that is searched by."""
    images, scores = gallery.index.nearest(query.feature, len(gallery))
    if query.picture is None or query.picture.image is None:
        return images, scores
    others = images != query.picture.image
    if not others.any():
        raise QueryError("This gallery has no other picture than the one that is searched by. Choose another gallery.")
    return images[others], scores[others]


def _pool(
    model: Model,
    gallery: Gallery,
    query: Query,
    found: tuple[Int[Tensor, " image"], Float[Tensor, " image"]],
    confident: bool,
) -> Pool:
    """The best images of the initial ranking with the terms of words and references; none for a confident query."""
    images, scores = (part[: model.search.pool] for part in found)
    chosen, order = images.sort()
    seen, initial = gallery.described[chosen], scores[order]
    if confident:
        return Pool(chosen, seen, initial, *nothing(len(chosen)))
    seen = with_neighbours(seen, model.knowledge, model.search)
    places = None if gallery.places is None else gallery.places[chosen]
    return Pool(chosen, seen, initial, *query_columns(query, seen, gallery.references[chosen], places, model))


def _with_wishes(model: Model, gallery: Gallery, pool: Pool, marks: Marks, unwanted: Sequence[str]) -> Pool:
    """The pool with the terms of what the person searching marked and does not want; they count in any case."""
    terms = pool.terms
    if marks:
        terms += mark_columns(gallery.described, pool.images, marks, model.search)
    if unwanted:
        terms += unwanted_columns(unwanted, partial(_feature, model), pool.seen, model.knowledge, model.search)
    return replace(pool, terms=terms)


def _feature(model: Model, text: str) -> Float[Tensor, " dim"]:
    return model.embed_query(model.towers, model.knowledge.reader.texts([text])[0]).features[0]


def _with_tail(pool: Ranking, initial: Ranking) -> Ranking:
    """The re-ranked pool, then every other image in its initial order, with scores that go on falling."""
    tail = initial.images[len(pool) :]
    if not tail:
        return pool
    drop = max(0.0, initial.scores[len(pool)] - pool.scores[-1])
    return Ranking(pool.images + tail, pool.scores + tuple(score - drop for score in initial.scores[len(pool) :]))


def _parts(
    model: Model,
    gallery: Gallery,
    pool: Pool,
    scores: Float[Tensor, " pooled"],
    off: frozenset[str],
    shown: list[int],
    query: Query,
) -> dict[int, Part]:
    """What explains each shown image that was re-ranked."""
    places = {image: place for place, image in enumerate(pool.images.tolist()) if image in set(shown)}
    readers, words = model.knowledge.readers, model.knowledge.words
    seen = found_values(read_details(gallery.described, gallery.references)[list(places)], readers)
    ranks = ranks_without(scores, pool.terms, off, list(places.values()))
    own = gallery.references, gallery.described.features, query.feature
    weight = weight_of_views(gallery.references, pool.terms, off, model.search)
    return {
        image: Part(
            contributions(
                pool.terms,
                place,
                off,
                {f"{kind}:{name}": words.of(name, value) for kind in KINDS for name, value in found.items()},
            ),
            without,
            votes_for(pool.votes, place, VOTES),
            other_views(*own, weight, image) if weight else (),
        )
        for (image, place), found, without in zip(places.items(), seen, ranks, strict=True)
    }
