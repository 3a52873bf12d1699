"""Build image and text towers and CLIP's tokenizer with open_clip and timm. No other module imports open_clip."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import torch
from torch import nn

from mmref_core.config import CLIP_TEXT, SENTENCE, ModelConfig
from mmref_core.errors import SettingsError
from mmref_core.models.image_towers import ClipImageTower, maps_and_pooled
from mmref_core.models.tokenisation import ClipTokenizer
from mmref_core.models.torchvision_operators import declare_missing_operators

declare_missing_operators()  # before open_clip and timm, which import torchvision
import open_clip  # noqa: E402
import timm  # noqa: E402
from open_clip.model import CLIP, _build_text_tower, _build_vision_tower  # noqa: E402
from open_clip.timm_model import TimmModel  # noqa: E402

INITIAL_TEMPERATURE = 0.07  # of `align`, as in CLIP
TEXT_PARTS = ("token_embedding", "positional_embedding", "transformer", "ln_final")  # besides the projection
CLIP_STRIDE = 32  # pixels in a cell of CLIP's ResNets
CLIP_VOCABULARY = 49408  # tokens of CLIP's byte-pair encoding, the start and the end of a text among them


class SharedSpace(nn.Module):
    """An image tower and the text tower of an open_clip model, under CLIP's names, with the learnt temperature.

    A sentence encoder stands beside it; then it has the projection of texts only.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.visual = _image_tower(config)
        if config.text_tower == SENTENCE:
            self.text_projection = nn.Parameter(torch.randn(config.text_width, config.dim) * config.text_width**-0.5)
        else:
            text = _text_tower(config)
            for part in (*TEXT_PARTS, "text_projection"):
                setattr(self, part, getattr(text, part))
            self.register_buffer("attn_mask", text.attn_mask, persistent=False)
        self.logit_scale = nn.Parameter(torch.tensor(-math.log(INITIAL_TEMPERATURE)))


def build_clip(config: ModelConfig) -> Any:
    """Return the towers with random weights. Raises SettingsError for settings that no tower can be built of."""
    if config.text_tower != CLIP_TEXT or not timm.is_model(config.image_tower):
        return SharedSpace(config)
    image = {
        "timm_model_name": config.image_tower,
        "timm_pool": "avg",
        "timm_proj": "linear",
        "timm_drop_path": config.drop_path or None,
        "image_size": _size(config),
    }
    with _telling(config):
        clip = CLIP(config.dim, image, _shape_of_text(config))
        _resize(clip.visual, config)
    return clip


def clip_tokenizer(config: ModelConfig) -> ClipTokenizer:
    """Return CLIP's tokenizer for texts of the model's context."""
    return ClipTokenizer(open_clip.SimpleTokenizer(context_length=config.context), config.context)


def clip_model(name: str, setting: str) -> dict[str, Any]:
    """Return open_clip's configuration of a model. Raises SettingsError for an unknown name."""
    found = open_clip.get_model_config(name) if name in open_clip.list_models() else None
    if found is None:
        others = timm.list_models() if setting == "image_tower" else [CLIP_TEXT, SENTENCE]
        near = get_close_matches(name, [*others, *open_clip.list_models()], cutoff=0.5) or ["ViT-B-16"]
        kinds = (
            "a model of timm or open_clip" if setting == "image_tower" else "clip, sentence, or a model of open_clip"
        )
        raise SettingsError(f"{setting} {name!r} is not known: it names {kinds}, such as {', '.join(near)}.")
    return found


def _image_tower(config: ModelConfig) -> nn.Module:
    name = config.image_tower
    if timm.is_model(name):
        with _telling(config):
            return _of_timm(name, config, "avg", bias=False)
    model = clip_model(name, "image_tower")
    settings = model["vision_cfg"]
    if settings.get("timm_proj") == "mlp" or settings.get("attentional_pool"):
        raise SettingsError(
            f"image_tower {name!r} has more than a projection after its trunk, which is not supported. "
            "Take another model of open_clip or timm."
        )
    with _telling(config):
        if "timm_model_name" in settings:
            ends_with_classifier = settings.get("timm_proj") is None  # which is the projection, with a bias
            return _of_timm(settings["timm_model_name"], config, settings["timm_pool"], ends_with_classifier)
        if isinstance(settings["layers"], int):
            settings |= {"image_size": _size(config)}
        encoder = _build_vision_tower(model["embed_dim"], settings, model.get("quick_gelu", False))
        if not isinstance(settings["layers"], int):
            _resize_attention_pooling(encoder.attnpool, config)
        return ClipImageTower(encoder, config.dim)


