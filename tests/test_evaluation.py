import math

import torch

from mmref_core.embedding import Embedded
from mmref_core.evaluation import Trial, compare, figures_of, interval
from mmref_core.metrics import QueryFigures


def figures(*precision: float, first: tuple[int, ...]) -> QueryFigures:
    return QueryFigures(torch.tensor(first).float(), torch.tensor(precision), torch.tensor(precision))


def test_a_score_matrix_is_ranked_and_ties_keep_gallery_order() -> None:
    images, texts = (Embedded(torch.zeros(count, 2), torch.zeros(count, 2)) for count in (3, 2))
    trial = Trial(images, torch.tensor([5, 6, 6]), texts, torch.tensor([6, 5]), {})
    result = figures_of(torch.tensor([[0.2, 0.2, 0.9], [0.1, 0.8, 0.8]]), trial)
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


def test_a_constant_has_no_width_whatever_the_sizes_of_persons() -> None:
    assert interval(torch.full((6,), 40.0), torch.tensor([1, 1, 1, 2, 3, 3])) == (40.0, 40.0)
