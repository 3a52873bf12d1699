"""A person's galleries: fill one from archives and files, search it from the first batch on, delete it."""

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from mmref_core.errors import StoreError, index_again
from mmref_core.galleries.clock import SweepResult
from mmref_core.galleries.contents import Contents, Embed, FillReport, IngestProgress, StoredPicture
from mmref_core.galleries.quotas import Quotas, free_bytes
from mmref_core.galleries.schema import BatchResult, GalleryRow, PictureRow
from mmref_core.galleries.store import Store
from mmref_core.uploads.formats import DEFAULT_LIMITS, CleanPicture, Limits, Rejected
from mmref_core.uploads.ingest import count_files, ingest

BATCH = 64  # pictures kept and embedded at a time
PICTURES_PER_MINUTE = 1_200  # that two processor cores embed, for an estimate


def handle_of(gallery: str) -> str:
    """Return the name of a gallery that may stand in addresses: without its owner's cookie it opens nothing."""
    return hashlib.sha256(gallery.encode()).hexdigest()[:32]


class UserGalleries:
    """Galleries in a store, described by one model.

    A gallery's id is the key to it, and there is no list of them; a visitor's own ones are found by their handles.
    """

    def __init__(
        self,
        store_folder: Path,
        embed: Embed,
        fingerprint: str,
        lifetime_seconds: float | None = None,
        now: Callable[[], float] = time.time,
        quotas: Quotas | None = None,
    ) -> None:
        self.store = Store(store_folder)
        self.embed = embed
        self.fingerprint = fingerprint
        self.lifetime_seconds = lifetime_seconds
        self.now = now
        self.quotas = quotas

    def create(self, name: str, owner: str = "") -> str:
        """Add an empty gallery, which expires a lifetime from now, and return its id."""
        now = self.now()
        return self.store.create_gallery(
            name, now, None if self.lifetime_seconds is None else now + self.lifetime_seconds, owner
        )

    def owned(self, owner: str) -> list[str]:
        """Return the ids of a visitor's galleries, oldest first."""
        return self.store.owned(owner, self.now())

    def adopt(self, galleries: Sequence[str], owner: str) -> None:
        """Give galleries that have no owner to a visitor who knows their keys."""
        self.store.adopt(galleries, owner)

    def require_room(self, owner: str, incoming: int, waiting_of_owner: int = 0, waiting: int = 0) -> None:
        """Raise QuotaError where `incoming` more bytes pass a limit.

        `waiting_of_owner` and `waiting` are bytes of uploads that lie on the same disk and are not stored yet.
        """
        if self.quotas is None:
            return
        used_by_owner, used = self.store.used_bytes(owner), self.store.used_bytes()
        self.quotas.check(incoming, used_by_owner + waiting_of_owner, used + waiting, free_bytes(self.store.folder))

    def describe(self, gallery: str) -> GalleryRow:
        return self.store.gallery(gallery, self.now())

    def count(self, gallery: str) -> int:
        """Return how many of its pictures can be searched."""
        return self.store.count(gallery)

    def fill(
        self,
        gallery: str,
        sources: Sequence[Path],
        on_progress: Callable[[IngestProgress], None] = lambda _: None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> FillReport:
        """Add the pictures of these files, folders and zip archives, a batch at a time.

        `on_progress` is called after each file; an error that it raises stops the fill, and whole batches stay. Filling
        again with the same sources goes on where the first stopped.
        """
        self.describe(gallery)
        started = time.monotonic()
        total, done = count_files(sources, limits), 0
        batches: list[BatchResult] = []
        pictures: list[CleanPicture] = []
        rejected: list[Rejected] = []
        with closing(ingest(sources, limits)) as items:
            for done, item in enumerate(items, start=1):
                (pictures if isinstance(item, CleanPicture) else rejected).append(item)
                if len(pictures) + len(rejected) == BATCH:
                    batches.append(self._keep(gallery, pictures, rejected))
                    pictures, rejected = [], []
                total = max(total, done)
                on_progress(_progress(done, total, batches, len(rejected), time.monotonic() - started))
        batches.append(self._keep(gallery, pictures, rejected))
        on_progress(_progress(done, done, batches, 0, time.monotonic() - started))
        return FillReport(
            taken=sum(len(batch.new) for batch in batches),
            already=sum(len(batch.already) for batch in batches),
            rejected=tuple(rejection for batch in batches for rejection in batch.rejected),
            seconds=time.monotonic() - started,
        )

    def contents(self, gallery: str) -> Contents:
        """Return pictures and embeddings of one moment; raises StoreError where another model made the embeddings."""
        owner, rows = self.store.contents(gallery, self.now())
        if others := [row for row in rows if row.fingerprint != self.fingerprint]:
            raise StoreError(
                f"{len(others)} of {len(rows)} pictures were indexed with another model ({others[0].fingerprint}, now "
                f"{self.fingerprint}), and the two do not mix. {index_again(self.store.folder)}, which takes about "
                f"{max(1, round(len(rows) / PICTURES_PER_MINUTE))} minutes, or open it with that model."
            )
        pictures = tuple(
            StoredPicture(row.label, self.store.blobs.path(row.blob), self.store.blobs.path(row.thumbnail))
            for row in rows
        )
        if len({len(row.places or b"") for row in rows}) > 1:
            again = index_again(self.store.folder)
            raise StoreError(f"Some pictures lack what others have for the search by words. {again}.")
        return Contents(
            owner.name,
            owner.generation,
            pictures,
            _table([row.embedding or b"" for row in rows], np.dtype("<f2")),
            _table([row.places for row in rows], np.dtype("i1")) if rows and rows[0].places else None,
        )

    def rejected(self, gallery: str) -> list[Rejected]:
        """Return a line for each rejected file, also after a restart."""
        return self.store.rejected(gallery, self.now())

    def delete(self, gallery: str) -> None:
        self.store.delete_gallery(gallery)

    def resume(self, gallery: str | None = None) -> int:
        """Embed what waits for it, in one gallery or in all; how many pictures became searchable.

        A stored copy that is damaged is taken out, and the gallery's report says so.
        """
        embedded = 0
        while rows := self.store.waiting(gallery, BATCH):
            intact = []
            for row in rows:
                if self.store.blobs.is_intact(row.blob):
                    intact.append(row)
                else:
                    self.store.reject(row, "the stored copy is damaged", "Add the picture again, and check the disk")
            if intact:
                self._embed(intact)
            embedded += len(intact)
        return embedded

    def reindex(self, gallery: str) -> int:
        """Embed every picture of a gallery anew, as after a change of model; how many there are."""
        self.store.forget_embeddings(gallery, self.now())
        return self.resume(gallery)

    def reindex_all(self) -> tuple[int, int]:
        """Embed every picture of every gallery anew; how many galleries and pictures there are."""
        counts = [self.reindex(gallery) for gallery in self.store.galleries(self.now())]
        return len(counts), sum(counts)

    def check(self) -> None:
        """Raise StoreError where the store is damaged or made by a newer program."""
        self.store.check()

    def sweep(self) -> SweepResult:
        """Delete expired galleries and leftovers of stopped programs; for the start, and every few minutes."""
        return self.store.sweep(self.now(), self.lifetime_seconds)

    def _keep(self, gallery: str, pictures: Sequence[CleanPicture], rejected: Sequence[Rejected]) -> BatchResult:
        if pictures:
            incoming = sum(len(picture.webp) + len(picture.thumbnail) for picture in pictures)
            self.require_room(self.describe(gallery).owner, incoming)
        added = self.store.add(gallery, pictures, rejected, self.now())
        self.resume(gallery)
        return added

    def _embed(self, rows: Sequence[PictureRow]) -> None:
        paths = [self.store.blobs.path(row.blob) for row in rows]
        try:
            kept = self.embed(paths)
        except FileNotFoundError as error:
            raise StoreError("The gallery was deleted while its pictures were being indexed.") from error
        kept.check(len(rows))
        self.store.set_embeddings(rows, kept.rows(), self.fingerprint)


def _table(rows: Sequence[bytes], dtype: np.dtype) -> np.ndarray:
    """Return an array with one row of numbers for each row of bytes."""
    return np.frombuffer(bytearray().join(rows), dtype=dtype).reshape(len(rows), -1 if rows else 0)


def _progress(
    done: int, total: int, batches: Sequence[BatchResult], pending_rejected: int, seconds: float
) -> IngestProgress:
    searchable = sum(len(batch.new) for batch in batches)
    return IngestProgress(
        done, total, searchable, pending_rejected + sum(len(batch.rejected) for batch in batches), seconds
    )
