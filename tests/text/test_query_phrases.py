"""Phrases of a description, by hand."""

import re

import pytest

from mmref_core.text.attribute_phrases import STOP_WORDS
from mmref_core.text.query_phrases import NO_PHRASE, detail_labels, phrase_numbers


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


def details(text: str) -> list[str]:
    found = [(word.span(), word[0]) for word in re.finditer(r"\w+|[^\w\s]", text)]
    said = [word.lower() not in STOP_WORDS and word[0].isalnum() for _, word in found]
    labels = detail_labels(text, [span for span, _ in found], said)
    assert [label is None for label in labels] == [not own for own in said]
    return list(dict.fromkeys(label for label in labels if label is not None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a man in a red coat", ["man", "red (coat)", "coat"]),
        ("short Bright Blue hair", ["short hair", "Bright Blue (hair)"]),
        ("an off-white crew-neck jumper", ["off-white (jumper)", "crew-neck jumper"]),
        ("toffee-coloured gym shoes", ["toffee-coloured (shoes)", "gym shoes"]),
        ("a coat in dark grey", ["coat", "dark grey"]),
        ("navy blue jeans paired with a hat", ["navy blue (jeans)", "jeans", "hat"]),
        ("clad", ["clad"]),
        ("a tall man's bag", ["tall man's bag"]),
    ],
)
def test_a_colour_is_a_detail_of_its_own(text: str, expected: list[str]) -> None:
    assert details(text) == expected


def test_labels_are_whole_words_though_tokens_are_parts() -> None:
    text = "toffee-coloured coat"
    labels = detail_labels(text, [(0, 2), (2, 6), (6, 7), (7, 15), (16, 20)], [False, True, False, True, True])
    assert labels == [None, "toffee-coloured (coat)", None, "toffee-coloured (coat)", "coat"]
