"""What a browser sends to a route of ours, within limits, and the row that it gets for it."""

from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from mmref_core.page.rows import Row

JSON = "application/json"
BYTES = "application/octet-stream"
WRONG_KIND, TOO_LARGE = 415, 413  # HTTP statuses


async def received(request: Request, kind: str, most: int) -> bytes | int:
    """The body, or the status to refuse it with; `most` in bytes.

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


def add_row_route(
    app: FastAPI,
    path: str,
    most: int,
    answer: Callable[[bytes], Row | None],
    nothing: int,
    limiter: CapacityLimiter | None = None,
) -> None:
    """A route that takes JSON of `most` bytes and gives a row, or the status `nothing` where there is none."""

    @app.post(path)
    async def route(request: Request) -> Response:
        sent = await received(request, JSON, most)
        if isinstance(sent, int):
            return Response(status_code=sent)
        row: Any = await to_thread.run_sync(answer, sent, limiter=limiter)
        if row is None:
            return Response(status_code=nothing)
        return JSONResponse(row, headers={"cache-control": "no-store"})
