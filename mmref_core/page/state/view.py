"""State of a view beside its description and gallery, parsed from what a browser sends."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from mmref_core.page.state.query_picture import GalleryPicture, SearchPicture, read_picture
from mmref_core.page.state.settings import Changed, read_changed
from mmref_core.search_types import Marks, SearchOptions

LONGEST_QUERY = 2000  # characters
MOST_MARKS = 100  # the latest ones stay
MOST_PHRASES = 8
LONGEST_PHRASE = 80  # characters
ARTICLES = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """A marked picture of some gallery; its label tells whether another picture has taken its place since."""

    token: str
    image: int
    label: str
    match: bool


@dataclass(frozen=True)
class View:
    """State of a view. Marks are of every gallery that this browser has searched, in the order they were made."""

    off: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    unwanted: tuple[str, ...] = ()
    picture: SearchPicture | None = None  # to search by
    settings: Changed = ()

    def without_lost(self, token: str, label: Callable[[int], str | None]) -> "View":
        """Return the view without marks and a picture to search by that a gallery no longer has.

        `label` gives None where there is no picture.
        """
        kept = tuple(mark for mark in self.marks if mark.token != token or label(mark.image) == mark.label)
        own = self.picture
        if isinstance(own, GalleryPicture) and (own.token != token or label(own.image) != own.label):
            own = None
        return replace(self, marks=kept, picture=own)

    def of_gallery(self, token: str) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.token == token)

    def search_options(self, token: str) -> SearchOptions:
        """Return the search options of this view in one gallery."""
        marks = self.of_gallery(token)
        match = tuple(mark.image for mark in marks if mark.match)
        no_match = tuple(mark.image for mark in marks if not mark.match)
        picture = self.picture.image if isinstance(self.picture, GalleryPicture) else self.picture and self.picture.data
        return SearchOptions(frozenset(self.off), Marks(match, no_match), self.unwanted, picture, self.settings)

    def row(self) -> dict[str, Any]:
        """Return the view as the browser gets it and sends it back."""
        return {
            "off": list(self.off),
            "marks": [asdict(mark) for mark in self.marks],
            "unwanted": list(self.unwanted),
            "picture": self.picture.row() if self.picture else None,
            "settings": dict(self.settings),
        }


def read_view(sent: Any) -> View:
    """Parse a view; malformed parts are left out."""
    if not isinstance(sent, dict):
        return View()
    return View(
        _texts(sent.get("off")),
        _marks(sent.get("marks")),
        phrases_of(_texts(sent.get("unwanted"))),
        read_picture(sent.get("picture")),
        read_changed(sent.get("settings")),
    )


def phrases_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Split texts into phrases, as many and as long as a search takes."""
    return tuple(dict.fromkeys(phrase[:LONGEST_PHRASE] for phrase in phrases_apart(texts)))[:MOST_PHRASES]


def phrases_apart(texts: Iterable[str]) -> tuple[str, ...]:
    """Split texts into distinct phrases without articles: `a backpack, red shoes` are two."""
    parts = (part for text in texts for part in re.split(r"[,;\n]", text))
    phrases = (ARTICLES.sub("", " ".join(part.split())) for part in parts)
    return tuple(dict.fromkeys(filter(None, phrases)))


LONGEST_TOKEN, LONGEST_LABEL = 64, 400  # characters; the store cuts labels at 200


def _texts(sent: Any) -> tuple[str, ...]:
    return tuple(text for text in sent if isinstance(text, str)) if isinstance(sent, list) else ()


def _marks(sent: Any) -> tuple[Mark, ...]:
    """Return one mark for each picture, the later one where there are two."""
    marks: dict[tuple[str, int], Mark] = {}
    for row in sent if isinstance(sent, list) else ():
        if mark := _mark(row):
            marks.pop((mark.token, mark.image), None)
            marks[mark.token, mark.image] = mark
    return tuple(marks.values())[-MOST_MARKS:]


def _mark(row: Any) -> Mark | None:
    kinds = {"token": str, "image": int, "label": str, "match": bool}
    known = isinstance(row, dict) and all(type(row.get(name)) is kind for name, kind in kinds.items())
    fits = known and len(row["token"]) <= LONGEST_TOKEN and len(row["label"]) <= LONGEST_LABEL
    return Mark(**{name: row[name] for name in kinds}) if fits else None
