"""SQL statements that several operations of a store share; they run within an open transaction."""

import sqlite3
from collections.abc import Callable, Sequence
from itertools import chain

from mmref_core.errors import StoreError
from mmref_core.galleries.schema import STEPS, VERSION, GalleryRow
from mmref_core.uploads.formats import Rejected

NO_GALLERY = "There is no such gallery: it has expired or was deleted. Add the pictures again."


def gallery_row(database: sqlite3.Connection, gallery: str, now: float) -> GalleryRow:
    row = database.execute(
        "SELECT id, name, created, expires, generation, owner FROM galleries "
        "WHERE id = ? AND (expires IS NULL OR expires > ?)",
        (gallery, now),
    ).fetchone()
    if row is None:
        raise StoreError(NO_GALLERY)
    match row:
        case (str(), str(), float(), None | float(), int(), str()):
            return GalleryRow(*row)
    raise sqlite3.DatabaseError("the row of a gallery is damaged")


def insert_picture(
    database: sqlite3.Connection, gallery: str, label: str, names: tuple[str, str], size: int
) -> str | None:
    """Insert a picture, and return None; or return the label under which the gallery has it already."""
    query = "SELECT label FROM pictures WHERE gallery = ? AND blob = ?"
    if first := database.execute(query, (gallery, names[0])).fetchone():
        return first[0]
    database.execute("DELETE FROM pictures WHERE gallery = ? AND label = ? AND state = 'refused'", (gallery, label))
    database.execute(
        "INSERT INTO pictures (gallery, label, state, blob, thumbnail, bytes) VALUES (?, ?, 'stored', ?, ?, ?)",
        (gallery, label, *names, size),
    )
    return None


def insert_rejections(database: sqlite3.Connection, gallery: str, rejected: Sequence[Rejected]) -> None:
    """Insert rejected files; one that was rejected before is replaced."""
    for rejection in rejected:
        database.execute(
            "DELETE FROM pictures WHERE gallery = ? AND label = ? AND state = 'refused'", (gallery, rejection.label)
        )
        database.execute(
            "INSERT INTO pictures (gallery, label, state, reason, advice) VALUES (?, ?, 'refused', ?, ?)",
            (gallery, rejection.label, rejection.reason, rejection.advice),
        )


def touch(database: sqlite3.Connection, gallery: str) -> None:
    database.execute("UPDATE galleries SET generation = generation + 1 WHERE id = ?", (gallery,))


def blobs_of(database: sqlite3.Connection, gallery: str | None) -> set[str]:
    """Return the names of the files that a gallery needs, or that any gallery needs where it is None."""
    rows = database.execute(
        "SELECT blob FROM pictures WHERE blob IS NOT NULL AND (?1 IS NULL OR gallery = ?1) "
        "UNION SELECT thumbnail FROM pictures WHERE thumbnail IS NOT NULL AND (?1 IS NULL OR gallery = ?1)",
        (gallery,),
    )
    return {name for (name,) in rows}


def upgrade(database: sqlite3.Connection, stored_bytes: Callable[[str], int]) -> None:
    """Bring a store of an earlier version of this program up to date."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"The gallery store was made by a newer version of this program ({version}, this one knows {VERSION}). "
            "Use the newer program, or give another folder."
        )
    if version < VERSION:
        database.create_function("stored_bytes", 1, stored_bytes)
        database.execute("BEGIN IMMEDIATE")
        (version,) = database.execute("PRAGMA user_version").fetchone()  # another program may have been quicker
        for statement in chain(*STEPS[version:], [f"PRAGMA user_version = {VERSION}"]):
            database.execute(statement)
        database.execute("COMMIT")
