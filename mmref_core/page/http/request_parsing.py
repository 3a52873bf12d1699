"""Parsing of requests to the page's own routes, within limits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from mmref_core.page.http.event_inputs import read_json
from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.view_models import Row
from mmref_core.page.state.view import View, read_view
from mmref_core.page.state.visitors import visitor_of

JSON = "application/json"
BYTES = "application/octet-stream"
WRONG_KIND, TOO_LARGE = 415, 413  # HTTP statuses
LARGEST_VIEW = 200_000  # bytes of a view


@dataclass(frozen=True)
class ViewRequest:
    """A query and the view of its answer; `image` where it is about one picture of it."""

    query: str
    token: str
    view: View
    image: int | None = None
    visitor: str = ""  # who asks


def read_view_request(sent: bytes, visitor: str = "") -> ViewRequest | None:
    """Parse a request for a view; None where it is malformed. Halves of surrogate pairs are replaced."""
    try:
        row: Any = read_json(sent)
    except RequestRefusedError:
        return None
    if not isinstance(row, dict):
        return None
    query, token, image = row.get("query"), row.get("token"), row.get("image")
    if not (isinstance(query, str) and isinstance(token, str)):
        return None
    return ViewRequest(query, token, read_view(row), image if type(image) is int else None, visitor)


async def received(request: Request, kind: str, most: int) -> bytes | int:
    """Return the body of a request, or the HTTP status to refuse it with; `most` is in bytes.

    A form of another site cannot send these kinds without asking first, and nobody allows it to.
    """
    if not request.headers.get("content-type", "").startswith(kind):
        return WRONG_KIND
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > most:
            return TOO_LARGE
    return bytes(sent)


def add_view_route(
    app: FastAPI,
    path: str,
    answer: Callable[[ViewRequest], Row | None],
    nothing: int,
    turns: Turns,
) -> None:
    """Add a route that takes a view as JSON and gives a row, or the status `nothing` where there is none."""

    @app.post(path)
    async def route(request: Request) -> Response:
        sent = await received(request, JSON, LARGEST_VIEW)
        if isinstance(sent, int):
            return Response(status_code=sent)
        asked = read_view_request(sent, visitor_of(request))
        row: Any = asked and await turns.run(partial(answer, asked))
        if row is None:
            return Response(status_code=nothing)
        return JSONResponse(row, headers={"cache-control": "no-store"})
