"""Normalise queries: out-of-vocabulary words are replaced by known words of nearly the same meaning."""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

TABLE = Path(__file__).parent / "relations.tsv.gz"  # gathered from WordNet 3.0 and the XKCD colour survey
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BREAK = re.compile(r"[^\w\s'’-]+")  # between words that do not belong together
MIN_WEIGHT = 0.55  # weight of a relation below which a word is better left as it is
WEIGHT_OUT_OF_CONTEXT = 0.35  # share of a relation's weight that counts whatever its neighbours are
MIN_COUNT = 20  # times that training captions have a word before a model can be said to know it
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
WordContext = tuple[str, str]  # known words right before and after a word, empty where there is none
NOTHING: WordContext = ("", "")
FIRST, LAST = 0, -1
SUFFIXES = ("ing", "ed", "s")  # that a known word of the same form is looked for with


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """Return the counts of words and of adjacent pairs of words that occur at least `MIN_COUNT` times, most frequent
    first.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for run in BREAK.split(text.lower()):
            words = WORD.findall(run)
            counts.update(words)
            counts.update(f"{first} {second}" for first, second in pairwise(" ".join(words).replace("-", " ").split()))
    return {word: count for word, count in counts.most_common() if count >= MIN_COUNT}


@dataclass(frozen=True)
class Replacement:
    """An out-of-vocabulary word as typed, and what stands in its place."""

    typed: str
    read: str


@dataclass(frozen=True)
class NormalizedQuery:
    """The text that the model gets, and the replacements made in it."""

    text: str  # what the model is given
    changes: tuple[Replacement, ...] = ()  # each word once, in order


@dataclass(frozen=True)
class QueryNormalizer:
    """Replaces words that a model has not learnt.

    `known` holds how often training captions have each word and each pair of words: “rubber” and “band” may be known
    and “rubber band” never have been seen. A model that says nothing about its words knows all.

    A replacement depends on the neighbouring words, which methods take as `context`: the known words right before and
    after a word, empty where there is none. “White runners” are no crooks, for nothing white was ever one.
    """

    known: Mapping[str, int]

    def texts(self, texts: Iterable[str]) -> list[str]:
        """Return the normalised texts."""
        return [self.read(text).text for text in texts]

    def read(self, text: str) -> NormalizedQuery:
        """Return a text with its out-of-vocabulary words replaced; unchanged where no words are known."""
        if not self.known:
            return NormalizedQuery(text)
        words = [*WORD.finditer(text)]
        parts, changes, end, place, before = [], {}, 0, 0, ""
        while place < len(words):
            last = place
            if _adjacent(text, words, place) and _plain_colour(words[place + 1].group()):
                last += 1
            typed = text[words[place].start() : words[last].end()]
            context = before, self._edge(words[last + 1].group(), FIRST) if _adjacent(text, words, last) else ""
            read = self.shade(*typed.lower().split(), context) if last > place else self.meaning(typed.lower(), context)
            if read:
                parts += [text[end : words[place].start()], read]
                changes[typed] = read
                end = words[last].end()
            else:
                typed, last = words[place].group(), place
            before = self._edge(read or typed, LAST) if _adjacent(text, words, last) else ""
            place = last + 1
        return NormalizedQuery(
            "".join([*parts, text[end:]]), tuple(Replacement(typed, read) for typed, read in changes.items())
        )

    def meaning(self, word: str, context: WordContext = NOTHING) -> str:
        """Return the replacement of an unknown word; empty for a known one, and where nothing related is known."""
        if word in self.known:
            return ""
        parts = word.split("-")
        if len(parts) > 1 and parts[-1] in KIND_OF:
            parts.pop()
        if len(parts) == 1:
            [part] = parts
            if part in self.known or part in KIND_OF:
                return part if part != word else ""
            return self._nearest(part, context) or self._corrected(part)
        if len(parts) == 2 and _plain_colour(parts[1]) and parts[0] not in self.known:
            return self.shade(*parts, context)
        read: list[str] = []
        for part, following in pairwise([*parts, context[1]]):
            between = self._edge(read[-1], LAST) if read else context[0], self._edge(following, FIRST)
            read.append(part if part in self.known else self.meaning(part, between))
        return " ".join(read) if all(read) else ""

    def shade(self, word: str, colour: str, context: WordContext = NOTHING) -> str:
        """Return the replacement of an unknown word before a plain colour, with it: “marine blue” is a blue, whatever
        `marine` means alone. Empty for a known word, and for a shade that the table does not have.
        """
        if word in self.known:
            return ""
        corrected = self._corrected(word)
        return self._nearest(f"{word} {colour.replace('gray', 'grey')}", context) or (
            corrected and f"{corrected} {colour}"
        )

    def _nearest(self, word: str, context: WordContext) -> str:
        """Return the known word or phrase with the strongest relation, frequent words before rare ones."""
        weights: dict[str, float] = {}
        for form, share in base_forms(word):
            for phrase, weight in related_words().get(form, ()):
                if phrase in word.split():
                    continue  # “ice blue” as “blue” would say nothing of ice
                weights[phrase] = max(weights.get(phrase, 0.0), share * weight)
            if form != word and form in self.known:
                weights[form] = max(weights.get(form, 0.0), 1.0)
        usual: dict[str, float] = {}
        for phrase, weight in weights.items():
            if weight >= MIN_WEIGHT and (known := self._known_form(phrase, word)):
                weight *= WEIGHT_OUT_OF_CONTEXT + (1 - WEIGHT_OUT_OF_CONTEXT) * self._context_match(known, context)
                if weight >= MIN_WEIGHT:
                    usual[known] = max(usual.get(known, 0.0), weight * self._frequency(known))
        return max(usual, key=lambda phrase: (usual[phrase], phrase), default="")

    def _context_match(self, phrase: str, context: WordContext) -> float:
        """Return the share of its neighbours that captions have next to the phrase; 1 where there is none."""
        words = phrase.split()
        pairs = [f"{context[0]} {words[0]}"] * bool(context[0]) + [f"{words[-1]} {context[1]}"] * bool(context[1])
        return sum(pair in self.known for pair in pairs) / len(pairs) if pairs else 1.0

    def _edge(self, text: str, place: int) -> str:
        """Return the first or last word of a text, hyphenated parts counted as words; empty where it is not known."""
        words = text.lower().replace("-", " ").split()
        return words[place] if words and words[place] in self.known else ""

    def _frequency(self, phrase: str) -> float:
        """Return the log count of the phrase's rarest word."""
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

    def _corrected(self, word: str) -> str:
        """Return the most frequent known word at one edit from this one; nothing for a word that exists."""
        if len(word) < SHORTEST or word in related_words():
            return ""
        known = {other for other in one_edit_away(word) if other in self.known and len(other) >= SHORTEST}
        return max(known, key=lambda other: (self.known[other], other), default="")


