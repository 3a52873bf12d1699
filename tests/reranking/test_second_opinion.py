"""Second opinions: standardised to the spread of the first, by hand."""

import torch

from mmref_core.reranking.second_opinion import spread_alike


def test_a_second_opinion_has_mean_nought_and_the_spread_of_the_first() -> None:
    first = torch.tensor([[0.1, 0.3, 0.5], [0.0, 0.0, 0.9]])
    second = torch.tensor([[0.6, 0.2, 0.4], [0.1, 0.3, 0.8]])
    alike = spread_alike(second, first)
    torch.testing.assert_close(alike[0], torch.tensor([0.2, -0.2, 0.0]), atol=1e-6, rtol=0)
    torch.testing.assert_close(alike.std(dim=1, unbiased=False), first.std(dim=1, unbiased=False))
    assert alike[1].argsort().tolist() == [0, 1, 2]


def test_a_pair_to_which_all_images_are_alike_has_no_opinion() -> None:
    assert spread_alike(torch.full((1, 4), 0.3), torch.rand(1, 4)).abs().max() < 1e-3
    assert spread_alike(torch.rand(2, 1), torch.rand(2, 1)).abs().max() == 0, "a gallery of one image"
