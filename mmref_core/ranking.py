"""A ranking of gallery images."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ranking:
    """Gallery images, best first."""

    images: tuple[int, ...]
    scores: tuple[float, ...]

    @classmethod
    def of(cls, images: Sequence[int], scores: Sequence[float]) -> "Ranking":
        """Order by falling score; equal scores keep gallery order, so a ranking is reproducible."""
        order = sorted(zip(images, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return cls(tuple(image for image, _ in order), tuple(score for _, score in order))

    def __len__(self) -> int:
        return len(self.images)

    def ranks(self) -> dict[int, int]:
        """Image to its rank; ranks start at 1."""
        return {image: rank for rank, image in enumerate(self.images, start=1)}
