"""Tables of a store, and their rows as values."""

import hashlib
from dataclasses import dataclass

from mmref_core.uploads.formats import Rejected

CREATE = (
    """CREATE TABLE galleries (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, created REAL NOT NULL, expires REAL,
        generation INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE pictures (
        number INTEGER PRIMARY KEY, gallery TEXT NOT NULL REFERENCES galleries ON DELETE CASCADE,
        label TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('stored', 'embedded', 'refused')),
        reason TEXT, advice TEXT, blob TEXT, thumbnail TEXT,
        fingerprint TEXT, embedding BLOB, digest BLOB, UNIQUE (gallery, blob))""",
    "CREATE INDEX pictures_by_state ON pictures (gallery, state)",
    "CREATE INDEX pictures_by_blob ON pictures (blob)",
    "CREATE INDEX pictures_by_thumbnail ON pictures (thumbnail)",
)
OWNERS = (
    "ALTER TABLE galleries ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX galleries_by_owner ON galleries (owner)",
    "ALTER TABLE pictures ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0",
    "UPDATE pictures SET bytes = stored_bytes(blob) + stored_bytes(thumbnail) WHERE blob IS NOT NULL",
    "CREATE TABLE clock (seen REAL, doubted_since REAL, doubted_until REAL)",
    "INSERT INTO clock VALUES (NULL, NULL, NULL)",
)
STEPS = (
    CREATE,
    ("ALTER TABLE pictures ADD COLUMN places BLOB",),
    OWNERS,
)  # step n brings a store of version n to version n + 1
VERSION = len(STEPS)
PRAGMAS = ("foreign_keys = ON", "journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON")
Embedding = tuple[bytes, bytes | None]  # of a picture; and its token features, where the model has any


@dataclass(frozen=True)
class PictureRow:
    """A picture of a gallery; without an embedding while it waits for one."""

    number: int
    gallery: str
    label: str
    blob: str
    thumbnail: str
    fingerprint: str | None
    embedding: bytes | None
    places: bytes | None  # its token features


@dataclass(frozen=True)
class GalleryRow:
    """A gallery; its generation grows with every change. Times are seconds since 1970."""

    id: str
    name: str
    created: float
    expires: float | None
    generation: int
    owner: str  # the visitor who made it; empty for one made before galleries had owners, or by a program


@dataclass(frozen=True)
class BatchResult:
    """Result of adding a batch: labels that are new, labels that were there before, and rejected files."""

    new: tuple[str, ...]
    already: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def digest_of(
    label: object, blob: object, thumbnail: object, fingerprint: object, embedding: object, places: object
) -> bytes:
    """Return a checksum of a picture's row, since SQLite does not notice changed bytes.

    A row without places has the digest that it had before a store could keep any.
    """
    parts = (label, blob, thumbnail, fingerprint, embedding, *(() if places is None else (places,)))
    encoded = [part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass") for part in parts]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in encoded)).digest()
