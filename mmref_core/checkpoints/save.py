"""Write the files of a checkpoint folder: weights, references, settings, measured figures and the list of hashes."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jaxtyping import Int
from safetensors.torch import save_file
from torch import Tensor

from mmref_core.checkpoints.format import (
    CARD,
    CHECKED,
    COMPARISONS,
    CONFIG,
    EMBEDDING,
    FORMAT,
    OPTIONAL,
    PAGE,
    PHRASES,
    PLOTS,
    REFERENCES,
    REPORT,
    SUMS,
    THUMBNAILS,
    VOCABULARY,
    WEIGHTS,
    pack_embedding,
    read_json,
    sha256,
    unpack_embedding,
    with_current_names,
    write_vocabulary,
)
from mmref_core.checkpoints.golden import golden_feature
from mmref_core.checkpoints.second_pair import write_second_pair
from mmref_core.config import CLIP_TEXT, SearchConfig
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import ModelKnowledge
from mmref_core.models.reference_thumbnails import ReferenceThumbnails
from mmref_core.reports.model_card import card_text
from mmref_core.reports.plots import draw_curve, draw_no_match
from mmref_core.reports.tables import report_page


def save_checkpoint(
    folder: Path,
    towers: Towers,
    knowledge: ModelKnowledge,
    search: SearchConfig,
    facts: dict[str, Any],
    shown: Int[Tensor, " token"] | None = None,
) -> None:
    """Write all files but the report and the model card; weights in half precision.

    `shown` are the tokens that occur in training captions; of a text tower from nothing only their vectors are stored
    (see `format.pack_embedding`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    phrases = knowledge.reference_phrases
    own = {name: value.cpu() for name, value in towers.state_dict().items() if not name.startswith("second.")}
    weights = {f"towers.{name}": value for name, value in own.items()}
    weights |= {f"classifiers.{name}": value for name, value in knowledge.classifiers.state_dict().items()}
    if shown is not None and towers.config.text_tower == CLIP_TEXT:
        weights = pack_embedding(weights, shown)
        towers = _with_vectors(towers, unpack_embedding(weights, len(towers.clip.token_embedding.weight))[EMBEDDING])
    save_file({name: _half(value) for name, value in weights.items()}, folder / WEIGHTS)
    write_vocabulary(folder / VOCABULARY, towers)
    references = {
        "vectors": knowledge.references,
        "persons": knowledge.persons,
        "phrase_features": phrases.features,
        "members": phrases.members.short(),
        "coefficients": phrases.coefficients,
    }
    save_file({name: _half(value) for name, value in references.items()}, folder / REFERENCES)
    write_thumbnails(folder, knowledge.thumbnails)
    texts = {
        "phrases": phrases.phrases,
        "captions": phrases.captions,
        "words": asdict(knowledge.attribute_labels),
        "known": knowledge.reader.known,
    }
    _write_json(folder / PHRASES, texts, indent=None)
    config = {
        "format": FORMAT,
        "model": asdict(towers.config),
        "search": asdict(search),
        "attributes": knowledge.classifiers.vocabulary.to_dict(),
        "golden": golden_feature(towers),
        "facts": facts,
    }
    _write_json(folder / CONFIG, config)
    write_sums(folder)


def _with_vectors(towers: Towers, vectors: Tensor) -> Towers:
    """Return a copy of the towers with another token embedding."""
    towers = deepcopy(towers)
    towers.clip.token_embedding.weight.data = vectors.to(towers.device)
    return towers


def add_second_pair(folder: Path, towers: Towers, facts: dict[str, Any]) -> None:
    """Put a second pair of towers into a checkpoint, or in the place of the one that it has."""
    config = read_json(folder / CONFIG)
    _write_json(folder / CONFIG, config | {"second": write_second_pair(folder, towers, facts)})
    write_sums(folder)


def write_search(folder: Path, search: SearchConfig) -> None:
    """Replace the search settings of a checkpoint; features do not depend on them."""
    config = read_json(folder / CONFIG)
    _write_json(folder / CONFIG, config | {"search": asdict(search)})
    write_sums(folder)


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Write `report.json`, `report.md`, plots and the model card, and renew the list of hashes."""
    _write_json(folder / REPORT, report)
    _write_page(folder, report)
    (folder / PLOTS).mkdir(exist_ok=True)
    for name, curve in report.get("curves", {}).items():
        draw_curve(name, curve, folder / PLOTS / f"{name}.svg")
    if report["test"].get("standing"):
        draw_no_match(report["test"]["standing"], folder / PLOTS / "standing.svg")
    config = read_json(folder / CONFIG)
    (folder / CARD).write_text(card_text(with_current_names(config), report), encoding="utf-8")
    write_sums(folder)


def write_comparison(folder: Path, comparison: dict[str, Any]) -> None:
    """Add an ablation to `comparisons.json`, and to `report.md` if there is one.

    It replaces an ablation with the same budget and settings. The longest stands first.
    """
    others = [other for other in _comparisons(folder) if _budget(other) != _budget(comparison)]
    _write_json(folder / COMPARISONS, sorted([comparison, *others], key=lambda one: -one["samples"]))
    if (folder / REPORT).exists():
        _write_page(folder, read_json(folder / REPORT))
    write_sums(folder)


def _write_page(folder: Path, report: dict[str, Any]) -> None:
    (folder / PAGE).write_text(report_page(report, _comparisons(folder)), encoding="utf-8")


def _budget(comparison: dict[str, Any]) -> list[Any]:
    """Return what all models of an ablation share; older files lack `after` and `changed`."""
    numbers = [comparison.get(name, 0) for name in ("persons", "samples", "after")]
    return [*numbers, comparison.get("changed") or {}]


def _comparisons(folder: Path) -> list[dict[str, Any]]:
    return read_json(folder / COMPARISONS) if (folder / COMPARISONS).exists() else []


def write_thumbnails(folder: Path, thumbnails: ReferenceThumbnails | None) -> None:
    """Write the thumbnails of the reference persons, or delete them if there are none; call `write_sums` afterwards."""
    (folder / THUMBNAILS).unlink(missing_ok=True)
    if thumbnails is not None:
        save_file(thumbnails.tensors(), folder / THUMBNAILS)


def write_known(folder: Path, known: Mapping[str, int]) -> None:
    """Write how often each known word occurs in training captions; call `write_sums` afterwards."""
    texts = read_json(folder / PHRASES)
    _write_json(folder / PHRASES, texts | {"known": dict(known)}, indent=None)


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS` of the files that are there."""
    names = [name for name in (*CHECKED, *OPTIONAL, REPORT, COMPARISONS) if (folder / name).exists()]
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines))


def _half(value: Tensor) -> Tensor:
    return (value.cpu().half() if value.is_floating_point() else value).contiguous()


def _write_json(file: Path, value: dict[str, Any] | list[dict[str, Any]], indent: int | None = 1) -> None:
    file.write_text(json.dumps(value, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")
