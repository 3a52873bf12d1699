"""Reading of request bodies within limits of size and time."""

import time
from asyncio import wait_for
from collections import Counter
from collections.abc import AsyncIterator

from starlette.types import Message, Receive

from mmref_core.galleries.quotas import size
from mmref_core.page.http.refusal import RequestRefusedError

IDLE_SECONDS = 8.0  # between two parts of a body
SLOWEST_RATE = 20_000  # bytes a second in the mean
GRACE_SECONDS = 10.0  # before the rate counts


class ClientGoneError(Exception):
    """The sender has closed the connection."""


class Memory:
    """Budget of bytes for bodies that are held at the same time, in total and for each visitor."""

    def __init__(self, most_bytes: int, most_of_visitor: int) -> None:
        self.most_bytes = most_bytes
        self.most_of_visitor = most_of_visitor
        self.held: Counter[str] = Counter()

    def take(self, visitor: str, count: int) -> None:
        """Take some for a visitor; RequestRefusedError (429) where there is no more."""
        if self.held.total() + count > self.most_bytes or self.held[visitor] + count > self.most_of_visitor:
            raise RequestRefusedError(429, "The server is busy with other requests. Try again in 5 seconds.", 5)
        self.held[visitor] += count

    def give_back(self, visitor: str, count: int) -> None:
        self.held[visitor] -= count
        if self.held[visitor] <= 0:
            del self.held[visitor]


def declared_bytes(lengths: list[str], most_bytes: int) -> int | None:
    """Return the Content-Length, None where there is none; refuse one that is malformed or too large."""
    if not lengths:
        return None
    if len(set(lengths)) > 1 or not (lengths[0].isascii() and lengths[0].isdigit() and len(lengths[0]) < 16):
        raise RequestRefusedError(400, "The length of the request is malformed.")
    if (length := int(lengths[0])) > most_bytes:
        raise too_large(most_bytes)
    return length


def too_large(most_bytes: int) -> RequestRefusedError:
    return RequestRefusedError(413, f"The request is too large: at most {size(most_bytes)} may be sent here.")


async def parts_of(receive: Receive, most_seconds: float, idle_seconds: float = IDLE_SECONDS) -> AsyncIterator[bytes]:
    """Give the parts of a body; RequestRefusedError (408) for slow ones, ClientGoneError for broken ones."""
    deadline = time.monotonic() + most_seconds
    more = True
    while more:
        left = min(idle_seconds, deadline - time.monotonic())
        try:
            message: Message = await wait_for(receive(), max(left, 0.001))
        except TimeoutError:
            raise RequestRefusedError(
                408, "The request took too long to arrive, and was cut off. Send it again."
            ) from None
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        more = message.get("more_body", False)
        if part := message.get("body", b""):
            yield part


async def read_whole(receive: Receive, budget: tuple[int, float], memory: Memory, visitor: str) -> bytes:
    """Return a body within bytes and seconds; what it takes of `memory` is given back by whoever used it.

    RequestRefusedError for one that is too large or too slow; nothing is held of it then.
    """
    most_bytes, most_seconds = budget
    body, began = bytearray(), time.monotonic()
    try:
        async for part in parts_of(receive, most_seconds):
            if len(body) + len(part) > most_bytes:
                raise too_large(most_bytes)
            memory.take(visitor, len(part))
            body += part
            check_rate(len(body), time.monotonic() - began)
    except BaseException:
        memory.give_back(visitor, len(body))
        raise
    return bytes(body)


def check_rate(come: int, seconds: float) -> None:
    """Raise RequestRefusedError (408) for a body whose mean rate, after a grace period, is too low."""
    if seconds > GRACE_SECONDS and come < (seconds - GRACE_SECONDS / 2) * SLOWEST_RATE:
        raise RequestRefusedError(
            408, "The request came too slowly, and was cut off. Send it again, or less at a time."
        )
