"""Contact sheets: pictures of a data set side by side."""

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
    """Return the pictures in rows as one picture, as a data URI."""
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
    """Return a number of items at even distances."""
    step = max(len(items) / max(count, 1), 1)
    return [items[int(place * step)] for place in range(min(count, len(items)))]


def by(records: Sequence[Record], key: Callable[[Record], str | None], count: int) -> dict[str, list[Record]]:
    """Return at most `count` records of each key, keys in alphabetical order, without records that have none."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        name = key(record)
        if name is not None:
            groups.setdefault(name, []).append(record)
    return {name: spread(groups[name], count) for name in sorted(groups)}


def family(record: Record) -> str:
    """Return the family of the place of a picture."""
    return family_of(record["place"])


def twin_pairs(records: Sequence[Record], count: int) -> list[Record]:
    """Return the first pictures of near-twins, each followed by one of the person whom it resembles."""
    first: dict[int, Record] = {}
    for record in records:
        first.setdefault(record["id"], record)
    twins = [record for record in first.values() if record["twin_of"] in first]
    return [shown for twin in spread(twins, count) for shown in (first[twin["twin_of"]], twin)]
