"""A text as the model can take it: words that it has never seen are read as known ones that mean nearly the same."""

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
LEAST = 0.55  # weight of a relation below which a word is better left as it is
UNFIT = 0.35  # share of a relation's weight that counts whatever its neighbours are
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
Beside = tuple[str, str]  # known words right before and after a word, empty where there is none
NOTHING: Beside = ("", "")
FIRST, LAST = 0, -1
SUFFIXES = ("ing", "ed", "s")  # that a known word of the same form is looked for with


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """How often each word occurs, and each pair of words side by side, of those that occur often enough to be learnt;
    most frequent first.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for run in BREAK.split(text.lower()):
            words = WORD.findall(run)
            counts.update(words)
            counts.update(f"{first} {second}" for first, second in pairwise(" ".join(words).replace("-", " ").split()))
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

    `known` holds how often training captions have each word and each pair of words: “rubber” and “band” may be known
    and “rubber band” never have been seen. A model that says nothing about its words knows all.

    A word is read as what it may mean between its neighbours, so methods take these as `beside`: the known words right
    before and after it, empty where there is none. “White runners” are no crooks, for nothing white was ever one.
    """

    known: Mapping[str, int]

    def texts(self, texts: Iterable[str]) -> list[str]:
        """Several texts as the model is given them."""
        return [self.read(text).text for text in texts]

    def read(self, text: str) -> Reading:
        if not self.known:
            return Reading(text)
        words = [*WORD.finditer(text)]
        parts, changes, end, place, before = [], {}, 0, 0, ""
        while place < len(words):
            last = place
            if _joined(text, words, place) and _plain_colour(words[place + 1].group()):
                last += 1
            typed = text[words[place].start() : words[last].end()]
            beside = before, self._edge(words[last + 1].group(), FIRST) if _joined(text, words, last) else ""
            read = self.shade(*typed.lower().split(), beside) if last > place else self.meaning(typed.lower(), beside)
            if read:
                parts += [text[end : words[place].start()], read]
                changes[typed] = read
                end = words[last].end()
            else:
                typed, last = words[place].group(), place
            before = self._edge(read or typed, LAST) if _joined(text, words, last) else ""
            place = last + 1
        return Reading("".join([*parts, text[end:]]), tuple(Change(typed, read) for typed, read in changes.items()))

    def meaning(self, word: str, beside: Beside = NOTHING) -> str:
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
            return self._nearest(part, beside) or self._mended(part)
        if len(parts) == 2 and _plain_colour(parts[1]) and parts[0] not in self.known:
            return self.shade(*parts, beside)
        read: list[str] = []
        for part, following in pairwise([*parts, beside[1]]):
            between = self._edge(read[-1], LAST) if read else beside[0], self._edge(following, FIRST)
            read.append(part if part in self.known else self.meaning(part, between))
        return " ".join(read) if all(read) else ""

    def shade(self, word: str, colour: str, beside: Beside = NOTHING) -> str:
        """What an unknown word before a plain colour is read as, with it: “marine blue” is a blue, whatever `marine`
        means alone. Empty for a known word, and for a shade that the table does not have.
        """
        if word in self.known:
            return ""
        mended = self._mended(word)
        return self._nearest(f"{word} {colour.replace('gray', 'grey')}", beside) or (mended and f"{mended} {colour}")

    def _nearest(self, word: str, beside: Beside) -> str:
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
                weight *= UNFIT + (1 - UNFIT) * self._fit(known, beside)
                if weight >= LEAST:
                    usual[known] = max(usual.get(known, 0.0), weight * self._usual(known))
        return max(usual, key=lambda phrase: (usual[phrase], phrase), default="")

    def _fit(self, phrase: str, beside: Beside) -> float:
        """The share of its neighbours that captions have it beside; 1 where there is none."""
        words = phrase.split()
        pairs = [f"{beside[0]} {words[0]}"] * bool(beside[0]) + [f"{words[-1]} {beside[1]}"] * bool(beside[1])
        return sum(pair in self.known for pair in pairs) / len(pairs) if pairs else 1.0

    def _edge(self, text: str, place: int) -> str:
        """The first or last word of a text, parts of a word counted as words; empty where it is not known."""
        words = text.lower().replace("-", " ").split()
        return words[place] if words and words[place] in self.known else ""

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


def inflected(phrase: str, suffix: str) -> tuple[str, ...]:
    """What a phrase may be with a suffix; nothing where it has that already."""
    if phrase.endswith(suffix):
        return ()
    stem = phrase.removesuffix("e") if suffix != "s" else phrase
    return (stem + suffix, phrase + suffix, phrase + "es")


def _joined(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Whether nothing but space is between a word and the one after it."""
    return place + 1 < len(words) and text[words[place].end() : words[place + 1].start()].isspace()


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
