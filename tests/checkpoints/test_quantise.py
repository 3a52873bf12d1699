import pytest
import torch

from mmref_core.checkpoints.quantise import quantise_rows, restore_rows


def test_rows_come_back_to_a_255th_of_their_largest_number_and_the_rest_as_it_was() -> None:
    generator = torch.Generator().manual_seed(0)
    weights = {
        "matrix": torch.randn(5, 40, generator=generator) * torch.tensor([1e-6, 1e-2, 1.0, 30.0, 0.0])[:, None],
        "kernel": torch.randn(6, 1, 3, 3, generator=generator),
        "bias": torch.tensor([0.5, -2.0]),
        "count": torch.tensor(7),
    }
    packed = quantise_rows(weights)
    assert packed["matrix"].dtype == packed["kernel"].dtype == torch.int8
    restored = restore_rows(packed)
    assert restored.keys() == weights.keys()
    for name in ("matrix", "kernel"):
        largest = weights[name].flatten(1).abs().amax(dim=1)
        difference = (restored[name] - weights[name]).flatten(1).abs().amax(dim=1)
        assert (difference <= largest / 127 / 2 * 1.001 + 1e-12).all()
    assert torch.equal(restored["bias"], weights["bias"]) and restored["count"].item() == 7


def test_rows_without_their_scales_are_an_error() -> None:
    packed = quantise_rows({"matrix": torch.eye(3)})
    del packed["matrix.scale"]
    with pytest.raises(KeyError, match="matrix.scale"):
        restore_rows(packed)
