"""Claims about the tables that voices speak from: whole, free of unknown slots, and held out where they must be."""

from itertools import chain

import pytest

from mmref_core.synthetic.captions import held_out
from mmref_core.synthetic.captions.action_words import ACTIONS
from mmref_core.synthetic.captions.annotator_styles import (
    KINDS,
    PARAPHRASE_STYLES,
    SHORT_QUERY_STYLES,
    STYLES,
    AnnotatorStyle,
)
from mmref_core.synthetic.captions.colour_words import COLOUR_WORDS, HAIR_COLOUR_WORDS
from mmref_core.synthetic.captions.fabric_words import FABRICS
from mmref_core.synthetic.captions.grammar import VERBS
from mmref_core.synthetic.captions.lexicon import NOUNS, NOUNS_OF_WOMEN
from mmref_core.synthetic.captions.person_words import SEXES
from mmref_core.synthetic.captions.templates import GROUPS, SAME_GROUP, THINGS, SentenceTemplate

NAMED = {"a person", "person", "someone", "he", "his", "him"}
ALL = [style for styles in KINDS.values() for style in styles]
Table = dict[str, tuple[str, ...]]


def frames_of(style: AnnotatorStyle) -> tuple[SentenceTemplate, ...]:
    return (*style.openings, *style.continuations, style.alone)


@pytest.mark.parametrize("style", ALL, ids=range(len(ALL)))
def test_every_slot_is_known(style: AnnotatorStyle) -> None:
    slots = {slot for template in frames_of(style) for slot in template.parts[1::2]}
    assert {
        slot.removesuffix(".is") for slot in slots
    } - NAMED - VERBS.keys() - GROUPS.keys() - SAME_GROUP.keys() <= THINGS
    assert all(setting.count("{np}") == 1 for setting in style.settings)


@pytest.mark.parametrize("style", ALL, ids=range(len(ALL)))
def test_no_frame_takes_the_same_thing_twice(style: AnnotatorStyle) -> None:
    for template in frames_of(style):
        taking = [slot for slot in template.parts[1::2] if slot in GROUPS or slot in SAME_GROUP]
        assert len(taking) == len(template.groups), template.parts
        singles = [slot for slot in template.parts[1::2] if slot.removesuffix(".is") in THINGS]
        assert len(singles) == len(template.singles), template.parts


@pytest.mark.parametrize("style", ALL, ids=range(len(ALL)))
def test_every_frame_takes_something(style: AnnotatorStyle) -> None:
    assert all(len(template.parts) > 1 for template in frames_of(style))


@pytest.mark.parametrize("style", [style for style in ALL if style.continuations])
def test_anything_that_is_left_can_be_said_by_some_next_sentence(style: AnnotatorStyle) -> None:
    for thing in (THINGS - {"absent"}) | {"state"}:
        assert any(template.fits({thing}, ()) for template in style.continuations), thing


def test_the_voices_of_sentences_share_all_captions() -> None:
    assert sum(style.share for style in STYLES) == pytest.approx(1)


def test_there_are_thousands_of_ways_to_begin() -> None:
    assert (
        len(
            {(setting, template.parts) for style in STYLES for setting in style.settings for template in style.openings}
        )
        > 4000
    )


def test_frames_of_paraphrases_are_in_no_training_caption() -> None:
    trained = {template.parts for style in (*STYLES, *SHORT_QUERY_STYLES) for template in frames_of(style)}
    assert not trained & {template.parts for style in PARAPHRASE_STYLES for template in frames_of(style)}


@pytest.mark.parametrize(
    ("rare", "usual"),
    [
        (held_out.COLOURS, COLOUR_WORDS),
        (held_out.HAIR_COLOURS, HAIR_COLOUR_WORDS),
        (held_out.SEXES, SEXES),
        (held_out.ACTIONS, ACTIONS),
        (held_out.FABRICS, FABRICS),
        *((held_out.NOUNS[thing], NOUNS[thing]) for thing in held_out.NOUNS),
    ],
)
def test_words_of_paraphrases_are_in_no_training_caption(rare: Table, usual: Table) -> None:
    assert rare.keys() <= usual.keys()
    trained = {
        word.replace("|", " ") for word in chain(*usual.values(), *chain(*map(dict.values, NOUNS_OF_WOMEN.values())))
    }
    assert not {word.replace("|", " ") for word in chain(*rare.values())} & trained
