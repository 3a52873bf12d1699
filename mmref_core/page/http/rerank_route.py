"""The same query with other switches or marks: what the board asks for most, and wants to see at once."""

from fastapi import FastAPI

from mmref_core.page.handlers.search_handlers import AT_ONCE, Desk
from mmref_core.page.http.request_parsing import Asked, add_view_route
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.view_models import Row
from mmref_core.page.service.page_service import PageService

NOT_READ = 400  # HTTP status


def add_changes(app: FastAPI, service: PageService) -> None:
    """A route of our own: on its way through Gradio's queue and event stream an answer takes longer than its making."""

    def change(asked: Asked) -> Row:
        return Desk(service.seen_by(asked.visitor)).answer(asked.query, asked.token, asked.view)

    add_view_route(app, "/changes", change, nothing=NOT_READ, turns=Turns(AT_ONCE))
