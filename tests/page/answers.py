"""Answered queries made by hand, and a service that gives them, for the page's tests."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import gradio as gr
from starlette.requests import Request

from mmref_core.config import SearchConfig
from mmref_core.errors import QueryError, QuotaError, StoreError
from mmref_core.models.reference_thumbnails import join
from mmref_core.page.http.event_inputs import EventQueue
from mmref_core.page.http.guard import Access, Guard
from mmref_core.page.http.received_files import ReceivedFiles
from mmref_core.page.http.web import files_app
from mmref_core.page.service.measured import Measured
from mmref_core.page.service.page_service import SAMPLE, FillProgress, GalleryEntry, PageService, Skipped
from mmref_core.page.state.visitors import HEADER
from mmref_core.retrieval.image_query import PictureFeatures
from mmref_core.retrieval.reference_catalogue import (
    AttributeReferences,
    AttributeValue,
    ReferenceCatalogue,
    ReferencePerson,
)
from mmref_core.search_types import (
    Contribution,
    InitialSearch,
    Move,
    QueryDetail,
    Ranking,
    ReferenceMatch,
    SearchOptions,
    SearchResult,
    WordMap,
)

BAG = "detail:bag"
COAT = "phrase:red coat"


def move(image: int, before: int, after: int, parts: dict[str, float], without: dict[str, int] | None = None) -> Move:
    """A move whose score changes from 0.4 by the sum of its parts, given as key to value, largest first."""
    contributions = tuple(
        Contribution(key, key.split(":")[0], key.split(":")[-1], value, "") for key, value in parts.items()
    )
    return Move(image, f"{image}.webp", before, after, 0.4, 0.4 + sum(parts.values()), contributions, without or {}, ())


def result(off: frozenset[str] = frozenset(), unwanted: tuple[str, ...] = ()) -> SearchResult:
    """Five pictures, two places each: 0 falls out, 1 takes the first place, 4 comes in from the last one."""
    moves = (
        move(1, 2, 1, {BAG: 0.03, COAT: -0.01}, {BAG: 3, COAT: 1}),
        move(4, 5, 2, {COAT: 0.05, BAG: 0.01, "rest": -0.002}, {COAT: 5, BAG: 2}),
        move(0, 1, 3, {BAG: -0.02}, {BAG: 1}),
    )
    return SearchResult(
        query="a red coat <b>",
        initial=Ranking((0, 1, 2, 3, 4), (0.9, 0.7, 0.5, 0.4, 0.1)),
        refined=Ranking((1, 4, 0, 2, 3), (0.8, 0.6, 0.5, 0.4, 0.3)),
        moves=moves,
        details=(
            QueryDetail(BAG, "detail", "bag", 0.2, BAG not in off),
            QueryDetail(COAT, "phrase", "red coat", 0.1, COAT not in off),
        ),
        count=2,
        notes=("A note.",),
        seconds_initial=0.01,
        seconds_refined=0.02,
        unwanted=unwanted,
    )


def match(value: float) -> ReferenceMatch:
    return ReferenceMatch(7, value, 0.3, "A woman in a red coat.", ("red coat",))


def catalogue(count: int = 2, portrayed: bool = True) -> ReferenceCatalogue:
    """Persons 7, 8, … in coats; the first one's is red and its caption hostile."""
    captions = ("A woman in a red coat <img src=x onerror=alert(1)>.", *["A man in a green coat."] * (count - 1))
    persons = tuple(ReferencePerson(7 + place, caption, ("a coat",)) for place, caption in enumerate(captions))
    portraits = join([one.person for one in persons], [b"picture %d" % one.person for one in persons])
    details = (AttributeReferences("colour", 0.5, (AttributeValue("red", 0.4), AttributeValue("green", 0.1))),)
    return ReferenceCatalogue(persons, details, portraits if portrayed else None)


