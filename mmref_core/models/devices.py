"""The device that towers compute on, and where bfloat16 is quick; everything else is computed on the processor."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from mmref_core.errors import SettingsError

AUTO = "auto"  # a CUDA device if torch has one, else the processor


def device_named(choice: str) -> torch.device:
    """Return the device of a choice: auto, cpu or cuda. Raises SettingsError for a device that is not there."""
    if choice == "cuda" and not torch.cuda.is_available():
        raise SettingsError(
            f"torch {torch.__version__} finds no CUDA device. Take --device cpu or auto, or install torch for CUDA."
        )
    if choice == AUTO:
        choice = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(choice)


def fast_bfloat16(device: torch.device) -> bool:
    """Return whether a device multiplies bfloat16 in hardware; elsewhere it is only slower."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


@contextmanager
def quick_precision(device: torch.device) -> Iterator[None]:
    """Compute in bfloat16 where it is quick."""
    with torch.autocast(device.type, torch.bfloat16, enabled=fast_bfloat16(device)):
        yield
