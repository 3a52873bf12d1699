"""Phrases of a description, by hand."""

import re

import pytest

from mmref_core.text.attribute_phrases import STOP_WORDS
from mmref_core.text.query_phrases import NO_PHRASE, phrase_labels, phrase_numbers


def phrases(text: str) -> list[str]:
    found = [(word.span(), word[0]) for word in re.finditer(r"\w+|[^\w\s]", text)]
    spans = [span for span, _ in found]
    said = [word.lower() not in STOP_WORDS and word[0].isalnum() for _, word in found]
    numbers = phrase_numbers(text, spans, said)
    assert [number == NO_PHRASE for number in numbers] == [not own for own in said]
    groups = {}
    for number, (start, stop) in zip(numbers, spans, strict=True):
        if number != NO_PHRASE:
            groups[number] = (groups.get(number, (start, stop))[0], stop)
    return [text[slice(*span)] for span in groups.values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man in a red jacket with a black backpack.", ["man", "red jacket", "black backpack"]),
        ("an off-white jumper, sky blue jeans", ["off-white jumper", "sky blue jeans"]),
        ("woman; upper: light blue top", ["woman", "upper", "light blue top"]),
        ("lady dark blue jeans white shoes red hat", ["lady dark blue jeans", "white shoes", "red hat"]),
        ("very tall young man", ["very tall young man"]),
        ("wearing a", []),
        ("", []),
    ],
)
def test_runs_of_content_words_are_phrases(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_labels_are_whole_words_without_links_at_their_ends() -> None:
    text = "toffee-coloured coat paired with hat, clad"
    spans = [(2, 6), (6, 7), (7, 15), (16, 20), (21, 27), (28, 32), (33, 36), (36, 37), (38, 42)]
    numbers = [0, NO_PHRASE, 0, 0, 0, NO_PHRASE, 1, NO_PHRASE, 2]
    assert phrase_labels(text, spans, numbers) == {0: "toffee-coloured coat", 1: "hat", 2: "clad"}
