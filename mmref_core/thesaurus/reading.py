"""A text as the model can take it: words that it has never seen are read as known ones that mean nearly the same."""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

TABLE = Path(__file__).parent / "relations.tsv.gz"  # gathered from WordNet 3.0 and the XKCD colour survey
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LEAST = 0.55  # weight of a relation below which a word is better left as it is
LEARNT = 20  # times that training captions have a word before a model can be said to know it
SHORTEST = 4  # letters of a word that may be a typing error
PLAIN_COLOURS = {
    *("black", "white", "grey", "gray", "brown", "beige", "tan"),
    *("red", "orange", "yellow", "green", "blue", "purple", "pink"),
}
ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("er", ""), ("er", "e"), ("est", ""), ("ly", ""), ("y", "")),
)
PLURALS = {"s", "es", "ies", "men"}  # endings that leave what a word means as it is
DERIVED = 0.8  # how much what a word is derived from counts, beside the word itself
KIND_OF = {"coloured", "colored", "style", "like", "type"}  # last part of a word that says nothing by itself
SUFFIXES = ("ing", "ed", "s")  # that a known word of the same form is looked for with


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """How often each word occurs, and each pair of words that the table may lead to, of those that occur often enough
    to be learnt; most frequent first.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        words = [word.lower() for word in WORD.findall(text)]
        counts.update(words)
        pairs.update(f"{first} {second}" for first, second in pairwise(" ".join(words).replace("-", " ").split()))
    counts.update({pair: pairs[pair] for pair in pairs.keys() & pairs_of_table()})
    return {word: count for word, count in counts.most_common() if count >= LEARNT}


@dataclass(frozen=True)
class Change:
    typed: str
    read: str


@dataclass(frozen=True)
class Reading:
    text: str  # what the model is given
    changes: tuple[Change, ...] = ()  # each word once, in order


@dataclass(frozen=True)
class Reader:
    """Reads texts for a model that knows some words.

    `known` holds how often training captions have each word, and pairs of words that the table leads to: “rubber” and
    “band” may be known and “rubber band” never have been seen. A model that says nothing about its words knows all.
    """

    known: Mapping[str, int]

    def texts(self, texts: Iterable[str]) -> list[str]:
        """Several texts as the model is given them."""
        return [self.read(text).text for text in texts]

    def read(self, text: str) -> Reading:
        if not self.known:
            return Reading(text)
        parts, changes, end = [], {}, 0
        for found, following in pairwise([*WORD.finditer(text), None]):
            if found is None or found.start() < end:
                continue
            typed, read = found.group(), ""
            if following and text[found.end() : following.start()].isspace() and _plain_colour(following.group()):
                typed = text[found.start() : following.end()]
                read = self.shade(*typed.lower().split())
            else:
                read = self.meaning(typed.lower())
            if read:
                parts += [text[end : found.start()], read]
                changes[typed] = read
                end = found.start() + len(typed)
        return Reading("".join([*parts, text[end:]]), tuple(Change(typed, read) for typed, read in changes.items()))

    def meaning(self, word: str) -> str:
        """What an unknown word is read as; empty for a known one, and where nothing near is known."""
        if word in self.known:
            return ""
        parts = word.split("-")
        if len(parts) > 1 and parts[-1] in KIND_OF:
            parts.pop()
        if len(parts) == 1:
            [part] = parts
            if part in self.known or part in KIND_OF:
                return part if part != word else ""
            return self._nearest(part) or self._mended(part)
        if len(parts) == 2 and _plain_colour(parts[1]) and parts[0] not in self.known:
            return self.shade(*parts)
        read = [part if part in self.known else self.meaning(part) for part in parts]
        return " ".join(read) if all(read) else ""

    def shade(self, word: str, colour: str) -> str:
        """What an unknown word before a plain colour is read as, with it: “marine blue” is a blue, whatever `marine`
        means alone. Empty for a known word, and for a shade that the table does not have.
        """
        if word in self.known:
            return ""
        mended = self._mended(word)
        return self._nearest(f"{word} {colour.replace('gray', 'grey')}") or (mended and f"{mended} {colour}")

    def _nearest(self, word: str) -> str:
        """The known word or phrase with the strongest relation; the model's usual words before its rare ones."""
        weights: dict[str, float] = {}
        for form, share in forms(word):
            for phrase, weight in relations().get(form, ()):
                if phrase in word.split():
                    continue  # “ice blue” as “blue” would say nothing of ice
                weights[phrase] = max(weights.get(phrase, 0.0), share * weight)
            if form != word and form in self.known:
                weights[form] = max(weights.get(form, 0.0), 1.0)
        usual: dict[str, float] = {}
        for phrase, weight in weights.items():
            if weight >= LEAST and (known := self._known_form(phrase, word)):
                usual[known] = max(usual.get(known, 0.0), weight * self._usual(known))
        return max(usual, key=lambda phrase: (usual[phrase], phrase), default="")

    def _usual(self, phrase: str) -> float:
        """Grows slowly with how often the phrase's rarest word was seen."""
        return math.log(1 + min(self.known.get(part, 0) for part in phrase.split()))

    def _known_form(self, phrase: str, word: str) -> str:
        """`walk` for `striding` as `walking`, `sneaker` for `plimsolls` as `sneakers`, where known; else empty.

        A phrase that says a word twice (“light light blue”) is nobody's.
        """
        phrase = phrase.replace("-", " ")
        if len(set(phrase.split())) < len(phrase.split()):
            return ""
        alike = [form for suffix in SUFFIXES if word.endswith(suffix) for form in inflected(phrase, suffix)]
        return next((form for form in (*alike, phrase) if form in self.known), "")

    def _mended(self, word: str) -> str:
        """The most usual known word that one typing error turns into this one; nothing for a word that exists."""
        if len(word) < SHORTEST or word in relations():
            return ""
        known = {other for other in one_error(word) if other in self.known and len(other) >= SHORTEST}
        return max(known, key=lambda other: (self.known[other], other), default="")


