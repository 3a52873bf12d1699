"""Values of a gallery: its stored features and pictures, and the progress and report of a fill."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import Float16, Int8

from mmref_core.data.identities import identities_of
from mmref_core.galleries.schema import Embedding
from mmref_core.uploads.formats import Refused


@dataclass(frozen=True)
class Kept:
    """Stored features of pictures, one row for each."""

    embeddings: Float16[np.ndarray, "image dim"]
    places: Int8[np.ndarray, "image number"] | None = None  # token features, where the model has any

    def check(self, pictures: int) -> None:
        """ValueError for what is not a row for each picture, or not finite."""
        table = self.embeddings
        if table.ndim != 2 or len(table) != pictures or not np.isfinite(table).all():
            raise ValueError(f"embed gave an array of shape {table.shape} for {pictures} pictures, or not finite")

    def rows(self) -> list[Embedding]:
        places = [None] * len(self.embeddings) if self.places is None else [row.tobytes() for row in self.places]
        return list(zip([row.tobytes() for row in self.embeddings], places, strict=True))


Embed = Callable[[Sequence[Path]], Kept]


@dataclass(frozen=True)
class Stored:
    """A searchable picture: an upright copy without metadata, and its thumbnail."""

    label: str
    path: Path
    thumbnail_path: Path


@dataclass(frozen=True)
class Contents:
    """What can be searched at one moment; row n of the embeddings belongs to picture n."""

    name: str
    generation: int
    pictures: tuple[Stored, ...]
    embeddings: Float16[np.ndarray, "image dim"]
    places: Int8[np.ndarray, "image number"] | None

    @property
    def objects(self) -> list[str | None]:
        return identities_of([picture.label for picture in self.pictures])


@dataclass(frozen=True)
class Progress:
    """How far a fill is; `searchable` pictures are kept for good and can be searched already."""

    done: int
    total: int
    searchable: int
    refused: int
    seconds: float

    @property
    def seconds_left(self) -> float | None:
        """At the speed so far; None before the first file."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None


@dataclass(frozen=True)
class FillReport:
    """What became of the sources: pictures added, pictures that were there before, and a line for each left out."""

    taken: int
    already: int
    refused: tuple[Refused, ...]
    seconds: float
