"""Positions between picture sizes, and pixels normalised in another way."""

import torch
from torch import nn

from mmref_core.data.transforms import MEAN, STD
from mmref_core.models.published_clip import Normalisation
from mmref_core.models.weight_fitting import resize_positions, take_over_normalisation


def test_positions_of_a_square_grid_keep_their_order_in_a_tall_one() -> None:
    rows = torch.arange(4.0)[:, None].expand(4, 4)  # a position knows its row alone
    published = torch.cat([torch.tensor([[9.0]]), rows.reshape(16, 1)])
    resized = resize_positions(published, (1 + 8 * 4, 1), 128, 64)
    assert resized[0] == 9 and resized.shape == (33, 1)
    grid = resized[1:].reshape(8, 4)
    assert (grid.diff(dim=0) > 0).all() and torch.allclose(grid, grid[:, :1].expand(8, 4), atol=1e-5)


def test_positions_of_the_same_grid_stay_as_they_are() -> None:
    published = torch.randn(1, 17, 3)
    torch.testing.assert_close(resize_positions(published, (1, 17, 3), 64, 64), published)


def test_the_first_convolution_takes_over_the_normalisation_with_a_bias_or_before_a_norm() -> None:
    torch.manual_seed(0)
    pixels, theirs = torch.rand(2, 3, 8, 8), Normalisation((0.5, 0.4, 0.3), (0.5, 0.25, 0.2))
    mean, std = (torch.tensor(part)[:, None, None] for part in (theirs.mean, theirs.std))
    for trunk in (nn.Sequential(nn.Conv2d(3, 4, 2)), nn.Sequential(nn.Conv2d(3, 4, 2, bias=False), nn.BatchNorm2d(4))):
        with torch.inference_mode():
            expected = trunk.eval()((pixels - mean) / std)
            take_over_normalisation(trunk, theirs)
            torch.testing.assert_close(trunk((pixels - MEAN) / STD), expected, atol=1e-5, rtol=1e-5)
