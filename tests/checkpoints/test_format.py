import pytest
import torch

from mmref_core.checkpoints.format import (
    EMBEDDING,
    SHOWN_TOKENS,
    pack_embedding,
    unpack_embedding,
    with_current_names,
    with_current_state,
)


def test_shown_tokens_keep_their_vectors_and_all_others_share_the_one_of_median_length() -> None:
    vectors = torch.diag(torch.tensor([1.0, 9.0, 2.0, 5.0, 3.0, 7.0]))
    weights = {EMBEDDING: vectors, "towers.other": torch.ones(2)}
    small = pack_embedding(weights, torch.tensor([4, 1, 1]))
    assert small[EMBEDDING].shape == (3, 6) and small[SHOWN_TOKENS].tolist() == [1, 4]
    whole = unpack_embedding(small, 6)
    assert set(whole) == set(weights) and torch.equal(whole["towers.other"], weights["towers.other"])
    assert torch.equal(whole[EMBEDDING][[1, 4]], vectors[[1, 4]])
    for token in (0, 2, 3, 5):  # of lengths 1, 2, 5 and 7
        assert torch.equal(whole[EMBEDDING][token], vectors[3])


def test_where_every_token_was_shown_nothing_changes() -> None:
    weights = {EMBEDDING: torch.randn(5, 3)}
    assert pack_embedding(weights, torch.arange(5)) is weights
    assert unpack_embedding(weights, 5) == weights


@pytest.mark.parametrize(("rows", "shown"), [(3, [0, 1, 2]), (3, [0, 6]), (3, [-1, 0])])
def test_vectors_that_do_not_belong_to_their_tokens_are_refused(rows: int, shown: list[int]) -> None:
    weights = {EMBEDDING: torch.zeros(rows, 4), SHOWN_TOKENS: torch.tensor(shown)}
    with pytest.raises(RuntimeError, match=f"3 vectors do not belong to {len(shown)} tokens of 6"):
        unpack_embedding(weights, 6)


def test_names_of_earlier_versions_are_read_as_those_of_this_one() -> None:
    former = {
        "format": 5,
        "model": {"places": [6, 2], "dim": 256},
        "search": {"standing": 4.5, "pool": 100},
        "facts": {"training": {"slack": 0.3}, "training_before": [{"details_weight": 1.0, "details_dropout": 0.1}]},
    }
    current = with_current_names(former)
    assert current["model"] == {"patch_grid": [6, 2], "dim": 256}
    assert current["search"] == {"no_match_threshold": 4.5, "pool": 100}
    assert current["facts"] == {
        "training": {"tolerance": 0.3},
        "training_before": [{"branch_attributes_weight": 1.0, "branch_dropout": 0.1}],
    }
    assert with_current_names(current) == current
    assert with_current_names({"format": 5, "facts": {"seed": 3}}) == {"format": 5, "facts": {"seed": 3}}


def test_the_state_of_an_earlier_run_is_read_by_the_names_of_this_version() -> None:
    one = torch.ones(1)
    former = {
        "learner": {"readers.priors": one, "towers.place_head.bias": one, "heads.rows": one},
        "config": {"slack": 0.3},
        "before": [{"details_weight": 1.0}],
        "step": 7,
    }
    current = with_current_state(former)
    assert set(current["weights"]) == {"classifiers.priors", "towers.patch_head.bias", "heads.rows"}
    assert current["config"] == {"tolerance": 0.3} and current["before"] == [{"branch_attributes_weight": 1.0}]
    assert current["step"] == 7 and "learner" not in current
    assert with_current_state(current) == current
