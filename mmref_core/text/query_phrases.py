"""Phrases of a description: runs of words that say something together."""

import re
from collections.abc import Sequence

from mmref_core.text.normalize import PLAIN_COLOURS

GAP = re.compile(r"[\s'’-]*")  # between words of one phrase
LONG = 4  # words of a phrase after which a colour begins another
NO_PHRASE = -1
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


def phrase_labels(text: str, spans: Sequence[tuple[int, int]], numbers: Sequence[int]) -> dict[int, str]:
    """Return the words of each phrase as they are written: whole words, without `LINKS` at either end.

    A phrase of nothing but such words keeps them.
    """
    places: dict[int, tuple[int, int]] = {}
    for number, (start, stop) in zip(numbers, spans, strict=True):
        if number != NO_PHRASE:
            places[number] = (places.get(number, (start, stop))[0], stop)
    return {number: _trimmed(_whole_words(text, *place)) for number, place in places.items()}


def _whole_words(text: str, start: int, stop: int) -> list[str]:
    """Return the words of a part of a text, with the letters that are cut off at its ends."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while stop < len(text) and text[stop].isalnum():
        stop += 1
    return text[start:stop].split()


def _trimmed(words: list[str]) -> str:
    inner = [place for place, word in enumerate(words) if word.lower() not in LINKS]
    return " ".join(words[inner[0] : inner[-1] + 1] if inner else words)
