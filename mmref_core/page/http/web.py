"""The web server around the page: its pictures, its downloads, its uploads, and the guard in front of them all."""

import re
from functools import partial

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.layout import MOST_WAITING, STYLES, build
from mmref_core.page.http.downloads import TYPES, make
from mmref_core.page.http.event_inputs import queue_of
from mmref_core.page.http.guard import Access, Guard
from mmref_core.page.http.maps import add_map_route
from mmref_core.page.http.preview import add_preview_route
from mmref_core.page.http.received_files import ReceivedFiles
from mmref_core.page.http.reference_routes import add_reference_routes
from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.refuse import RefusalResponse
from mmref_core.page.http.request_parsing import (
    BYTES,
    JSON,
    LARGEST_VIEW,
    TOO_LARGE,
    WRONG_KIND,
    read_view_request,
    received,
)
from mmref_core.page.http.rerank_route import add_rerank_route
from mmref_core.page.http.stream_sessions import MOST_SESSIONS
from mmref_core.page.http.tools import check_tools
from mmref_core.page.http.turns import Turns
from mmref_core.page.http.upload_routes import UploadLimits, UploadReceiver, add_upload_routes
from mmref_core.page.render.html_components import theme
from mmref_core.page.service.page_service import PageService
from mmref_core.page.state.query_picture import UploadedPicture
from mmref_core.page.state.visitors import visitor_of
from mmref_core.uploads.formats import DEFAULT_LIMITS, too_many_bytes

LARGEST_UPLOAD = "4gb"  # one file
REFUSED_VIEW = {
    WRONG_KIND: "Send the view as JSON.",
    TOO_LARGE: "This view is too large to be exported. Clear some marks.",
}
REFUSED_PICTURE = {
    WRONG_KIND: "Send the bytes of the picture.",
    TOO_LARGE: str(too_many_bytes(DEFAULT_LIMITS.picture_bytes + 1, DEFAULT_LIMITS)),
}
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")  # of a gallery; a key is longer, and stands in no address
KEY_HEADER = "x-gallery-key"  # by which programs ask for the pictures of a gallery
FACES = "mmref-faces"  # a cookie, since pictures are asked for by address alone
PICTURE_HEADERS = {"cache-control": "private, max-age=600", "vary": "cookie"}


def asks_for_faces(request: Request) -> bool:
    """Whether this browser was told to show the faces of galleries that people bring; see `browser/faces.js`."""
    return request.cookies.get(FACES) == "shown"


def files_app(service: PageService) -> FastAPI:
    """Return the routes of the page that are not Gradio's; they rely on the guard in front of them."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.exception_handler(RequestRefusedError)
    def refused(request: Request, refusal: RequestRefusedError) -> Response:
        return RefusalResponse(request, refusal)

    @app.get("/pictures/{token}/{image}.webp")
    def picture(token: str, image: int, request: Request) -> Response:
        key = request.headers.get(KEY_HEADER)
        seen = service.for_visitor(visitor_of(request), [key] if key else [])
        found = seen.thumbnail(token, image, asks_for_faces(request)) if TOKEN.fullmatch(token) else None
        if found is None:
            return Response(status_code=404)
        return Response(found, media_type="image/webp", headers=PICTURE_HEADERS)

    @app.get("/plots/{name}.svg")
    def plot(name: str) -> Response:
        found = service.measured.plots.get(name)
        return Response(status_code=404) if found is None else Response(found, media_type="image/svg+xml")

    add_rerank_route(app, service)
    add_preview_route(app, service)
    add_map_route(app, service)
    add_reference_routes(app, service.catalogue)
    one_at_a_time, one_picture = Turns(1), Turns(1)  # searching goes on beside them

    @app.post("/exports/{kind}")
    async def export(kind: str, request: Request) -> Response:
        if kind not in TYPES:
            return PlainTextResponse("There is no such export.", status_code=404)
        sent = await received(request, JSON, LARGEST_VIEW)
        if isinstance(sent, int):
            return PlainTextResponse(REFUSED_VIEW[sent], status_code=sent)
        asked = read_view_request(sent, visitor_of(request))
        if asked is None or not TOKEN.fullmatch(asked.token):
            return PlainTextResponse("The page sent something that could not be read. Reload it.", status_code=400)
        try:
            seen = service.for_visitor(asked.visitor)
            made = await one_at_a_time.run(partial(make, seen, kind, asked, asks_for_faces(request)))
        except MMRefError as error:
            return PlainTextResponse(str(error), status_code=422)
        return Response(made, media_type=TYPES[kind], headers={"cache-control": "no-store"})

    @app.post("/query-picture")
    async def query_picture(request: Request) -> Response:
        sent = await received(request, BYTES, DEFAULT_LIMITS.picture_bytes)
        if isinstance(sent, int):
            return PlainTextResponse(REFUSED_PICTURE[sent], status_code=sent)
        try:
            read = await one_picture.run(partial(service.embed_picture, sent))
        except MMRefError as error:
            return JSONResponse({"refused": str(error)})  # an answer like another: people choose wrong files
        picture = UploadedPicture.of("", read.features, read.thumbnail)
        made = {"features": picture.features, "thumbnail": picture.thumbnail}
        return JSONResponse(made, headers={"cache-control": "no-store"})

    return app


def web_app(
    service: PageService,
    files: ReceivedFiles,
    access: Access | None = None,
    tools_at: str = "",
    limits: UploadLimits | None = None,
) -> ASGIApp:
    """Return the page, its pictures and its uploads as one ASGI application behind the guard.

    `files` holds uploads; `tools_at` is this server's own address, where assistants are offered tools.
    """
    access = access or Access()
    page = build(service, files.remove)
    page.state_session_capacity = MOST_SESSIONS
    app = files_app(service)
    add_upload_routes(app, UploadReceiver(service, files, limits or UploadLimits()))
    gr.mount_gradio_app(
        app,
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
    page.has_launched = True  # or Gradio does not check at all whether a file in an input was uploaded
    if tools_at:
        check_tools(page, tools_at)
    return Guard(app, access, files, queue_of(page, MOST_WAITING))
