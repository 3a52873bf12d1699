"""Public API for programs: search, explanation and galleries, as plain values.

Everything else that the page does by events is private. What is asked stands in the same queue as the page's own
searches, is held to the same limits, and is told the same lines.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from mmref_core.errors import MMRefError, QueryError
from mmref_core.page.handlers.search_handlers import MODEL
from mmref_core.page.render.exports import AnsweredView, answer_view
from mmref_core.page.render.replies import (
    ExplanationReply,
    GalleryReply,
    SearchReply,
    clean,
    explanation_reply,
    search_reply,
)
from mmref_core.page.render.wording import enumeration, ordinal
from mmref_core.page.service.page_service import SAMPLE, PageService
from mmref_core.page.state.view import View, phrases_of
from mmref_core.page.state.visitors import visitor_of
from mmref_core.search_types import Move, SearchOptions

MOST_PLACES = 100  # of each ranking
MOST_TEXTS = 100  # in one list
LONGEST_TEXT = 10_000  # characters; what may really be searched for is much less, and told by the search


class PublicApi:
    """Public API for programs; holds no state of its callers. Gradio shows them the docstrings of its methods."""

    def __init__(self, service: PageService) -> None:
        self.service = service

    def search(
        self,
        query: str,
        gallery: str = SAMPLE,
        not_wanted: list[str] | None = None,
        off: list[str] | None = None,
        count: int = SearchOptions.count,
        request: gr.Request | None = None,
    ) -> SearchReply:
        """Finds pictures of people by a description in plain English and ranks them twice: initial, and refined.

        A result resembles the description, it identifies nobody. `notes` tell what was not understood.

        Args:
            query: How the person looks, such as: a woman in a red coat with a white bag.
            gallery: Key of the gallery to search; "sample" is the one that is shipped.
            not_wanted: Phrases for what the pictures should not show, such as: backpack. They lower, and hide nothing.
            off: Keys of details that are to take no part, from `details` of an answer before.
            count: How many places of each ranking, 1 to 100.
        """
        with gradio_errors():
            asked = self._asked(query, gallery, not_wanted, off, request)
            return search_reply(asked.answer(a_number(count, "count", 1, MOST_PLACES)))

    def explain(
        self,
        query: str,
        picture: int,
        gallery: str = SAMPLE,
        not_wanted: list[str] | None = None,
        off: list[str] | None = None,
        request: gr.Request | None = None,
    ) -> ExplanationReply:
        """Tells why one picture stands where it stands: terms that add up to the change of its score.

        Each term names a detail, what the model sees of it in the picture, and the rank without it. `votes` are of
        rendered reference persons, nobody's likeness.

        Args:
            query: The description that was searched for.
            picture: Position of the picture in its gallery, `picture` of a place in an answer.
            gallery: Key of the gallery; "sample" is the one that is shipped.
            not_wanted: Phrases for what the pictures should not show, as in the search.
            off: Keys of details that are to take no part, as in the search.
        """
        with gradio_errors():
            asked = self._asked(query, gallery, not_wanted, off, request)
            shown = asked.answer(SearchOptions.count)
            number = a_number(picture, "picture", 0, len(shown.result.refined) - 1)
            if (move := move_of(shown, number)) is None:
                shown = asked.answer(best_rank(shown, number))
                move = move_of(shown, number)
            if move is None:
                raise QueryError("The gallery has changed meanwhile. Ask again.")
            return explanation_reply(shown, move)

    def galleries(self, keys: list[str] | None = None, request: gr.Request | None = None) -> list[GalleryReply]:
        """Lists the sample gallery, then those of the keys that still exist.

        Args:
            keys: Of galleries that you added; whoever knows a key may search and delete its gallery.
        """
        with gradio_errors():
            given = texts(keys, "keys")
            service = self.service.for_visitor(visitor_of(request), given)
            known = {service.handle(key): key for key in given}
            return [
                {"gallery": known.get(entry.token, entry.token), "name": clean(entry.name), "count": entry.count}
                for entry in service.entries()
            ]

    def delete_gallery(self, gallery: str, request: gr.Request | None = None) -> str:
        """Deletes a gallery and its pictures from this machine, at once and for good.

        Args:
            gallery: Its key.
        """
        with gradio_errors():
            if a_text(gallery, "gallery") == SAMPLE:
                raise QueryError("The sample gallery stays.")
            service = self.service.for_visitor(visitor_of(request), [gallery])
            service.delete(service.handle(gallery))
            return "The gallery and its pictures were deleted from this machine."

    def _asked(self, query: Any, gallery: Any, not_wanted: Any, off: Any, request: gr.Request | None) -> "ApiQuery":
        key = a_text(gallery, "gallery")
        service = self.service.for_visitor(visitor_of(request), [key])
        view = View(off=texts(off, "off"), unwanted=phrases_of(texts(not_wanted, "not_wanted")))
        return ApiQuery(service, a_text(query, "query"), service.handle(key), view)


@dataclass(frozen=True)
class ApiQuery:
    """A program's query on one gallery."""

    service: PageService
    query: str
    token: str
    view: View

    def answer(self, count: int) -> AnsweredView:
        """Return `count` places of each ranking, with a note on details that could not be switched off."""
        shown = answer_view(self.service, self.query, self.token, self.view, count)
        known = {detail.key for detail in shown.result.details}
        if unknown := [key for key in self.view.off if key not in known]:
            note = f"Not switched off, because this description has no such detail: {enumeration(unknown)}."
            return replace(shown, result=replace(shown.result, notes=(*shown.result.notes, note)))
        return shown


def add_public_api(service: PageService) -> None:
    """Register the public API events on the page that is being built."""
    api = PublicApi(service)
    for ask in (api.search, api.explain, api.galleries, api.delete_gallery):
        gr.api(ask, api_description=inspect.getdoc(ask), **MODEL)


@contextmanager
def gradio_errors() -> Iterator[None]:
    """Turn an MMRefError into a Gradio error with the same text, without a traceback in the log."""
    try:
        yield
    except MMRefError as error:
        raise gr.Error(clean(str(error)), print_exception=False) from error


def a_text(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise QueryError(f"{name} has to be a text of at most {LONGEST_TEXT:,} characters.")
    return clean(value)


def texts(value: Any, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_TEXTS:
        raise QueryError(f"{name} has to be a list of at most {MOST_TEXTS} texts.")
    return tuple(a_text(text, f"Each of {name}") for text in value)


def a_number(value: Any, name: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise QueryError(f"{name} has to be a whole number from {least} to {most}.")
    return value


def move_of(shown: AnsweredView, image: int) -> Move | None:
    return next((move for move in shown.result.moves if move.image == image), None)


def best_rank(shown: AnsweredView, image: int) -> int:
    """Return the better of a picture's two ranks; raises QueryError where it is too far down for reasons."""
    before, after = (ranking.ranks()[image] for ranking in (shown.result.initial, shown.result.refined))
    if min(before, after) > MOST_PLACES:
        raise QueryError(
            f"Reasons are given for the first {MOST_PLACES} places. This picture is {ordinal(before)} in the initial "
            f"and {ordinal(after)} in the refined ranking."
        )
    return min(before, after)
