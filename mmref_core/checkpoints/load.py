"""A checkpoint is a folder of plain files; it is loaded only after every check has passed."""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from mmref_core.checkpoints.format import (
    CHECKED,
    CONFIG,
    DETAILS,
    FORMAT,
    GOLDEN_TEXT,
    PORTRAITS,
    READABLE,
    REFERENCES,
    SUMS,
    WEIGHTS,
    damaged,
    guarded,
    read_json,
    sha256,
    unpacked,
)
from mmref_core.config import ModelConfig, SearchConfig, read_settings
from mmref_core.errors import CheckpointError
from mmref_core.models.attribute_classifiers import Readers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import Knowledge, Model, Words
from mmref_core.models.reference_phrases import Details
from mmref_core.models.reference_thumbnails import Portraits
from mmref_core.text.normalize import QueryNormalizer

GOLDEN_TOLERANCE = 0.01  # of an entry of a unit feature: half-precision weights, other processors


def load_model(folder: Path | str) -> Model:
    """The model of a checkpoint folder. Raises CheckpointError with what is wrong and what to do."""
    folder = Path(folder)
    listed = _check_files(folder)
    config = read_json(folder / CONFIG)
    if config.get("format") not in READABLE:
        raise CheckpointError(
            f"{folder / CONFIG} has format {config.get('format')!r}, this program reads format {FORMAT}. "
            "Use the checkpoint that came with this version."
        )
    try:
        model_config = read_settings(ModelConfig, config["model"])
        search = read_settings(SearchConfig, config["search"])
        vocabulary = Vocabulary.from_dict(config["attributes"])
        golden = config["golden"]
        if search.token_weight and model_config.places is None:
            raise ValueError("search.token_weight is above 0, but the model has no places to compare words with")
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder / CONFIG, error) from error
    towers = Towers(model_config)
    readers = Readers(vocabulary, towers.view_width, model_config.text_width)
    weights = _weights(folder / WEIGHTS, towers)
    _fill(towers, weights, "towers.", folder / WEIGHTS)
    _fill(readers, weights, "readers.", folder / WEIGHTS)
    towers.eval()
    model = Model(
        towers,
        _knowledge(folder, readers.eval(), model_config.dim, PORTRAITS in listed),
        search,
        _fingerprint(folder, config),
        config.get("facts", {}),
    )
    with torch.inference_mode():
        feature = towers.embed_texts(towers.tokenize([GOLDEN_TEXT]))[0, : len(golden)]
    if not torch.allclose(feature, torch.tensor(golden), atol=GOLDEN_TOLERANCE):
        raise CheckpointError(
            f"{folder} loads, but answers differently from when it was saved. "
            "Install the versions in requirements.txt, or restore the checkpoint."
        )
    return model


def _knowledge(folder: Path, readers: Readers, dim: int, portrayed: bool) -> Knowledge:
    tensors = _tensors(folder / REFERENCES)
    texts = read_json(folder / DETAILS)
    try:
        details = Details(
            phrases=tuple(texts["phrases"]),
            features=tensors["phrase_features"].float().reshape(-1, dim),
            members=tensors["members"].long(),
            coefficients=tensors["coefficients"].float(),
            captions=tuple(texts["captions"]),
        )
        words = Words(texts["words"]["attributes"], texts["words"]["values"])
        reader = QueryNormalizer({word: int(count) for word, count in texts.get("known", {}).items()})
        references = torch.nn.functional.normalize(tensors["vectors"].float().reshape(-1, dim), dim=1)
        persons = tensors["persons"].long()
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(folder / REFERENCES, error) from error
    lengths = {len(references), len(persons), len(details.members), len(details.captions)}
    if len(lengths) != 1 or len(details.phrases) != len(details.features):
        raise CheckpointError(f"{folder / REFERENCES} and {folder / DETAILS} do not belong together. Restore both.")
    pictures = _portraits(folder, persons.tolist()) if portrayed else None
    return Knowledge(readers, references, persons, details, words, reader, pictures)


def _portraits(folder: Path, persons: list[int]) -> Portraits:
    try:
        return Portraits.from_tensors(_tensors(folder / PORTRAITS), persons)
    except (KeyError, ValueError) as error:
        raise damaged(folder / PORTRAITS, error) from error


def _check_files(folder: Path) -> set[str]:
    """Names of the files that belong to the checkpoint; each is there and unchanged."""
    if not folder.is_dir():
        raise CheckpointError(
            f"There is no checkpoint at {folder}. Give the folder of one with --checkpoint, restore it, "
            "or train one with `python -m mmref_core train`."
        )
    sums = guarded(folder / SUMS, lambda file: file.read_text(encoding="utf-8"))
    expected = dict(reversed(line.split("  ", 1)) for line in sums.splitlines() if "  " in line)
    for name in (*CHECKED, *({PORTRAITS} & expected.keys())):
        if not (folder / name).is_file():
            raise CheckpointError(f"{folder / name} is missing. Restore the whole checkpoint folder.")
        if sha256(folder / name) != expected.get(name):
            raise CheckpointError(
                f"{folder / name} is damaged: its SHA-256 is not the one in {SUMS}. Restore the checkpoint folder."
            )
    return set(expected)


def _tensors(file: Path) -> dict[str, Tensor]:
    try:
        return load_file(file)
    except (OSError, SafetensorError) as error:
        raise damaged(file, error) from error


def _weights(file: Path, towers: Towers) -> dict[str, Tensor]:
    try:
        return unpacked(_tensors(file), len(towers.clip.token_embedding.weight))
    except (KeyError, RuntimeError) as error:
        raise damaged(file, error) from error


def _fill(module: torch.nn.Module, weights: dict[str, Tensor], prefix: str, file: Path) -> None:
    own = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
    try:
        module.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in own.items()}
        )
    except RuntimeError as error:
        raise damaged(file, str(error).splitlines()[0]) from error


def _fingerprint(folder: Path, config: dict[str, Any]) -> str:
    """Architecture, preprocessing, tokenizer and weights, in 32 hexadecimal digits."""
    parts = json.dumps([config["format"], config["model"], sha256(folder / WEIGHTS)], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
