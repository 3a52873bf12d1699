import pytest
import torch
from torch import Tensor

from mmref_core.data.transforms import MEAN, STD, to_input
from mmref_core.training.augmentation import augment

COUNT = 1500
HEIGHT, WIDTH = 64, 32


def augmented(picture: Tensor) -> Tensor:
    """The same picture many times, each changed in its own way."""
    many = picture.to(torch.uint8).expand(COUNT, 3, HEIGHT, WIDTH)
    return augment(many, torch.Generator().manual_seed(3))


def middle(changed: Tensor) -> Tensor:
    """What no shift reaches, as parts of full light; boxes may lie on it."""
    return (changed * STD + MEAN)[:, :, 24:40, 12:20]


def box_of(image: Tensor) -> tuple[int, int, int, int] | None:
    """Top, left, height and width of what is neither the most frequent colour nor the padding, which is 0."""
    ground = image.flatten(1).median(dim=1).values[:, None, None]
    rows, columns = ((image - ground).abs().amin(dim=0) * image.abs().amax(dim=0) > 1e-4).nonzero(as_tuple=True)
    if not len(rows):
        return None
    top, left = int(rows.min()), int(columns.min())
    return top, left, int(rows.max()) - top + 1, int(columns.max()) - left + 1


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


def test_half_of_the_pictures_are_mirrored_left_to_right_and_none_is_turned_upside_down() -> None:
    picture = (40 + torch.arange(HEIGHT)[:, None] + 2 * torch.arange(WIDTH)).expand(3, HEIGHT, WIDTH)
    images = middle(augmented(picture)).mean(dim=1)
    left, right = images[:, :, 0].median(dim=1).values, images[:, :, -1].median(dim=1).values
    assert 0.45 < (left > right).float().mean() < 0.55
    upper, lower = images[:, 0].median(dim=1).values, images[:, -1].median(dim=1).values
    assert (upper > lower).float().mean() < 0.1  # where a box lies on one of them


def test_light_and_the_colour_of_each_channel_change_within_their_bounds() -> None:
    """A grey picture has no contrast to change: a channel is 0.4 · (1 ± 0.2) · (1 ± 0.08)."""
    grey = middle(augmented(torch.full((3, HEIGHT, WIDTH), 102.0)))
    plain = grey[grey.flatten(2).std(dim=2).amax(dim=1) < 1e-5].mean(dim=(2, 3)) / 0.4
    plain = plain[(plain.amin(dim=1) > 0.7) & (plain.amax(dim=1) < 1.35)]  # others have their middle in a box
    assert len(plain) > 0.6 * COUNT
    within = (plain > 0.8 * 0.92 - 1e-4) & (plain < 1.2 * 1.08 + 1e-4)
    assert within.float().mean() > 0.99
    assert plain.amin() < 0.77 and plain.amax() > 1.25
    assert abs(plain.mean() - 1) < 0.01
    channels = plain[:, 0] / plain[:, 1]
    assert channels.quantile(0.01) > 0.92 / 1.08 - 1e-4 and channels.quantile(0.99) < 1.08 / 0.92 + 1e-4
    assert channels.quantile(0.99) - channels.quantile(0.01) > 0.2


def test_contrast_stretches_a_picture_about_its_own_mean() -> None:
    """Halves of 0.2 and 0.4: their difference over their mean is 2/3 · (1 ± 0.2), whatever the brightness."""
    picture = torch.full((3, HEIGHT, WIDTH), 51.0)
    picture[:, 32:] = 102.0
    images = middle(augmented(picture))
    upper, lower = images[:, :, :1].mean(dim=(2, 3)), images[:, :, -1:].mean(dim=(2, 3))
    contrast = ((lower - upper) / (lower + upper) * 3)[:, 0]
    inside = contrast[(contrast > 0.8 - 1e-3) & (contrast < 1.2 + 1e-3)]
    assert len(inside) > 0.7 * COUNT
    assert inside.amin() < 0.81 and inside.amax() > 1.19 and abs(inside.mean() - 1) < 0.01


def test_light_stays_between_black_and_white() -> None:
    for value, bound in ((0.0, 0.0), (255.0, 1.0)):
        light = middle(augmented(torch.full((3, HEIGHT, WIDTH), value))).flatten(1).median(dim=1).values
        assert (light - bound).abs().median() < (0.2 if bound else 1e-5)
        assert (light > bound + 1e-5).float().mean() < 0.1  # in a box


def test_a_crop_moves_up_to_eight_pixels_each_way_and_its_border_has_the_mean_colour() -> None:
    images = augmented(torch.full((3, HEIGHT, WIDTH), 250.0))
    border = images.abs().amax(dim=1) == 0
    rows, columns = border.all(dim=2).float(), border.all(dim=1).float()
    down = rows[:, :32].sum(dim=1) - rows[:, 32:].sum(dim=1)
    right = columns[:, :16].sum(dim=1) - columns[:, 16:].sum(dim=1)
    for moves in (down, right):
        values, counts = moves.unique(return_counts=True)
        assert values.tolist() == list(range(-8, 9))
        assert counts.min() > 0.5 * COUNT / 17 and counts.max() < 1.6 * COUNT / 17
    assert torch.corrcoef(torch.stack([down, right]))[0, 1].abs() < 0.1


def test_two_of_five_pictures_lose_a_box_of_one_colour_anywhere() -> None:
    images = augmented(torch.full((3, HEIGHT, WIDTH), 102.0))
    boxes = [(image, box) for image in images if (box := box_of(image)) is not None]
    assert 0.36 < len(boxes) / COUNT < 0.44
    whole = [(image, box) for image, box in boxes if 0 < box[0] < HEIGHT - box[2] and 0 < box[1] < WIDTH - box[3]]
    assert len(whole) > 0.5 * len(boxes)
    for image, (top, left, tall, wide) in whole:
        colours = image[:, top : top + tall, left : left + wide].flatten(1)
        assert torch.equal(colours, colours[:, :1].expand_as(colours))
    areas = torch.tensor([tall * wide / (HEIGHT * WIDTH) for _, (_, _, tall, wide) in whole])
    assert 0.012 < areas.min() < 0.03 and 0.17 < areas.max() <= 0.2
    assert areas.mean() == pytest.approx(0.1, abs=0.012)
    shapes = torch.tensor([tall / wide for _, (_, _, tall, wide) in whole])
    assert shapes.log().mean() == pytest.approx(0, abs=0.1)  # as often high as wide
    assert 0.3 < shapes.min() < 0.5 and 2 < shapes.max() < 3.2
    centres = torch.tensor([(top + tall / 2, left + wide / 2) for _, (top, left, tall, wide) in whole])
    assert centres.mean(dim=0).tolist() == pytest.approx([HEIGHT / 2, WIDTH / 2], abs=1.5)
    assert any(box[0] <= 1 for _, box in whole) and any(box[0] + box[2] >= HEIGHT - 1 for _, box in whole)
