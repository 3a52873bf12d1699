"""Searching by a picture and with other settings: what happens when the board asks for either."""

from dataclasses import replace
from typing import Any

import gradio as gr

from mmref_core.page.handlers.search_handlers import QUIET, STEPS, Desk, Parts, sent
from mmref_core.page.render.view_models import Row, message
from mmref_core.page.render.wording import EXAMPLES
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.query_picture import read_picture
from mmref_core.page.state.settings import read_changed
from mmref_core.page.state.view import phrases_of, read_view

UNREAD = "The page sent a picture that could not be read. Choose it again."


class Clerk:
    """Asks a desk once more, with what the board has changed beside the fields."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def renew(
        self,
        query: str,
        token: str,
        unwanted: str,
        board: Any,
        event: gr.EventData,
        request: gr.Request | None = None,
    ) -> tuple[str, Row]:
        """The fields as they stand with another picture to search by, or other settings.

        A picture comes with the description that goes with it, none at first: what to mix it with is typed beside it.
        """
        change = sent(event)
        query = query or ""
        view = replace(read_view(board), unwanted=phrases_of([unwanted or ""]))
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
        return query, self.desk.of(request).answer(query, token or SAMPLE, view)


def connect_asking(parts: Parts, desk: Desk) -> None:
    fields = [parts.query, parts.gallery, parts.unwanted, parts.board]
    parts.board.apply(
        Clerk(desk).renew,
        fields,
        [parts.query, parts.board],
        **STEPS,
        **QUIET,
    )
