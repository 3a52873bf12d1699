"""Ownership of Gradio's sessions, whose names are made by browsers and checked by nobody else."""

import re
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs

from mmref_core.page.http.refusal import RequestRefusedError

MOST_SESSIONS = 1_000
MOST_STREAMS = 800  # fewer than connections, so that a page can always be opened
MOST_STREAMS_OF_VISITOR = 60  # a page has two or three
SILENT_SECONDS = 120.0  # after which nobody is expected to listen for an answer any more
SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass
class Session:
    """One open page."""

    visitor: str
    asked: float  # when it asked last, in seconds of a clock that only goes forward
    streams: int = 0  # that listen for its answers


class Sessions:
    """Remembers which visitor asked first in each session; forgets those that ask, and never listen to the answers."""

    def __init__(self, forget: Callable[[str], None], now: Callable[[], float] = time.monotonic) -> None:
        """`forget` drops the answers that wait for a session."""
        self.forget = forget
        self.now = now
        self.sessions: OrderedDict[str, Session] = OrderedDict()  # who asked last stands last
        self.streams: Counter[str] = Counter()  # that are open, by visitor

    def claim(self, name: str, visitor: str) -> None:
        """Give a new session to its visitor; RequestRefusedError (403) where it is somebody else's."""
        session = self.sessions.setdefault(name, Session(visitor, 0.0))
        if session.visitor != visitor:
            raise RequestRefusedError(403, "This session belongs to another browser. Reload the page.")
        session.asked = self.now()
        self.sessions.move_to_end(name)
        self.forget_silent()

    def require(self, name: str, visitor: str) -> None:
        """Raise RequestRefusedError (404) for a session in which this visitor has asked nothing."""
        if name not in self.sessions or self.sessions[name].visitor != visitor:
            raise RequestRefusedError(404, "There is no such session. Reload the page.")

    @contextmanager
    def listening(self, name: str, visitor: str) -> Iterator[None]:
        """Keep a session for as long as a stream listens to it; RequestRefusedError (404) for another visitor's."""
        self.require(name, visitor)
        session = self.sessions[name]
        with self.stream(visitor):
            session.streams += 1
            try:
                yield
            finally:
                session.streams -= 1
                session.asked = self.now()

    @contextmanager
    def stream(self, visitor: str) -> Iterator[None]:
        """Count an answer that stays open; RequestRefusedError (429) where there are too many.

        Visitors without a cookie count as one.
        """
        if self.streams.total() >= MOST_STREAMS or self.streams[visitor] >= MOST_STREAMS_OF_VISITOR:
            raise RequestRefusedError(429, "Too many pages are open at once. Close some, and reload this one.", 10)
        self.streams[visitor] += 1
        try:
            yield
        finally:
            self.streams[visitor] -= 1
            if not self.streams[visitor]:
                del self.streams[visitor]

    def forget_silent(self) -> None:
        late = self.now() - SILENT_SECONDS
        for name, session in list(self.sessions.items()):
            if session.streams:
                self.sessions.move_to_end(name)
                session.asked = self.now()
            elif session.asked < late or len(self.sessions) > MOST_SESSIONS:
                del self.sessions[name]
                self.forget(name)
            else:
                return


def session_in(query: bytes) -> str:
    """Return the session that an address names; RequestRefusedError (400) where it names none."""
    try:
        found = parse_qs(query.decode("ascii"), max_num_fields=8).get("session_hash", [])
    except ValueError:
        found = []
    if len(found) != 1 or not SESSION.fullmatch(found[0]):
        raise RequestRefusedError(400, "The session is malformed. Reload the page.")
    return found[0]
