"""Makes `import torchvision` work beside a CPU-only torch.

PyPI's torchvision is built for CUDA torch; with a CPU build of the same version its extension cannot load, and the
import stops with "operator torchvision::nms does not exist". open_clip and timm import torchvision but never call
these two operators, so declaring them is enough.
"""

from importlib.util import find_spec
from pathlib import Path

import torch


def declare_missing_operators() -> None:
    """Declare `nms` and `qnms` when torchvision's own extension cannot load; otherwise do nothing."""
    found = find_spec("torchvision")
    if found is None or found.origin is None:
        return
    for extension in Path(found.origin).parent.glob("_C*.so"):
        try:
            torch.ops.load_library(str(extension))
            return
        except OSError:
            continue
    try:
        for operator in ("nms", "qnms"):
            torch.library.define(
                f"torchvision::{operator}", "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
            )
    except RuntimeError as error:
        if "already" not in str(error) and "multiple" not in str(error):
            raise
