"""Attribute heads shared by both towers, and the vocabulary of attributes."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import normalize


@dataclass(frozen=True)
class Vocabulary:
    """The attributes of a data set and the values of each."""

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]

    def labels(self, visible: dict[str, str]) -> list[int]:
        """Return the number of each attribute's value; -1 if it is not visible or its value is unknown."""
        return [
            options.index(visible[name]) if visible.get(name) in options else -1
            for name, options in zip(self.names, self.values, strict=True)
        ]

    def labels_or_unseen(self, visible: dict[str, str]) -> list[int]:
        """Return the same with one past the last value, instead of -1, for an attribute that is not visible."""
        return [
            len(options) if name not in visible else label
            for name, options, label in zip(self.names, self.values, self.labels(visible), strict=True)
        ]

    def to_dict(self) -> dict[str, list[str]]:
        """Return the values by attribute, as JSON takes them."""
        return {name: list(options) for name, options in zip(self.names, self.values, strict=True)}

    @classmethod
    def from_dict(cls, values: dict[str, list[str]]) -> "Vocabulary":
        """Return the vocabulary of values by attribute."""
        return cls(tuple(values), tuple(tuple(options) for options in values.values()))


class AttributeHeads(nn.Module):
    """Linear heads from the shared space to attribute values: the same rows of unit length for images and texts.

    Used in training only; a search uses `attribute_classifiers`.
    """

    def __init__(self, vocabulary: Vocabulary, dim: int, scale: float) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.scale = scale
        self.sizes = [len(options) for options in vocabulary.values]
        self.rows = nn.Parameter(normalize(torch.randn(sum(self.sizes), dim), dim=1))

    def logits(self, features: Float[Tensor, "item dim"]) -> tuple[Float[Tensor, "item _"], ...]:
        """Return logits of the values of each attribute."""
        return (self.scale * features @ normalize(self.rows, dim=1).T).split(self.sizes, dim=1)
