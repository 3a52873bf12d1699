"""What a browser asks to download, and what it gets."""

import json
from dataclasses import dataclass
from functools import partial

from mmref_core.page.exports import answered, as_csv, as_json
from mmref_core.page.report import as_zip
from mmref_core.page.service import PageService
from mmref_core.page.view import View, read_view

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "zip": "application/zip"}
LARGEST_ASKED = 200_000  # bytes


@dataclass(frozen=True)
class Asked:
    """A view whose answer is wanted as a file."""

    query: str
    token: str
    view: View


def read_asked(sent: bytes) -> Asked | None:
    """None for what is no view; text that no file could hold loses what it cannot."""
    try:
        text = json.dumps(json.loads(sent.decode("utf-8")), ensure_ascii=False)
        row = json.loads(text.encode("utf-8", "replace"))  # without halves of surrogate pairs
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    query, token = row.get("query"), row.get("token")
    return Asked(query, token, read_view(row)) if isinstance(query, str) and isinstance(token, str) else None


def make(service: PageService, kind: str, asked: Asked) -> bytes:
    """The file of one kind; raises MMRefError where the view has no answer."""
    shown = answered(service, asked.query, asked.token, asked.view)
    if kind == "zip":
        return as_zip(shown, partial(service.thumbnail, asked.token))
    return (as_csv(shown) if kind == "csv" else as_json(shown)).encode("utf-8", "replace")
