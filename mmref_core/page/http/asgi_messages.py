"""ASGI messages between guard and page: security headers of responses, and bodies that were read."""

import json
import logging
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Send

from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.refuse import refuse

LOG = logging.getLogger(__name__)
SECURITY_HEADERS = {
    # Gradio compiles its templates in the browser, hence unsafe-eval; no other origin is ever talked to.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class ResponseSender:
    """Sends a response with the security headers, and without headers that would open it to other sites."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status: int | None = None  # once it has started
        self.is_complete = False
        self.cookie: str | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            headers.update(SECURITY_HEADERS)
            if self.cookie:
                headers.append("set-cookie", self.cookie)
        elif message["type"] == "http.response.body":
            self.is_complete = not message.get("more_body", False)
        await self._send(message)

    async def finish(self) -> None:
        """End an answer that has begun."""
        if not self.is_complete:
            await self.send({"type": "http.response.body", "body": b""})

    async def refuse(self, refusal: RequestRefusedError, path: str, receive: Receive) -> None:
        """Send a refusal, unless an answer is under way already."""
        if self.status is not None:
            return
        try:
            await refuse(refusal, path, receive, self.send)
        except Exception as error:  # a connection on which nothing can be sent any more has nobody to tell
            LOG.debug("%s could not be refused: %r", path, error)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def with_body(body: bytes, receive: Receive) -> Receive:
    """Give a body that has been read, then whatever else comes, such as the end of the connection."""
    waiting = [body]

    async def receive_body() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_body


def without_body(receive: Receive) -> Receive:
    """Give an empty body, and nothing of what is sent; then the end of the connection when it comes."""
    is_sent = False

    async def receive_nothing() -> Message:
        nonlocal is_sent
        if not is_sent:
            is_sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        while (message := await receive())["type"] == "http.request":
            pass
        return message

    return receive_nothing
