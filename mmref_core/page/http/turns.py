"""Concurrency limit: a few requests run at a time, and one that cannot begin soon is refused with a retry time."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, fail_after, to_thread

from mmref_core.page.http.refusal import RequestRefusedError

Result = TypeVar("Result")
MOST_SECONDS = 0.8  # that a request waits for its turn; with its way through the server it is refused within one second
RETRY_SECONDS = 2


class Turns:
    """Runs work in threads, `at_once` of them at a time."""

    def __init__(self, at_once: int, most_seconds: float = MOST_SECONDS) -> None:
        self.limiter = CapacityLimiter(at_once)
        self.most_seconds = most_seconds

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what the work gives; RequestRefusedError (429) where its turn does not come in time."""
        try:
            with fail_after(self.most_seconds):
                await self.limiter.acquire()
        except TimeoutError:
            raise RequestRefusedError(
                429, f"Too many people are asking at once. Try again in {RETRY_SECONDS} seconds.", RETRY_SECONDS
            ) from None
        try:
            return await to_thread.run_sync(work)
        finally:
            self.limiter.release()
