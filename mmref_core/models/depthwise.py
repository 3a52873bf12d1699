"""Depthwise convolutions with a backward pass that is quick on a processor; their values are those of torch."""

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn.functional import conv2d, pad

QUICK_KERNEL = 3  # up to which torch's own gradient of the weights is quick in bfloat16 too


class DepthwiseConv2d(nn.Module):
    """A depthwise convolution that stands in for one of torch or timm; its weight keeps its name in a state dict.

    In bfloat16 torch takes 150 ms on one core for the gradient of the weights of 672 kernels of 5×5 and 96 images of
    12×6, and 500 ms for the gradient of the input where the stride is 2; this takes 55 and 8 ms. Training an
    EfficientNet is three times as quick with it.
    """

    def __init__(self, convolution: nn.Conv2d) -> None:
        super().__init__()
        self.weight = convolution.weight
        self.stride, self.padding = convolution.stride, convolution.padding
        self.pads_like_tensorflow = type(convolution).__name__ == "Conv2dSame"  # timm's; it imports torchvision

    def forward(self, images: Float[Tensor, "image channel height width"]) -> Float[Tensor, "image channel row column"]:
        if self.pads_like_tensorflow:
            images = _pad_same(images, self.weight.shape[-2:], self.stride)
        weight = self.weight
        if images.device.type != "cpu":
            return conv2d(images, weight, None, self.stride, self.padding, groups=len(weight))
        if torch.is_autocast_enabled("cpu"):
            kind = torch.get_autocast_dtype("cpu")
            images, weight = images.to(kind), weight.to(kind)
        return _Depthwise.apply(images, weight, self.stride, self.padding)


def _pad_same(images: Tensor, kernel: Sequence[int], stride: Sequence[int]) -> Tensor:
    """Pad as TensorFlow does for "SAME": the odd row and column come last."""
    missing = [
        max((-(-length // step) - 1) * step + size - length, 0)
        for length, size, step in zip(images.shape[2:], kernel, stride, strict=True)
    ]
    (top, bottom), (left, right) = ((length // 2, length - length // 2) for length in missing)
    return pad(images, (left, right, top, bottom))


class _Depthwise(torch.autograd.Function):
    @staticmethod
    def forward(
        context: Any, images: Tensor, weight: Tensor, stride: tuple[int, int], padding: tuple[int, int]
    ) -> Tensor:
        context.save_for_backward(images, weight)
        context.stride, context.padding = stride, padding
        return conv2d(images, weight, None, stride, padding, groups=len(weight))

    @staticmethod
    @once_differentiable
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor | None, None, None]:
        images, weight = context.saved_tensors
        with torch.autocast("cpu", enabled=False):
            of_images = _of_images(gradient, images, weight, context) if context.needs_input_grad[0] else None
            of_weight = _of_weight(gradient, images, weight, context) if context.needs_input_grad[1] else None
        return of_images, of_weight, None, None


def _of_images(gradient: Tensor, images: Tensor, weight: Tensor, context: Any) -> Tensor:
    """Return the gradient of the input: the convolution of the gradient, zeros put between, with the turned kernel."""
    kernel, (down, right) = weight.shape[2:], context.padding
    if context.stride != (1, 1):
        height, width = (
            length + 2 * padding - size + 1
            for length, padding, size in zip(images.shape[2:], context.padding, kernel, strict=True)
        )
        spread = gradient.new_zeros(*gradient.shape[:2], height, width).contiguous(memory_format=torch.channels_last)
        spread[:, :, :: context.stride[0], :: context.stride[1]] = gradient
        gradient = spread
    around = kernel[0] - 1 - down, kernel[1] - 1 - right
    return conv2d(gradient, weight.flip(2, 3), padding=around, groups=len(weight))


def _of_weight(gradient: Tensor, images: Tensor, weight: Tensor, context: Any) -> Tensor:
    """Return the gradient of the kernels; of large ones in single precision, which is three times as quick."""
    kind = weight.dtype if max(weight.shape[2:]) <= QUICK_KERNEL else torch.float32
    return torch.ops.aten.convolution_backward(
        *(part.to(kind) for part in (gradient, images, weight)),
        None,
        context.stride,
        context.padding,
        (1, 1),
        False,
        (0, 0),
        len(weight),
        (False, True, False),
    )[1].to(weight.dtype)


def hasten_depthwise(module: nn.Module) -> None:
    """Put a `DepthwiseConv2d` in the place of every depthwise convolution inside."""
    for name, part in module.named_children():
        if isinstance(part, nn.Conv2d) and _is_depthwise(part):
            setattr(module, name, DepthwiseConv2d(part))
        else:
            hasten_depthwise(part)


def _is_depthwise(part: nn.Conv2d) -> bool:
    return part.groups == part.in_channels == part.out_channels and part.dilation == (1, 1) and part.bias is None
