"""What happens when something on the page is used."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.open_link import open_link, with_lost
from mmref_core.page.render.gallery_list import choices, filling_sentence, read_keys
from mmref_core.page.render.references import with_portraits
from mmref_core.page.render.view_models import Row, board, message
from mmref_core.page.render.wording import EXAMPLES, WAITING, lost_sentence, marks_sentence, too_long_sentence
from mmref_core.page.service.page_service import SAMPLE, PageService
from mmref_core.page.state.links import link_of, write_link
from mmref_core.page.state.negation import parted
from mmref_core.page.state.query_picture import NOT_HERE
from mmref_core.page.state.settings import checked, setting_rows
from mmref_core.page.state.view import LONGEST_QUERY, View, phrases_of, read_view
from mmref_core.page.state.visitors import visitor_of

# What stands after the # of the page's address, where it is a view of the search.
ADDRESS = "(_, ...others) => [location.hash.startsWith('#page=') ? '' : location.hash.slice(1), ...others]"
# Of all events: what the guard has let through is taken as it is. Gradio would make a file for each upload, and would
# fail at a gallery that it has not offered in this session, of which the search can say what is wrong.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "preprocess": False}
AT_ONCE = 2  # answers that the model makes beside each other
MODEL: dict[str, Any] = {"concurrency_id": "model", "concurrency_limit": AT_ONCE}  # of all events, together
# Of events that the board sends data with, and of the page's start. Every one is answered, because Gradio's
# "always_last" answers the last one with the data of an earlier one; and one after another, so that what comes last is
# the answer to the last.
STEPS: dict[str, Any] = {"concurrency_id": "step", "concurrency_limit": 1, "trigger_mode": "multiple"}


@dataclass(frozen=True)
class Parts:
    """The components that take part in an event."""

    query: gr.Textbox
    unwanted: gr.Textbox
    gallery: gr.Dropdown
    search: gr.Button
    examples: list[gr.Button]
    board: gr.HTML
    keys: gr.BrowserState  # galleries that this browser brought before they had owners
    link: gr.Textbox  # never shown; carries the address to the first event


class Desk:
    """Turns what the browser sends into what the browser draws, for the visitor whom the service is for."""

    def __init__(self, service: PageService) -> None:
        self.service = service

    def of(self, request: gr.Request | None) -> "Desk":
        """Return a desk for whoever sends this request."""
        return Desk(self.service.seen_by(visitor_of(request)))

    def answer(self, query: str, token: str, view: View) -> Row:
        """The board; what the browser asked for stays on it, whatever comes of the query."""
        if len(query) > LONGEST_QUERY:
            return view.row() | message(too_long_sentence(len(query), LONGEST_QUERY))
        kept = view.without_lost(token, partial(self.service.label, token))
        lost_picture = [NOT_HERE] if view.picture and not kept.picture else []
        panel = {"panel": setting_rows(self.service.defaults, self.service.has_places, view.settings)}
        try:
            kept = replace(kept, settings=checked(view.settings, self.service.defaults))
            result = self.service.search(token, query, kept.wishes(token))
        except MMRefError as error:
            return kept.row() | panel | message(" ".join((*lost_picture, str(error))))
        answered = board(result, token, lambda image: self.service.label(token, image) or "")
        row = kept.row() | panel | with_portraits(answered, self.service.roster)
        row["notes"] = [*lost_picture, *row["notes"]]
        matches = [mark.match for mark in kept.of_gallery(token)]
        row["tally"] = marks_sentence(sum(matches), len(matches) - sum(matches))
        row["negated"] = found[1] if (found := parted(query)) else ""
        row["link"] = write_link(link_of(query, token, kept))
        if lost := len(view.marks) - len(kept.marks):
            row["notes"].append(lost_sentence(lost))
        if filling := filling_sentence(self.service, token):
            row["notes"].append(filling)
        return row

    def ask(self, query: str, token: str, unwanted: str, board: Any, request: gr.Request | None = None) -> Row:
        """The fields as they stand; marks stay, and so do switches while the description and the gallery stay."""
        query, token, unwanted = query or "", token or SAMPLE, unwanted or ""
        view = replace(read_view(board), unwanted=phrases_of([unwanted]))
        asked = board if isinstance(board, dict) else {}
        same = (asked.get("query"), asked.get("token")) == (query, token)
        return self.of(request).answer(query, token, view if same else replace(view, off=()))

    def first(self) -> Row:
        """What the page opens with: the first example, answered already where that is possible."""
        if not self.service.ready():
            return message(WAITING, waiting=True)
        return self.answer(EXAMPLES[0], SAMPLE, View()) | {"opened": True}

    def example(
        self, text: str, token: str, unwanted: str, board: Any, request: gr.Request | None = None
    ) -> tuple[str, Row]:
        return text, self.ask(text, token, unwanted, board, request)

    def move(
        self, query: str, token: str, unwanted: str, board: Any, request: gr.Request | None = None
    ) -> tuple[str, str, Row]:
        """What the description wanted missing goes to the field for it; the fields may have changed since."""
        query, unwanted = query or "", unwanted or ""
        if found := parted(query):
            query, unwanted = found[0], ", ".join(filter(None, (unwanted.strip(" ,"), found[1])))
        return query, unwanted, self.ask(query, token, unwanted, board, request)

    def open(self, query: str, token: str, unwanted: str, board: Any, request: gr.Request | None = None) -> Row:
        """Another gallery is chosen, by hand or by a link, which has filled the board already."""
        asked = board if isinstance(board, dict) else {}
        answered = asked.get("opened") and (asked.get("query"), asked.get("token")) == (query, token)
        return gr.skip() if answered else self.ask(query, token, unwanted, board, request)

    def arrive(self, stored: Any, request: gr.Request | None = None) -> tuple[list[str], Any]:
        """A browser opens the page: what it brought before galleries had owners becomes its visitor's."""
        service = self.service.seen_by(visitor_of(request))
        service.adopt(read_keys(stored))
        return [], gr.update(choices=choices(service))

    def start(self, link: str, stored: Any, board: Any, request: gr.Request | None = None) -> tuple[Any, ...]:
        """A browser opens the page: what its address asks for, or the first example where that is not answered yet."""
        if link or (isinstance(board, dict) and board.get("message")):
            desk = self.of(request)
            desk.service.adopt(read_keys(stored))
            return desk.follow(link or "", board)
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()

    def back(self, board: Any, event: gr.EventData, request: gr.Request | None = None) -> tuple[str, str, Any, Row]:
        """The address has changed under an open page."""
        link = sent(event).get("link")
        return self.of(request).follow(link if isinstance(link, str) else "", board)

    def follow(self, link: str, board: Any) -> tuple[str, str, Any, Row]:
        """The fields and the board that a link asks for; marks in other galleries stay."""
        offered = choices(self.service)
        held = read_view(board)
        opened = open_link(link, [token for _, token in offered], self.service.label, held.picture)
        query = opened.query if opened.query or opened.view.picture else EXAMPLES[0]
        others = tuple(mark for mark in held.marks if mark.token != opened.token)
        view = replace(opened.view, marks=others + opened.view.marks)
        row = with_lost(self.answer(query, opened.token, view) | {"opened": True}, opened)
        return query, ", ".join(view.unwanted), gr.update(choices=offered, value=opened.token), row


