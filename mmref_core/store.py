"""Galleries that people bring: rows in SQLite are the truth, pictures are files named by their content."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from mmref_core.blobs import Blobs
from mmref_core.errors import StoreError
from mmref_core.limits import Picture, Refused
from mmref_core.locks import exclusive
from mmref_core.schema import PRAGMAS, STEPS, VERSION, Added, Embedding, GalleryRow, Row, digest_of

WAIT_SECONDS = 30.0  # for another writer


class Store:
    """A folder that several threads and programs may use at once; every call opens it anew and leaves it whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = Blobs(folder / "blobs")

    def create_gallery(self, name: str, created: float, expires: float | None) -> str:
        """A new gallery's id, which is also the key to it: 256 random bits."""
        gallery = secrets.token_urlsafe(32)
        with self._writing(), self._transaction() as database:
            database.execute(
                "INSERT INTO galleries (id, name, created, expires) VALUES (?, ?, ?, ?)",
                (gallery, name, created, expires),
            )
        return gallery

    def gallery(self, gallery: str, now: float) -> GalleryRow:
        with self._transaction() as database:
            return _gallery(database, gallery, now)

    def add(self, gallery: str, pictures: Sequence[Picture], refused: Sequence[Refused], now: float) -> Added:
        """Keep a batch; what this returns will be there after a power cut."""
        with self._writing():
            names = self.blobs.put(data for picture in pictures for data in (picture.webp, picture.thumbnail))
            with self._transaction() as database:
                _gallery(database, gallery, now)
                new, already, doubles = [], [], []
                for picture, blob, thumbnail in zip(pictures, names[::2], names[1::2], strict=True):
                    first = _insert_picture(database, gallery, picture.label, blob, thumbnail)
                    if first is None:
                        new.append(picture.label)
                    elif first == picture.label:
                        already.append(picture.label)
                    else:
                        reason = f"it is the same picture as {first}"
                        doubles.append(Refused(picture.label, reason, "One of them is enough"))
                _insert_refusals(database, gallery, (*refused, *doubles))
                _touch(database, gallery)
        return Added(tuple(new), tuple(already), (*refused, *doubles))

    def waiting(self, gallery: str | None, count: int) -> list[Row]:
        """Pictures without an embedding, of one gallery or of all, oldest first."""
        with self._transaction() as database:
            rows = database.execute(
                "SELECT number, gallery, label, blob, thumbnail, NULL, NULL, NULL FROM pictures "
                "WHERE state = 'stored' AND (?1 IS NULL OR gallery = ?1) ORDER BY number LIMIT ?2",
                (gallery, count),
            )
            return [Row(*row) for row in rows]

    def set_embeddings(self, rows: Sequence[Row], embeddings: Sequence[Embedding], fingerprint: str) -> None:
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
                _touch(database, gallery)

    def refuse(self, row: Row, reason: str, advice: str) -> None:
        """Take a stored picture out again and say why."""
        with self._writing(), self._transaction() as database:
            _touch(database, row.gallery)
            database.execute(
                "UPDATE pictures SET state = 'refused', reason = ?, advice = ?, blob = NULL, thumbnail = NULL, "
                "embedding = NULL, places = NULL WHERE number = ?",
                (reason, advice, row.number),
            )

    def contents(self, gallery: str, now: float) -> tuple[GalleryRow, list[Row]]:
        """The searchable pictures at one moment, in the order they came; a damaged row is an error."""
        with self._transaction() as database:
            owner = _gallery(database, gallery, now)
            rows = database.execute(
                "SELECT number, gallery, label, blob, thumbnail, fingerprint, embedding, places, digest FROM pictures "
                "WHERE gallery = ? AND state = 'embedded' ORDER BY number",
                (gallery,),
            ).fetchall()
        for _, _, label, *rest, digest in rows:
            if digest != digest_of(label, *rest):
                raise StoreError(f"The stored features of {label} are damaged. Index the gallery again.")
        return owner, [Row(*row[:-1]) for row in rows]

    def refused(self, gallery: str, now: float) -> list[Refused]:
        with self._transaction() as database:
            _gallery(database, gallery, now)
            rows = database.execute(
                "SELECT label, reason, advice FROM pictures WHERE gallery = ? AND state = 'refused' ORDER BY number",
                (gallery,),
            )
            return [Refused(*row) for row in rows]

    def forget_embeddings(self, gallery: str, now: float) -> None:
        """Let every picture of a gallery wait for an embedding again."""
        with self._writing(), self._transaction() as database:
            _gallery(database, gallery, now)
            database.execute(
                "UPDATE pictures SET state = 'stored', fingerprint = NULL, embedding = NULL, places = NULL, "
                "digest = NULL WHERE gallery = ? AND state = 'embedded'",
                (gallery,),
            )
            _touch(database, gallery)

    def delete_gallery(self, gallery: str) -> None:
        """Forget a gallery, and remove the pictures that no other gallery has; an unknown one is gone already."""
        with self._writing():
            with self._transaction() as database:
                mine = _blobs_of(database, gallery)
                database.execute("DELETE FROM galleries WHERE id = ?", (gallery,))
                unwanted = mine - _blobs_of(database, None)
            self.blobs.remove(unwanted)

    def sweep(self, now: float) -> int:
        """Delete expired galleries and leftovers of stopped programs; how many of both there were."""
        with self._transaction() as database:
            if database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("its quick check fails")
            expired = [row[0] for row in database.execute("SELECT id FROM galleries WHERE expires <= ?", (now,))]
        for gallery in expired:
            self.delete_gallery(gallery)
        with self._writing():
            with self._transaction() as database:
                wanted = _blobs_of(database, None)
            return len(expired) + self.blobs.sweep(wanted)

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
        """All or nothing; an error in between leaves the file as it was."""
        database = None
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            database = sqlite3.connect(self.folder / "library.sqlite", timeout=WAIT_SECONDS, isolation_level=None)
            for pragma in PRAGMAS:
                database.execute(f"PRAGMA {pragma}")
            _prepare(database)
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


