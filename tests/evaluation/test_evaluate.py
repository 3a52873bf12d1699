import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core.data.datasets import read_dataset
from mmref_core.evaluation.evaluate import (
    BOTH_COSINES,
    EvaluationSplit,
    compare,
    embed_split,
    evaluate,
    figures_by_person,
    figures_of,
    interval,
    one_picture_each,
    per_query,
    summary,
)
from mmref_core.evaluation.metrics import QueryFigures
from mmref_core.models.encode import Embedded
from small_world import tiny_model, write_dataset


def figures(*precision: float, first: tuple[int, ...]) -> QueryFigures:
    return QueryFigures(torch.tensor(first).float(), torch.tensor(precision), torch.tensor(precision))


def test_a_score_matrix_is_ranked_and_ties_keep_gallery_order() -> None:
    images, texts = (Embedded(torch.zeros(count, 2), torch.zeros(count, 2)) for count in (3, 2))
    split = EvaluationSplit(images, torch.tensor([5, 6, 6]), texts, torch.tensor([6, 5]), {})
    result = figures_of(torch.tensor([[0.2, 0.2, 0.9], [0.1, 0.8, 0.8]]), split)
    assert result.first.tolist() == [1.0, 3.0]
    assert torch.allclose(result.average_precision, torch.tensor([(1 + 2 / 3) / 2, 1 / 3]))


def test_wins_losses_and_ties_are_counted_by_query() -> None:
    before = figures(0.5, 1.0, 0.25, 0.5, first=(2, 1, 4, 2))
    after = figures(1.0, 0.5, 0.5, 0.5, first=(1, 2, 2, 2))
    result = compare(before, after, torch.tensor([1, 1, 2, 2]))
    assert (result["wins"], result["losses"], result["ties"]) == (2, 1, 1)
    assert result["mean_rank_change"] == 0.5
    assert math.isclose(result["change"]["map"]["mean"], 6.25)


def test_the_interval_is_over_persons_not_queries() -> None:
    """A hundred queries of two persons are two observations: the interval spans from one person to the other."""
    persons = torch.arange(2).repeat_interleave(50)
    values = torch.cat([torch.zeros(50), torch.full((50,), 100.0)])
    assert interval(values, persons) == (0.0, 100.0)
    many = interval(torch.tensor([0.0, 100.0]).repeat(50), torch.arange(100))
    assert 38 < many[0] < 42 < 58 < many[1] < 62


def test_the_interval_weighs_a_drawn_person_by_its_queries() -> None:
    """Of 60 persons half have nine queries that succeed and half one that fails: k successes are 9k/(9k + 60 − k).

    A draw has 22 to 38 of them in 95 of 100 cases (binomial); every person alike would give 36.7 to 63.3.
    """
    persons = torch.cat([torch.arange(30).repeat_interleave(9), torch.arange(30, 60)])
    values = torch.cat([torch.full((270,), 100.0), torch.zeros(30)])
    low, high = interval(values, persons)
    expected = [100 * 9 * k / (9 * k + 60 - k) for k in (22, 38)]
    assert (low, high) == pytest.approx(expected, abs=1.0)
    shuffled = torch.randperm(300, generator=torch.Generator().manual_seed(1))
    assert interval(values[shuffled], persons[shuffled] * 7 - 3) == (low, high)


def test_the_interval_is_of_the_queries_mean_where_persons_differ_in_size_and_success() -> None:
    """Person n has n queries of value n: the mean over queries is Σn²/Σn, well above the mean over persons."""
    sizes = torch.arange(1, 41)
    low, high = interval(sizes.float().repeat_interleave(sizes), torch.arange(40).repeat_interleave(sizes))
    mean = sum(n * n for n in range(1, 41)) / sum(range(1, 41))
    assert low < mean < high and (low + high) / 2 == pytest.approx(mean, abs=1.0)
    assert low > 20.5
    # linearised: variance of Σ n(n − mean) over draws, divided by the queries of a draw
    spread = sum((n * (n - mean)) ** 2 for n in range(1, 41)) ** 0.5 / sum(range(1, 41))
    assert high - low == pytest.approx(2 * 1.96 * spread, rel=0.12)


