"""Text-to-person image search with reference-refined rankings that explain themselves.

The three functions below are loaded when they are first used, so that rendering people does not wait for a model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mmref_core.models.torchvision_operators import declare_before_torchvision

if TYPE_CHECKING:
    from mmref_core.checkpoints.load import load_model
    from mmref_core.retrieval.gallery import index_images
    from mmref_core.retrieval.search import search

declare_before_torchvision()

__version__ = "0.2.0"

__all__ = ["index_images", "load_model", "search"]

_HOMES = {
    "load_model": "mmref_core.checkpoints.load",
    "index_images": "mmref_core.retrieval.gallery",
    "search": "mmref_core.retrieval.search",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