def _prepare(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"The gallery store was made by a newer version of this program ({version}, this one knows {VERSION}). "
            "Use the newer program, or give another folder."
        )
    if version < VERSION:
        database.execute("BEGIN IMMEDIATE")
        (version,) = database.execute("PRAGMA user_version").fetchone()  # another program may have been quicker
        for statement in chain(*STEPS[version:], [f"PRAGMA user_version = {VERSION}"]):
            database.execute(statement)
        database.execute("COMMIT")


def _gallery(database: sqlite3.Connection, gallery: str, now: float) -> GalleryRow:
    row = database.execute(
        "SELECT id, name, created, expires, generation FROM galleries "
        "WHERE id = ? AND (expires IS NULL OR expires > ?)",
        (gallery, now),
    ).fetchone()
    if row is None:
        raise StoreError("There is no such gallery: it has expired or was deleted. Add the pictures again.")
    match row:
        case (str(), str(), float(), None | float(), int()):
            return GalleryRow(*row)
    raise sqlite3.DatabaseError("the row of a gallery is damaged")


def _insert_picture(database: sqlite3.Connection, gallery: str, label: str, blob: str, thumbnail: str) -> str | None:
    """None, or the label under which the gallery has this picture already."""
    query = "SELECT label FROM pictures WHERE gallery = ? AND blob = ?"
    if first := database.execute(query, (gallery, blob)).fetchone():
        return first[0]
    database.execute("DELETE FROM pictures WHERE gallery = ? AND label = ? AND state = 'refused'", (gallery, label))
    database.execute(
        "INSERT INTO pictures (gallery, label, state, blob, thumbnail) VALUES (?, ?, 'stored', ?, ?)",
        (gallery, label, blob, thumbnail),
    )
    return None


def _insert_refusals(database: sqlite3.Connection, gallery: str, refused: Sequence[Refused]) -> None:
    """A file that is tried again has one line, the last."""
    for refusal in refused:
        database.execute(
            "DELETE FROM pictures WHERE gallery = ? AND label = ? AND state = 'refused'", (gallery, refusal.label)
        )
        database.execute(
            "INSERT INTO pictures (gallery, label, state, reason, advice) VALUES (?, ?, 'refused', ?, ?)",
            (gallery, refusal.label, refusal.reason, refusal.advice),
        )


def _touch(database: sqlite3.Connection, gallery: str) -> None:
    database.execute("UPDATE galleries SET generation = generation + 1 WHERE id = ?", (gallery,))


def _blobs_of(database: sqlite3.Connection, gallery: str | None) -> set[str]:
    """Names of the files that a gallery needs, or that any does."""
    rows = database.execute(
        "SELECT blob FROM pictures WHERE blob IS NOT NULL AND (?1 IS NULL OR gallery = ?1) "
        "UNION SELECT thumbnail FROM pictures WHERE thumbnail IS NOT NULL AND (?1 IS NULL OR gallery = ?1)",
        (gallery,),
    )
    return {name for (name,) in rows}
