"""Export of a view as CSV and JSON: both rankings with scores, moves and terms."""

import csv
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from typing import Any

from mmref_core.errors import QueryError
from mmref_core.page.render.wording import change_sentence, lost_sentence, too_long_sentence
from mmref_core.page.service.page_service import PageService
from mmref_core.page.state.links import gallery_stamp, link_of, write_link
from mmref_core.page.state.query_picture import NOT_HERE, GalleryPicture, SearchPicture
from mmref_core.page.state.settings import checked
from mmref_core.page.state.view import LONGEST_QUERY, View
from mmref_core.retrieval.query_warnings import faint_sentence
from mmref_core.search_types import Move, SearchOptions, SearchResult

FORMAT = 1  # of the JSON; counts up when a name in it changes its meaning
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so
COLUMNS = (
    *("picture", "name", "initial_rank", "refined_rank", "move", "initial_score", "refined_score", "change"),
    *("mark", "reasons"),
)


@dataclass(frozen=True)
class AnsweredView:
    """An answered query with all that its exports name: view, gallery, labels, model, time."""

    result: SearchResult
    view: View  # with marks of this gallery only
    token: str
    gallery: str  # its name
    labels: dict[int, str]  # of the pictures shown
    model: str  # fingerprint of the model that scored
    made: datetime

    @property
    def marks(self) -> dict[int, bool]:
        """Whether a marked picture is a match."""
        return {mark.image: mark.match for mark in self.view.marks}

    @property
    def link(self) -> str:
        return write_link(link_of(self.result.query, self.token, self.view))

    @property
    def sentence(self) -> str:
        count = min(self.result.count, len(self.result.refined))
        if not self.result.stands_out:
            return faint_sentence(self.result.unlearnt)
        return change_sentence(self.result.initial.images[:count], self.result.refined.images[:count], "")


def answer_view(
    service: PageService, query: str, token: str, view: View, count: int = SearchOptions.count
) -> AnsweredView:
    """Answer the query of a view, with `count` places of each ranking; raises MMRefError where that fails."""
    if len(query) > LONGEST_QUERY:
        raise QueryError(too_long_sentence(len(query), LONGEST_QUERY))
    found = view.without_lost(token, partial(service.label, token))
    settings = checked(view.settings, service.defaults)
    kept = replace(found, marks=found.of_gallery(token), settings=settings)
    result = service.search(token, query, replace(kept.search_options(token), count=count))
    if lost := len(view.of_gallery(token)) - len(kept.marks):
        result = replace(result, notes=(*result.notes, lost_sentence(lost)))
    if view.picture and not kept.picture:
        result = replace(result, notes=(NOT_HERE, *result.notes))
    entry = service.entry(token)
    labels = {move.image: service.label(token, move.image) or "" for move in result.moves}
    return AnsweredView(
        result, kept, token, entry.name if entry else "", labels, service.fingerprint, datetime.now(UTC)
    )


def as_csv(shown: AnsweredView) -> str:
    """Write one line for every picture that is among the first places of either ranking, in refined order.

    `picture` position in the gallery, from 0; `name` what it was called; `initial_rank`, `refined_rank` from 1, of the
    whole gallery; `move` places risen (negative: fallen); `initial_score`, `refined_score`; `change` the second less
    the first; `mark` match, no match or empty; `reasons` strongest first. Then a column for each term, headed by its
    key: what it adds to the score. `change` is the sum of the terms; a term that adds nothing has 0. Scores are
    cosines and have no unit. A text that a spreadsheet would take for a formula has an apostrophe before it; numbers
    are numbers. The first bytes of the file say that it is UTF-8.
    """
    terms = list(dict.fromkeys(part.key for move in shown.result.moves for part in move.contributions))
    text = StringIO(newline="")
    table = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    table.writerow([guarded(name) for name in (*COLUMNS, *terms)])
    for move in shown.result.moves:
        values = {part.key: part.value for part in move.contributions}
        table.writerow(
            [
                move.image,
                guarded(shown.labels[move.image]),
                move.rank_before,
                move.rank_after,
                move.rank_before - move.rank_after,
                move.score_before,
                move.score_after,
                move.score_after - move.score_before,
                mark_word(shown, move.image),
                guarded("; ".join(move.reasons)),
                *(values.get(key, 0.0) for key in terms),
            ]
        )
    return "\ufeff" + text.getvalue()


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows and does not run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def mark_word(shown: AnsweredView, image: int) -> str:
    return {True: "match", False: "no match", None: ""}[shown.marks.get(image)]


def as_json(shown: AnsweredView) -> str:
    """Write the view as one JSON object.

    `format`; `made` (UTC), `model` (fingerprint), `gallery` (name, and the stamp that links know it by), `link` (what
    stands after the # of the page's address); `query`, `picture` that is searched by, or null (`name`, and its position
    `picture`, null for one that was uploaded), `unwanted` (phrases that were understood), `settings` that differ from
    the model's, `details` (with `on`), `marks`; `sentence`, `notes`; `initial` and `refined`: `rank`, `picture` and
    `score` of the first places.
    `pictures`, those of either ranking in refined order: `picture`, `name`, `rank_before`, `rank_after`,
    `score_before`, `score_after`, `mark` as in the CSV; `terms` that add up to the change of score: `key`, `kind`,
    `label`, `value`, `found` (what the model sees in the picture), `rank_without` (the rank it would have without;
    null where that has no meaning); `votes` of reference persons: `person`, `value`, `agreement`, `caption`,
    `phrases`; and `views`,
    other pictures of the same person, known or found: `picture`, `value`.
    """
    result = shown.result
    rankings = {
        name: [
            {"rank": rank, "picture": image, "score": score}
            for rank, (image, score) in enumerate(
                zip(ranking.images[: result.count], ranking.scores[: result.count], strict=True), start=1
            )
        ]
        for name, ranking in (("initial", result.initial), ("refined", result.refined))
    }
    whole = {
        "format": FORMAT,
        "made": shown.made.isoformat(timespec="seconds"),
        "model": shown.model,
        "gallery": {"name": shown.gallery, "stamp": gallery_stamp(shown.token)},
        "link": shown.link,
        "query": result.query,
        "picture": searched_by(shown.view.picture),
        "unwanted": list(result.unwanted),
        "settings": dict(shown.view.settings),
        "details": [{"key": d.key, "kind": d.kind, "label": d.label, "on": d.on} for d in result.details],
        "marks": [{"picture": mark.image, "name": mark.label, "match": mark.match} for mark in shown.view.marks],
        "sentence": shown.sentence,
        "notes": list(result.notes),
        **rankings,
        "pictures": [picture(shown, move) for move in result.moves],
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1)


def searched_by(own: SearchPicture | None) -> dict[str, Any] | None:
    return {"name": own.label, "picture": own.image if isinstance(own, GalleryPicture) else None} if own else None


def picture(shown: AnsweredView, move: Move) -> dict[str, Any]:
    return {
        "picture": move.image,
        "name": shown.labels[move.image],
        "rank_before": move.rank_before,
        "rank_after": move.rank_after,
        "score_before": move.score_before,
        "score_after": move.score_after,
        "mark": mark_word(shown, move.image),
        "terms": [vars(part) | {"rank_without": move.without.get(part.key)} for part in move.contributions],
        "votes": [vars(vote) | {"phrases": list(vote.phrases)} for vote in move.reference_matches],
        "views": [{"picture": view.image, "value": view.value} for view in move.views],
    }