@cache
def relations() -> dict[str, tuple[tuple[str, float], ...]]:
    """The shipped table: related words and phrases of each word, with weights."""
    found = {}
    for line in gzip.decompress(TABLE.read_bytes()).decode().split("\n"):
        word, *related = line.split("\t")
        found[word] = tuple((phrase, float(weight)) for phrase, _, weight in (one.rpartition("=") for one in related))
    return found


@cache
def pairs_of_table() -> frozenset[str]:
    """Phrases of two words that the table leads to, in every form that is looked for; longer ones nobody types."""
    related = {phrase.replace("-", " ") for own in relations().values() for phrase, _ in own}
    pairs = {phrase for phrase in related if phrase.count(" ") == 1}
    return frozenset(pairs.union(form for one in pairs for suffix in SUFFIXES for form in inflected(one, suffix)))


def inflected(phrase: str, suffix: str) -> tuple[str, ...]:
    """What a phrase may be with a suffix; nothing where it has that already."""
    if phrase.endswith(suffix):
        return ()
    stem = phrase.removesuffix("e") if suffix != "s" else phrase
    return (stem + suffix, phrase + suffix, phrase + "es")


def _plain_colour(word: str) -> bool:
    return word.lower() in PLAIN_COLOURS


def forms(word: str) -> Iterator[tuple[str, float]]:
    """The word itself, then what it may be an inflected form of, each with how much that counts."""
    yield word, 1.0
    for suffix, ending in ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) > 1:
            stem = word[: -len(suffix)]
            yield stem + ending, 1.0 if suffix in PLURALS else DERIVED
            if not ending and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1], DERIVED


def one_error(word: str) -> Iterator[str]:
    """Every text that one letter left out, added, changed or swapped with its neighbour makes of it."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
