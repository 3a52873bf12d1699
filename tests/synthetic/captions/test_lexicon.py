"""Claims about the tables of words: complete, free of slots that nothing fills, and each word where it belongs."""

import re

import pytest
from random_labels import COLOUR_NAMES, DOINGS, LABELS, NONE

from mmref_core.synthetic.captions.action_words import ACTIONS, ACTIONS_IN_VIEW, SEEN, TURNED
from mmref_core.synthetic.captions.action_words import DOINGS as DOING_WORDS
from mmref_core.synthetic.captions.colour_words import (
    COLOUR_WORDS,
    HAIR_COLOUR_WORDS,
    HAIR_NEIGHBOURS,
    NEIGHBOURS,
    VAGUE_COLOURS,
)
from mmref_core.synthetic.captions.confusions import MISTAKEN, VAGUE
from mmref_core.synthetic.captions.hair_words import HAIR
from mmref_core.synthetic.captions.lexicon import COLOURS_OF, NOUNS
from mmref_core.synthetic.captions.noun_templates import AFTER, BEFORE, PATTERNED, SHAPES
from mmref_core.synthetic.captions.person_words import BEARING, BUILDS
from mmref_core.synthetic.geometry.palette import HAIR_COLOURS, difference

FORM_SLOTS = {"colour", "second", "noun"}
FAR = 75.0  # CIELAB distance of two colours that nobody mixes up


@pytest.mark.parametrize(
    "thing", ["upper", "lower", "inner", "shoes", "bag", "headwear", "carried", "glasses", "beard"]
)
def test_every_thing_has_words(thing: str) -> None:
    assert {value for value in LABELS[thing] if value != NONE} <= NOUNS[thing].keys()


def test_every_colour_has_several_words_and_neighbours() -> None:
    for colour in COLOUR_NAMES:
        assert len(set(COLOUR_WORDS[colour])) >= 3
        assert NEIGHBOURS[colour]
    for colour in HAIR_COLOURS:
        assert HAIR_COLOUR_WORDS[colour]
        assert HAIR_NEIGHBOURS[colour]


def test_colours_with_names_of_their_own_belong_to_a_kind_and_no_word_says_them_twice() -> None:
    for kind, colours in COLOURS_OF.items():
        leads = {word.partition("|")[0] for word in NOUNS["upper"][kind] if "|" in word}
        for colour, words in colours.items():
            assert colour in COLOUR_NAMES
            assert not leads & {word.split()[0] for word in words}


def test_neighbours_are_other_colours_that_look_alike() -> None:
    for colour, near in NEIGHBOURS.items():
        assert colour not in near
        assert set(near) <= set(COLOUR_NAMES)
        assert all(difference(colour, other) < FAR for other in near), colour


def test_no_word_means_two_colours() -> None:
    owners: dict[str, set[str]] = {}
    for colour in COLOUR_NAMES:
        for word in COLOUR_WORDS[colour]:
            owners.setdefault(word, set()).add(colour)
    assert {word: colours for word, colours in owners.items() if len(colours) > 1} == {}


def test_every_pattern_style_shape_and_view_has_words() -> None:
    assert {*LABELS["upper_pattern"], *LABELS["lower_pattern"]} - {"plain", NONE} == PATTERNED.keys()
    assert set(LABELS["hair"]) == HAIR.keys()
    assert set(LABELS["build"]) == BUILDS.keys()
    assert set(LABELS["action"]) == ACTIONS.keys()
    assert set(LABELS["view"]) == TURNED.keys() == SEEN.keys()
    assert {(action, view) for action in LABELS["action"] for view in LABELS["view"]} == ACTIONS_IN_VIEW.keys()
    for key in SHAPES:
        assert set(LABELS[key]) == BEFORE[key].keys()
        assert AFTER.get(key, {}).keys() <= BEFORE[key].keys()


def test_every_gesture_has_words() -> None:
    assert {doing for doings in DOINGS.values() for doing in doings} <= DOING_WORDS.keys()


def test_everything_carried_has_a_verb_and_so_has_its_vague_word() -> None:
    for thing in ("bag", "carried"):
        assert NOUNS[thing].keys() <= BEARING.keys()
    for verbs in BEARING.values():
        assert all(form.count("{it}") == 1 for verb in verbs for form in verb)


def test_forms_have_known_slots_only() -> None:
    for form in (form for forms in PATTERNED.values() for form in forms):
        assert set(re.findall(r"\{(.*?)\}", form)) <= FORM_SLOTS
        assert form.count("{noun}") == 1


@pytest.mark.parametrize("table", [VAGUE, MISTAKEN], ids=["vague", "mistaken"])
def test_what_is_said_instead_is_another_known_word(table: dict[str, dict[str, tuple[str, ...]]]) -> None:
    for thing, said in table.items():
        for value, others in said.items():
            assert value in LABELS[thing]
            assert value not in others
            assert set(others) <= (NOUNS.get(thing) or HAIR).keys() | {"skirt", "person"}


def test_vague_colours_have_words() -> None:
    assert {word for words in VAGUE_COLOURS.values() for word in words} <= COLOUR_WORDS.keys()
