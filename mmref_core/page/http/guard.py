"""ASGI guard in front of the page: every request is checked here before it reaches Gradio."""

import logging
import secrets
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from mmref_core.page.http.asgi_messages import ResponseSender, as_json, with_body, without_body
from mmref_core.page.http.bodies import ClientGoneError, Memory, declared_bytes, read_whole
from mmref_core.page.http.event_inputs import EventQueue, read_cancel, read_event
from mmref_core.page.http.hosts import LOOPBACK, check_host, check_origin
from mmref_core.page.http.login import Login
from mmref_core.page.http.received_files import ReceivedFiles
from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.routes import CANCEL, JOIN, PROGRESS, STREAM, TOOLS, UPLOAD, AllowedRoutes, BodyKind, Route
from mmref_core.page.http.stream_sessions import Sessions, session_in
from mmref_core.page.state.visitors import HEADER, cookie, new_secret, secret_in, visitor_of_account, visitor_of_secret

LOG = logging.getLogger(__name__)
LONGEST_ADDRESS = 4_000  # bytes of a path and its query
SMALL_BODY = 600_000  # bytes; larger ones have memory of their own, so that they never keep small ones waiting
BYTES_OF_FILE = 1_000  # that an event says of each file
MOST_UNHEARD = 200  # messages that wait for a session; a fill tells some each second
HEARTBEAT = "/gradio_api/heartbeat/"
OWN = "x-mmref-own"  # header by which the server knows its own requests
FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-prefix", "forwarded")


@dataclass(frozen=True)
class Access:
    """Access rules of a server: host names, log-in, proxy, tools."""

    hosts: tuple[str, ...] = LOOPBACK  # names, in lower case and without ports
    login: Login | None = None
    is_behind_proxy: bool = False
    has_tools: bool = False


@dataclass
class Admitted:
    """An admitted request: its route and its visitor."""

    route: Route
    path: str
    headers: Headers
    visitor: str
    new_cookie: str | None = None
    held_bytes: int = field(default=0)
    pool: Memory | None = None  # that they are taken from
    is_own: bool = False  # asked by the server itself, for a tool

    @property
    def listener(self) -> str:
        """Return the owner of the session: empty for tools, which share one session."""
        return "" if self.is_own else self.visitor


