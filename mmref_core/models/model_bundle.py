"""A loaded model: its towers, attribute classifiers, reference bank and words, with its search settings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.clip import Towers
from mmref_core.models.encode import CACHED_QUERIES, Embedded, embed_query
from mmref_core.models.reference_phrases import ReferencePhrases
from mmref_core.models.reference_thumbnails import ReferenceThumbnails
from mmref_core.text.attribute_phrases import Parts, label_words, named
from mmref_core.text.normalize import QueryNormalizer


@dataclass(frozen=True)
class AttributeLabels:
    """Words for attributes and their values, as people read them."""

    attributes: dict[str, str]  # "upper_colour" -> "colour of the top"
    values: dict[str, dict[str, str]]  # "upper_colour" -> "red" -> "red top"

    def of(self, attribute: str, value: str | None) -> str:
        """Return the words for a value, or for the attribute if the value is open."""
        if value is None:
            return self.attributes.get(attribute, attribute.replace("_", " "))
        return self.values.get(attribute, {}).get(value, f"{attribute.replace('_', ' ')} {value}")


@dataclass(frozen=True)
class ModelKnowledge:
    """Everything that a model knows besides its two towers."""

    classifiers: AttributeClassifiers
    references: Float[Tensor, "reference dim"]
    persons: Int[Tensor, " reference"]  # who owns each reference
    reference_phrases: ReferencePhrases
    attribute_labels: AttributeLabels
    # Of queries, with the words that training captions have.
    reader: QueryNormalizer = field(default_factory=lambda: QueryNormalizer({}))
    thumbnails: ReferenceThumbnails | None = None  # of the reference persons, in their order; only for showing

    @cached_property
    def value_labels(self) -> tuple[tuple[str, ...], ...]:
        """Return the words for each value of every attribute, in the order of the vocabulary."""
        vocabulary = self.classifiers.vocabulary
        return tuple(
            tuple(self.attribute_labels.of(name, value) for value in options)
            for name, options in zip(vocabulary.names, vocabulary.values, strict=True)
        )

    def named(self, phrase: str) -> Parts:
        """Return the attribute values that a phrase names; empty if it names none."""
        return named(self.reader.read(phrase).text, self.classifiers.vocabulary.names, self.value_labels)

    def understands(self, phrase: str) -> bool:
        """Return whether a phrase names attribute values; for a model without attributes, whether it has any words."""
        return bool(self.named(phrase)) if self.value_labels else bool(label_words(phrase))


@dataclass(frozen=True)
class Model:
    """A loaded checkpoint, ready to embed and to search."""

    towers: Towers
    knowledge: ModelKnowledge
    search: SearchConfig
    fingerprint: str  # of all that decides a feature; features of different fingerprints are never compared
    facts: dict[str, Any]  # provenance: data, cost, seed
    # Caches the latest queries, also for the same model with other settings.
    embed_query: Callable[[Towers, str, str], Embedded] = field(
        default_factory=lambda: lru_cache(CACHED_QUERIES)(embed_query), compare=False, repr=False
    )
