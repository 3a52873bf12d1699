"""The page's service on this machine: the sample gallery, and galleries that people bring."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL import Image

from mmref_core.config import SearchConfig
from mmref_core.errors import MMRefError, StoreError
from mmref_core.galleries.contents import Contents, IngestProgress
from mmref_core.galleries.rows import NO_GALLERY
from mmref_core.galleries.user_galleries import UserGalleries, handle_of
from mmref_core.page.service.measured import NOTHING, Measured
from mmref_core.page.service.model_functions import ModelFunctions
from mmref_core.page.service.page_service import SAMPLE, FillProgress, GalleryEntry, Skipped
from mmref_core.page.service.progress_stream import run_with_progress
from mmref_core.page.service.sample_thumbnails import small_picture
from mmref_core.page.service.searchable_gallery import SearchableGallery
from mmref_core.retrieval.image_query import PictureFeatures
from mmref_core.retrieval.reference_catalogue import EMPTY_CATALOGUE, ReferenceCatalogue
from mmref_core.search_types import InitialSearch, SearchOptions, SearchResult, WordMap

KEY = re.compile(r"[A-Za-z0-9_-]{43}")
OPEN_GALLERIES = 8  # kept in memory; the one not asked for longest goes first
FACELESS = 2000  # thumbnails with blurred faces that are kept in memory, of some kilobytes each


@dataclass(frozen=True)
class OpenGallery:
    """A gallery in memory, as it was at one generation."""

    contents: Contents
    searchable: SearchableGallery


class LocalService:
    """Implements `PageService` in one process.

    `sample_files` are the pictures of the sample gallery, `sample` is that gallery once it is indexed; `open_gallery`
    makes a searchable gallery of stored features. Services that `for_visitor` returns share all but visitor and keys.
    """

    visitor = ""  # the owner whose galleries are seen; nobody's at first
    keys: tuple[str, ...] = ()  # of further galleries that may be seen

    def __init__(
        self,
        sample_files: Sequence[Path],
        sample: Future[SearchableGallery],
        user_galleries: UserGalleries,
        open_gallery: Callable[[Contents], SearchableGallery],
        functions: ModelFunctions,
        measured: Measured = NOTHING,
        catalogue: ReferenceCatalogue = EMPTY_CATALOGUE,
    ) -> None:
        self.sample_files = tuple(sample_files)
        self.sample = sample
        self.user_galleries = user_galleries
        self.open_gallery = open_gallery
        self.functions = functions
        self.measured = measured
        self.filling: dict[str, int] = {}  # pictures that a gallery in the making may have in the end
        self.catalogue = catalogue
        self.opened: OrderedDict[str, OpenGallery] = OrderedDict()
        self.lock = Lock()
        blur = functions.blur_faces  # a thumbnail's path says what it holds
        self.faceless = blur and lru_cache(FACELESS)(lambda path: blur(path.read_bytes()))

    def for_visitor(self, visitor: str, keys: Sequence[str] = ()) -> "LocalService":
        seen = copy(self)
        seen.visitor, seen.keys = visitor, tuple(keys)
        return seen

    def handle(self, token: str) -> str:
        return handle_of(token) if KEY.fullmatch(token) else token

    def adopt(self, keys: Sequence[str]) -> None:
        if keys and self.visitor:
            self.user_galleries.adopt(keys, self.visitor)

    def require_room(self, incoming: int, waiting_of_visitor: int, waiting: int) -> None:
        self.user_galleries.require_room(self.visitor, incoming, waiting_of_visitor, waiting)

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        return self._searchable(token).search(text, options)

    def _searchable(self, token: str) -> SearchableGallery:
        """Return a gallery to search; waits until the sample is indexed, raises StoreError for an empty gallery."""
        if token == SAMPLE:
            return self.sample.result()
        opened = self._open(token)
        if not opened.contents.pictures:
            raise StoreError("This gallery holds no pictures. Add some, or choose another gallery.")
        return opened.searchable

    def initial_search(self, token: str, text: str) -> InitialSearch | None:
        if token == SAMPLE:
            return self.sample.result().initial_search(text) if self.sample.done() else None
        gallery = self._find(token)
        with self.lock:
            opened = self.opened.get(gallery)
        return opened.searchable.initial_search(text) if opened else None

    @property
    def fingerprint(self) -> str:
        return self.user_galleries.fingerprint

    @property
    def lifetime_seconds(self) -> float | None:
        return self.user_galleries.lifetime_seconds

    @property
    def defaults(self) -> SearchConfig:
        return self.functions.defaults

    @property
    def has_patches(self) -> bool:
        return self.functions.has_patches

    def embed_picture(self, data: bytes) -> PictureFeatures:
        return self.functions.embed_picture(data)

    def ready(self) -> bool:
        return self.sample.done()

    def entries(self) -> list[GalleryEntry]:
        found = [self._sample_entry()]
        for gallery in dict.fromkeys((*self.user_galleries.owned(self.visitor), *self.keys)):
            with suppress(MMRefError):  # gone or expired; a damaged one is listed, and choosing it says what is wrong
                found.append(self._entry(gallery))
        return found

    def entry(self, token: str) -> GalleryEntry | None:
        if token == SAMPLE:
            return self._sample_entry()
        try:
            return self._entry(self._find(token))
        except MMRefError:
            return None

    def _sample_entry(self) -> GalleryEntry:
        return GalleryEntry(SAMPLE, "Sample gallery", len(self.sample_files))

    def _entry(self, gallery: str) -> GalleryEntry:
        row, count = self.user_galleries.describe(gallery), self.user_galleries.count(gallery)
        return GalleryEntry(handle_of(gallery), row.name, count, row.expires, self.filling.get(gallery, 0), gallery)

    def label(self, token: str, image: int) -> str | None:
        if token == SAMPLE:
            return "/".join(self.sample_files[image].parts[-2:]) if 0 <= image < len(self.sample_files) else None
        try:
            pictures = self._open(token).contents.pictures
        except MMRefError:
            return None
        return pictures[image].label if 0 <= image < len(pictures) else None

    @property
    def blurs_faces(self) -> bool:
        return self.faceless is not None

    def thumbnail(self, token: str, image: int, faces: bool = False) -> bytes | None:
        if token == SAMPLE:
            return small_picture(self.sample_files[image]) if 0 <= image < len(self.sample_files) else None
        try:
            pictures = self._open(token).contents.pictures
            if not 0 <= image < len(pictures):
                return None
            path = pictures[image].thumbnail_path
            return path.read_bytes() if faces or self.faceless is None else self.faceless(path)
        except (MMRefError, OSError):
            return None

    def word_maps(self, token: str, image: int, text: str) -> tuple[WordMap, ...]:
        """Return word heatmaps of the thumbnail, which has more pixels than the model's input."""
        small = self.thumbnail(token, image, faces=True)
        if small is None:
            return ()
        with Image.open(BytesIO(small)) as picture:
            return self.functions.word_maps(picture, text)

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        """Make a gallery, giving its progress, then a report; nothing is kept where the caller stops listening."""
        gallery = self.user_galleries.create(name, self.visitor)
        token = handle_of(gallery)
        complete = False
        try:
            for step in run_with_progress(lambda report: self.user_galleries.fill(gallery, sources, report)):
                if isinstance(step, IngestProgress):
                    self.filling[gallery] = step.total - step.rejected
                    yield FillProgress(
                        token, step.done, step.total, step.searchable, step.rejected, (), False, step.seconds
                    )
                else:
                    complete = step.taken > 0
                    self.filling.pop(gallery, None)
                    skipped = tuple(Skipped(line.label, f"{line.reason}.", f"{line.advice}.") for line in step.rejected)
                    yield FillProgress(token, 0, 0, step.taken, len(skipped), skipped, True, step.seconds)
        finally:
            self.filling.pop(gallery, None)
            if not complete:
                self.user_galleries.delete(gallery)

    def delete(self, token: str) -> None:
        gallery = self._find(token)
        with self.lock:
            self.opened.pop(gallery, None)
        self.user_galleries.delete(gallery)
        if self.faceless is not None:
            self.faceless.cache_clear()  # nothing of a deleted gallery stays in memory

    def _find(self, token: str) -> str:
        """Return the id of a gallery that this visitor may see; StoreError for any other, told as one that is gone."""
        for gallery in (*self.keys, *self.user_galleries.owned(self.visitor)):
            if handle_of(gallery) == token:
                return gallery
        raise StoreError(NO_GALLERY)

    def _open(self, token: str) -> OpenGallery:
        return self._open_gallery(self._find(token))

    def _open_gallery(self, gallery: str) -> OpenGallery:
        """Return a gallery as it is now; it is read again only when it has changed."""
        owner = self.user_galleries.describe(gallery)
        with self.lock:
            opened = self.opened.get(gallery)
        if opened is None or opened.contents.generation != owner.generation:
            contents = self.user_galleries.contents(gallery)
            opened = OpenGallery(contents, self.open_gallery(contents))
        with self.lock:
            self.opened[gallery] = opened
            self.opened.move_to_end(gallery)
            while len(self.opened) > OPEN_GALLERIES:
                self.opened.popitem(last=False)
        return opened
