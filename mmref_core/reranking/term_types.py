"""What a term kind computes: columns of weighted terms for one query, a matrix of unweighted ones for many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.pools import Pool, QueryBatch
from mmref_core.reranking.query import SearchQuery
from mmref_core.reranking.terms import TermKind

REST = "rest"  # key, kind and label of the part of a reference that none of its phrases covers


@dataclass(frozen=True)
class Term:
    """What a column of terms stands for."""

    key: str  # stable name; a person searching can switch the column off by it
    kind: str  # one of its `TermKind.columns`
    label: str  # words for people


@dataclass(frozen=True)
class Terms:
    """Weighted terms of the images of a pool; the sum of a row of `values` is the change of that image's score."""

    columns: tuple[Term, ...]
    values: Float[Tensor, "image term"]

    @classmethod
    def none(cls, images: int) -> "Terms":
        """Return no column for so many images."""
        return cls((), torch.zeros(images, 0))

    def __add__(self, other: "Terms") -> "Terms":
        """Return the columns of both, for the same images."""
        return Terms(self.columns + other.columns, torch.cat([self.values, other.values], dim=1))

    def kept(self, off: frozenset[str]) -> Bool[Tensor, " term"]:
        """Return which columns take part when those with some keys are switched off."""
        return torch.tensor([column.key not in off for column in self.columns], dtype=torch.bool)


@dataclass(frozen=True)
class TermForms:
    """The two forms of a kind.

    `single` gives the weighted terms of one query, image by image and column by column. `batch` gives the sums of these
    columns for many queries before their weight, as scores of (text, image); a kind may leave out what is constant over
    the images of a text, which ranks nothing. `found` tells in words what was read in the images at some positions of a
    pool, by key of the columns; none where the kind reads nothing that has words.
    """

    single: Callable[[SearchQuery, Pool, Model], Terms]
    batch: Callable[[QueryBatch, SearchConfig], Float[Tensor, "text image"]]
    settings: tuple[str, ...] = ()  # fields of `SearchConfig` that `batch` depends on, chosen with the weight
    shared: tuple[str, ...] = ()  # other fields that it depends on, which are set or chosen elsewhere
    by_object: bool = False  # whether `batch` also depends on whether objects are known
    found: Callable[[Pool, Sequence[int], Model], list[dict[str, str]]] | None = None

    def cache_key(self, search: SearchConfig, objects_known: bool) -> tuple[Any, ...]:
        """Return everything that `batch` depends on besides the queries."""
        return *(getattr(search, name) for name in (*self.settings, *self.shared)), self.by_object and objects_known


def forms_of(kind: TermKind) -> TermForms:
    """Return the forms of a kind; its module is imported when they are first needed."""
    module, _, name = kind.forms.partition(":")
    return getattr(import_module(module), name)
