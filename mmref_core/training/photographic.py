"""Augmentation towards photographs: other framing, resolution, tone and saturation, noise, JPEG compression."""

import io

import numpy as np
import torch
from jaxtyping import Bool, Float
from PIL import Image
from torch import Generator, Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

FRAMED = 0.7  # share of images that are framed anew
ZOOM = (0.7, 1.08)  # height and width of the new frame, relative to the image
TILT = 0.08  # most shear and rotation, as a slope
RESOLUTIONS = (0.25, 0.35, 0.5, 0.7)  # of images that lose resolution, relative
BLURRED = 0.5  # share of images that do
TONED, GAMMA = 0.6, 0.5  # share with another gamma, and the most of its logarithm
BALANCE = 0.12  # of each channel's gain, relative: white balance
DULLED, SATURATION = 0.4, (-0.3, 0.8)  # share with another saturation, and the share of grey mixed in
NOISY, NOISE = 0.5, 0.05  # share with noise, and its largest standard deviation
COMPRESSED, QUALITY = 0.3, (15, 75)  # share compressed anew, and the quality
GREY = torch.tensor([0.299, 0.587, 0.114])[:, None, None]  # luma of RGB, ITU-R BT.601


def photographic(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    """Return images between 0 and 1 as other cameras might have taken them; repeatable by the generator's state."""
    images = _tone(_reframe(images, generator), generator)
    return _compress(_add_noise(_lose_resolution(images, generator), generator), generator)


def _chosen(count: int, share: float, generator: Generator) -> Bool[Tensor, "image 1 1 1"]:
    return (torch.rand(count, generator=generator) < share)[:, None, None, None]


def _between(low: float, high: float, count: int, generator: Generator) -> Float[Tensor, "image 1 1 1"]:
    return low + (high - low) * torch.rand(count, 1, 1, 1, generator=generator)


def _reframe(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    """Cut, tilt and enlarge; what lies outside of the image repeats its edge."""
    count = len(images)
    scale = ZOOM[0] + (ZOOM[1] - ZOOM[0]) * torch.rand(count, 2, generator=generator)
    room = (1 - scale).abs()
    shift = room * (2 * torch.rand(count, 2, generator=generator) - 1)
    tilt = TILT * (2 * torch.rand(count, 2, generator=generator) - 1)
    frames = torch.zeros(count, 2, 3)
    frames[:, 0, 0], frames[:, 1, 1], frames[:, :, 2] = scale[:, 0], scale[:, 1], shift
    frames[:, 0, 1], frames[:, 1, 0] = tilt[:, 0], tilt[:, 1] / 2
    grid = affine_grid(frames, list(images.shape), align_corners=False)
    framed = grid_sample(images, grid, mode="bilinear", padding_mode="border", align_corners=False)
    return torch.where(_chosen(count, FRAMED, generator), framed, images)


def _tone(images: Float[Tensor, "image 3 height width"], generator: Generator) -> Float[Tensor, "image 3 height width"]:
    count = len(images)
    gamma = _between(-GAMMA, GAMMA, count, generator).exp()
    images = torch.where(_chosen(count, TONED, generator), images.clamp(1e-4, 1) ** gamma, images)
    images = images * (1 + BALANCE * (2 * torch.rand(count, 3, 1, 1, generator=generator) - 1))
    grey = _between(*SATURATION, count, generator)
    dulled = images * (1 - grey) + (images * GREY).sum(dim=1, keepdim=True) * grey
    return torch.where(_chosen(count, DULLED, generator), dulled, images).clamp(0, 1)


def _lose_resolution(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    """Shrink and enlarge again."""
    height, width = images.shape[2:]
    drawn = torch.rand(len(images), generator=generator) / BLURRED * len(RESOLUTIONS)
    images = images.clone()
    for number, share in enumerate(RESOLUTIONS):
        rows = drawn.long() == number
        if rows.any():
            small = interpolate(images[rows], size=(int(height * share), int(width * share)), mode="area")
            images[rows] = interpolate(small, size=(height, width), mode="bilinear", align_corners=False)
    return images


def _add_noise(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    strength = _between(0, NOISE, len(images), generator) * _chosen(len(images), NOISY, generator)
    return (images + strength * torch.randn(images.shape, generator=generator)).clamp(0, 1)


def _compress(
    images: Float[Tensor, "image 3 height width"], generator: Generator
) -> Float[Tensor, "image 3 height width"]:
    """Encode some images as JPEG and decode them."""
    images = images.clone()
    rows = _chosen(len(images), COMPRESSED, generator).flatten().nonzero().flatten().tolist()
    qualities = torch.randint(*QUALITY, (len(rows),), generator=generator).tolist()
    for row, quality in zip(rows, qualities, strict=True):
        pixels = (images[row] * 255).round().byte().permute(1, 2, 0).numpy()
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "JPEG", quality=quality)
        images[row] = torch.from_numpy(np.array(Image.open(file))).permute(2, 0, 1).float() / 255
    return images
