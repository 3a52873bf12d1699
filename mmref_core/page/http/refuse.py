"""Sends a refusal so that whoever sent the request gets to see it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mmref_core.page.http.bodies import ClientGoneError, parts_of
from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.routes import UPLOAD

LINGER_BYTES = 64_000_000  # of a refused body that are read and dropped
LINGER_SECONDS = 3.0
GRADIO = "/gradio_api/"  # whose programs read a refusal as JSON


async def refuse(refusal: RequestRefusedError, path: str, receive: Receive, send: Send) -> None:
    """Send the answer, then read on for a moment: a connection that is closed at once loses its answer on the way."""
    is_json = path.startswith(GRADIO) and path != UPLOAD  # of which the page shows the answer as it is
    body = refusal.body(is_json)
    kind = b"application/json" if is_json else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *refusal.headers]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await _drop_body(receive)
    await send({"type": "http.response.body", "body": b""})


async def _drop_body(receive: Receive) -> None:
    dropped = 0
    try:
        async for part in parts_of(receive, LINGER_SECONDS, LINGER_SECONDS):
            dropped += len(part)
            if dropped > LINGER_BYTES:
                return
    except (RequestRefusedError, ClientGoneError):
        return


class RefusalResponse(Response):
    """The response of a route of the page that refuses a request."""

    def __init__(self, request: Request, refusal: RequestRefusedError) -> None:
        super().__init__(status_code=refusal.status)
        self.path = request.url.path
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await refuse(self.refusal, self.path, receive, send)
