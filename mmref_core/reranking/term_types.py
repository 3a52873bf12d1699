"""The terms that a refined score is the sum of; what is shown as a reason is exactly these."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor

REST = "rest"


@dataclass(frozen=True)
class Term:
    """What a column of the contributions stands for."""

    key: str
    kind: str  # as in results.Contribution
    label: str


@dataclass(frozen=True)
class Terms:
    """The parts of every re-ranked image's score change; a row of `values` sums to its change."""

    columns: tuple[Term, ...]
    values: Float[Tensor, "image term"]

    def __add__(self, other: "Terms") -> "Terms":
        """More columns for the same images."""
        return Terms(self.columns + other.columns, torch.cat([self.values, other.values], dim=1))

    def kept(self, off: frozenset[str]) -> Bool[Tensor, " term"]:
        """Columns that take part when some details are switched off."""
        return torch.tensor([column.key not in off for column in self.columns], dtype=torch.bool)


@dataclass(frozen=True)
class Votes:
    """How far single reference persons agree on a text and each image, for showing who voted; each votes with w."""

    persons: tuple[int, ...]
    captions: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    agreement: Float[Tensor, "image voter"]  # product of both likenesses
    weight: float  # w; 0 where they are shown and have no say


def nothing(images: int) -> tuple[Terms, Votes]:
    """No term moves any of the images, and nobody voted."""
    return Terms((), torch.zeros(images, 0)), Votes((), (), (), torch.zeros(images, 0), 0.0)


def refined_scores(initial: Float[Tensor, " image"], terms: Terms, off: frozenset[str]) -> Float[Tensor, " image"]:
    """First-stage score plus every term that is not switched off, in double precision so that sums are exact."""
    return initial.double() + (terms.values.double() * terms.kept(off)).sum(dim=1)
