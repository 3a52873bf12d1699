"""What the page asks of the rest of the program; one object answers all of it, so the page never meets a tensor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mmref_core.config import SearchConfig
from mmref_core.page.service.measured import Measured
from mmref_core.retrieval.reference_catalogue import Roster
from mmref_core.search_types import Glance, SearchResult, Wishes, WordMap

SAMPLE = "sample"  # token of the gallery that is shipped; that of any other is its handle


@dataclass(frozen=True)
class GalleryEntry:
    """A gallery that can be searched by this visitor."""

    token: str
    name: str
    count: int
    expires: float | None = None  # seconds since 1970; None for one that stays
    expected: int = 0  # pictures that it may have in the end, while it is being filled
    key: str = ""  # by which a program may search and delete it; empty for the sample


@dataclass(frozen=True)
class Skipped:
    """A file that was not taken in."""

    label: str
    reason: str
    advice: str


@dataclass(frozen=True)
class FillProgress:
    """How far a new gallery has come; `finished` is set in the last one only."""

    token: str
    done: int
    total: int  # 0 while unknown
    taken: int
    skipped_count: int
    skipped: tuple[Skipped, ...]  # told in the last one only
    finished: bool
    seconds: float


@runtime_checkable
class PageService(Protocol):
    """Answers for the galleries that one visitor may see; raises `MMRefError` with a text for whoever asks."""

    def seen_by(self, visitor: str, keys: Sequence[str] = ()) -> "PageService":
        """Return the same service for another visitor, who sees what is theirs and the galleries of these keys."""
        ...

    def handle(self, token: str) -> str:
        """Return the token that pages and addresses name a gallery by; `token` may be its key."""
        ...

    def adopt(self, keys: Sequence[str]) -> None:
        """Give galleries of these keys that have no owner to this visitor."""
        ...

    def require_room(self, incoming: int, waiting_of_visitor: int, waiting: int) -> None:
        """Raise QuotaError where so many more bytes are too many; `waiting` are uploads that are not stored yet."""
        ...

    @property
    def fingerprint(self) -> str:
        """Of the model that scores."""
        ...

    @property
    def measured(self) -> Measured:
        """Of the checkpoint that answers."""
        ...

    @property
    def lifetime_seconds(self) -> float | None:
        """How long a gallery stays after it was brought; None for ever."""
        ...

    @property
    def roster(self) -> Roster:
        """What the model's references are."""
        ...

    @property
    def defaults(self) -> SearchConfig:
        """How it answers where nobody changes a setting."""
        ...

    @property
    def has_places(self) -> bool:
        """Whether the model compares words with places of a picture."""
        ...

    def read_picture(self, data: bytes) -> tuple[bytes, bytes]:
        """Features and thumbnail (WebP) of a picture to search by; nothing of it is kept."""
        ...

    def ready(self) -> bool:
        """Whether the sample gallery is indexed; until then a search of it waits."""
        ...

    def search(self, token: str, text: str, wishes: Wishes) -> SearchResult: ...

    def glance(self, token: str, text: str) -> Glance | None:
        """The initial ranking alone, for while the rest is being computed; None where that is not to be had at once."""
        ...

    def entries(self) -> list[GalleryEntry]:
        """Return the sample gallery, then those that this visitor may see."""
        ...

    def entry(self, token: str) -> GalleryEntry | None:
        """Return one of them."""
        ...

    def label(self, token: str, image: int) -> str | None:
        """What the picture was called when it came, text from a stranger; None where there is no such picture."""
        ...

    @property
    def blurs_faces(self) -> bool:
        """Whether faces in galleries that people bring can be found."""
        ...

    def thumbnail(self, token: str, image: int, faces: bool = False) -> bytes | None:
        """A small WebP picture, or None where there is no such gallery or picture.

        Of a gallery that somebody brought, it has its faces blurred if they can be found, unless `faces` asks for them.
        """
        ...

    def word_maps(self, token: str, image: int, text: str) -> tuple[WordMap, ...]:
        """Where in a picture each word is found; nothing for a picture that is not there, or a text without words."""
        ...

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        """Make a gallery of archives and pictures."""
        ...

    def delete(self, token: str) -> None: ...
