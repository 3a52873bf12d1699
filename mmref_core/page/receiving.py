"""What a browser sends to a route of ours, within limits."""

from starlette.requests import Request

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
