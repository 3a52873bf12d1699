import pytest
import torch

from mmref_core.checkpoints.format import ROWS, VECTORS, packed, unpacked


def test_shown_tokens_keep_their_vectors_and_all_others_share_the_one_of_median_length() -> None:
    vectors = torch.diag(torch.tensor([1.0, 9.0, 2.0, 5.0, 3.0, 7.0]))
    weights = {VECTORS: vectors, "towers.other": torch.ones(2)}
    small = packed(weights, torch.tensor([4, 1, 1]))
    assert small[VECTORS].shape == (3, 6) and small[ROWS].tolist() == [1, 4]
    whole = unpacked(small, 6)
    assert set(whole) == set(weights) and torch.equal(whole["towers.other"], weights["towers.other"])
    assert torch.equal(whole[VECTORS][[1, 4]], vectors[[1, 4]])
    for token in (0, 2, 3, 5):  # of lengths 1, 2, 5 and 7
        assert torch.equal(whole[VECTORS][token], vectors[3])


def test_where_every_token_was_shown_nothing_changes() -> None:
    weights = {VECTORS: torch.randn(5, 3)}
    assert packed(weights, torch.arange(5)) is weights
    assert unpacked(weights, 5) == weights


@pytest.mark.parametrize(("rows", "shown"), [(3, [0, 1, 2]), (3, [0, 6]), (3, [-1, 0])])
def test_vectors_that_do_not_belong_to_their_tokens_are_refused(rows: int, shown: list[int]) -> None:
    weights = {VECTORS: torch.zeros(rows, 4), ROWS: torch.tensor(shown)}
    with pytest.raises(RuntimeError, match=f"3 vectors do not belong to {len(shown)} tokens of 6"):
        unpacked(weights, 6)
