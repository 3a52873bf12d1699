"""The web server around the page: its pictures, its headers, and who may talk to it."""

import re
from collections.abc import Sequence

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mmref_core.page.layout import STYLES, build, theme
from mmref_core.page.service import PageService

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
LARGEST_UPLOAD = "2gb"  # one file
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
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


def pictures_app(service: PageService, hosts: Sequence[str]) -> FastAPI:
    """The pictures, behind the same guards as the page; `hosts` are the names it answers to."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)

    @app.get("/pictures/{token}/{image}.webp")
    def picture(token: str, image: int) -> Response:
        found = service.thumbnail(token, image) if TOKEN.fullmatch(token) else None
        if found is None:
            return Response(status_code=404)
        return Response(found, media_type="image/webp", headers={"cache-control": "private, max-age=600"})

    return app


def web_app(service: PageService, hosts: Sequence[str]) -> FastAPI:
    """The page and its pictures as one ASGI application."""
    return gr.mount_gradio_app(
        pictures_app(service, hosts),
        build(service),
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
    )
