"""Phrases of a description: runs of words that say something together."""

import re
from collections.abc import Sequence

from mmref_core.text.normalize import PLAIN_COLOURS

GAP = re.compile(r"[\s'’-]*")  # between words of one phrase
LONG = 4  # words of a phrase after which a colour begins another
NO_PHRASE = -1


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
