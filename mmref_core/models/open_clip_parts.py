"""Build CLIP's image and text encoders and its tokenizer with open_clip. No other module imports open_clip."""

import math

import torch
from torch import nn

from mmref_core.config import ModelConfig
from mmref_core.models.tokenisation import ClipTokenizer
from mmref_core.models.torchvision_operators import declare_missing_operators

declare_missing_operators()  # before open_clip, which imports torchvision
from open_clip import CLIP, SimpleTokenizer  # noqa: E402
from open_clip.timm_model import TimmModel  # noqa: E402

INITIAL_TEMPERATURE = 0.07  # of `align`, as in CLIP


class SharedSpace(nn.Module):
    """An image encoder with the projections of both modalities and the learnt temperature, under CLIP's names.

    A sentence encoder takes the place of CLIP's text transformer beside it.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.visual = TimmModel(
            config.image_tower,
            config.dim,
            (config.image_height, config.image_width),
            pool="avg",
            proj="linear",
            drop_path=config.drop_path,
        )
        self.text_projection = nn.Parameter(torch.randn(config.text_width, config.dim) * config.text_width**-0.5)
        self.logit_scale = nn.Parameter(torch.tensor(-math.log(INITIAL_TEMPERATURE)))


def build_clip(config: ModelConfig) -> CLIP:
    """Return open_clip's model with an image tower of timm and CLIP's text transformer, with random weights."""
    return CLIP(
        config.dim,
        {
            "timm_model_name": config.image_tower,
            "timm_pool": "avg",
            "timm_proj": "linear",
            "timm_drop_path": config.drop_path,
            "image_size": (config.image_height, config.image_width),
        },
        {
            "context_length": config.context,
            "width": config.text_width,
            "layers": config.text_layers,
            "heads": config.text_heads,
        },
    )


def clip_tokenizer(config: ModelConfig) -> ClipTokenizer:
    """Return CLIP's tokenizer for texts of the model's context."""
    return ClipTokenizer(SimpleTokenizer(context_length=config.context), config.context)
