"""Phrases of a description: runs of words that say something together."""

import re
from collections.abc import Sequence
from functools import cache

from mmref_core.text.colour_names import colour_codes
from mmref_core.text.normalize import PLAIN_COLOURS

GAP = re.compile(r"[\s'’-]*")  # between words of one phrase
LONG = 4  # words of a phrase after which a colour begins another
NO_PHRASE = -1
IN_WORDS = "-'’"
COLOURED = {"coloured", "colored"}  # last part of a word: “toffee-coloured”
LINKS = {"clad", "attired", "paired", "combined", "together", "along", "sporting", "featuring", "plus"}  # at an edge


def phrase_numbers(text: str, spans: Sequence[tuple[int, int]], content: Sequence[bool]) -> list[int]:
    """Return the number of the phrase of each token, in order; `NO_PHRASE` for tokens that are no content.

    `spans` are where the tokens begin and end in the text. A phrase is a run of content words with nothing between them
    but space, hyphens and apostrophes. Where no stop word parts them, as in “blue jeans white shoes”, a plain colour
    begins another phrase once one has `LONG` words, or a colour and then something else.
    """
    numbers, latest, words, end = [], NO_PHRASE, 0, 0
    coloured = complete = False  # whether the phrase has a colour, and whether something else after it
    for (start, stop), said in zip(spans, content, strict=True):
        if not said:
            numbers.append(NO_PHRASE)
            continue
        gap = text[end:start]
        colour = text[start:stop].lower() in PLAIN_COLOURS and (bool(gap) or latest == NO_PHRASE)
        if latest == NO_PHRASE or not GAP.fullmatch(gap) or (colour and (words >= LONG or complete)):
            latest, words, coloured, complete = latest + 1, 0, False, False
        words += bool(gap) or not words
        complete |= coloured and not colour
        coloured |= colour
        numbers.append(latest)
        end = stop
    return numbers


def detail_labels(text: str, spans: Sequence[tuple[int, int]], content: Sequence[bool]) -> list[str | None]:
    """Return the words of the detail that each token belongs to; none for tokens that are no content.

    A phrase without a colour is a detail; one with a colour is two, “red (coat)” and “coat”, because a picture may show
    the one without the other. Words are written as in the text, whole, and without `LINKS` at the ends of a phrase.
    """
    numbers = phrase_numbers(text, spans, content)
    labels: list[str | None] = [None] * len(numbers)
    for number in sorted(set(numbers) - {NO_PHRASE}):
        rows = [row for row, own in enumerate(numbers) if own == number]
        places = [_whole_word(text, spans[row][0]) for row in rows]
        distinct = list(dict.fromkeys(places))
        words = [text[slice(*place)] for place in distinct]
        coloured = _coloured(words)
        colour, rest = _names(words, coloured)
        for row, place in zip(rows, places, strict=True):
            labels[row] = colour if coloured[distinct.index(place)] else rest
    return labels


def _names(words: list[str], coloured: list[bool]) -> tuple[str, str]:
    """Return the label of a phrase's colour and that of its other words."""
    others = _trimmed([word for word, colour in zip(words, coloured, strict=True) if not colour])
    colour = " ".join(word for word, own in zip(words, coloured, strict=True) if own)
    return (f"{colour} ({others[-1]})" if others else colour), " ".join(others)


def _coloured(words: list[str]) -> list[bool]:
    """Return which words say a colour: names of colours, and what comes right before as part of a longer name."""
    names, beginnings = _colour_words()
    found = [word.lower().split("-")[-1] in names for word in words]
    for place in reversed(range(len(words) - 1)):
        found[place] |= found[place + 1] and words[place].lower() in beginnings
    return found


@cache
def _colour_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return words that are colours by themselves, and words that begin the name of one."""
    names = [name.split() for name in colour_codes()]
    alone = {name[0] for name in names if len(name) == 1}
    return frozenset(alone | PLAIN_COLOURS | COLOURED), frozenset(word for name in names for word in name[:-1])


def _whole_word(text: str, start: int) -> tuple[int, int]:
    """Return where the word around a place begins and ends; hyphens and apostrophes are inside of words."""
    end = start
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in IN_WORDS):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in IN_WORDS):
        end += 1
    return start, end


def _trimmed(words: list[str]) -> list[str]:
    inner = [place for place, word in enumerate(words) if word.lower() not in LINKS]
    return words[inner[0] : inner[-1] + 1] if inner else words
