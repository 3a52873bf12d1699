import pytest
import torch

from mmref_core.evaluation.metrics import query_figures, recall


def test_figures_of_two_queries_by_hand() -> None:
    correct = torch.tensor([[0, 1, 0, 1, 0], [1, 0, 0, 0, 0]]).bool()
    figures = query_figures(correct)
    assert figures.first.tolist() == [2, 1]
    assert torch.allclose(figures.average_precision, torch.tensor([(1 / 2 + 2 / 4) / 2, 1.0]))
    assert torch.allclose(figures.inverse_penalty, torch.tensor([2 / 4, 1.0]))
    assert recall(figures.first, 1) == 50.0
    assert recall(figures.first, 2) == 100.0


@pytest.mark.parametrize("others", [[], [[True, False]]])
def test_a_query_that_cannot_be_answered_has_no_figures(others: list[list[bool]]) -> None:
    with pytest.raises(ValueError, match="without a correct picture"):
        query_figures(torch.tensor([*others, [False, False]]))
