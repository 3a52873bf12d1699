"""Routes of the references: thumbnails, persons page by page, attributes."""

from typing import Annotated, Any

from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse, Response

from mmref_core.page.render.references import LONGEST_WORDS, detail_rows, person_rows, single_row
from mmref_core.retrieval.reference_catalogue import ReferenceCatalogue

FOREVER = {"cache-control": "public, max-age=31536000, immutable"}  # the address changes with the pictures
FRESH = {"cache-control": "no-store"}  # another checkpoint may stand at the same address tomorrow


def add_reference_routes(app: FastAPI, catalogue: ReferenceCatalogue) -> None:
    @app.get("/references/{key}/{person}.webp")
    def portrait(key: str, person: int) -> Response:
        found = catalogue.portrait(person)
        if found is None or catalogue.portraits is None or key != catalogue.portraits.key:
            return Response(status_code=404)
        return Response(found, media_type="image/webp", headers=FOREVER)

    @app.get("/references/persons")
    def persons(
        words: Annotated[str, Query(max_length=LONGEST_WORDS)] = "",
        start: Annotated[int, Query(ge=0)] = 0,
        person: int | None = None,
    ) -> Response:
        row: Any = person_rows(catalogue, words, start) if person is None else single_row(catalogue, person)
        return JSONResponse(row, headers=FRESH)

    @app.get("/references/details")
    def details() -> Response:
        return JSONResponse(detail_rows(catalogue), headers=FRESH)
