"""Interface between the page and the rest of the program: plain values, no tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mmref_core.config import SearchConfig
from mmref_core.page.service.measured import Measured
from mmref_core.retrieval.image_query import PictureFeatures
from mmref_core.retrieval.reference_catalogue import ReferenceCatalogue
from mmref_core.search_types import InitialSearch, SearchOptions, SearchResult, WordMap

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
    """Progress of a new gallery; `finished` is set in the last one only."""

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

    def for_visitor(self, visitor: str, keys: Sequence[str] = ()) -> "PageService":
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
        """Fingerprint of the model that scores."""
        ...

    @property
    def measured(self) -> Measured:
        """Report of the checkpoint that answers."""
        ...

    @property
    def lifetime_seconds(self) -> float | None:
        """Lifetime of a gallery in seconds; None for ever."""
        ...

    @property
    def catalogue(self) -> ReferenceCatalogue:
        """Catalogue of the model's references."""
        ...

    @property
    def defaults(self) -> SearchConfig:
        """Search settings of the model, used where nobody changes them."""
        ...

    @property
    def has_patches(self) -> bool:
        """Whether the model compares words with places of a picture."""
        ...

    def embed_picture(self, data: bytes) -> PictureFeatures:
        """Return features and thumbnail of a picture to search by; nothing of it is kept."""
        ...

    def ready(self) -> bool:
        """Whether the sample gallery is indexed; until then a search of it waits."""
        ...

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        """Return both rankings of a gallery with reasons, as `retrieval.search.search` does.

        Raises QueryError for a query that cannot be answered, StoreError for a gallery that this visitor may not see.
        """
        ...

    def initial_search(self, token: str, text: str) -> InitialSearch | None:
        """Return the initial ranking alone; None where that takes as long as the whole answer."""
        ...

    def entries(self) -> list[GalleryEntry]:
        """Return the sample gallery, then those that this visitor may see."""
        ...

    def entry(self, token: str) -> GalleryEntry | None:
        """Return one of them."""
        ...

    def label(self, token: str, image: int) -> str | None:
        """Return the file name of a picture, untrusted text; None where there is no such picture."""
        ...

    @property
    def blurs_faces(self) -> bool:
        """Whether faces in galleries that people bring can be found."""
        ...

    def thumbnail(self, token: str, image: int, faces: bool = False) -> bytes | None:
        """Return a small WebP picture, or None where there is no such gallery or picture.

        Of a gallery that somebody brought, it has its faces blurred if they can be found, unless `faces` asks for them.
        """
        ...

    def word_maps(self, token: str, image: int, text: str) -> tuple[WordMap, ...]:
        """Return a heatmap for each word; empty for a picture that is not there, or a text without words."""
        ...

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        """Make a gallery of archives and pictures."""
        ...

    def delete(self, token: str) -> None: ...
