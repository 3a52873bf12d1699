"""Route for re-ranking: the same query with other switches or marks."""

from fastapi import FastAPI

from mmref_core.page.handlers.search_handlers import AT_ONCE, SearchHandlers
from mmref_core.page.http.request_parsing import ViewRequest, add_view_route
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.view_models import Row
from mmref_core.page.service.page_service import PageService

NOT_READ = 400  # HTTP status


def add_rerank_route(app: FastAPI, service: PageService) -> None:
    """Add the route for re-ranking, because Gradio's queue and event stream take longer than the answer itself."""

    def change(asked: ViewRequest) -> Row:
        return SearchHandlers(service.for_visitor(asked.visitor)).answer(asked.query, asked.token, asked.view)

    add_view_route(app, "/changes", change, nothing=NOT_READ, turns=Turns(AT_ONCE))
