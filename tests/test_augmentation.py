import torch

from mmref_core.augmentation import augment
from mmref_core.images import to_input


def test_augmentation_is_a_function_of_its_generator() -> None:
    pixels = torch.randint(0, 256, (6, 3, 64, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    first = augment(pixels, torch.Generator().manual_seed(5))
    assert torch.equal(first, augment(pixels, torch.Generator().manual_seed(5)))
    assert not torch.equal(first, augment(pixels, torch.Generator().manual_seed(6)))


def test_augmentation_moves_light_and_place_but_keeps_most_of_the_picture() -> None:
    ramp = torch.linspace(0, 255, 64)[:, None].expand(3, 64, 32).to(torch.uint8)
    changed = augment(ramp.expand(40, 3, 64, 32), torch.Generator().manual_seed(2))
    still = to_input(ramp[None])[0].flatten()
    likeness = [torch.corrcoef(torch.stack([still, image.flatten()]))[0, 1].item() for image in changed]
    assert min(likeness) > 0.2
    assert sum(likeness) / 40 > 0.7
    assert max(likeness) < 0.9999
