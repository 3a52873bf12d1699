import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mmref_core.page.service.measured import (
    COMMAND,
    NOTHING,
    UNMEASURED,
    Measured,
    curve,
    error_sentence,
    quality,
    read_measured,
    table,
)

CHECKPOINT = Path(__file__).parent.parent.parent.parent / "checkpoints" / "small"
TEST = {
    "persons": 300,
    "pictures": 1500,
    "queries": 3000,
    "refined": {"rank1": 40.0, "interval": {"rank1": [35.0, 44.0]}},
}


def test_the_report_of_the_shipped_checkpoint_is_shown_whole() -> None:
    measured = read_measured(CHECKPOINT)
    shown, test = quality(measured), measured.report["test"]
    figures = shown["tables"][0]
    refined = next(row for row in figures["rows"] if row[0] == "refined")
    assert refined[1].startswith(f"{test['refined']['rank1']:.1f} (")
    assert all(len(row) == len(one["head"]) for one in shown["tables"] for row in one["rows"])
    assert [one["name"] for one in shown["curves"]] == list(measured.report["curves"])
    assert shown["command"].endswith("--write")
    assert measured.report["data"]["sha256"] in shown["data"]


def test_the_error_is_what_is_missing_to_a_hundred_and_so_are_its_ends() -> None:
    said = error_sentence({"test": TEST})
    assert said.startswith("In 60 of 100 searches (56 to 65, a 95 % interval)")
    assert "3,000 descriptions of 300 rendered persons" in said


@pytest.mark.parametrize(
    "text", [None, "", "[]", "no json", '{"test": {}}', '{"curves": 3}', '{"test": {"refined": 1}}']
)
def test_a_report_that_is_missing_or_is_none_is_said_with_the_command_that_makes_one(
    tmp_path: Path, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "report.json").write_text(text)
    measured = read_measured(tmp_path)
    shown = quality(measured)
    assert (shown["tables"], shown["curves"]) == ([], [])
    assert shown["command"] == f"{COMMAND} --write"
    assert error_sentence(measured.report) == UNMEASURED


def test_only_plots_that_are_there_are_shown(tmp_path: Path) -> None:
    curves: dict[str, Any] = {"weight": {}, "pool": {}, "../../secret": {}}
    (tmp_path / "report.json").write_text(json.dumps({"curves": curves}))
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "pool.svg").write_bytes(b"<svg/>")
    (tmp_path.parent / "secret.svg").write_bytes(b"<svg/>")
    assert read_measured(tmp_path).plots == {"pool": b"<svg/>"}
    assert read_measured(tmp_path / "plots") == NOTHING == Measured({}, {})


COMPARED = {"rank1": 30.0, "map": 25.0, "interval": {"rank1": [28.0, 32.0], "map": [24.0, 26.0]}}
COMPARED |= {"seeds": {"rank1": [29.0, 31.0], "map": [25.0, 25.0]}}
NUMBERS = {"persons": 9, "pictures": 45, "samples": 90, "test_persons": 3, "test_pictures": 6, "queries": 12}


def test_what_each_part_adds_is_shown_where_it_was_measured(tmp_path: Path) -> None:
    shutil.copy(CHECKPOINT / "report.json", tmp_path)
    without = quality(read_measured(tmp_path))
    comparison = {"rows": [{"name": "plain", "words": "plain one", **COMPARED}], "seeds": [0, 1], **NUMBERS}
    (tmp_path / "comparisons.json").write_text(json.dumps([comparison]))
    *others, last = quality(read_measured(tmp_path))["tables"]
    assert others == without["tables"]
    assert last["title"] == "What each part of the method adds in 90 samples, percent"
    assert last["rows"][0][:2] == ["1. plain one", "30.0 (28.0–32.0) [29.0–31.0]"]
    assert "Means over 2 seeds" in last["note"]
    for damaged in ("{}", "[]", "no json", "[1]", json.dumps([comparison | {"rows": [{}]}])):
        (tmp_path / "comparisons.json").write_text(damaged)
        assert quality(read_measured(tmp_path)) == without


def test_a_table_of_a_card_is_taken_apart_into_cells_and_a_note() -> None:
    markdown = "|  | Rank-1 |\n| --- | --- |\n| **refined** | 48.2 (44.7–51.6) |\n\nOf 300 persons."
    rows = [["refined", "48.2 (44.7–51.6)"]]
    assert table("T", markdown) == {"title": "T", "head": ["", "Rank-1"], "rows": rows, "note": "Of 300 persons."}


def test_a_curve_is_told_in_words() -> None:
    values = {"rank1": [90.0, 50.0], "map": [80.0, 40.0]}
    shown = curve("persons", {"x": [10, 300], "initial": values, "refined": {"rank1": [95.0, 60.0], "map": [1.0, 2.0]}})
    assert "from 10 on the left to 300 on the right" in shown["alt"]
    assert "Rank-1 refined from 95.0 to 60.0" in shown["alt"]
    assert shown["table"]["head"] == ["", "10", "300"]
