"""Tables of README.md and docs/results.md: written from a checkpoint's report, each between two comments."""

import re
from collections.abc import Sequence
from typing import Any

from mmref_core.reports.tables import (
    ablation_table,
    curve_table,
    feedback_table,
    metrics_table,
    no_match_section,
    pointing_table,
    slice_table,
)

BLOCK = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)
SHOWN = {"rank1": "Rank-1", "rank10": "Rank-10", "map": "mAP"}


def overview_table(test: dict[str, Any]) -> str:
    """Return four rows of the test split in percent, with 95 % intervals."""
    paraphrases = test["kinds"]["paraphrase"]
    before = ", ".join(f"{SHOWN[key]} {paraphrases['initial'][key]:.1f}" for key in ("rank1", "map"))
    rows = {
        "initial ranking": test["initial"],
        "refined ranking": test["refined"],
        "refined, pictures of one person known": test["with_known_objects"],
        f"refined, paraphrased queries (initial: {before})": paraphrases["refined"],
    }
    lines = [f"|  | {' | '.join(SHOWN.values())} |", "| --- | --- | --- | --- |"]
    for name, row in rows.items():
        cells = [f"{row[key]:.1f} ({row['interval'][key][0]:.1f}–{row['interval'][key][1]:.1f})" for key in SHOWN]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def tables_by_name(report: dict[str, Any], comparisons: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return every table by the name that its comment has; comparisons are named by their number of samples."""
    test = report["test"]
    named = {
        "overview": overview_table(test),
        "test": metrics_table(test),
        "slices": slice_table(test),
        "feedback": feedback_table(test),
    }
    if test.get("standing"):
        named["no-match"] = no_match_section(test["standing"])
    if test.get("pointing"):
        named["pointing"] = pointing_table(test["pointing"])
    named |= {f"curve-{name}": curve_table(curve) for name, curve in report.get("curves", {}).items()}
    return named | {f"comparison-{each['samples']}": ablation_table(each) for each in comparisons}


def fill_tables(text: str, named: dict[str, str]) -> str:
    """Return a document with its tables replaced; raises KeyError for a table that the report does not have."""
    return BLOCK.sub(lambda found: f"{found[1]}{named[found[2]]}\n{found[3]}", text)