class Guard:
    """ASGI application that checks each request and hands it on to another application."""

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        files: ReceivedFiles,
        queue: EventQueue,
    ) -> None:
        self.app = app
        self.access = access
        self.files = files
        self.queue = queue
        self.routes = AllowedRoutes(access.has_tools)
        self.sessions = Sessions(queue.forget)
        self.secret = secrets.token_urlsafe(32)
        self.small, self.large = Memory(32_000_000, 2_000_000), Memory(60_000_000, 26_000_000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = ResponseSender(send)
        admitted = None
        try:
            admitted = await self.admit(scope)
            answer.cookie = admitted.new_cookie
            inner_scope = self.scope_for(scope, admitted)
            if admitted.route.body is BodyKind.WHOLE:
                receive = await self.read_body(inner_scope, admitted, receive)
            elif admitted.route.body is BodyKind.NONE:
                receive = without_body(receive)
            with self.listening(scope, admitted):
                await self.app(inner_scope, receive, answer.send)
        except RequestRefusedError as refusal:
            self.give_back(admitted)
            await answer.refuse(refusal, scope["path"], receive)
        except ClientGoneError:
            pass
        except Exception as error:
            await self.fail(scope, error, answer, receive)
        finally:
            self.give_back(admitted)

    async def admit(self, scope: Scope) -> Admitted:
        """Return a request with its route and visitor; RequestRefusedError for one that may not be asked."""
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        host = check_host(headers.getlist("host"), self.access.hosts)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise RequestRefusedError(414, "The address is too long.")
        check_origin(method, path, host, headers.getlist("origin"), headers.getlist("sec-fetch-site"))
        route = self.routes.find(method, path)
        if isinstance(route, int):
            raise RequestRefusedError(route, "There is nothing at this address.")
        if self.is_own(headers):  # the visitor of the tool that asks
            return Admitted(route, path, headers, headers.get(HEADER, ""), is_own=True)
        if self.access.login is not None:
            address = scope["client"][0] if scope.get("client") else ""
            name = await self.access.login.name_of(headers.get("authorization", ""), address)
            return Admitted(route, path, headers, visitor_of_account(name))
        secret = secret_in("; ".join(headers.getlist("cookie")))
        if secret is None and ((method, path) == ("GET", "/") or path == UPLOAD):
            secret = new_secret()
            return Admitted(route, path, headers, visitor_of_secret(secret), cookie(secret, scope["scheme"] == "https"))
        return Admitted(route, path, headers, visitor_of_secret(secret) if secret else "")

    def scope_for(self, scope: Scope, admitted: Admitted) -> Scope:
        """Return the request as the page gets it: with its visitor, without what only a proxy may say."""
        dropped = {HEADER, OWN, "range", "if-range", "transfer-encoding", "access-control-request-method"}
        if not self.access.is_behind_proxy:
            dropped.update(FORWARDED)
        kept = [(name, value) for name, value in scope["headers"] if name.decode("latin-1").lower() not in dropped]
        kept.append((HEADER.encode(), admitted.visitor.encode()))
        if admitted.path.startswith(TOOLS):
            kept.append((OWN.encode(), self.secret.encode()))  # Gradio asks its own server with the headers of a tool's
        return {**scope, "headers": kept}

    def is_own(self, headers: Headers) -> bool:
        return secrets.compare_digest(headers.get(OWN, "").encode("utf-8", "replace"), self.secret.encode())

    def read_join(self, body: bytes, admitted: Admitted) -> bytes:
        """Return a request for an event, checked and written anew."""

        def file(path: str) -> dict[str, Any]:
            return self.files.get(admitted.visitor, path).data()

        files = self.files.counts[admitted.visitor]
        event = read_event(body, self.queue.events, file, files)  # here, since in threads events could change places
        session = event["session_hash"]
        self.sessions.claim(session, admitted.listener)
        if self.queue.waiting(session) > MOST_UNHEARD:
            raise RequestRefusedError(429, "Nobody listens to the answers of this session. Reload the page.", 5)
        return as_json(event)

    def give_back(self, admitted: Admitted | None) -> None:
        """Free the memory that the body of a request takes."""
        if admitted is not None and admitted.pool is not None:
            admitted.pool.give_back(admitted.visitor, admitted.held_bytes)
            admitted.held_bytes = 0

    def listening(self, scope: Scope, admitted: Admitted) -> AbstractContextManager[None]:
        """Check that a stream of answers is its visitor's own; other requests listen to nothing."""
        if admitted.path == STREAM:
            return self.sessions.listening(session_in(scope["query_string"]), admitted.listener)
        if admitted.path == PROGRESS or admitted.path.startswith(HEARTBEAT):
            return self.sessions.stream(admitted.visitor)
        return nullcontext()

    async def read_body(self, scope: Scope, admitted: Admitted, receive: Receive) -> Receive:
        """Read a body within its budget and check it; return what gives it to the page."""
        route = admitted.route
        if admitted.path == JOIN and self.queue.is_full():
            raise RequestRefusedError(429, "Too many people are asking at once. Try again in 5 seconds.", 5)
        files = self.files.counts[admitted.visitor] if admitted.path == JOIN else 0
        most_bytes = route.most_bytes + BYTES_OF_FILE * files  # an event names each of them
        admitted.pool = self.large if most_bytes > SMALL_BODY else self.small
        declared_bytes(admitted.headers.getlist("content-length"), most_bytes)
        body = await read_whole(receive, (most_bytes, route.most_seconds), admitted.pool, admitted.visitor)
        admitted.held_bytes = len(body)
        if admitted.path == JOIN:
            body = self.read_join(body, admitted)
        elif admitted.path == CANCEL:
            event = read_cancel(body)
            self.sessions.require(event["session_hash"], admitted.listener)
            body = as_json(event)
        MutableHeaders(scope=scope)["content-length"] = str(len(body))
        return with_body(body, receive)

    async def fail(self, scope: Scope, error: Exception, answer: "ResponseSender", receive: Receive) -> None:
        """Handle an error of the page itself: write one line to the log, and answer with status 500."""
        if answer.status is not None and answer.status < 500:  # a stream says itself that its session is over
            LOG.debug("%s %s broke off: %r", scope["method"], scope["path"], error)
            await answer.finish()
            return
        LOG.error("%s %s failed: %r", scope["method"], scope["path"], error)
        refusal = RequestRefusedError(500, "The page failed at this. What happened is in the log of the program.")
        await answer.refuse(refusal, scope["path"], receive)
