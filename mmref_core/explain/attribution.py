"""Attribution: the terms of a refined score in words, which add up to its change exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor

from mmref_core.models.model_bundle import Model
from mmref_core.reranking.pools import Pool
from mmref_core.reranking.reference_terms import ReferenceMatches
from mmref_core.reranking.term_types import REST, Terms, forms_of
from mmref_core.reranking.terms import in_column_order
from mmref_core.search_types import Contribution, Move, QueryDetail, Ranking, ReferenceMatch, RelatedImage

TIE = 1e-9  # two scores closer than this are the same score


def ranks_without(
    scores: Float[Tensor, " image"], terms: Terms, off: frozenset[str], positions: Sequence[int]
) -> list[dict[str, int]]:
    """Return for each position the rank that its image would have without each term, by key of the term.

    A term is taken out of the scores of all images. Ranks start at 1; equal scores keep their order.
    """
    kept = terms.kept(off)
    active = [column for column in range(len(terms.columns)) if kept[column] and terms.columns[column].key != REST]
    keys = [terms.columns[column].key for column in active]
    without = scores[:, None] - terms.values[:, active].double()
    ranks = []
    for position in positions:
        over = without - without[position]
        ahead = (over > TIE).sum(dim=0) + (over[:position].abs() <= TIE).sum(dim=0)
        ranks.append(dict(zip(keys, (1 + ahead).tolist(), strict=True)))
    return ranks


def contributions(terms: Terms, position: int, off: frozenset[str], found: dict[str, str]) -> tuple[Contribution, ...]:
    """Return the terms of one image's score change, largest magnitude first; exact zeros are left out.

    `found` has what the model found in this image, in words, by key.
    """
    kept = terms.kept(off)
    parts = [
        Contribution(column.key, column.kind, column.label, value, found.get(column.key, ""))
        for column, value, keep in zip(
            terms.columns, terms.values[position].double().tolist(), kept.tolist(), strict=True
        )
        if keep and value != 0.0
    ]
    return tuple(sorted(parts, key=lambda part: (-abs(part.value), part.key)))


def query_details(terms: Terms, off: frozenset[str], least: float) -> tuple[QueryDetail, ...]:
    """Return the terms that distinguish the re-ranked images, strongest first.

    The strength is the standard deviation of a term over the images; weaker ones than `least` are left out.
    """
    if not terms.columns:
        return ()
    spread = terms.values.double().std(dim=0, correction=0).tolist()
    details = [
        QueryDetail(column.key, column.kind, column.label, strength, column.key not in off)
        for column, strength in zip(terms.columns, spread, strict=True)
        if column.key != REST and (strength >= least or column.key in off)
    ]
    return tuple(sorted(details, key=lambda detail: (-detail.strength, detail.key)))


def found_words(pool: Pool, positions: Sequence[int], model: Model) -> list[dict[str, str]]:
    """Return what was read in the images at some positions of a pool, in words, by key of the terms that compare it."""
    found: list[dict[str, str]] = [{} for _ in positions]
    for forms in map(forms_of, in_column_order()):
        if forms.found is not None:
            for words, more in zip(found, forms.found(pool, positions, model), strict=True):
                words.update(more)
    return found


def strongest_matches(matches: ReferenceMatches, most: int) -> list[tuple[ReferenceMatch, ...]]:
    """Return for each image the reference persons that match it and the query best, at most so many."""
    return [_matches(matches, shares, most) for shares in matches.agreement.tolist()]


def _matches(matches: ReferenceMatches, shares: Sequence[float], most: int) -> tuple[ReferenceMatch, ...]:
    order = sorted(range(len(shares)), key=lambda reference: -shares[reference])[:most]
    return tuple(
        ReferenceMatch(
            matches.persons[reference],
            matches.weight * shares[reference],
            shares[reference],
            matches.captions[reference],
            matches.phrases[reference],
        )
        for reference in order
        if shares[reference] > 0
    )


def explain(
    shown: Sequence[int], rankings: tuple[Ranking, Ranking], paths: Sequence[str], parts: dict[int, "Explanation"]
) -> tuple[Move, ...]:
    """Return a move for each image of `shown`; an image without a part was not re-ranked and has no contributions."""
    initial, refined = rankings
    before, after = initial.ranks(), refined.ranks()
    score_before = dict(zip(initial.images, initial.scores, strict=True))
    score_after = dict(zip(refined.images, refined.scores, strict=True))
    nothing = Explanation((), {}, ())
    return tuple(
        Move(
            image=image,
            path=paths[image],
            rank_before=before[image],
            rank_after=after[image],
            score_before=score_before[image],
            score_after=score_after[image],
            contributions=parts.get(image, nothing).contributions,
            without=parts.get(image, nothing).without,
            reference_matches=parts.get(image, nothing).reference_matches,
            views=parts.get(image, nothing).views,
        )
        for image in shown
    )


@dataclass(frozen=True)
class Explanation:
    """The explanation of one image's rank."""

    contributions: tuple[Contribution, ...]
    without: dict[str, int]
    reference_matches: tuple[ReferenceMatch, ...]
    views: tuple[RelatedImage, ...] = ()
