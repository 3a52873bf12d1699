"""The initial ranking alone, for a browser that has waited a while for the whole answer."""

from fastapi import FastAPI

from mmref_core.errors import MMRefError
from mmref_core.page.handlers.search_handlers import AT_ONCE
from mmref_core.page.http.request_parsing import Asked, add_view_route
from mmref_core.page.http.turns import Turns
from mmref_core.page.render.view_models import Row, relative, times
from mmref_core.page.render.wording import AT_WORK
from mmref_core.page.service.page_service import PageService
from mmref_core.page.state.links import place
from mmref_core.page.state.view import LONGEST_QUERY

NO_MOVE = {"kind": "same", "text": "…", "spoken": ""}  # on a card whose place in the refined ranking is not known


def add_glances(app: FastAPI, service: PageService) -> None:
    """A route for it; whatever is wrong with what was sent, the whole answer tells, so this one says nothing."""

    def glance(asked: Asked) -> Row | None:
        return early_board(service.seen_by(asked.visitor), asked)

    add_view_route(app, "/glances", glance, nothing=204, turns=Turns(AT_ONCE))


def early_board(service: PageService, asked: Asked) -> Row | None:
    """Cards without moves, and pictures without reasons; None where it cannot be had at once, or will be refused."""
    token = asked.token
    if asked.view.picture:
        return None  # a picture is searched by too, which is as quick as the rest
    try:
        glance = service.glance(token, asked.query) if len(asked.query) <= LONGEST_QUERY else None
    except MMRefError:
        return None
    if glance is None:
        return None
    images = glance.initial.images[: glance.count]
    bars = relative(glance.initial.scores, glance.count)
    labels = {image: service.label(token, image) or "" for image in images}
    return asked.view.row() | {
        "query": asked.query,
        "token": token,
        "sentence": AT_WORK,
        "times": times(glance.seconds),
        "initial": [
            {"image": image, "rank": rank, "badge": NO_MOVE, "reason": "", "bar": bar}
            for rank, (image, bar) in enumerate(zip(images, bars, strict=True), start=1)
        ],
        "pictures": {
            str(image): {
                "label": label,
                "place": str(place(image, label)),
                "source": f"/pictures/{token}/{image}.webp",
            }
            for image, label in labels.items()
        },
    }
