"""Claims about reading tables of words: what is damaged is told with its file and its key."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mmref_core.errors import PackageDataError
from mmref_core.synthetic.captions.word_tables import DATA, Words, read_tables

SHAPES = {
    "colours": dict[str, Words],
    "said": dict[str, float],
    "verbs": dict[str, tuple[str, str]],
    "claims": dict[str, list[str]],
    "last": Words,
}
GOOD: dict[str, Any] = {
    "colours": {"red": ["red", "red", "scarlet"]},
    "said": {"red": 0.5, "navy": 1},
    "verbs": {"wear": ["wears {it}", "wore {it}"]},
    "claims": {"velvet": []},
    "last": [" and "],
}


def read(folder: Path, tables: Any) -> dict[str, Any]:
    text = tables if isinstance(tables, str) else json.dumps(tables)
    (folder / "colours.json").write_text(text, "utf-8")
    return read_tables("colours", SHAPES, folder)


def test_lists_become_tuples_and_repetitions_and_order_stay(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == {
        "colours": {"red": ("red", "red", "scarlet")},
        "said": {"red": 0.5, "navy": 1},
        "verbs": {"wear": ("wears {it}", "wore {it}")},
        "claims": {"velvet": ()},
        "last": (" and ",),
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colours": {"red": ["red", 3]}}, "colours.red[1] must be a text that is not empty, got 3"),
        ({"colours": {"red": ["red", ""]}}, "colours.red[1] must be a text that is not empty, got ''"),
        ({"colours": {"red": []}}, "colours.red must be a list that is not empty, got []"),
        ({"colours": {"red": "red"}}, "colours.red must be a list that is not empty, got 'red'"),
        ({"colours": {}}, "colours must be an object that is not empty, got {}"),
        ({"colours": ["red"]}, "colours must be an object that is not empty, got ['red']"),
        ({"said": {"red": 1.5}}, "said.red must be a number from 0 to 1, got 1.5"),
        ({"said": {"red": True}}, "said.red must be a number from 0 to 1, got True"),
        ({"said": {"red": "often"}}, "said.red must be a number from 0 to 1, got 'often'"),
        ({"verbs": {"wear": ["wears {it}"]}}, "verbs.wear must be a list of 2, got ['wears {it}']"),
        ({"claims": {"velvet": None}}, "claims.velvet must be a list, got None"),
        ({"colors": {"red": ["red"]}}, "has an unknown table 'colors'"),
    ],
)
def test_a_value_of_another_shape_is_told_with_file_and_key(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    where = re.escape(str(tmp_path / "colours.json"))
    with pytest.raises(PackageDataError, match=f"^{where} {re.escape(told)}. Correct it, or install"):
        read(tmp_path, GOOD | change)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageDataError, match="colours.json has no table 'last'"):
        read(tmp_path, {name: table for name, table in GOOD.items() if name != "last"})


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageDataError, match="the key 'red' stands twice"):
        read(tmp_path, '{"colours": {"red": ["red"], "red": ["scarlet"]}}')


@pytest.mark.parametrize("text", ["", '{"colours": {"red": ["red"', "[1, 2]"])
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackageDataError, match=r"colours\.json (cannot be read|must be an object of tables)"):
        read(tmp_path, text)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageDataError, match=r"nowhere\.json cannot be read"):
        read_tables("nowhere", SHAPES, tmp_path)


def test_every_file_of_tables_is_read_by_one_module() -> None:
    sources = "".join(file.read_text("utf-8") for file in DATA.parent.glob("*.py"))
    read_names = re.findall(r'read_tables\(\s*"(\w+)"', sources)
    assert sorted(read_names) == sorted(file.stem for file in DATA.iterdir())