@cache
def related_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the shipped table: related words and phrases of each word, with weights."""
    found = {}
    for line in gzip.decompress(TABLE.read_bytes()).decode().split("\n"):
        word, *related = line.split("\t")
        found[word] = tuple((phrase, float(weight)) for phrase, _, weight in (one.rpartition("=") for one in related))
    return found


def inflected(phrase: str, suffix: str) -> tuple[str, ...]:
    """Return the possible spellings of a phrase with a suffix; nothing where it has that already."""
    if phrase.endswith(suffix):
        return ()
    stem = phrase.removesuffix("e") if suffix != "s" else phrase
    return (stem + suffix, phrase + suffix, phrase + "es")


def _adjacent(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Return whether only space is between a word and the one after it."""
    return place + 1 < len(words) and text[words[place].end() : words[place + 1].start()].isspace()


def _plain_colour(word: str) -> bool:
    return word.lower() in PLAIN_COLOURS


def base_forms(word: str) -> Iterator[tuple[str, float]]:
    """Yield the word and its possible base forms, each with its weight."""
    yield word, 1.0
    for suffix, ending in ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) > 1:
            stem = word[: -len(suffix)]
            yield stem + ending, 1.0 if suffix in PLURALS else DERIVED
            if not ending and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1], DERIVED


def one_edit_away(word: str) -> Iterator[str]:
    """Yield every text at one edit from a word: a letter deleted, inserted, replaced, or swapped with the next."""
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
