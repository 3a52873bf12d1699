"""Tables of words in `data/*.json`, each read once and checked against a schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from mmref_core.errors import PackageDataError

Words = tuple[str, ...]  # the most usual first; one that stands twice is drawn twice as often

DATA = Path(__file__).parent / "data"


def read_tables(name: str, shapes: Mapping[str, Any], folder: Path = DATA) -> dict[str, Any]:
    """Return the tables of `data/NAME.json`, with lists as tuples.

    `shapes` has a type for each table: `str` (not empty), `float` (a share, from 0 to 1), `tuple[str, ...]` (at least
    one), `list[str]` (may be empty), `tuple[str, str]` (as many as that), `dict[str, …]` (at least one), nested.
    Raises PackageDataError that names file and key for a table that is missing or unknown or a value of another shape,
    for a key that stands twice, and for a file that cannot be read.
    """
    file = folder / f"{name}.json"
    try:
        tables = json.loads(file.read_text("utf-8"), object_pairs_hook=_without_doubles)
    except (OSError, ValueError) as error:
        raise _damaged(file, f"cannot be read: {error}") from error
    if not isinstance(tables, dict):
        raise _damaged(file, "must be an object of tables")
    if different := sorted(tables.keys() ^ shapes.keys()):
        told = "has no" if different[0] in shapes else "has an unknown"
        raise _damaged(file, f"{told} table {different[0]!r}")
    return {table: _checked(file, table, tables[table], shape) for table, shape in shapes.items()}


def _checked(file: Path, key: str, value: Any, shape: Any) -> Any:
    """Return a value with lists as tuples; raises PackageDataError unless it is of the shape."""
    kind, inner = get_origin(shape) or shape, get_args(shape)
    if kind is dict:
        if not (isinstance(value, dict) and value):
            raise _damaged(file, f"{key} must be an object that is not empty, got {value!r}")
        return {name: _checked(file, f"{key}.{name}", each, inner[1]) for name, each in value.items()}
    if kind in (tuple, list):
        length = len(inner) if kind is tuple and inner[-1] is not Ellipsis else None
        fits = isinstance(value, list) and (len(value) == length if length else value or kind is list)
        if not fits:
            wanted = f"a list of {length}" if length else "a list" if kind is list else "a list that is not empty"
            raise _damaged(file, f"{key} must be {wanted}, got {value!r}")
        each_shape = inner if length else (inner[0],) * len(value)
        return tuple(
            _checked(file, f"{key}[{place}]", each, part)
            for place, (each, part) in enumerate(zip(value, each_shape, strict=True))
        )
    is_share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if not (is_share if kind is float else isinstance(value, str) and value):
        wanted = "a number from 0 to 1" if kind is float else "a text that is not empty"
        raise _damaged(file, f"{key} must be {wanted}, got {value!r}")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {double!r} stands twice")
    return values


def _damaged(file: Path, what: str) -> PackageDataError:
    return PackageDataError(f"{file} {what}. Correct it, or install the package again.")
