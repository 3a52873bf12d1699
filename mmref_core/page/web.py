"""The web server around the page: its pictures, its downloads, its headers, and who may talk to it."""

import re
from collections.abc import Sequence
from functools import partial

import gradio as gr
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mmref_core.errors import MMRefError
from mmref_core.formats import too_many_bytes
from mmref_core.limits import DEFAULT_LIMITS
from mmref_core.page.changes import add_changes
from mmref_core.page.downloads import TYPES, make
from mmref_core.page.early import add_glances
from mmref_core.page.layout import STYLES, build
from mmref_core.page.maps import add_maps
from mmref_core.page.parts import theme
from mmref_core.page.query_picture import Uploaded
from mmref_core.page.receiving import BYTES, JSON, LARGEST_ASKED, TOO_LARGE, WRONG_KIND, read_asked, received
from mmref_core.page.reference_routes import add_reference_routes
from mmref_core.page.service import PageService
from mmref_core.page.tools import check_tools

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
LARGEST_UPLOAD = "2gb"  # one file
REFUSED_VIEW = {
    WRONG_KIND: "Send the view as JSON.",
    TOO_LARGE: "This view is too large to be exported. Clear some marks.",
}
REFUSED_PICTURE = {
    WRONG_KIND: "Send the bytes of the picture.",
    TOO_LARGE: str(too_many_bytes(DEFAULT_LIMITS.picture_bytes + 1, DEFAULT_LIMITS)),
}
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
FACES = "mmref-faces"  # a cookie, since pictures are asked for by address alone
PICTURE_HEADERS = {"cache-control": "private, max-age=600", "vary": "cookie"}
HEADERS = {
    # Gradio compiles its templates in the browser, hence unsafe-eval; no other origin is ever talked to.
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def asks_for_faces(request: Request) -> bool:
    """Whether this browser was told to show the faces of galleries that people bring; see `browser/faces.js`."""
    return request.cookies.get(FACES) == "shown"


def files_app(service: PageService, hosts: Sequence[str]) -> FastAPI:
    """Pictures and downloads, behind the same guards as the page; `hosts` are the names it answers to."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)

    @app.get("/pictures/{token}/{image}.webp")
    def picture(token: str, image: int, request: Request) -> Response:
        found = service.thumbnail(token, image, asks_for_faces(request)) if TOKEN.fullmatch(token) else None
        if found is None:
            return Response(status_code=404)
        return Response(found, media_type="image/webp", headers=PICTURE_HEADERS)

    @app.get("/plots/{name}.svg")
    def plot(name: str) -> Response:
        found = service.measured.plots.get(name)
        return Response(status_code=404) if found is None else Response(found, media_type="image/svg+xml")

    add_changes(app, service)
    add_glances(app, service)
    add_maps(app, service)
    add_reference_routes(app, service.roster)
    one_at_a_time, one_picture = CapacityLimiter(1), CapacityLimiter(1)  # searching goes on beside them

    @app.post("/exports/{kind}")
    async def export(kind: str, request: Request) -> Response:
        if kind not in TYPES:
            return PlainTextResponse("There is no such export.", status_code=404)
        sent = await received(request, JSON, LARGEST_ASKED)
        if isinstance(sent, int):
            return PlainTextResponse(REFUSED_VIEW[sent], status_code=sent)
        asked = read_asked(sent)
        if asked is None or not TOKEN.fullmatch(asked.token):
            return PlainTextResponse("The page sent something that could not be read. Reload it.", status_code=400)
        try:
            made = await to_thread.run_sync(
                partial(make, service, kind, asked, asks_for_faces(request)), limiter=one_at_a_time
            )
        except MMRefError as error:
            return PlainTextResponse(str(error), status_code=422)
        return Response(made, media_type=TYPES[kind], headers={"cache-control": "no-store"})

    @app.post("/query-picture")
    async def query_picture(request: Request) -> Response:
        sent = await received(request, BYTES, DEFAULT_LIMITS.picture_bytes)
        if isinstance(sent, int):
            return PlainTextResponse(REFUSED_PICTURE[sent], status_code=sent)
        try:
            read = await to_thread.run_sync(service.read_picture, sent, limiter=one_picture)
        except MMRefError as error:
            return JSONResponse({"refused": str(error)})  # an answer like another: people choose wrong files
        picture = Uploaded.of("", *read)
        made = {"features": picture.features, "thumbnail": picture.thumbnail}
        return JSONResponse(made, headers={"cache-control": "no-store"})

    return app


def web_app(service: PageService, hosts: Sequence[str], tools_at: str = "") -> FastAPI:
    """The page and its pictures as one ASGI application; with its own address, tools for assistants as well."""
    page = build(service)
    app = gr.mount_gradio_app(
        files_app(service, hosts),
        page,
        path="/",
        theme=theme(),
        css_paths=STYLES,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        pwa=False,
        mcp_server=bool(tools_at),
    )
    if tools_at:
        check_tools(page, tools_at)
    return app
