"""Contact sheets: pictures of a data set side by side, to be looked at."""

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from mmref_core.synthetic.scenes.places import family_of

Record = Mapping[str, Any]
Item = TypeVar("Item")
TILE = (64, 128)  # width and height of a picture on a sheet
COLUMNS = 20
QUALITY = 75


def sheet(files: Sequence[Path], columns: int = COLUMNS) -> str:
    """A data URI of the pictures row by row, so that a page is one file."""
    rows = -(-len(files) // columns)
    image = Image.new("RGB", (columns * TILE[0], max(rows, 1) * TILE[1]), (128, 128, 128))
    for number, file in enumerate(files):
        with Image.open(file) as picture:
            tile = picture.convert("RGB").resize(TILE)
        image.paste(tile, (number % columns * TILE[0], number // columns * TILE[1]))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """So many of them, evenly spread."""
    step = max(len(items) / max(count, 1), 1)
    return [items[int(place * step)] for place in range(min(count, len(items)))]


def by(records: Sequence[Record], key: Callable[[Record], str | None], count: int) -> dict[str, list[Record]]:
    """At most `count` records of each key, in alphabetical order; records without a key are left out."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        name = key(record)
        if name is not None:
            groups.setdefault(name, []).append(record)
    return {name: spread(groups[name], count) for name in sorted(groups)}


def family(record: Record) -> str:
    return family_of(record["place"])


def twin_pairs(records: Sequence[Record], count: int) -> list[Record]:
    """First pictures of near-twins and of whom they resemble, side by side."""
    first: dict[int, Record] = {}
    for record in records:
        first.setdefault(record["id"], record)
    twins = [record for record in first.values() if record["twin_of"] in first]
    return [shown for twin in spread(twins, count) for shown in (first[twin["twin_of"]], twin)]
