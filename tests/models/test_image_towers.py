"""Features of trunks as maps."""

import pytest
import torch
from torch import nn

from mmref_core.models.image_towers import as_map, grid_of


def test_tokens_make_a_map_row_by_row_without_those_before_them() -> None:
    trunk = nn.Module()
    trunk.num_prefix_tokens = 1
    tokens = torch.arange(9.0).reshape(1, 9, 1)
    assert as_map(trunk, tokens, 64, 32)[0, 0].tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_maps_with_channels_last_are_turned() -> None:
    trunk = nn.Module()
    features = torch.randn(2, 4, 3, 5)
    assert torch.equal(as_map(trunk, features, 64, 48), features)
    trunk.output_fmt = "NHWC"
    assert torch.equal(as_map(trunk, features, 64, 48), features.permute(0, 3, 1, 2))


def test_cells_that_make_no_grid_are_refused() -> None:
    assert grid_of(12, 100, 32) == (6, 2)
    with pytest.raises(ValueError, match="7 cells make no map"):
        grid_of(7, 64, 32)
