"""A loaded model: its towers, and what it knows besides them: attribute references, reference persons, words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.attribute_classifiers import Readers
from mmref_core.models.clip import Towers
from mmref_core.models.encode import REMEMBERED, Embedded, embed_query
from mmref_core.models.reference_phrases import Details
from mmref_core.models.reference_thumbnails import Portraits
from mmref_core.text.attribute_phrases import Parts, label_words, named
from mmref_core.text.normalize import QueryNormalizer


@dataclass(frozen=True)
class Words:
    """How attributes and their values are called on the page."""

    attributes: dict[str, str]  # "upper_colour" -> "colour of the top"
    values: dict[str, dict[str, str]]  # "upper_colour" -> "red" -> "red top"

    def of(self, attribute: str, value: str | None) -> str:
        """Words for a value, or for the attribute as a whole where the value is open."""
        if value is None:
            return self.attributes.get(attribute, attribute.replace("_", " "))
        return self.values.get(attribute, {}).get(value, f"{attribute.replace('_', ' ')} {value}")


@dataclass(frozen=True)
class Knowledge:
    readers: Readers
    references: Float[Tensor, "reference dim"]
    persons: Int[Tensor, " reference"]  # who owns each reference
    details: Details
    words: Words
    # Of queries, with the words that training captions have.
    reader: QueryNormalizer = field(default_factory=lambda: QueryNormalizer({}))
    portraits: Portraits | None = None  # of the reference persons, in their order; only for showing

    @cached_property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """Words for each value of every attribute."""
        vocabulary = self.readers.vocabulary
        return tuple(
            tuple(self.words.of(name, value) for value in options)
            for name, options in zip(vocabulary.names, vocabulary.values, strict=True)
        )

    def named(self, phrase: str) -> Parts:
        """The values that a phrase names; empty where it names none."""
        return named(self.reader.read(phrase).text, self.readers.vocabulary.names, self.labels)

    def understands(self, phrase: str) -> bool:
        """Whether a phrase names values; without any recorded details, whether it has words to compare."""
        return bool(self.named(phrase)) if self.labels else bool(label_words(phrase))


@dataclass(frozen=True)
class Model:
    """A loaded checkpoint, ready to embed and to search."""

    towers: Towers
    knowledge: Knowledge
    search: SearchConfig
    fingerprint: str  # of everything that decides a feature; features of different fingerprints are never mixed
    facts: dict[str, Any]  # how it came to be: data, cost, seed
    # Remembers the latest queries, also for the same model with other settings.
    embed_query: Callable[[Towers, str], Embedded] = field(
        default_factory=lambda: lru_cache(REMEMBERED)(embed_query), compare=False, repr=False
    )
