"""Other names for the colours in a text."""

import random
import re

import pytest

from mmref_core.synthetic.captions import held_out
from mmref_core.synthetic.captions.colour_words import COLOUR_WORDS
from mmref_core.text.colour_names import names_alike, with_other_names


def words_of(phrases: list[str]) -> set[str]:
    return {word for phrase in phrases for word in re.split(r"[ -]", phrase)}


def renamed(text: str) -> set[str]:
    return {with_other_names(text, random.Random(seed)) for seed in range(40)}


def test_a_colour_gets_names_of_nearly_the_same_colour_and_the_rest_stays() -> None:
    found = renamed("A woman in a Navy Blue coat.")
    assert "A woman in a Navy Blue coat." in found and "A woman in a dark navy coat." in found
    assert all(text.startswith("A woman in a ") and text.endswith(" coat.") for text in found)


@pytest.mark.parametrize("name", ["black", "white", "grey", "red", "green", "blue", "navy", "beige", "khaki", "maroon"])
def test_names_are_never_of_another_plain_colour(name: str) -> None:
    plain = {"black", "white", "red", "green", "blue", "yellow", "pink", "purple", "orange", "brown"} - {name}
    assert names_alike()[name] and not set(names_alike()[name]) & plain


def test_names_alike_are_alike_both_ways() -> None:
    assert all(name in names_alike()[other] for name, others in names_alike().items() for other in others)


@pytest.mark.parametrize("text", ["a navy-coloured coat", "brown hair", "a man with grey beard", "a striped shirt", ""])
def test_hair_hyphenated_words_and_texts_without_colours_stay(text: str) -> None:
    assert renamed(text) == {text}


def test_the_longest_name_is_replaced_as_one() -> None:
    assert renamed("light blue") <= {"light blue", *names_alike()["light blue"]}


def test_words_that_paraphrases_keep_for_themselves_are_no_names() -> None:
    rare = [word for table in (held_out.COLOURS, held_out.HAIR_COLOURS) for words in table.values() for word in words]
    usual = words_of([word for words in COLOUR_WORDS.values() for word in words])
    assert not (words_of(rare) - usual) & words_of(list(names_alike()))
