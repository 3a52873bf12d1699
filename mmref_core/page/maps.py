"""Maps of the words of a description, for the picture that somebody picked."""

import json
from collections.abc import Sequence
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI

from mmref_core.errors import MMRefError
from mmref_core.page.measured import pointing_sentence
from mmref_core.page.receiving import add_row_route
from mmref_core.page.rows import POINT, Row, message, signed
from mmref_core.page.service import PageService
from mmref_core.page.view import LONGEST_QUERY
from mmref_core.results import WordMap

LARGEST_ASKED = 100_000  # bytes
FULL = 100  # the largest value that a browser gets
NOTHING_TO_MAP = "No word of the description can be looked for in this picture."
HEIGHTS = ("at the top", "in the upper part", "in the middle", "in the lower part", "at the bottom")
SIDES = (" on the left", "", " on the right")


def add_maps(app: FastAPI, service: PageService) -> None:
    """A route for them, one request at a time, so that searching goes on beside it."""

    def maps(sent: bytes) -> Row | None:
        asked = read_asked(sent)
        return maps_row(service, *asked) if asked else None

    add_row_route(app, "/maps", LARGEST_ASKED, maps, nothing=400, limiter=CapacityLimiter(1))


def read_asked(sent: bytes) -> tuple[str, int, str] | None:
    """Gallery, picture and description; None for anything else."""
    try:
        row: Any = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    token, image, query = row.get("token"), row.get("image"), row.get("query")
    whole = isinstance(token, str) and type(image) is int and isinstance(query, str) and len(query) <= LONGEST_QUERY
    return (token, image, query.encode("utf-8", "replace").decode()) if whole else None


def maps_row(service: PageService, token: str, image: int, query: str) -> Row:
    """What the panel draws; `first` is the word that adds most."""
    try:
        found = service.word_maps(token, image, query)
    except MMRefError as error:
        return message(str(error))
    if not found:
        return message(NOTHING_TO_MAP)
    return {
        "message": "",
        "hint": f"How alike place and word are, not why it moved. {pointing_sentence(service.measured.report)}".strip(),
        "rows": len(found[0].places),
        "columns": len(found[0].places[0]),
        "first": max(range(len(found)), key=lambda place: found[place].share),
        "words": [word_row(word) for word in found],
    }


def word_row(word: WordMap) -> Row:
    """Values row by row, 0 where a place speaks against the word, and in words where it is strongest."""
    peak = strongest(word.places)
    top = max(word.places[peak[0]][peak[1]], 0.0) or 1.0
    points = signed(round(word.share / POINT))
    return {
        "word": word.word,
        "values": [round(FULL * max(value, 0.0) / top) for row in word.places for value in row],
        "peak": list(peak),
        "said": f"“{word.word}” is strongest {where(peak, len(word.places), len(word.places[0]))}. "
        f"It adds {points} {'point' if points in ('+1', '−1') else 'points'} to the initial score.",
    }


def strongest(places: Sequence[Sequence[float]]) -> tuple[int, int]:
    """Row and column of the largest value."""
    cells = [(value, (row, column)) for row, values in enumerate(places) for column, value in enumerate(values)]
    return max(cells, key=lambda cell: cell[0])[1]


def where(peak: tuple[int, int], rows: int, columns: int) -> str:
    """`in the upper part on the left`."""
    height = HEIGHTS[int(len(HEIGHTS) * (peak[0] + 0.5) / rows)]
    return height + SIDES[int(len(SIDES) * (peak[1] + 0.5) / columns)]