class Service:
    """Answers every query alike, knows one gallery besides the sample, and remembers what it was asked."""

    fingerprint = "tiny"
    measured = Measured({}, {"weight": b"<svg/>"})
    lifetime_seconds = 3 * 24 * 3600.0
    catalogue = catalogue()
    defaults = SearchConfig(view_weight=1.0)
    has_patches = False
    blurs_faces = True

    visitor = ""
    keys: tuple[str, ...] = ()
    room = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, SearchOptions]] = []
        self.previewed: list[tuple[str, str]] = []
        self.stands_out = True
        self.owned = ["mine"]  # by whoever asks
        self.adopted: list[tuple[str, str]] = []
        self.seen: list[tuple[str, tuple[str, ...]]] = []  # visitors and keys that it was asked for
        self.deleted: list[str] = []
        self.filled: list[tuple[str, list[str]]] = []
        self.steps = [
            FillProgress("fresh", 1, 2, 0, 1, (), False, 0.1),
            FillProgress("fresh", 2, 2, 1, 1, (Skipped("<b>", "It is a text.", "Send pictures."),), True, 0.2),
        ]

    def for_visitor(self, visitor: str, keys: Sequence[str] = ()) -> "Service":
        seen = copy(self)
        seen.visitor, seen.keys = visitor, tuple(keys)
        self.seen.append((visitor, seen.keys))
        return seen

    def handle(self, token: str) -> str:
        return token

    def adopt(self, keys: Sequence[str]) -> None:
        self.adopted.extend((key, self.visitor) for key in keys)

    def require_room(self, *_: int) -> None:
        if not self.room:
            raise QuotaError("There is no room.")

    def embed_picture(self, data: bytes) -> PictureFeatures:
        if not data.startswith(b"picture"):
            raise QueryError("This picture cannot be searched by: this is a text.")
        return PictureFeatures(b"features of " + data, b"thumbnail")

    def ready(self) -> bool:
        return True

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        self.asked.append((token, text, options))
        if not text.strip() and options.picture is None:
            raise QueryError("The description is empty.")
        if token not in (SAMPLE, "mine", "fresh"):
            raise StoreError("There is no such gallery.")
        return replace(result(options.off, options.unwanted), stands_out=self.stands_out)

    def initial_search(self, token: str, text: str) -> InitialSearch | None:
        self.previewed.append((token, text))
        if not text.strip():
            raise QueryError("The description is empty.")
        return InitialSearch(result().initial, 2, 0.012) if token == SAMPLE else None

    def entries(self) -> list[GalleryEntry]:
        known = [token for token in dict.fromkeys((*self.owned, *self.keys)) if token in ("mine", "fresh")]
        own = [GalleryEntry(token, "Mine", 3) for token in known if token not in self.deleted]
        return [GalleryEntry(SAMPLE, "Sample gallery", 5), *own]

    def entry(self, token: str) -> GalleryEntry | None:
        return next((entry for entry in self.entries() if entry.token == token), None)

    def label(self, token: str, image: int) -> str | None:
        return f"{token} {image}" if 0 <= image < 5 else None

    def thumbnail(self, token: str, image: int, faces: bool = False) -> bytes | None:
        if (token, image) == ("mine", 0):
            return b"face" if faces else b"no face"
        return b"picture" if (token, image) == (SAMPLE, 0) else None

    def word_maps(self, token: str, image: int, text: str) -> tuple[WordMap, ...]:
        if self.label(token, image) is None:
            return ()
        words = text.split()
        return tuple(
            WordMap(word, 0.02 / (1 + n), ((0.0, -0.1), (0.01, 0.02)), text.replace(word, "").strip())
            for n, word in enumerate(words)
        )

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        self.filled.append((name, [source.name for source in sources]))
        for step in self.steps:
            if step.taken and step.token not in self.owned:
                self.owned.append(step.token)
            yield step

    def delete(self, token: str) -> None:
        self.deleted.append(token)


class Private(Service):
    """Its gallery "mine" is Ann's alone."""

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        if token == "mine" and self.visitor != "ann":
            raise StoreError("There is no such gallery.")
        return super().search(token, text, options)

    def entries(self) -> list[GalleryEntry]:
        return [entry for entry in super().entries() if entry.token == SAMPLE or self.visitor == "ann"]


def request_of(visitor: str) -> gr.Request:
    """An event's request, as the guard hands it on."""
    return gr.Request(Request({"type": "http", "headers": [(HEADER.encode(), visitor.encode())]}))


def guarded(service: PageService, folder: Path) -> Guard:
    """The page's own routes behind the guard of this machine; without events, and without uploads in `folder`."""
    return Guard(files_app(service), Access(), ReceivedFiles(folder), EventQueue({}))
