"""Handler of searches by a picture and with other settings, which the results panel asks for."""

from dataclasses import replace
from typing import Any

import gradio as gr

from mmref_core.page.handlers.search_handlers import QUIET, STEPS, SearchComponents, SearchHandlers, sent
from mmref_core.page.render.view_models import Row, message
from mmref_core.page.render.wording import EXAMPLES
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.query_picture import read_picture
from mmref_core.page.state.settings import read_changed
from mmref_core.page.state.view import phrases_of, read_view

UNREAD = "The page sent a picture that could not be read. Choose it again."


class RequeryHandler:
    """Answers a query again with another picture to search by, or with other settings."""

    def __init__(self, search_handlers: SearchHandlers) -> None:
        self.search_handlers = search_handlers

    def renew(
        self,
        query: str,
        token: str,
        unwanted: str,
        panel: Any,
        event: gr.EventData,
        request: gr.Request | None = None,
    ) -> tuple[str, Row]:
        """Search the fields as they stand with another picture to search by, or other settings.

        A picture comes with the description that goes with it, none at first: what to mix it with is typed beside it.
        """
        change = sent(event)
        query = query or ""
        view = replace(read_view(panel), unwanted=phrases_of([unwanted or ""]))
        if "settings" in change:
            view = replace(view, settings=read_changed(change["settings"]))
        if "picture" in change:
            view = replace(view, picture=read_picture(change["picture"]), off=())
            if change["picture"] is not None and view.picture is None:
                return query, view.row() | message(UNREAD)
        if isinstance(change.get("query"), str):
            query = change["query"]
        if not query.strip() and view.picture is None:
            query = EXAMPLES[0]
        return query, self.search_handlers.for_request(request).answer(query, token or SAMPLE, view)


def connect_asking(components: SearchComponents, handlers: SearchHandlers) -> None:
    fields = [components.query, components.gallery, components.unwanted, components.results_panel]
    components.results_panel.apply(
        RequeryHandler(handlers).renew,
        fields,
        [components.query, components.results_panel],
        **STEPS,
        **QUIET,
    )
