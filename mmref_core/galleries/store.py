"""Galleries that people bring: rows in SQLite are the truth, pictures are files named by their content."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mmref_core.errors import StoreError, index_again
from mmref_core.galleries.blobs import Blobs, exclusive
from mmref_core.galleries.clock import ClockReading, SweepResult, read_clock
from mmref_core.galleries.rows import blobs_of, gallery_row, insert_picture, insert_rejections, touch, upgrade
from mmref_core.galleries.schema import PRAGMAS, BatchResult, Embedding, GalleryRow, PictureRow, digest_of
from mmref_core.uploads.formats import CleanPicture, Rejected

WAIT_SECONDS = 30.0  # for another writer


class Store:
    """A folder that several threads and programs may use at once; every call opens it anew and leaves it whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = Blobs(folder / "blobs")

    def create_gallery(self, name: str, created: float, expires: float | None, owner: str = "") -> str:
        """Add an empty gallery and return its id, which is also the key to it: 256 random bits."""
        gallery = secrets.token_urlsafe(32)
        with self._writing(), self._transaction() as database:
            database.execute(
                "INSERT INTO galleries (id, name, created, expires, owner) VALUES (?, ?, ?, ?, ?)",
                (gallery, name, created, expires, owner),
            )
        return gallery

    def owned(self, owner: str, now: float) -> list[str]:
        """Return the ids of a visitor's galleries that have not expired, oldest first; nobody owns the owner ''."""
        with self._transaction() as database:
            rows = database.execute(
                "SELECT id FROM galleries WHERE owner = ? AND owner <> '' AND (expires IS NULL OR expires > ?) "
                "ORDER BY created, id",
                (owner, now),
            )
            return [gallery for (gallery,) in rows]

    def adopt(self, galleries: Sequence[str], owner: str) -> None:
        """Give galleries that have no owner to a visitor who knows their keys."""
        with self._writing(), self._transaction() as database:
            for gallery in galleries:
                database.execute("UPDATE galleries SET owner = ? WHERE id = ? AND owner = ''", (owner, gallery))

    def count(self, gallery: str) -> int:
        """Return how many pictures of a gallery can be searched."""
        with self._transaction() as database:
            (count,) = database.execute(
                "SELECT COUNT(*) FROM pictures WHERE gallery = ? AND state = 'embedded'", (gallery,)
            ).fetchone()
        return count

    def used_bytes(self, owner: str | None = None) -> int:
        """Return the size of the stored pictures of one owner, or of all galleries."""
        with self._transaction() as database:
            (used,) = database.execute(
                "SELECT COALESCE(SUM(bytes), 0) FROM pictures JOIN galleries ON galleries.id = pictures.gallery "
                "WHERE ?1 IS NULL OR owner = ?1",
                (owner,),
            ).fetchone()
        return used

    def gallery(self, gallery: str, now: float) -> GalleryRow:
        with self._transaction() as database:
            return gallery_row(database, gallery, now)

    def add(
        self, gallery: str, pictures: Sequence[CleanPicture], rejected: Sequence[Rejected], now: float
    ) -> BatchResult:
        """Keep a batch; what this returns will be there after a power cut."""
        with self._writing():
            names = self.blobs.put(data for picture in pictures for data in (picture.webp, picture.thumbnail))
            with self._transaction() as database:
                gallery_row(database, gallery, now)
                new, already, doubles = [], [], []
                for picture, blob, thumbnail in zip(pictures, names[::2], names[1::2], strict=True):
                    size = len(picture.webp) + len(picture.thumbnail)
                    first = insert_picture(database, gallery, picture.label, (blob, thumbnail), size)
                    if first is None:
                        new.append(picture.label)
                    elif first == picture.label:
                        already.append(picture.label)
                    else:
                        reason = f"it is the same picture as {first}"
                        doubles.append(Rejected(picture.label, reason, "One of them is enough"))
                insert_rejections(database, gallery, (*rejected, *doubles))
                touch(database, gallery)
        return BatchResult(tuple(new), tuple(already), (*rejected, *doubles))

    def waiting(self, gallery: str | None, count: int) -> list[PictureRow]:
        """Return pictures that have no embedding yet, of one gallery or of all, oldest first."""
        with self._transaction() as database:
            rows = database.execute(
                "SELECT number, gallery, label, blob, thumbnail, NULL, NULL, NULL FROM pictures "
                "WHERE state = 'stored' AND (?1 IS NULL OR gallery = ?1) ORDER BY number LIMIT ?2",
                (gallery, count),
            )
            return [PictureRow(*row) for row in rows]

    def set_embeddings(self, rows: Sequence[PictureRow], embeddings: Sequence[Embedding], fingerprint: str) -> None:
        """Make these pictures searchable; a picture that was deleted meanwhile stays deleted."""
        with self._writing(), self._transaction() as database:
            for row, (embedding, places) in zip(rows, embeddings, strict=True):
                digest = digest_of(row.label, row.blob, row.thumbnail, fingerprint, embedding, places)
                database.execute(
                    "UPDATE pictures SET state = 'embedded', fingerprint = ?, embedding = ?, places = ?, digest = ? "
                    "WHERE number = ? AND blob = ? AND state = 'stored'",
                    (fingerprint, embedding, places, digest, row.number, row.blob),
                )
            for gallery in {row.gallery for row in rows}:
                touch(database, gallery)

    def reject(self, row: PictureRow, reason: str, advice: str) -> None:
        """Take a stored picture out again and say why."""
        with self._writing(), self._transaction() as database:
            touch(database, row.gallery)
            database.execute(
                "UPDATE pictures SET state = 'refused', reason = ?, advice = ?, blob = NULL, thumbnail = NULL, "
                "embedding = NULL, places = NULL, bytes = 0 WHERE number = ?",
                (reason, advice, row.number),
            )

    def contents(self, gallery: str, now: float) -> tuple[GalleryRow, list[PictureRow]]:
        """Return the searchable pictures at one moment, in the order they came; raises StoreError for a damaged row."""
        with self._transaction() as database:
            owner = gallery_row(database, gallery, now)
            rows = database.execute(
                "SELECT number, gallery, label, blob, thumbnail, fingerprint, embedding, places, digest FROM pictures "
                "WHERE gallery = ? AND state = 'embedded' ORDER BY number",
                (gallery,),
            ).fetchall()
        for _, _, label, *rest, digest in rows:
            if digest != digest_of(label, *rest):
                raise StoreError(f"The stored features of {label} are damaged. {index_again(self.folder)}.")
        return owner, [PictureRow(*row[:-1]) for row in rows]

    def rejected(self, gallery: str, now: float) -> list[Rejected]:
        with self._transaction() as database:
            gallery_row(database, gallery, now)
            rows = database.execute(
                "SELECT label, reason, advice FROM pictures WHERE gallery = ? AND state = 'refused' ORDER BY number",
                (gallery,),
            )
            return [Rejected(*row) for row in rows]

    def forget_embeddings(self, gallery: str, now: float) -> None:
        """Remove the embeddings of a gallery, so that its pictures wait for new ones."""
        with self._writing(), self._transaction() as database:
            gallery_row(database, gallery, now)
            database.execute(
                "UPDATE pictures SET state = 'stored', fingerprint = NULL, embedding = NULL, places = NULL, "
                "digest = NULL WHERE gallery = ? AND state = 'embedded'",
                (gallery,),
            )
            touch(database, gallery)

    def galleries(self, now: float) -> list[str]:
        """Return the ids of all galleries, which are the keys to them: for the folder's owner, never for a page."""
        if not (self.folder / "library.sqlite").exists():
            raise StoreError(f"There are no galleries in {self.folder}. Give the --store of a page.")
        with self._transaction() as database:
            rows = database.execute(
                "SELECT id FROM galleries WHERE expires IS NULL OR expires > ? ORDER BY created, id", (now,)
            )
            return [gallery for (gallery,) in rows]

    def delete_gallery(self, gallery: str) -> None:
        """Delete a gallery, and the files that no other gallery has; an unknown gallery is no error."""
        with self._writing():
            with self._transaction() as database:
                mine = blobs_of(database, gallery)
                database.execute("DELETE FROM galleries WHERE id = ?", (gallery,))
                unwanted = mine - blobs_of(database, None)
            self.blobs.remove(unwanted)

    def check(self) -> None:
        """Raise StoreError where SQLite's quick check finds the database damaged."""
        with self._transaction() as database:
            if database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("its quick check fails")

    def sweep(self, now: float, retention_seconds: float | None = None) -> SweepResult:
        """Delete expired galleries and leftovers of stopped programs.

        Where the clock has jumped ahead by more than the retention since it was last read, no gallery is deleted until
        the new time has been seen for a day (see `clock`).
        """
        with self._writing(), self._transaction() as database:
            last = ClockReading(*database.execute("SELECT seen, doubted_since, doubted_until FROM clock").fetchone())
            if last.seen is None:
                last = ClockReading(database.execute("SELECT MAX(created) FROM galleries").fetchone()[0])
            clock = read_clock(last, now, retention_seconds)
            database.execute(
                "UPDATE clock SET seen = ?, doubted_since = ?, doubted_until = ?",
                (clock.seen, clock.doubted_since, clock.doubted_until),
            )
            expired = [row[0] for row in database.execute("SELECT id FROM galleries WHERE expires <= ?", (now,))]
        held = len(expired) if clock.is_doubted else 0
        for gallery in expired[held:]:
            self.delete_gallery(gallery)
        with self._writing():
            with self._transaction() as database:
                wanted = blobs_of(database, None)
            removed = len(expired) - held + self.blobs.sweep(wanted)
        return SweepResult(removed, held, clock.doubt(now) if held else "")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writer lock; a full or failing disk becomes a message, and what was committed stays."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with exclusive(self.folder / "writer.lock", WAIT_SECONDS):
                yield
        except OSError as error:
            raise StoreError(
                f"The gallery store {self.folder} cannot be written: {error.strerror}. What was in it is unharmed. "
                "Free some space or check the disk, then continue."
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction; an error rolls it back and is raised as StoreError."""
        database = None
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            database = sqlite3.connect(self.folder / "library.sqlite", timeout=WAIT_SECONDS, isolation_level=None)
            for pragma in PRAGMAS:
                database.execute(f"PRAGMA {pragma}")
            upgrade(database, self.blobs.size)
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            raise StoreError(
                f"The gallery store {self.folder} cannot be used: {error}. Free some space or check the disk and "
                "try again; if the file library.sqlite is damaged, move the folder away and add the pictures again."
            ) from error
        finally:
            if database is not None:
                database.close()