def test_the_figures_of_a_query_are_thresholds_of_its_rank_and_shares_in_percent() -> None:
    ranks = torch.tensor([1.0, 2.0, 5.0, 6.0, 10.0, 11.0])
    values = per_query(QueryFigures(ranks, 1 / ranks, 0.5 / ranks))
    assert values["rank1"].tolist() == [100, 0, 0, 0, 0, 0]
    assert values["rank5"].tolist() == [100, 100, 100, 0, 0, 0]
    assert values["rank10"].tolist() == [100, 100, 100, 100, 100, 0]
    assert torch.allclose(values["map"], 100 / ranks) and torch.allclose(values["minp"], 50 / ranks)


def test_a_summary_has_means_over_queries_and_an_interval_for_each() -> None:
    made = summary(figures(1.0, 0.5, 0.25, first=(1, 2, 7)), torch.tensor([3, 3, 3]))
    assert made["interval"] == {name: [made[name]] * 2 for name in ("rank1", "rank5", "rank10", "map", "minp")}
    assert (made["rank1"], made["rank5"], made["rank10"], made["map"]) == (33.33, 66.67, 100.0, 58.33)


def test_a_change_has_its_sign_and_ranks_that_fall_count_as_gains() -> None:
    before, after = figures(0.5, 0.5, 0.2, first=(2, 2, 9)), figures(0.25, 0.5, 1.0, first=(4, 2, 1))
    result = compare(before, after, torch.tensor([1, 1, 1]))
    assert (result["wins"], result["losses"], result["ties"]) == (1, 1, 1)
    assert result["mean_rank_change"] == 2.0
    assert result["change"]["rank1"] == {"mean": 33.33, "interval": [33.33, 33.33]}
    assert result["change"]["map"]["mean"] == pytest.approx(100 * (0.8 - 0.25) / 3, abs=0.01)


def test_one_picture_of_each_person_is_the_first_in_gallery_order() -> None:
    images = Embedded(torch.arange(6.0)[:, None], torch.zeros(6, 1))
    split = EvaluationSplit(images, torch.tensor([7, 2, 7, 9, 2, 9]), images, torch.tensor([7, 2, 7, 9, 2, 9]), {})
    alone = one_picture_each(split)
    assert alone.images.features.flatten().tolist() == [0.0, 1.0, 3.0]
    assert alone.image_persons.tolist() == [7, 2, 9]
    assert alone.texts is split.texts


def test_a_constant_has_no_width_whatever_the_sizes_of_persons() -> None:
    assert interval(torch.full((6,), 40.0), torch.tensor([1, 1, 1, 2, 3, 3])) == (40.0, 40.0)


def test_plain_cosines_of_both_pairs_have_a_row_beside_the_references_of_objects(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    model, samples = tiny_model(second=True), read_dataset(tmp_path, "val")
    split = embed_split(model, samples)
    report = evaluate(model, split, samples)
    known = report["with_known_objects"]["stages"]
    assert {BOTH_COSINES, "references", "other views", "detail references"} == set(known)
    assert known[BOTH_COSINES] == report["stages"][BOTH_COSINES], "a plain cosine knows no objects"
    alone = replace(model, search=replace(model.search, object_share=0.0, cluster_share=0.0))
    rows = evaluate(alone, split, samples)
    assert rows["stages"]["references"] == rows["stages"][BOTH_COSINES] == report["stages"][BOTH_COSINES]


def test_a_ranking_of_persons_has_each_at_the_place_of_its_best_image() -> None:
    items = torch.eye(2).repeat(3, 1)[:5]
    images, texts = Embedded(items, items), Embedded(items[:2], items[:2])
    split = EvaluationSplit(images, torch.tensor([7, 7, 3, 3, 9]), texts, torch.tensor([3, 9]), {})
    scores = torch.tensor([[0.9, 0.8, 0.1, 0.7, 0.2], [0.9, 0.8, 0.5, 0.1, 0.4]])
    figures = figures_by_person(scores, split)
    assert figures.first.tolist() == [2, 3]
    assert figures.average_precision.tolist() == pytest.approx([1 / 2, 1 / 3])
