"""The page's service on this machine: the sample gallery, and galleries that people bring."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL import Image

from mmref_core.config import SearchConfig
from mmref_core.errors import MMRefError, StoreError
from mmref_core.library import Contents, Library, Progress
from mmref_core.page.measured import NOTHING, Measured
from mmref_core.page.service import SAMPLE, FillProgress, GalleryEntry, Skipped
from mmref_core.page.telling import told
from mmref_core.results import Glance, SearchResult, WordMap
from mmref_core.roster import NOBODY, Roster
from mmref_core.wishes import Wishes

OPEN_GALLERIES = 8  # kept in memory; the one not asked for longest goes first
FACELESS = 2000  # thumbnails with blurred faces that are kept in memory, of some kilobytes each
THUMBNAIL_BOX = (192, 384)  # pixels

Answer = Callable[[str, Wishes], SearchResult]  # of one gallery


@dataclass(frozen=True)
class Glancing:
    """An answer of which the initial ranking can be had alone, and sooner."""

    answer: Answer
    glance: Callable[[str], Glance]

    def __call__(self, text: str, wishes: Wishes) -> SearchResult:
        return self.answer(text, wishes)


@dataclass(frozen=True)
class Opened:
    """A gallery in memory, as it was at one generation."""

    contents: Contents
    answer: Answer
    expires: float | None  # seconds since 1970


@dataclass(frozen=True)
class Abilities:
    """What the model can be asked for besides searching a gallery."""

    defaults: SearchConfig
    has_places: bool
    read_picture: Callable[[bytes], tuple[bytes, bytes]]  # features and thumbnail
    word_maps: Callable[[Image.Image, str], tuple[WordMap, ...]]
    blur_faces: Callable[[bytes], bytes] | None = None  # of a picture file; none where no detector is installed


class LocalService:
    """Serves one process; `open_gallery` makes something that can be searched of a gallery's pictures.

    `answer_sample` waits until the sample gallery is indexed; `sample_done` says whether it is.
    """

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

    def search(self, token: str, text: str, wishes: Wishes) -> SearchResult:
        if token == SAMPLE:
            return self.answer_sample(text, wishes)
        opened = self._open(token)
        if not opened.contents.pictures:
            raise StoreError("This gallery holds no pictures. Add some, or choose another gallery.")
        return opened.answer(text, wishes)

    def glance(self, token: str, text: str) -> Glance | None:
        with self.lock:
            opened = self.opened.get(token)
        answer = self.answer_sample if token == SAMPLE and self.sample_done() else opened and opened.answer
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

    def entries(self, tokens: Sequence[str]) -> list[GalleryEntry]:
        found = [GalleryEntry(SAMPLE, "Sample gallery", len(self.sample))]
        for token in tokens:
            with suppress(MMRefError):  # gone, expired or damaged: choosing it would say so, listing it need not
                opened = self._open(token)
                count, expected = len(opened.contents.pictures), self.filling.get(token, 0)
                found.append(GalleryEntry(token, opened.contents.name, count, opened.expires, expected))
        return found

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
        token = self.library.create(name)
        complete = False
        try:
            for step in told(lambda tell: self.library.fill(token, sources, tell)):
                if isinstance(step, Progress):
                    self.filling[token] = step.total - step.refused
                    yield FillProgress(
                        token, step.done, step.total, step.searchable, step.refused, (), False, step.seconds
                    )
                else:
                    complete = step.taken > 0
                    self.filling.pop(token, None)
                    skipped = tuple(Skipped(line.label, f"{line.reason}.", f"{line.advice}.") for line in step.refused)
                    yield FillProgress(token, 0, 0, step.taken, len(skipped), skipped, True, step.seconds)
        finally:
            self.filling.pop(token, None)
            if not complete:
                self.library.delete(token)

    def delete(self, token: str) -> None:
        with self.lock:
            self.opened.pop(token, None)
        self.library.delete(token)
        if self.faceless is not None:
            self.faceless.cache_clear()  # nothing of a deleted gallery stays in memory

    def _open(self, token: str) -> Opened:
        """The gallery as it is now; read again only when it has changed."""
        owner = self.library.describe(token)
        with self.lock:
            opened = self.opened.get(token)
        if opened is None or opened.contents.generation != owner.generation:
            contents = self.library.contents(token)
            opened = Opened(contents, self.open_gallery(contents), owner.expires)
        with self.lock:
            self.opened[token] = opened
            self.opened.move_to_end(token)
            while len(self.opened) > OPEN_GALLERIES:
                self.opened.popitem(last=False)
        return opened


@cache
def small_picture(path: Path) -> bytes:
    """A thumbnail of a shipped picture; there are a few hundred, of some kilobytes each."""
    with Image.open(path) as picture:
        small = picture.convert("RGB")
    small.thumbnail(THUMBNAIL_BOX, Image.Resampling.LANCZOS)
    data = BytesIO()
    small.save(data, "WEBP", quality=82)
    return data.getvalue()
