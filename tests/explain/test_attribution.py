import math

import pytest
import torch

from mmref_core.explain.attribution import (
    TIE,
    Explanation,
    contributions,
    explain,
    found_words,
    query_details,
    ranks_without,
    strongest_matches,
)
from mmref_core.reranking.pools import Feedback
from mmref_core.reranking.reference_terms import ReferenceMatches
from mmref_core.reranking.rerank import refined_scores
from mmref_core.reranking.term_types import REST, Term, Terms, forms_of
from mmref_core.reranking.terms import ATTRIBUTE
from mmref_core.retrieval.gallery import gallery_of
from mmref_core.retrieval.search import pool_of
from mmref_core.search_types import Contribution, Move, Ranking, RelatedImage
from small_world import random_items, tiny_model

TERMS = Terms(
    (Term("detail:bag", "detail", "white bag"), Term("phrase:red coat", "phrase", "red coat"), Term(REST, REST, REST)),
    torch.tensor([[0.30, 0.00, 0.01], [-0.10, 0.20, 0.02], [0.00, 0.05, 0.00]]),
)
INITIAL = torch.tensor([0.50, 0.60, 0.63])
NONE: frozenset[str] = frozenset()


def test_scores_and_ranks_of_three_images_by_hand() -> None:
    scores = refined_scores(INITIAL, TERMS, NONE)
    assert torch.allclose(scores, torch.tensor([0.81, 0.72, 0.68], dtype=torch.double))
    # without the bag: 0.51, 0.82, 0.68; without the coat: 0.81, 0.52, 0.63
    assert ranks_without(scores, TERMS, NONE, [0, 1]) == [
        {"detail:bag": 3, "phrase:red coat": 1},
        {"detail:bag": 1, "phrase:red coat": 3},
    ]


def test_a_detail_that_is_off_counts_nowhere() -> None:
    off = frozenset({"detail:bag"})
    scores = refined_scores(INITIAL, TERMS, off)
    assert torch.allclose(scores, torch.tensor([0.51, 0.82, 0.68], dtype=torch.double))
    assert ranks_without(scores, TERMS, off, [1]) == [{"phrase:red coat": 2}]
    assert [part.key for part in contributions(TERMS, 1, off, {})] == ["phrase:red coat", REST]


def test_contributions_come_by_size_with_what_was_found_and_without_zeros() -> None:
    parts = contributions(TERMS, 0, NONE, {"detail:bag": "no bag"})
    assert [(part.key, part.found) for part in parts] == [("detail:bag", "no bag"), (REST, "")]


def test_equal_scores_keep_gallery_order_in_the_counterfactual_too() -> None:
    terms = Terms((Term("detail:a", "detail", "a"),), torch.tensor([[0.1], [0.3], [0.2]]))
    scores = refined_scores(torch.full((3,), 0.5), terms, NONE)
    assert [without["detail:a"] for without in ranks_without(scores, terms, NONE, range(3))] == [1, 2, 3]


def test_ranks_are_each_given_once_also_for_scores_that_are_just_a_tie_apart() -> None:
    terms = Terms((Term("detail:a", "detail", "a"),), torch.zeros(3, 1))
    scores = torch.tensor([TIE, 0.0, -TIE], dtype=torch.double)
    ranks = [without["detail:a"] for without in ranks_without(scores, terms, NONE, range(3))]
    assert ranks == [1, 2, 3]


def test_what_was_found_in_an_image_is_told_by_the_kind_that_reads_attributes() -> None:
    model = tiny_model()
    gallery = gallery_of(model, list("abcd"), random_items(model, 4, 2).pooled, [None] * 4)
    pool = pool_of(model, gallery, (torch.arange(4), torch.zeros(4)), Feedback())
    told = found_words(pool, [2, 0], model)
    assert any(told)
    read = forms_of(ATTRIBUTE).found
    assert read is not None and told == read(pool, [2, 0], model)


def test_details_come_by_how_much_they_tell_images_apart() -> None:
    details = query_details(TERMS, NONE, least=0.05)
    assert [detail.key for detail in details] == ["detail:bag", "phrase:red coat"]
    assert [detail.key for detail in query_details(TERMS, frozenset({"phrase:red coat"}), least=0.15)] == [
        "detail:bag",
        "phrase:red coat",
    ]


def test_the_strength_of_a_detail_is_the_standard_deviation_of_its_term() -> None:
    bag, coat = query_details(TERMS, NONE, least=0.0)  # what no phrase covers is no detail
    assert bag.strength == pytest.approx(math.sqrt((0.30**2 + 0.10**2) / 3 - (0.20 / 3) ** 2), abs=1e-6)
    assert coat.strength == pytest.approx(math.sqrt((0.20**2 + 0.05**2) / 3 - (0.25 / 3) ** 2), abs=1e-6)
    assert query_details(TERMS, NONE, least=bag.strength) == (bag,)


def test_the_persons_that_agree_most_vote_with_their_weight_and_those_that_do_not_are_silent() -> None:
    agreement = torch.tensor([[0.9, 0.0, 0.0, 0.0], [0.25, 0.5, 0.0, 0.125]])
    matches = ReferenceMatches((7, 4, 9, 2), ("a", "b", "c", "d"), (("red",), (), (), ("hat",)), agreement, 0.5)
    assert [(match.person, match.agreement, match.value) for match in strongest_matches(matches, 2)[1]] == [
        (4, 0.5, 0.25),
        (7, 0.25, 0.125),
    ]
    last = strongest_matches(matches, 4)[1][-1]
    assert (last.person, last.caption, last.phrases) == (2, "d", ("hat",))
    assert [match.person for match in strongest_matches(matches, 4)[0]] == [7]


def test_a_move_has_the_ranks_and_scores_of_both_rankings_and_reasons_only_where_it_was_ranked_anew() -> None:
    initial, refined = Ranking((2, 0, 1), (0.9, 0.5, 0.1)), Ranking((0, 2, 1), (0.8, 0.7, 0.05))
    said = (Contribution("detail:bag", "detail", "bag", 0.3, ""),)
    part = Explanation(said, {"detail:bag": 2}, (), (RelatedImage(1, 0.1),))
    anew, behind = explain([0, 1], (initial, refined), ["a", "b", "c"], {0: part})
    assert anew == Move(0, "a", 2, 1, 0.5, 0.8, part.contributions, part.without, (), part.views)
    assert behind == Move(1, "b", 3, 3, 0.1, 0.05, (), {}, (), ())


def move(before: int, after: int) -> Move:
    parts = (
        Contribution("detail:bag", "detail", "white bag", 0.3, ""),
        Contribution("detail:hat", "detail", "red hat", -0.2, ""),
        Contribution(REST, REST, REST, 0.1, ""),
    )
    return Move(0, "a.jpg", before, after, 0.5, 0.7, parts, {}, ())


def test_the_reasons_of_a_move_point_the_way_it_moved() -> None:
    assert move(9, 2).reasons == ("white bag",)
    assert move(2, 9).reasons == ("red hat",)
    assert move(4, 4).reasons == ("white bag",)
