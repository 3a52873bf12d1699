import torch

from mmref_core.training.photographic import photographic


def images() -> torch.Tensor:
    return torch.rand(40, 3, 48, 24, generator=torch.Generator().manual_seed(1))


def changed(seed: int) -> torch.Tensor:
    return photographic(images(), torch.Generator().manual_seed(seed))


def test_images_stay_images_and_the_same_generator_gives_the_same_ones() -> None:
    first, again, other = changed(3), changed(3), changed(4)
    assert first.shape == images().shape and first.min() >= 0 and first.max() <= 1
    assert torch.equal(first, again) and not torch.equal(first, other)


def test_most_images_are_changed_and_each_stays_nearest_to_its_own() -> None:
    """A flat colour in each, so that neither framing nor resolution can hide whose it is."""
    drawn = torch.rand(40, 3, 1, 1, generator=torch.Generator().manual_seed(2))
    flat = drawn.expand(-1, -1, 48, 24).contiguous()
    seen = photographic(flat, torch.Generator().manual_seed(5))
    assert ((seen - flat).flatten(1).abs().amax(dim=1) > 0.01).float().mean() > 0.7
    assert (seen - flat).mean(dim=(2, 3)).abs().mean() < 0.15, "tones move, colours do not become others"
