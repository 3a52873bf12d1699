"""Match the words of a phrase with values of attributes; stop words match none."""

import re
from collections.abc import Sequence
from functools import lru_cache

import torch
from jaxtyping import Bool
from torch import Tensor

Labels = tuple[tuple[str, ...], ...]  # of every attribute, the words for each of its values
Parts = tuple[Bool[Tensor, "word value"], ...]  # "man with a red hat" has two parts; a word's row marks its values

JOINTS = re.compile(r"\b(?:with|in|and|wearing|carrying|holding)\b")
AFTER_HEAD = re.compile(r"\s(?:with|in|on|across|round|down|underneath)\b")  # "bag on one shoulder" is a bag
FILLERS = frozenset(("a", "an", "the", "of", "any", "some", "is", "are"))
NONE = frozenset(("no", "nothing"))  # "no bag" is not meant by "bag", nor "hat" by "no hat"
OTHER_WORDS = {  # of people, for a word of the labels; in the singular
    "backpack": "rucksack knapsack",
    "bicycle": "bike",
    "blond": "blonde",
    "check": "checked chequered",
    "child": "kid",
    "dot": "dotted",
    "elderly": "old",
    "glasse": "spectacle eyeglasse",
    "grey": "gray",
    "handbag": "purse",
    "man": "male gentleman guy",
    "phone": "mobile cellphone smartphone",
    "pram": "stroller pushchair",
    "stripe": "striped",
    "sweater": "jumper pullover",
    "t-shirt": "tee tshirt",
    "trainer": "sneaker",
    "trouser": "pant slack",
    "woman": "female lady",
}
ALSO_CALLED = {other: word for word, others in OTHER_WORDS.items() for other in others.split()}
PART_OF = {"coat": "upper", "dress": "upper", "age": "sex", "build": "sex"}  # beside what attributes' names begin with
STOP_WORDS = frozenset(
    (
        *("a", "an", "the", "and", "or", "but", "also", "as", "which", "while", "who", "that", "this", "there"),
        *("with", "without", "in", "on", "at", "of", "to", "by", "for", "from", "over", "under"),
        *("am", "is", "are", "was", "be", "been", "being", "has", "have", "had"),
        *("i", "we", "you", "he", "she", "it", "they", "me", "him", "them", "his", "her", "its", "their", "person"),
        *("wearing", "wears", "worn", "carrying", "carries", "holding", "holds", "dressed", "looks", "looking"),
    )
)


@lru_cache(maxsize=4096)  # the words for values come again with every phrase
def label_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without fillers, in lower case, singular, synonyms replaced by words of the labels."""
    words = [_singular(word) for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text.lower())]
    return tuple(ALSO_CALLED.get(word, word) for word in words if word not in FILLERS)


def attribute_groups(names: Sequence[str]) -> list[list[int]]:
    """Return the numbers of attributes grouped by thing: `bag`, `bag_colour` and `bag_strap` are one group."""
    groups: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        first = name.split("_")[0]
        groups.setdefault(PART_OF.get(first, first), []).append(number)
    return list(groups.values())


def named(phrase: str, names: Sequence[str], labels: Labels) -> Parts:
    """Return the values that each word of each part may stand for; nothing where some part matches no value.

    All words of a part speak of one thing. A row has a place for every value and, after those of an attribute, one for
    its not being seen, which no word names.
    """
    if not labels:
        return ()
    parts = [words for text in JOINTS.split(phrase.lower()) if (words := label_words(text))]
    tables = tuple(_table(words, labels) for words in parts)
    groups = attribute_groups(names)
    return tables if all(_speaks_of_one_thing(table, labels, groups) for table in tables) else ()


def _table(words: tuple[str, ...], labels: Labels) -> Bool[Tensor, "word value"]:
    """Return one row per word; the last one matches heads of labels, if any: a dress is no dress shoe."""
    whole = _columns(labels)
    if NONE & set(words):
        return torch.tensor([[set(words) <= set(known) for known in whole]])
    rows = [[word in known and not NONE & set(known) for known in whole] for word in words]
    heads = [words[-1:] == known[-1:] and not NONE & set(known) for known in _columns(_heads(labels))]
    return torch.tensor([*rows[:-1], heads if any(heads) else rows[-1]])


@lru_cache(maxsize=16)
def _columns(labels: Labels) -> list[tuple[str, ...]]:
    """Return the words of each value's label; none for the column of what is not visible."""
    return [words for options in labels for words in (*map(label_words, options), ())]


@lru_cache(maxsize=8)
def _heads(labels: Labels) -> Labels:
    """Return the labels without what stands after their head nouns."""
    return tuple(tuple(AFTER_HEAD.split(label)[0] for label in options) for options in labels)


def _speaks_of_one_thing(table: Bool[Tensor, "word value"], labels: Labels, groups: list[list[int]]) -> bool:
    named_in = torch.stack([own.any(dim=1) for own in table.split([len(own) + 1 for own in labels], dim=1)], dim=1)
    return any(bool(named_in[:, group].any(dim=1).all()) for group in groups)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
