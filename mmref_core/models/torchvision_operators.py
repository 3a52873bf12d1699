"""Makes `import torchvision` work beside a CPU-only torch.

PyPI's torchvision is built for CUDA torch; with a CPU build of the same version its extension cannot load, and the
import stops with "operator torchvision::nms does not exist". open_clip and timm import torchvision but never call
these two operators, so declaring them is enough.
"""

import sys
from importlib.util import find_spec
from pathlib import Path


class _BeforeTorchvision:
    """A finder that finds nothing, but declares the operators when torchvision is first looked for."""

    declared = False

    def find_spec(self, name: str, *_: object) -> None:
        if name == "torchvision" and not self.declared:
            self.declared = True
            declare_missing_operators()


def declare_before_torchvision() -> None:
    """Let the operators be declared just before torchvision is imported, by whom ever; loads nothing now."""
    if not any(type(finder).__name__ == _BeforeTorchvision.__name__ for finder in sys.meta_path):
        sys.meta_path.insert(0, _BeforeTorchvision())  # type: ignore[arg-type]


def declare_missing_operators() -> None:
    """Declare `nms` and `qnms` when torchvision's own extension cannot load; otherwise do nothing."""
    import torch  # slow, and rendering needs none

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
