"""Handlers of the search page's events."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.open_link import open_link, with_lost
from mmref_core.page.render.gallery_list import choices, filling_sentence, read_keys
from mmref_core.page.render.references import with_portraits
from mmref_core.page.render.view_models import Row, message, results_panel
from mmref_core.page.render.wording import EXAMPLES, WAITING, lost_sentence, marks_sentence, too_long_sentence
from mmref_core.page.service.page_service import SAMPLE, PageService
from mmref_core.page.state.links import link_of, write_link
from mmref_core.page.state.negation import split_negation
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
# Of events that the results panel sends data with, and of the page's start. Every one is answered, because Gradio's
# "always_last" answers the last one with the data of an earlier one; and one after another, so that what comes last is
# the answer to the last.
STEPS: dict[str, Any] = {"concurrency_id": "step", "concurrency_limit": 1, "trigger_mode": "multiple"}


@dataclass(frozen=True)
class SearchComponents:
    """The components that take part in an event."""

    query: gr.Textbox
    unwanted: gr.Textbox
    gallery: gr.Dropdown
    search: gr.Button
    examples: list[gr.Button]
    results_panel: gr.HTML
    keys: gr.BrowserState  # galleries that this browser brought before they had owners
    link: gr.Textbox  # never shown; carries the address to the first event


class SearchHandlers:
    """Handlers of the search page's events: values from the browser in, rows to draw out, for one visitor."""

    def __init__(self, service: PageService) -> None:
        self.service = service

    def for_request(self, request: gr.Request | None) -> "SearchHandlers":
        """Return the handlers for the visitor who sends this request."""
        return SearchHandlers(self.service.for_visitor(visitor_of(request)))

    def answer(self, query: str, token: str, view: View) -> Row:
        """Return the results panel of a query; the view that was asked for stays on it even if the query fails."""
        if len(query) > LONGEST_QUERY:
            return view.row() | message(too_long_sentence(len(query), LONGEST_QUERY))
        kept = view.without_lost(token, partial(self.service.label, token))
        lost_picture = [NOT_HERE] if view.picture and not kept.picture else []
        settings_panel = {"panel": setting_rows(self.service.defaults, self.service.has_patches, view.settings)}
        try:
            kept = replace(kept, settings=checked(view.settings, self.service.defaults))
            result = self.service.search(token, query, kept.search_options(token))
        except MMRefError as error:
            return kept.row() | settings_panel | message(" ".join((*lost_picture, str(error))))
        answered = results_panel(result, token, lambda image: self.service.label(token, image) or "")
        row = kept.row() | settings_panel | with_portraits(answered, self.service.catalogue)
        row["notes"] = [*lost_picture, *row["notes"]]
        matches = [mark.match for mark in kept.of_gallery(token)]
        row["tally"] = marks_sentence(sum(matches), len(matches) - sum(matches))
        row["negated"] = found[1] if (found := split_negation(query)) else ""
        row["link"] = write_link(link_of(query, token, kept))
        if lost := len(view.marks) - len(kept.marks):
            row["notes"].append(lost_sentence(lost))
        if filling := filling_sentence(self.service, token):
            row["notes"].append(filling)
        return row

    def search_gallery(
        self, query: str, token: str, unwanted: str, panel: Any, request: gr.Request | None = None
    ) -> Row:
        """Search the fields as they stand; marks stay, and so do switches while description and gallery stay."""
        query, token, unwanted = query or "", token or SAMPLE, unwanted or ""
        view = replace(read_view(panel), unwanted=phrases_of([unwanted]))
        asked = panel if isinstance(panel, dict) else {}
        same = (asked.get("query"), asked.get("token")) == (query, token)
        return self.for_request(request).answer(query, token, view if same else replace(view, off=()))

    def first_answer(self) -> Row:
        """Return the results panel that the page opens with: the first example, once the sample gallery is indexed."""
        if not self.service.ready():
            return message(WAITING, waiting=True)
        return self.answer(EXAMPLES[0], SAMPLE, View()) | {"opened": True}

    def search_example(
        self, text: str, token: str, unwanted: str, panel: Any, request: gr.Request | None = None
    ) -> tuple[str, Row]:
        return text, self.search_gallery(text, token, unwanted, panel, request)

    def move_negation(
        self, query: str, token: str, unwanted: str, panel: Any, request: gr.Request | None = None
    ) -> tuple[str, str, Row]:
        """Move a negation ("without a hat") from the description to the field of unwanted phrases, and search."""
        query, unwanted = query or "", unwanted or ""
        if found := split_negation(query):
            query, unwanted = found[0], ", ".join(filter(None, (unwanted.strip(" ,"), found[1])))
        return query, unwanted, self.search_gallery(query, token, unwanted, panel, request)

    def change_gallery(
        self, query: str, token: str, unwanted: str, panel: Any, request: gr.Request | None = None
    ) -> Row:
        """Search a newly chosen gallery, unless a link has chosen it and its results are shown already."""
        asked = panel if isinstance(panel, dict) else {}
        answered = asked.get("opened") and (asked.get("query"), asked.get("token")) == (query, token)
        return gr.skip() if answered else self.search_gallery(query, token, unwanted, panel, request)

    def adopt_galleries(self, stored: Any, request: gr.Request | None = None) -> tuple[list[str], Any]:
        """Give galleries whose keys a browser has stored, and that have no owner, to its visitor."""
        service = self.service.for_visitor(visitor_of(request))
        service.adopt(read_keys(stored))
        return [], gr.update(choices=choices(service))

    def open_page(self, link: str, stored: Any, panel: Any, request: gr.Request | None = None) -> tuple[Any, ...]:
        """Answer the link in the address of a page that opens, or the first example if it has no answer yet."""
        if link or (isinstance(panel, dict) and panel.get("message")):
            handlers = self.for_request(request)
            handlers.service.adopt(read_keys(stored))
            return handlers.follow_link(link or "", panel)
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()

    def change_address(
        self, panel: Any, event: gr.EventData, request: gr.Request | None = None
    ) -> tuple[str, str, Any, Row]:
        """Answer the link of an address that has changed under an open page."""
        link = sent(event).get("link")
        return self.for_request(request).follow_link(link if isinstance(link, str) else "", panel)

    def follow_link(self, link: str, panel: Any) -> tuple[str, str, Any, Row]:
        """Return the fields and the results panel of a link; marks in other galleries stay."""
        offered = choices(self.service)
        held = read_view(panel)
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
    """Do nothing; the browser calls this to open the stream of answers (`browser/ticks.js`)."""


