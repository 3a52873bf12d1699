"""Allow-list of routes with their limits; every other address is not found."""

import re
from dataclasses import dataclass
from enum import Enum

from mmref_core.uploads.formats import DEFAULT_LIMITS

ID = r"[A-Za-z0-9_-]{1,64}"
FILE = r"(?:[A-Za-z0-9@_-][A-Za-z0-9@._-]*/)*[A-Za-z0-9@_-][A-Za-z0-9@._-]*"  # no name begins with a dot
JOIN, UPLOAD, CANCEL = "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/cancel"
STREAM, PROGRESS = "/gradio_api/queue/data", "/gradio_api/upload_progress"
TOOLS = "/gradio_api/mcp"


class BodyKind(Enum):
    """Kind of body that a route accepts."""

    NONE = "none"
    WHOLE = "whole"  # read in front of the page, within the budget
    UPLOAD = "upload"  # read by the upload route, which has budgets of its own


@dataclass(frozen=True)
class Route:
    """One kind of request: its method, a pattern of its path, and its budget."""

    method: str
    path: re.Pattern[str]
    body: BodyKind = BodyKind.NONE
    most_bytes: int = 0
    most_seconds: float = 10.0  # for the whole body to arrive


def _get(*paths: str) -> list[Route]:
    return [Route("GET", re.compile(path, re.ASCII)) for path in paths]


def _post(path: str, most_bytes: int, most_seconds: float = 10.0) -> Route:
    return Route("POST", re.compile(path, re.ASCII), BodyKind.WHOLE, most_bytes, most_seconds)


PAGE = [
    *_get("/", "/config", "/theme\\.css", f"/assets/{FILE}", f"/static/{FILE}", "/favicon\\.ico", "/robots\\.txt"),
    Route("HEAD", re.compile("/")),
    *_get("/gradio_api/info", "/gradio_api/theme\\.css", "/gradio_api/startup-events"),
    *_get(f"/gradio_api/heartbeat/{ID}", STREAM, PROGRESS),
    *_get(f"/pictures/{ID}/\\d{{1,9}}\\.webp", f"/plots/{ID}\\.svg"),
    *_get(f"/references/{ID}/\\d{{1,9}}\\.webp", "/references/persons", "/references/details"),
    _post(JOIN, 500_000),
    _post(CANCEL, 10_000),
    Route("POST", re.compile(UPLOAD), BodyKind.UPLOAD),
    *[_post(f"/{name}", 200_000) for name in ("changes", "previews", "maps", "exports/[a-z]{1,8}")],
    _post("/query-picture", DEFAULT_LIMITS.picture_bytes, 60.0),
]
ASSISTANTS = [
    Route("GET", re.compile(f"{TOOLS}/?")),
    Route("DELETE", re.compile(f"{TOOLS}/?")),
    _post(f"{TOOLS}/?", 300_000),
]


class AllowedRoutes:
    """The allow-list of one server."""

    def __init__(self, has_tools: bool = False) -> None:
        self.routes = [*PAGE, *(ASSISTANTS if has_tools else [])]

    def find(self, method: str, path: str) -> Route | int:
        """Return the route of a request, or the status of its refusal."""
        known = [route for route in self.routes if route.path.fullmatch(path)]
        return next((route for route in known if route.method == method), 405 if known else 404)
