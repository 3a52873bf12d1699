"""Route of the preview: the initial ranking alone, for a browser that waits for the whole answer."""

from fastapi import FastAPI

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.search_handlers import AT_ONCE
from mmref_core.page.http.request_parsing import ViewRequest, add_view_route
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.view_models import Row, relative, times
from mmref_core.page.render.wording import AT_WORK
from mmref_core.page.service.page_service import PageService
from mmref_core.page.state.links import linked_picture
from mmref_core.page.state.view import LONGEST_QUERY

NO_MOVE = {"kind": "same", "text": "…", "spoken": ""}  # on a card whose place in the refined ranking is not known


def add_preview_route(app: FastAPI, service: PageService) -> None:
    """Add the route of the preview; errors are left to the whole answer."""

    def preview(asked: ViewRequest) -> Row | None:
        return preview_row(service.for_visitor(asked.visitor), asked)

    add_view_route(app, "/previews", preview, nothing=204, turns=Turns(AT_ONCE))


def preview_row(service: PageService, asked: ViewRequest) -> Row | None:
    """Return cards without moves and pictures without reasons; None where there is no quick or valid answer."""
    token = asked.token
    if asked.view.picture:
        return None  # a picture is searched by too, which is as quick as the rest
    try:
        found = service.initial_search(token, asked.query) if len(asked.query) <= LONGEST_QUERY else None
    except MMRefError:
        return None
    if found is None:
        return None
    images = found.initial.images[: found.count]
    bars = relative(found.initial.scores, found.count)
    labels = {image: service.label(token, image) or "" for image in images}
    return asked.view.row() | {
        "query": asked.query,
        "token": token,
        "sentence": AT_WORK,
        "times": times(found.seconds),
        "initial": [
            {"image": image, "rank": rank, "badge": NO_MOVE, "reason": "", "bar": bar}
            for rank, (image, bar) in enumerate(zip(images, bars, strict=True), start=1)
        ],
        "pictures": {
            str(image): {
                "label": label,
                "place": str(linked_picture(image, label)),
                "source": f"/pictures/{token}/{image}.webp",
            }
            for image, label in labels.items()
        },
    }
