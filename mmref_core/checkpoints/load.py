"""Load a checkpoint, a folder of plain files, after all of its checks have passed."""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mmref_core.checkpoints.format import (
    CHECKED,
    CONFIG,
    FORMAT,
    OPTIONAL,
    PHRASES,
    READABLE,
    REFERENCES,
    SECOND_WEIGHTS,
    SUMS,
    THUMBNAILS,
    VOCABULARY,
    WEIGHTS,
    damaged,
    load_tensors,
    load_weights,
    read_file,
    read_json,
    read_vocabulary,
    sha256,
    unpack_embedding,
    with_current_names,
    with_current_weights,
)
from mmref_core.checkpoints.golden import check_golden_feature
from mmref_core.checkpoints.second_pair import read_second_pair
from mmref_core.config import SENTENCE, ModelConfig, SearchConfig, read_settings
from mmref_core.errors import CheckpointError, SettingsError
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import AttributeLabels, Model, ModelKnowledge
from mmref_core.models.reference_phrases import ReferencePhrases
from mmref_core.models.reference_thumbnails import ReferenceThumbnails
from mmref_core.text.normalize import QueryNormalizer


def load_model(folder: Path | str, device: torch.device | str = "cpu") -> Model:
    """Return the model of a checkpoint folder, with its towers on a device.

    Raises CheckpointError with what is wrong and what to do.
    """
    folder = Path(folder)
    listed = _check_files(folder)
    stored = read_json(folder / CONFIG)
    if stored.get("format") not in READABLE:
        raise CheckpointError(
            f"{folder / CONFIG} has format {stored.get('format')!r}, this program reads format {FORMAT}. "
            "Use the checkpoint that came with this version."
        )
    try:
        config = with_current_names(stored)
        model_config = read_settings(ModelConfig, config["model"])
        search = read_settings(SearchConfig, config["search"])
        vocabulary = Vocabulary.from_dict(config["attributes"])
        golden = config["golden"]
        if search.token_weight and model_config.patch_grid is None:
            raise ValueError("search.token_weight is above 0, but the model has no patches to compare words with")
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder / CONFIG, error) from error
    try:
        words = read_vocabulary(folder / VOCABULARY) if model_config.text_tower == SENTENCE else ()
        towers = Towers(model_config, words)
    except SettingsError as error:
        raise damaged(folder / CONFIG, error) from error
    except ValueError as error:
        raise damaged(folder / VOCABULARY, error) from error
    classifiers = AttributeClassifiers(vocabulary, towers.feature_width, model_config.text_width)
    weights = _weights(folder / WEIGHTS, towers)
    load_weights(towers, _part(weights, "towers."), folder / WEIGHTS)
    load_weights(classifiers, _part(weights, "classifiers."), folder / WEIGHTS)
    towers.eval()
    check_golden_feature(folder, towers, golden)
    if "second" in config:
        towers.second = read_second_pair(folder, config["second"])
    return Model(
        towers.to(device),
        _knowledge(folder, classifiers.eval(), model_config.dim, THUMBNAILS in listed),
        search,
        _fingerprint(folder, stored),
        config.get("facts", {}),
    )


def _knowledge(folder: Path, classifiers: AttributeClassifiers, dim: int, has_thumbnails: bool) -> ModelKnowledge:
    tensors = load_tensors(folder / REFERENCES)
    texts = read_json(folder / PHRASES)
    try:
        reference_phrases = ReferencePhrases(
            phrases=tuple(texts["phrases"]),
            features=tensors["phrase_features"].float().reshape(-1, dim),
            members=tensors["members"].long(),
            coefficients=tensors["coefficients"].float(),
            captions=tuple(texts["captions"]),
        )
        labels = AttributeLabels(texts["words"]["attributes"], texts["words"]["values"])
        reader = QueryNormalizer({word: int(count) for word, count in texts.get("known", {}).items()})
        references = torch.nn.functional.normalize(tensors["vectors"].float().reshape(-1, dim), dim=1)
        persons = tensors["persons"].long()
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(folder / REFERENCES, error) from error
    lengths = {len(references), len(persons), len(reference_phrases.members), len(reference_phrases.captions)}
    if len(lengths) != 1 or len(reference_phrases.phrases) != len(reference_phrases.features):
        raise CheckpointError(f"{folder / REFERENCES} and {folder / PHRASES} do not belong together. Restore both.")
    thumbnails = _thumbnails(folder, persons.tolist()) if has_thumbnails else None
    return ModelKnowledge(classifiers, references, persons, reference_phrases, labels, reader, thumbnails)


def _thumbnails(folder: Path, persons: list[int]) -> ReferenceThumbnails:
    try:
        return ReferenceThumbnails.from_tensors(load_tensors(folder / THUMBNAILS), persons)
    except (KeyError, ValueError) as error:
        raise damaged(folder / THUMBNAILS, error) from error


def _check_files(folder: Path) -> set[str]:
    """Return the names in `SHA256SUMS`. Raises CheckpointError for a file that is missing or changed."""
    if not folder.is_dir():
        raise CheckpointError(
            f"There is no checkpoint at {folder}. Give the folder of one with --checkpoint, restore it, "
            "or train one with `python -m mmref_core train`."
        )
    sums = read_file(folder / SUMS, lambda file: file.read_text(encoding="utf-8"))
    expected = dict(reversed(line.split("  ", 1)) for line in sums.splitlines() if "  " in line)
    for name in (*CHECKED, *(name for name in OPTIONAL if name in expected)):
        if not (folder / name).is_file():
            raise CheckpointError(f"{folder / name} is missing. Restore the whole checkpoint folder.")
        if sha256(folder / name) != expected.get(name):
            raise CheckpointError(
                f"{folder / name} is damaged: its SHA-256 is not the one in {SUMS}. Restore the checkpoint folder."
            )
    return set(expected)


def _weights(file: Path, towers: Towers) -> dict[str, Tensor]:
    try:
        return with_current_weights(unpack_embedding(load_tensors(file), len(towers.token_embedding.weight)))
    except (KeyError, RuntimeError) as error:
        raise damaged(file, error) from error


def _part(weights: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def _fingerprint(folder: Path, config: dict[str, Any]) -> str:
    """Return 32 hexadecimal digits that stand for architecture, preprocessing, tokenizer and weights.

    Computed from the stored names, so that galleries indexed by an earlier version stay valid.
    """
    parts = [config["format"], config["model"], sha256(folder / WEIGHTS)]
    if "second" in config:
        parts += [config["second"]["model"], sha256(folder / SECOND_WEIGHTS)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
