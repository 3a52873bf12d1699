"""The server process: connections that say nothing are closed, and a stop ends within seconds whatever is open."""

import os
import signal
import socket
import sys
from asyncio import TimerHandle
from types import FrameType
from typing import Any

import uvicorn
from h11 import LocalProtocolError
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from mmref_core.errors import MMRefError

HEADER_SECONDS = 10.0  # for the head of a request to arrive, from the connection or from the answer before
GRACE_SECONDS = 2  # for answers that are under way when the program is told to stop
STOP_SECONDS = 4.5  # after which it ends whatever still runs; everything stored is whole at any moment
MOST_CONNECTIONS = 1_500


class TimedProtocol(H11Protocol):
    """HTTP/1.1 that closes a connection on which no whole head of a request comes in time."""

    header_timer: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._watch()

    def handle_events(self) -> None:
        try:
            super().handle_events()
        except LocalProtocolError:  # a malformed request in the midst of an answer, of which no more can be sent
            self._unwatch()
            self.transport.close()
            return
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        is_asked = self.cycle is not None and not self.cycle.response_complete
        if is_asked:
            self._unwatch()
        elif self.header_timer is None:
            self.header_timer = self.loop.call_later(HEADER_SECONDS, self._close_silent)

    def _unwatch(self) -> None:
        if self.header_timer is not None:
            self.header_timer.cancel()
            self.header_timer = None

    def _close_silent(self) -> None:
        self.header_timer = None
        if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
            self.transport.close()


class StoppingServer(uvicorn.Server):
    """A server that a signal ends within `STOP_SECONDS`."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            signal.signal(signal.SIGALRM, _end)
            signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)
        super().handle_exit(sig, frame)


def _end(_sig: int, _frame: FrameType | None) -> None:
    sys.stderr.flush()
    os._exit(0)


def _ignore(_sig: int, _frame: FrameType | None) -> None:
    pass


def serve(app: ASGIApp, listener: socket.socket, is_behind_proxy: bool) -> None:
    """Serve until a signal comes."""
    config = uvicorn.Config(
        app,
        http=TimedProtocol,
        ws="none",
        log_level="critical",  # or anybody could fill the log with malformed requests; the guard tells errors
        server_header=False,
        proxy_headers=is_behind_proxy,
        timeout_graceful_shutdown=GRACE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
    )
    for stop in (signal.SIGINT, signal.SIGTERM):  # raised again by uvicorn when it has ended, for whoever ran it
        signal.signal(stop, _ignore)
    server = StoppingServer(config)
    server.run(sockets=[listener])
    if not server.started:
        raise MMRefError("The page could not be started: its server stopped at once. Start it again.")
