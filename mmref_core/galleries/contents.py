"""Values of a gallery: its stored features and pictures, and the progress and report of a fill."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import Float16, Int8

from mmref_core.data.identities import identities_of
from mmref_core.galleries.schema import Embedding
from mmref_core.uploads.formats import Rejected


@dataclass(frozen=True)
class StoredFeatures:
    """Stored features of pictures, one row for each."""

    embeddings: Float16[np.ndarray, "image dim"]
    places: Int8[np.ndarray, "image number"] | None = None  # token features, where the model has any

    def check(self, pictures: int) -> None:
        """Raise ValueError where there is not one row for each picture, or a value is not finite."""
        table = self.embeddings
        if table.ndim != 2 or len(table) != pictures or not np.isfinite(table).all():
            raise ValueError(f"embed gave an array of shape {table.shape} for {pictures} pictures, or not finite")

    def rows(self) -> list[Embedding]:
        places = [None] * len(self.embeddings) if self.places is None else [row.tobytes() for row in self.places]
        return list(zip([row.tobytes() for row in self.embeddings], places, strict=True))


Embed = Callable[[Sequence[Path]], StoredFeatures]


@dataclass(frozen=True)
class StoredPicture:
    """A searchable picture: an upright copy without metadata, and its thumbnail."""

    label: str
    path: Path
    thumbnail_path: Path


@dataclass(frozen=True)
class Contents:
    """Searchable pictures of a gallery at one moment; row n of the embeddings belongs to picture n."""

    name: str
    generation: int
    pictures: tuple[StoredPicture, ...]
    embeddings: Float16[np.ndarray, "image dim"]
    places: Int8[np.ndarray, "image number"] | None

    @property
    def objects(self) -> list[str | None]:
        return identities_of([picture.label for picture in self.pictures])


@dataclass(frozen=True)
class IngestProgress:
    """Progress of a fill; `searchable` pictures are stored for good and can be searched already."""

    done: int
    total: int
    searchable: int
    rejected: int
    seconds: float


@dataclass(frozen=True)
class FillReport:
    """Result of a fill: counts of pictures added and of those there before, and a line for each rejected file."""

    taken: int
    already: int
    rejected: tuple[Rejected, ...]
    seconds: float
