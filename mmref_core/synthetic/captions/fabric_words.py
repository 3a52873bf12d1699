"""Words for fabrics, and nouns that imply a fabric."""

import re
from collections.abc import Mapping

from mmref_core.synthetic.attributes.fabrics import OF_KIND
from mmref_core.synthetic.captions.word_tables import Words, read_tables
from mmref_core.synthetic.geometry.random_streams import Chooser

_TABLES = read_tables(
    "fabric_words",
    {
        "fabrics": dict[str, Words],
        "said": dict[str, float],
        "claims": dict[str, list[str]],
        "of_accessories": dict[str, Words],
    },
)
FABRICS: Mapping[str, Words] = _TABLES["fabrics"]  # said before the noun; what has no words is told by nouns alone
SAID: Mapping[str, float] = _TABLES["said"]  # how often, where the noun does not claim it
CLAIMS: Mapping[str, Words] = _TABLES["claims"]  # word in a noun -> fabrics of which it is true; what it says first
KNITS = CLAIMS["knit"]
OF_ACCESSORIES: Mapping[str, Words] = _TABLES["of_accessories"]  # what the rest of what is worn looks like

CLAIM = re.compile(rf"\b({'|'.join(CLAIMS)})\b")


def claimed(noun: str) -> tuple[Words, ...]:
    """Return for each word of a noun that implies a fabric the fabrics of which it is true."""
    return tuple(CLAIMS[word] for word in CLAIM.findall(noun))


def is_true(noun: str, kind: str, fabric: str) -> bool:
    """Return whether a noun implies no wrong fabric, given the visible fabric, or else all that the kind may be made
    of.
    """
    made_of = (fabric,) if fabric else tuple(OF_KIND.get(kind) or OF_ACCESSORIES.get(kind, ("",)))
    return all(set(made_of) <= set(fabrics) for fabrics in claimed(noun))


def true_nouns(nouns: Words, kind: str, fabric: str) -> Words:
    """Return the nouns that imply no wrong fabric; the kind's own name where none is left."""
    return tuple(noun for noun in nouns if is_true(noun, kind, fabric)) or (kind,)


def with_fabric(chooser: Chooser, noun: str, fabric: str, words: Words) -> tuple[str, bool]:
    """Return a noun, possibly with a word for its fabric, and whether that names the fabric exactly."""
    if not claimed(noun) and words and chooser.chance(SAID.get(fabric, 0.0)):
        word = chooser.pick_usual(words)
        return f"{word} {noun}", not claimed(word) or _names(word, fabric)
    return noun, _names(noun, fabric)


def _names(text: str, fabric: str) -> bool:
    """Return whether a text names this fabric, and not merely something that is true of it."""
    return any(fabrics[:1] == (fabric,) for fabrics in claimed(text))