def _resize_attention_pooling(pool: Any, config: ModelConfig) -> None:
    """Give the pooling of a ResNet of CLIP, which open_clip makes for square pictures, a position for every cell."""
    cells = (config.image_height // CLIP_STRIDE) * (config.image_width // CLIP_STRIDE)
    width = pool.positional_embedding.shape[1]
    pool.positional_embedding = nn.Parameter(torch.randn(cells + 1, width) * width**-0.5)


def _of_timm(name: str, config: ModelConfig, pool: str, bias: bool) -> TimmModel:
    tower = TimmModel(
        name,
        config.dim,
        _size(config),
        pool=pool,
        proj="linear",
        proj_bias=bias,
        drop_path=config.drop_path or None,
    )
    _resize(tower, config)
    return tower


def _resize(tower: TimmModel, config: ModelConfig) -> None:
    """Let a timm encoder of pictures of one size take those of the settings; others take any size."""
    if hasattr(tower.trunk, "set_input_size"):
        tower.set_input_size(_size(config))


def _text_tower(config: ModelConfig) -> Any:
    if config.text_tower == CLIP_TEXT:
        return _build_text_tower(config.dim, _shape_of_text(config))
    model = clip_model(config.text_tower, "text_tower")
    settings = model["text_cfg"]
    if settings.get("hf_tokenizer_name") or settings.get("vocab_size") != CLIP_VOCABULARY or settings.get("embed_cls"):
        raise SettingsError(
            f"text_tower {config.text_tower!r} does not read CLIP's tokens, which is not supported. "
            "Take the text tower of another model; the image tower may be of this one."
        )
    _check_text_shape(config, settings)
    settings |= {"context_length": config.context}
    return _build_text_tower(config.dim, settings, model.get("quick_gelu", False))


def _check_text_shape(config: ModelConfig, settings: dict[str, Any]) -> None:
    """Raise SettingsError unless the settings of a text tower are those of the open_clip model that it names."""
    wanted = {f"text_{name}": settings[name] for name in ("width", "layers", "heads")}
    most = settings["context_length"]
    if settings.get("no_causal_mask") or config.context > most:
        wanted["context"] = most
    check_text_settings(config, wanted, f"text_tower {config.text_tower!r}")


def check_text_settings(config: ModelConfig, wanted: dict[str, int], owner: str) -> None:
    """Raise SettingsError with what to set unless the model has these settings, which `owner` has."""
    if any(getattr(config, name) != value for name, value in wanted.items()):
        have, own = (
            ", ".join(f"{name} {value}" for name, value in values.items())
            for values in (wanted, {name: getattr(config, name) for name in wanted})
        )
        told = ", ".join(f'"{name}": {value}' for name, value in wanted.items())
        raise SettingsError(f"{owner} has {have}, the settings say {own}. Set {{{told}}} for the model.")


def _shape_of_text(config: ModelConfig) -> dict[str, int]:
    return {
        "context_length": config.context,
        "width": config.text_width,
        "layers": config.text_layers,
        "heads": config.text_heads,
    }


def _size(config: ModelConfig) -> tuple[int, int]:
    return config.image_height, config.image_width


@contextmanager
def _telling(config: ModelConfig) -> Iterator[None]:
    """Raise SettingsError in place of what timm and open_clip raise for towers that cannot be built."""
    try:
        yield
    except (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise _unfit_image_tower(config, error) from error


@torch.inference_mode()
def check_image_tower(tower: Any, config: ModelConfig) -> None:
    """Raise SettingsError for an image tower that cannot compute features of pictures of the settings' size."""
    training = tower.training
    with _telling(config):
        maps, pooled = maps_and_pooled(tower.eval().trunk, torch.zeros(1, 3, *_size(config)))
        if maps.shape[1] != pooled.shape[1]:
            raise ValueError(f"it pools {maps.shape[1]} channels to {pooled.shape[1]} features")
    tower.train(training)


def _unfit_image_tower(config: ModelConfig, error: Exception) -> SettingsError:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    advice = "Set drop_path to 0, or take another" if "drop_path" in reason else "Take another size, or another"
    size = f"{config.image_height}×{config.image_width}"
    return SettingsError(f"image_tower {config.image_tower!r} takes no pictures of {size} ({reason}). {advice} tower.")


def freeze_layers(clip: Any, layers: int) -> None:
    """Let the first layers of a text tower, and what is before them, stay as they are in training; none for 0."""
    if layers:
        clip.token_embedding.requires_grad_(False)
        clip.positional_embedding.requires_grad_(False)
        clip.transformer.resblocks[:layers].requires_grad_(False)