def connect(page: gr.Blocks, components: SearchComponents, handlers: SearchHandlers) -> None:
    """Connect the events of the search page; searching and filling never wait for each other."""
    model: dict[str, Any] = MODEL | {"trigger_mode": "always_last"}
    quiet = QUIET
    beside = [components.gallery, components.unwanted, components.results_panel]
    asked = [components.query, *beside]
    gr.on(
        [components.query.submit, components.unwanted.submit, components.search.click],
        handlers.search_gallery,
        asked,
        components.results_panel,
        **model,
        **quiet,
    )
    for button, text in zip(components.examples, EXAMPLES, strict=True):
        button.click(
            partial(handlers.search_example, text),
            beside,
            [components.query, components.results_panel],
            **model,
            **quiet,
        )
    components.results_panel.submit(
        handlers.move_negation,
        asked,
        [components.query, components.unwanted, components.results_panel],
        **model,
        **quiet,
    )
    components.gallery.change(handlers.change_gallery, asked, components.results_panel, **model, **quiet)
    arrival = [components.query, components.unwanted, components.gallery, components.results_panel]
    components.results_panel.select(handlers.change_address, components.results_panel, arrival, **STEPS, **quiet)
    components.results_panel.tick(nothing, trigger_mode="multiple", **quiet)
    page.load(handlers.adopt_galleries, components.keys, [components.keys, components.gallery], **quiet)
    page.load(
        handlers.open_page,
        [components.link, components.keys, components.results_panel],
        arrival,
        js=ADDRESS,
        **STEPS,
        **quiet,
    )
