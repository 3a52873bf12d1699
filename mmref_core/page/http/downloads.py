"""Downloads of a view: CSV, JSON, or a zip with a report."""

from functools import partial

from mmref_core.page.http.request_parsing import ViewRequest
from mmref_core.page.render.exports import answer_view, as_csv, as_json
from mmref_core.page.render.report import as_zip
from mmref_core.page.service.page_service import PageService

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "zip": "application/zip"}


def make(service: PageService, kind: str, asked: ViewRequest, faces: bool = False) -> bytes:
    """Return the file of one kind, with or without faces; raises MMRefError where the view has no answer."""
    shown = answer_view(service, asked.query, asked.token, asked.view)
    if kind == "zip":
        return as_zip(shown, partial(service.thumbnail, asked.token, faces=faces))
    return (as_csv(shown) if kind == "csv" else as_json(shown)).encode("utf-8", "replace")
