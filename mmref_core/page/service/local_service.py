"""The page's service on this machine: the sample gallery, and galleries that people bring."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
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
from mmref_core.galleries.contents import Contents, Progress
from mmref_core.galleries.rows import NO_GALLERY
from mmref_core.galleries.user_galleries import Library, handle_of
from mmref_core.page.service.abilities import Abilities, Answer, Glancing
from mmref_core.page.service.measured import NOTHING, Measured
from mmref_core.page.service.page_service import SAMPLE, FillProgress, GalleryEntry, Skipped
from mmref_core.page.service.progress_stream import told
from mmref_core.page.service.sample_thumbnails import small_picture
from mmref_core.retrieval.reference_catalogue import NOBODY, Roster
from mmref_core.search_types import Glance, SearchResult, Wishes, WordMap

KEY = re.compile(r"[A-Za-z0-9_-]{43}")
OPEN_GALLERIES = 8  # kept in memory; the one not asked for longest goes first
FACELESS = 2000  # thumbnails with blurred faces that are kept in memory, of some kilobytes each


@dataclass(frozen=True)
class Opened:
    """A gallery in memory, as it was at one generation."""

    contents: Contents
    answer: Answer


class LocalService:
    """Serves one process; `open_gallery` makes something that can be searched of a gallery's pictures.

    `answer_sample` waits until the sample gallery is indexed; `sample_done` says whether it is. What is made for one
    visitor by `seen_by` shares everything else with the one that it was made of.
    """

    visitor = ""  # the owner whose galleries are seen; nobody's at first
    keys: tuple[str, ...] = ()  # of further galleries that may be seen

    def __init__(
        self,
        sample: Sequence[Path],
        answer_sample: Answer,
        sample_done: Callable[[], bool],
        library: Library,
        open_gallery: Callable[[Contents], Answer],
        abilities: Abilities,
        measured: Measured = NOTHING,
        roster: Roster = NOBODY,
    ) -> None:
        self.sample = tuple(sample)
        self.answer_sample = answer_sample
        self.sample_done = sample_done
        self.library = library
        self.open_gallery = open_gallery
        self.abilities = abilities
        self.measured = measured
        self.filling: dict[str, int] = {}  # pictures that a gallery in the making may have in the end
        self.roster = roster
        self.opened: OrderedDict[str, Opened] = OrderedDict()
        self.lock = Lock()
        blur = abilities.blur_faces  # a thumbnail's path says what it holds
        self.faceless = blur and lru_cache(FACELESS)(lambda path: blur(path.read_bytes()))

    def seen_by(self, visitor: str, keys: Sequence[str] = ()) -> "LocalService":
        seen = copy(self)
        seen.visitor, seen.keys = visitor, tuple(keys)
        return seen

    def handle(self, token: str) -> str:
        return handle_of(token) if KEY.fullmatch(token) else token

    def adopt(self, keys: Sequence[str]) -> None:
        if keys and self.visitor:
            self.library.adopt(keys, self.visitor)

    def require_room(self, incoming: int, waiting_of_visitor: int, waiting: int) -> None:
        self.library.require_room(self.visitor, incoming, waiting_of_visitor, waiting)

    def search(self, token: str, text: str, wishes: Wishes) -> SearchResult:
        if token == SAMPLE:
            return self.answer_sample(text, wishes)
        opened = self._open(token)
        if not opened.contents.pictures:
            raise StoreError("This gallery holds no pictures. Add some, or choose another gallery.")
        return opened.answer(text, wishes)

    def glance(self, token: str, text: str) -> Glance | None:
        if token == SAMPLE:
            answer = self.answer_sample if self.sample_done() else None
        else:
            gallery = self._find(token)
            with self.lock:
                opened = self.opened.get(gallery)
            answer = opened and opened.answer
        return answer.glance(text) if isinstance(answer, Glancing) else None

    @property
    def fingerprint(self) -> str:
        return self.library.fingerprint

    @property
    def lifetime_seconds(self) -> float | None:
        return self.library.lifetime_seconds

    @property
    def defaults(self) -> SearchConfig:
        return self.abilities.defaults

    @property
    def has_places(self) -> bool:
        return self.abilities.has_places

    def read_picture(self, data: bytes) -> tuple[bytes, bytes]:
        return self.abilities.read_picture(data)

    def ready(self) -> bool:
        return self.sample_done()

    def entries(self) -> list[GalleryEntry]:
        found = [self._sample_entry()]
        for gallery in dict.fromkeys((*self.library.owned(self.visitor), *self.keys)):
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
        return GalleryEntry(SAMPLE, "Sample gallery", len(self.sample))

    def _entry(self, gallery: str) -> GalleryEntry:
        row, count = self.library.describe(gallery), self.library.count(gallery)
        return GalleryEntry(handle_of(gallery), row.name, count, row.expires, self.filling.get(gallery, 0), gallery)

    def label(self, token: str, image: int) -> str | None:
        if token == SAMPLE:
            return "/".join(self.sample[image].parts[-2:]) if 0 <= image < len(self.sample) else None
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
            return small_picture(self.sample[image]) if 0 <= image < len(self.sample) else None
        try:
            pictures = self._open(token).contents.pictures
            if not 0 <= image < len(pictures):
                return None
            path = pictures[image].thumbnail_path
            return path.read_bytes() if faces or self.faceless is None else self.faceless(path)
        except (MMRefError, OSError):
            return None

    def word_maps(self, token: str, image: int, text: str) -> tuple[WordMap, ...]:
        """Of the thumbnail, which has more pixels than a tower looks at."""
        small = self.thumbnail(token, image, faces=True)
        if small is None:
            return ()
        with Image.open(BytesIO(small)) as picture:
            return self.abilities.word_maps(picture, text)

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        """Ends with the report; a page that stops listening stops the fill, and nothing of it is kept."""
        gallery = self.library.create(name, self.visitor)
        token = handle_of(gallery)
        complete = False
        try:
            for step in told(lambda tell: self.library.fill(gallery, sources, tell)):
                if isinstance(step, Progress):
                    self.filling[gallery] = step.total - step.refused
                    yield FillProgress(
                        token, step.done, step.total, step.searchable, step.refused, (), False, step.seconds
                    )
                else:
                    complete = step.taken > 0
                    self.filling.pop(gallery, None)
                    skipped = tuple(Skipped(line.label, f"{line.reason}.", f"{line.advice}.") for line in step.refused)
                    yield FillProgress(token, 0, 0, step.taken, len(skipped), skipped, True, step.seconds)
        finally:
            self.filling.pop(gallery, None)
            if not complete:
                self.library.delete(gallery)

    def delete(self, token: str) -> None:
        gallery = self._find(token)
        with self.lock:
            self.opened.pop(gallery, None)
        self.library.delete(gallery)
        if self.faceless is not None:
            self.faceless.cache_clear()  # nothing of a deleted gallery stays in memory

    def _find(self, token: str) -> str:
        """Return the id of a gallery that this visitor may see; StoreError for any other, told as one that is gone."""
        for gallery in (*self.keys, *self.library.owned(self.visitor)):
            if handle_of(gallery) == token:
                return gallery
        raise StoreError(NO_GALLERY)

    def _open(self, token: str) -> Opened:
        return self._open_gallery(self._find(token))

    def _open_gallery(self, gallery: str) -> Opened:
        """The gallery as it is now; read again only when it has changed."""
        owner = self.library.describe(gallery)
        with self.lock:
            opened = self.opened.get(gallery)
        if opened is None or opened.contents.generation != owner.generation:
            contents = self.library.contents(gallery)
            opened = Opened(contents, self.open_gallery(contents))
        with self.lock:
            self.opened[gallery] = opened
            self.opened.move_to_end(gallery)
            while len(self.opened) > OPEN_GALLERIES:
                self.opened.popitem(last=False)
        return opened
