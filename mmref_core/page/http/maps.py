"""Route of word heatmaps for a picked picture."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import FastAPI

from mmref_core.errors import MMRefError, QueryError
from mmref_core.page.http.request_parsing import ViewRequest, add_view_route
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.exports import answer_view
from mmref_core.page.render.view_models import POINT, Row, message, signed
from mmref_core.page.render.wording import without_sentence
from mmref_core.page.service.measured import pointing_sentence
from mmref_core.page.service.page_service import PageService
from mmref_core.search_types import WordMap

FULL = 100  # the largest value that a browser gets
NOTHING_TO_MAP = "No word of the description can be looked for in this picture."
HEIGHTS = ("at the top", "in the upper part", "in the middle", "in the lower part", "at the bottom")
SIDES = (" on the left", "", " on the right")


def add_map_route(app: FastAPI, service: PageService) -> None:
    """Add the route of word heatmaps; it answers one request at a time, so that searching goes on beside it."""

    def maps(asked: ViewRequest) -> Row | None:
        return None if asked.image is None else maps_row(service.for_visitor(asked.visitor), asked, asked.image)

    add_view_route(app, "/maps", maps, nothing=400, turns=Turns(1))


def maps_row(service: PageService, asked: ViewRequest, image: int) -> Row:
    """Return the word heatmaps that the panel draws; `first` is the index of the word that adds most."""
    try:
        found = service.word_maps(asked.token, image, asked.query)
        rank = rank_of(service, asked, image) if found else None
        ranks = [rank_of(service, replace(asked, query=word.rest), image) for word in found]
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
        "words": [word_row(word, without, rank) for word, without in zip(found, ranks, strict=True)],
    }


def rank_of(service: PageService, asked: ViewRequest, image: int) -> int | None:
    """Return a picture's rank in the refined ranking; None for a description without words."""
    try:
        refined = answer_view(service, asked.query, asked.token, asked.view, count=1).result.refined
    except QueryError:
        return None
    return refined.ranks().get(image)


def word_row(word: WordMap, without: int | None, rank: int | None) -> Row:
    """Return a heatmap row by row, 0 for negative values, and a sentence on its peak.

    `without` is the rank of the picture by the description without the word.
    """
    peak = strongest(word.places)
    top = max(word.places[peak[0]][peak[1]], 0.0) or 1.0
    points = signed(round(word.share / POINT))
    said = [
        f"“{word.word}” is strongest {where(peak, len(word.places), len(word.places[0]))}.",
        f"It adds {points} {'point' if points in ('+1', '−1') else 'points'} to the initial score.",
    ]
    if without is not None and rank is not None:
        said.append(without_sentence("the word", without, rank))
    return {
        "word": word.word,
        "values": [round(FULL * max(value, 0.0) / top) for row in word.places for value in row],
        "peak": list(peak),
        "said": " ".join(said),
    }


def strongest(places: Sequence[Sequence[float]]) -> tuple[int, int]:
    """Return row and column of the largest value."""
    cells = [(value, (row, column)) for row, values in enumerate(places) for column, value in enumerate(values)]
    return max(cells, key=lambda cell: cell[0])[1]


def where(peak: tuple[int, int], rows: int, columns: int) -> str:
    """Write a position in words: `in the upper part on the left`."""
    height = HEIGHTS[int(len(HEIGHTS) * (peak[0] + 0.5) / rows)]
    return height + SIDES[int(len(SIDES) * (peak[1] + 0.5) / columns)]
