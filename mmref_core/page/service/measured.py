"""Figures of a checkpoint's report as tables, curves and sentences, for the Quality and About pages."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mmref_core.reports import tables

Row = dict[str, Any]
COMMAND = "python -m mmref_core evaluate --data data/people"  # that makes a report where there is none
UNMEASURED = "How often it is wrong has not been measured for this checkpoint."
SHAPES = (KeyError, TypeError, ValueError, AttributeError, IndexError)  # what a report of another shape leads to


@dataclass(frozen=True)
class Measured:
    """Report of a checkpoint: `report` is report.json, empty where there is none; `plots` are SVG files by curve."""

    report: dict[str, Any]
    plots: dict[str, bytes]
    comparisons: list[dict[str, Any]] = field(default_factory=list)  # comparisons.json, where that was made


PARTS = {"upper": "upper garment", "lower": "lower garment", "bag": "bag", "shoes": "shoes", "headwear": "headwear"}
NOTHING = Measured({}, {})


def read_measured(checkpoint: Path) -> Measured:
    """Read the report of a checkpoint; `NOTHING` where it is missing or malformed, which the page says."""
    try:
        report = json.loads((checkpoint / "report.json").read_text(encoding="utf-8"))
        files = {
            name: checkpoint / "plots" / f"{name}.svg" for name in report.get("curves", {}) if name in tables.CURVES
        }
        plots = {name: file.read_bytes() for name, file in files.items() if file.is_file()}
        return Measured(report, plots, _read_comparisons(checkpoint))
    except (OSError, *SHAPES):
        return NOTHING


def _read_comparisons(checkpoint: Path) -> list[dict[str, Any]]:
    try:
        comparisons = json.loads((checkpoint / "comparisons.json").read_text(encoding="utf-8"))
        for comparison in comparisons:
            parts_table(comparison)
        return list(comparisons)
    except (OSError, *SHAPES):
        return []


def quality(measured: Measured) -> Row:
    """Return the rows of the Quality page."""
    report = measured.report
    try:
        test = report["test"]
        return {
            "error": error_sentence(report),
            "data": data_sentence(report),
            "tables": [
                table("Figures of the test split, percent", tables.metrics_table(test)),
                table("By the kind of text, percent", tables.slice_table(test)),
                table("Marks, and what is not wanted, percent", tables.feedback_table(test)),
                *map(parts_table, measured.comparisons),
            ],
            "curves": [curve(name, report["curves"][name]) for name in measured.plots],
            "command": f"{report['command']} --write",
        }
    except SHAPES:
        return {"error": "", "data": "", "tables": [], "curves": [], "command": f"{COMMAND} --write"}


def error_sentence(report: dict[str, Any]) -> str:
    """Write the measured error rate with its interval."""
    try:
        test, refined = report["test"], report["test"]["refined"]
        low, high = refined["interval"]["rank1"]
        return (
            f"In {100 - refined['rank1']:.0f} of 100 searches ({100 - high:.0f} to {100 - low:.0f}, a 95 % interval) "
            f"the first picture was not the person described: a test with {test['queries']:,} descriptions of "
            f"{test['persons']:,} rendered persons, {test['pictures']:,} pictures."
        )
    except SHAPES:
        return UNMEASURED


def pointing_sentence(report: dict[str, Any]) -> str:
    """Write the pointing-game accuracy of word heatmaps; empty where it has not been measured."""
    try:
        pointing = report["test"]["pointing"]
        parts = [f"{PARTS[part]} for {pointing[part]['model']:.0f}" for part in PARTS if part in pointing]
    except SHAPES:
        return ""
    if not parts:
        return ""
    return f"Of 100 words the strongest place lay on the named part, measured on rendered persons: {', '.join(parts)}."


def data_sentence(report: dict[str, Any]) -> str:
    return (
        f"Measured on persons whom training never saw, at places that it never saw: {tables.data_set(report['data'])}."
    )


def table(title: str, markdown: str) -> Row:
    """Parse a Markdown table of a model card to cells; text around it becomes a note."""
    lines = markdown.splitlines()
    rows = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    notes = [line for line in lines if line and not line.startswith("|")]
    return {"title": title, "head": rows[0], "rows": rows[2:], "note": " ".join(notes)}  # the second is a rule


def parts_table(comparison: dict[str, Any]) -> Row:
    title = f"What each part of the method adds in {comparison['samples']:,} samples, percent"
    return table(title, tables.ablation_table(comparison))


def curve(name: str, values: dict[str, Any]) -> Row:
    """Return a plot with its alternative text and its numbers as a table."""
    first, last = f"{values['x'][0]:g}", f"{values['x'][-1]:g}"
    parts = [
        f"{tables.COLUMNS[key]} {stage} from {values[stage][key][0]:.1f} to {values[stage][key][-1]:.1f}"
        for key in ("rank1", "map")
        for stage in tables.STAGES
    ]
    return {
        "name": name,
        "text": tables.CURVES[name],
        "alt": f"Four curves, from {first} on the left to {last} on the right: {'; '.join(parts)}.",
        "table": table(f"By {name}, percent", tables.curve_table(values)),
    }