def sent(event: gr.EventData) -> dict[str, Any]:
    """Return what an event of the page carries; nothing where it is no object, since anybody can send anything."""
    return event._data if isinstance(event._data, dict) else {}


def nothing() -> None:
    """What a browser asks for to have the stream of answers opened; see `browser/ticks.js`."""


def connect(page: gr.Blocks, parts: Parts, desk: Desk) -> None:
    """Every event of the page; searching and filling never wait for each other."""
    model: dict[str, Any] = MODEL | {"trigger_mode": "always_last"}
    quiet = QUIET
    beside = [parts.gallery, parts.unwanted, parts.board]
    asked = [parts.query, *beside]
    gr.on(
        [parts.query.submit, parts.unwanted.submit, parts.search.click], desk.ask, asked, parts.board, **model, **quiet
    )
    for button, text in zip(parts.examples, EXAMPLES, strict=True):
        button.click(partial(desk.example, text), beside, [parts.query, parts.board], **model, **quiet)
    parts.board.submit(desk.move, asked, [parts.query, parts.unwanted, parts.board], **model, **quiet)
    parts.gallery.change(desk.open, asked, parts.board, **model, **quiet)
    arrival = [parts.query, parts.unwanted, parts.gallery, parts.board]
    parts.board.select(desk.back, parts.board, arrival, **STEPS, **quiet)
    parts.board.tick(nothing, trigger_mode="multiple", **quiet)
    page.load(desk.arrive, parts.keys, [parts.keys, parts.gallery], **quiet)
    page.load(desk.start, [parts.link, parts.keys, parts.board], arrival, js=ADDRESS, **STEPS, **quiet)
