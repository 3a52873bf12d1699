"""Catalogue of a model's references as plain values: persons, and attributes with their values."""

from dataclasses import dataclass
from functools import cached_property

from mmref_core.models.model_bundle import ModelKnowledge
from mmref_core.models.reference_phrases import NO_PHRASE
from mmref_core.models.reference_thumbnails import ReferenceThumbnails


@dataclass(frozen=True)
class ReferencePerson:
    """A reference person."""

    person: int  # number in the training data, as in `search_types.ReferenceMatch`
    caption: str  # a long one of its training captions
    phrases: tuple[str, ...]  # of what its vector is made, weightiest first


@dataclass(frozen=True)
class AttributeValue:
    """A reference for one value of an attribute."""

    label: str
    share: float  # of the training pictures that show it, 0 to 1, as the model reads them


@dataclass(frozen=True)
class AttributeReferences:
    """The references of one attribute."""

    label: str
    seen: float  # share of the training pictures in which anything of it is to be seen
    values: tuple[AttributeValue, ...]  # most frequent first


@dataclass(frozen=True)
class ReferenceCatalogue:
    """All references of a model."""

    persons: tuple[ReferencePerson, ...]
    details: tuple[AttributeReferences, ...]
    portraits: ReferenceThumbnails | None = None  # in the order of the persons

    @cached_property
    def _places(self) -> dict[int, int]:
        return {one.person: place for place, one in enumerate(self.persons)}

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        """Searchable text of each person, with a space before every word."""
        return tuple(f" {_plain(' '.join((one.caption, *one.phrases)))}" for one in self.persons)

    def of(self, person: int) -> ReferencePerson | None:
        place = self._places.get(person)
        return None if place is None else self.persons[place]

    def portrait(self, person: int) -> bytes | None:
        """Return a WebP picture; None for an unknown person, or where the checkpoint has no thumbnails."""
        place = self._places.get(person)
        return None if place is None or self.portraits is None else self.portraits[place]

    def find(self, text: str) -> tuple[ReferencePerson, ...]:
        """Return persons in whose caption or phrases every word of the text begins a word: "man" finds no woman."""
        words = [f" {word}" for word in _plain(text).split()]
        found = zip(self.persons, self._texts, strict=True)
        return tuple(one for one, own in found if all(word in own for word in words))


EMPTY_CATALOGUE = ReferenceCatalogue((), ())


def catalogue_of(knowledge: ModelKnowledge) -> ReferenceCatalogue:
    reference_phrases = knowledge.reference_phrases
    rows = zip(knowledge.persons.tolist(), reference_phrases.captions, reference_phrases.members.tolist(), strict=True)
    persons = tuple(
        ReferencePerson(
            person, caption, tuple(reference_phrases.phrases[phrase] for phrase in members if phrase != NO_PHRASE)
        )
        for person, caption, members in rows
    )
    return ReferenceCatalogue(persons, _details(knowledge), knowledge.thumbnails)


def _details(knowledge: ModelKnowledge) -> tuple[AttributeReferences, ...]:
    classifiers = knowledge.classifiers
    names, parts = classifiers.vocabulary.names, classifiers.split(classifiers.priors)
    found = []
    for name, labels, part in zip(names, knowledge.value_labels, parts, strict=True):
        *shares, unseen = part.tolist()
        values = sorted(map(AttributeValue, labels, shares), key=lambda value: -value.share)
        found.append(AttributeReferences(knowledge.attribute_labels.of(name, None), 1 - unseen, tuple(values)))
    return tuple(found)


def _plain(text: str) -> str:
    """Return letters and digits in lower case; a hyphenated word becomes two."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
