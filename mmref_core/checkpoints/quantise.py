"""Weights in 8 bits: each row of a matrix or kernel as whole numbers and one scale."""

import torch
from torch import Tensor

LARGEST = 127  # of a signed byte
SCALE = ".scale"  # ends the name of the scales of a tensor's rows


def quantise_rows(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return weights with matrices and kernels in 8 bits, other numbers in half precision, counters as they are."""
    packed: dict[str, Tensor] = {}
    for name, value in weights.items():
        if not value.is_floating_point():
            packed[name] = value
        elif value.ndim < 2:
            packed[name] = value.half()
        else:
            scales = value.flatten(1).abs().amax(dim=1).clamp(min=torch.finfo(torch.float32).tiny * LARGEST) / LARGEST
            packed[name] = (value / _along_rows(scales, value)).round().to(torch.int8)
            packed[name + SCALE] = scales.float()
    return {name: value.contiguous() for name, value in packed.items()}


def restore_rows(packed: dict[str, Tensor]) -> dict[str, Tensor]:
    """Undo `quantise_rows` up to rounding: single-precision weights by their names. KeyError if scales are missing."""
    weights: dict[str, Tensor] = {}
    for name, value in packed.items():
        if name.endswith(SCALE) and name.removesuffix(SCALE) in packed:
            continue
        if value.dtype == torch.int8:
            weights[name] = value.float() * _along_rows(packed[name + SCALE], value)
        else:
            weights[name] = value.float() if value.is_floating_point() else value
    return weights


def _along_rows(scales: Tensor, value: Tensor) -> Tensor:
    return scales.reshape(-1, *[1] * (value.ndim - 1))
