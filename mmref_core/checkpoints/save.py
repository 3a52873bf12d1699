"""Writes a checkpoint folder: what is trained, what is measured, and the list of hashes that guards them."""

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
    DETAILS,
    FORMAT,
    GOLDEN_TEXT,
    PAGE,
    PLOTS,
    PORTRAITS,
    REFERENCES,
    REPORT,
    SUMS,
    VECTORS,
    WEIGHTS,
    packed,
    read_json,
    sha256,
    unpacked,
)
from mmref_core.config import SearchConfig
from mmref_core.models.clip import Towers
from mmref_core.models.model_bundle import Knowledge
from mmref_core.models.reference_thumbnails import Portraits
from mmref_core.reports.model_card import card_text
from mmref_core.reports.plots import draw_curve, draw_no_match
from mmref_core.reports.tables import report_page


def save_checkpoint(
    folder: Path,
    towers: Towers,
    knowledge: Knowledge,
    search: SearchConfig,
    facts: dict[str, Any],
    shown: Int[Tensor, " token"] | None = None,
) -> None:
    """Write all files but the report and the model card; weights in half precision.

    `shown` are the tokens whose vectors are worth keeping, all of them if not given (see `format.packed`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    details = knowledge.details
    weights = {f"towers.{name}": value for name, value in towers.state_dict().items()}
    weights |= {f"readers.{name}": value for name, value in knowledge.readers.state_dict().items()}
    if shown is not None:
        weights = packed(weights, shown)
        towers = _with_vectors(towers, unpacked(weights, len(towers.clip.token_embedding.weight))[VECTORS])
    save_file({name: _half(value) for name, value in weights.items()}, folder / WEIGHTS)
    references = {
        "vectors": knowledge.references,
        "persons": knowledge.persons,
        "phrase_features": details.features,
        "members": details.members.short(),
        "coefficients": details.coefficients,
    }
    save_file({name: _half(value) for name, value in references.items()}, folder / REFERENCES)
    write_portraits(folder, knowledge.portraits)
    words = {"attributes": knowledge.words.attributes, "values": knowledge.words.values}
    texts = {"phrases": details.phrases, "captions": details.captions, "words": words, "known": knowledge.reader.known}
    _write_json(folder / DETAILS, texts, indent=None)
    golden = _half(towers.eval().embed_texts(towers.tokenize([GOLDEN_TEXT]))[0, :8].detach()).tolist()
    config = {
        "format": FORMAT,
        "model": asdict(towers.config),
        "search": asdict(search),
        "attributes": knowledge.readers.vocabulary.to_dict(),
        "golden": golden,
        "facts": facts,
    }
    _write_json(folder / CONFIG, config)
    write_sums(folder)


def _with_vectors(towers: Towers, vectors: Tensor) -> Towers:
    """A copy of the towers with other vectors of their tokens."""
    towers = deepcopy(towers)
    towers.clip.token_embedding.weight.data = vectors
    return towers


def write_search(folder: Path, search: SearchConfig) -> None:
    """Put other search settings into a checkpoint that loads; features do not depend on them."""
    config = read_json(folder / CONFIG)
    _write_json(folder / CONFIG, config | {"search": asdict(search)})
    write_sums(folder)


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Put the measured figures, their page and the model card beside the weights, and renew the list of hashes."""
    _write_json(folder / REPORT, report)
    _write_page(folder, report)
    (folder / PLOTS).mkdir(exist_ok=True)
    for name, curve in report.get("curves", {}).items():
        draw_curve(name, curve, folder / PLOTS / f"{name}.svg")
    if report["test"].get("standing"):
        draw_no_match(report["test"]["standing"], folder / PLOTS / "standing.svg")
    config = read_json(folder / CONFIG)
    (folder / CARD).write_text(card_text(config, report), encoding="utf-8")
    write_sums(folder)


def write_comparison(folder: Path, comparison: dict[str, Any]) -> None:
    """Put what each part of the method adds beside the weights, and into the page of the report where there is one.

    It takes the place of one at the same budget with the same settings and stands beside others, the longest first.
    """
    others = [other for other in _comparisons(folder) if _budget(other) != _budget(comparison)]
    _write_json(folder / COMPARISONS, sorted([comparison, *others], key=lambda one: -one["samples"]))
    if (folder / REPORT).exists():
        _write_page(folder, read_json(folder / REPORT))
    write_sums(folder)


def _write_page(folder: Path, report: dict[str, Any]) -> None:
    (folder / PAGE).write_text(report_page(report, _comparisons(folder)), encoding="utf-8")


def _budget(comparison: dict[str, Any]) -> list[Any]:
    """What all of its models had alike; older ones began after nothing and changed nothing."""
    numbers = [comparison.get(name, 0) for name in ("persons", "samples", "after")]
    return [*numbers, comparison.get("changed") or {}]


def _comparisons(folder: Path) -> list[dict[str, Any]]:
    return read_json(folder / COMPARISONS) if (folder / COMPARISONS).exists() else []


def write_portraits(folder: Path, portraits: Portraits | None) -> None:
    """Put pictures of the reference persons beside the weights, or take them away; `write_sums` comes after it."""
    (folder / PORTRAITS).unlink(missing_ok=True)
    if portraits is not None:
        save_file(portraits.tensors(), folder / PORTRAITS)


def write_known(folder: Path, known: Mapping[str, int]) -> None:
    """Put the words that the model knows beside the weights; `write_sums` comes after it."""
    texts = read_json(folder / DETAILS)
    _write_json(folder / DETAILS, texts | {"known": dict(known)}, indent=None)


def write_sums(folder: Path) -> None:
    names = [name for name in (*CHECKED, PORTRAITS, REPORT, COMPARISONS) if (folder / name).exists()]
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines))


def _half(value: Tensor) -> Tensor:
    return (value.half() if value.is_floating_point() else value).contiguous()


def _write_json(file: Path, value: dict[str, Any] | list[dict[str, Any]], indent: int | None = 1) -> None:
    file.write_text(json.dumps(value, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")
