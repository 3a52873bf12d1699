"""Spelling of a finished caption: British or American, contractions, lower case, typing errors."""

import re
from collections.abc import Mapping

from mmref_core.synthetic.captions.grammar import CONTRACTIONS
from mmref_core.synthetic.captions.word_tables import Words, read_tables
from mmref_core.synthetic.geometry.random_streams import Chooser

_TABLES = read_tables(
    "spelling",
    {
        "american": dict[str, str],
        "rude": Words,
    },
)
AMERICAN: Mapping[str, str] = _TABLES["american"]  # replaced as text, so "greying" follows "grey"
RUDE: Words = _TABLES["rude"]  # what a letter left out of "shirt" would make

AMERICAN_SHARE, NO_FULL_STOP = 0.5, 0.06
HURRIED = 0.25  # of annotators, who mistype
MISTYPED = 0.05  # of a hurried annotator's longer words: 1 in 100 of all
SHORTEST_MISTYPED = 5  # letters


def spelled(chooser: Chooser, text: str, lower_case: float, contracted: float) -> str:
    """Return a caption with spelling variants; `lower_case` and `contracted` are the probabilities of lower case and of
    “he's”.
    """
    if chooser.chance(contracted):
        text = run_together(text)
    if chooser.chance(AMERICAN_SHARE):
        for british, american in AMERICAN.items():
            text = text.replace(british, american)
    if chooser.chance(lower_case):
        text = text.lower()
    if chooser.chance(NO_FULL_STOP):
        text = text.removesuffix(".")
    if chooser.chance(HURRIED):
        text = " ".join(mistyped(chooser, word) if chooser.chance(MISTYPED) else word for word in text.split(" "))
    return text


def mistyped(chooser: Chooser, word: str) -> str:
    """Return a word with two letters swapped, one left out or one doubled, but not the first; short words are
    unchanged.
    """
    letters = len(word.rstrip(".,?!:"))
    if letters < SHORTEST_MISTYPED or not word[:letters].isalpha():
        return word
    place = 1 + int(chooser.roll() * (letters - 2))
    here, after = word[place], word[place + 1]
    typed = chooser.pick((after + here, here, after, here + here + after))
    mistake = word[:place] + typed + word[place + 2 :]
    return word if mistake.rstrip(".,?!:").lower() in RUDE else mistake


def run_together(text: str) -> str:
    """Return a text with contractions, the longest that fits first: “He's walking”."""
    for long, short in sorted((pair.split("|") for pair in CONTRACTIONS), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"\b{long}\b", short, text)
        text = re.sub(rf"\b{long.capitalize()}\b", short.capitalize(), text)
    return text
