"""Tiny models of open_clip with random weights, as if they had been published."""

from copy import deepcopy
from pathlib import Path

import torch
from torch import nn

from mmref_core.models.torchvision_operators import declare_missing_operators

declare_missing_operators()
import open_clip  # noqa: E402

open_clip.add_model_config(Path(__file__).parent / "clip_configs")
TEXT_OF_CLIP = {"text_width": 8, "text_layers": 2, "text_heads": 2}


def published_clip(name: str) -> nn.Module:
    """The whole model, for pictures of 64×64, the same at each call."""
    torch.manual_seed(6)
    settings = deepcopy(open_clip.get_model_config(name))
    model = open_clip.CLIP(**settings).eval()
    if "timm_model_name" in settings["vision_cfg"]:
        model.visual.set_input_size((64, 64))
    return model


def write_clip(name: str, file: Path) -> Path:
    """Its weights in a file of torch."""
    torch.save(published_clip(name).state_dict(), file)
    return file
