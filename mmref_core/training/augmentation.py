"""Augmentation of training images: mirroring, brightness and colour, random crop, random erasing."""

import torch
from jaxtyping import Float, Int, UInt8
from torch import Generator, Tensor
from torch.nn.functional import pad

from mmref_core.data.transforms import MEAN, STD
from mmref_core.training.photographic import photographic

LIGHT = 0.2  # brightness and contrast, relative
COLOUR = 0.08  # of each channel, relative
MARGIN = 8  # pixels of padding before the crop
ERASE = 0.4  # share of pictures that lose a box
ERASED = (0.02, 0.2)  # of the picture's area


def augment(
    pixels: UInt8[Tensor, "image 3 height width"], generator: Generator, towards_photographs: bool = False
) -> Float[Tensor, "image 3 height width"]:
    """Return augmented, normalised input of the image tower; the same generator state gives the same pixels.

    `towards_photographs` adds `training.photographic`.
    """
    images = pixels.float() / 255
    count = len(images)
    mirrored = torch.rand(count, generator=generator) < 0.5
    images = torch.where(mirrored[:, None, None, None], images.flip(3), images)
    if towards_photographs:
        images = photographic(images, generator)
    images = _relight(images, generator)
    images = (images.clamp(0, 1) - MEAN) / STD
    images = _shift(images, torch.randint(0, 2 * MARGIN + 1, (2, count), generator=generator))
    _erase(images, generator)
    return images.contiguous(memory_format=torch.channels_last)


def _relight(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    count = len(images)
    contrast = 1 + LIGHT * _either_way(count, 1, generator)
    brightness = (1 + LIGHT * _either_way(count, 1, generator)) * (1 + COLOUR * _either_way(count, 3, generator))
    middle = images.mean(dim=(1, 2, 3), keepdim=True)
    return ((images - middle) * contrast + middle) * brightness


def _either_way(count: int, channels: int, generator: Generator) -> Float[Tensor, "image channel 1 1"]:
    """Return uniform random numbers between -1 and 1."""
    return torch.rand(count, channels, 1, 1, generator=generator) * 2 - 1


def _shift(
    images: Float[Tensor, "image 3 height width"], offsets: Int[Tensor, "2 image"]
) -> Float[Tensor, "image 3 height width"]:
    """Return a crop of each padded image; the padding has the mean colour."""
    height, width = images.shape[2:]
    padded = pad(images, (MARGIN, MARGIN, MARGIN, MARGIN))
    crops = [
        image[:, down : down + height, right : right + width]
        for image, (down, right) in zip(padded, offsets.T.tolist(), strict=True)
    ]
    return torch.stack(crops)


def _erase(images: Float[Tensor, "image 3 height width"], generator: Generator) -> None:
    """Fill one box of some images with one random colour, in place (random erasing, Zhong et al., 2020)."""
    height, width = images.shape[2:]
    draws = torch.rand(len(images), 5, generator=generator).tolist()
    colours = torch.randn(len(images), 3, 1, 1, generator=generator)
    for image, colour, (chance, area, shape, down, right) in zip(images, colours, draws, strict=True):
        if chance >= ERASE:
            continue
        pixels = (ERASED[0] + area * (ERASED[1] - ERASED[0])) * height * width
        ratio = 0.4 * (2.5 / 0.4) ** shape  # height to width, 0.4 to 2.5
        tall = min(int((pixels * ratio) ** 0.5), height)
        wide = min(int((pixels / ratio) ** 0.5), width)
        top, left = int(down * (height - tall + 1)), int(right * (width - wide + 1))
        image[:, top : top + tall, left : left + wide] = colour
