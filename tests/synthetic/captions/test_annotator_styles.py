"""Claims about the tables that voices speak from: whole, free of unknown slots, and held out where they must be."""

from itertools import chain

import pytest

from mmref_core.synthetic.captions import held_out
from mmref_core.synthetic.captions.action_words import ACTIONS
from mmref_core.synthetic.captions.annotator_styles import KINDS, PARAPHRASING_VOICES, SHORT_VOICES, VOICES, Voice
from mmref_core.synthetic.captions.colour_words import COLOUR_WORDS, HAIR_COLOUR_WORDS
from mmref_core.synthetic.captions.fabric_words import FABRICS
from mmref_core.synthetic.captions.grammar import VERBS
from mmref_core.synthetic.captions.lexicon import NOUNS, NOUNS_OF_WOMEN
from mmref_core.synthetic.captions.person_words import SEXES
from mmref_core.synthetic.captions.templates import GROUPS, SAME_GROUP, THINGS, Frame

NAMED = {"a person", "person", "someone", "he", "his", "him"}
ALL = [voice for voices in KINDS.values() for voice in voices]
Table = dict[str, tuple[str, ...]]


def frames_of(voice: Voice) -> tuple[Frame, ...]:
    return (*voice.openings, *voice.continuations, voice.alone)


@pytest.mark.parametrize("voice", ALL, ids=range(len(ALL)))
def test_every_slot_is_known(voice: Voice) -> None:
    slots = {slot for frame in frames_of(voice) for slot in frame.parts[1::2]}
    assert {
        slot.removesuffix(".is") for slot in slots
    } - NAMED - VERBS.keys() - GROUPS.keys() - SAME_GROUP.keys() <= THINGS
    assert all(setting.count("{np}") == 1 for setting in voice.settings)


@pytest.mark.parametrize("voice", ALL, ids=range(len(ALL)))
def test_no_frame_takes_the_same_thing_twice(voice: Voice) -> None:
    for frame in frames_of(voice):
        taking = [slot for slot in frame.parts[1::2] if slot in GROUPS or slot in SAME_GROUP]
        assert len(taking) == len(frame.groups), frame.parts
        singles = [slot for slot in frame.parts[1::2] if slot.removesuffix(".is") in THINGS]
        assert len(singles) == len(frame.singles), frame.parts


@pytest.mark.parametrize("voice", ALL, ids=range(len(ALL)))
def test_every_frame_takes_something(voice: Voice) -> None:
    assert all(len(frame.parts) > 1 for frame in frames_of(voice))


@pytest.mark.parametrize("voice", [voice for voice in ALL if voice.continuations])
def test_anything_that_is_left_can_be_said_by_some_next_sentence(voice: Voice) -> None:
    for thing in (THINGS - {"absent"}) | {"state"}:
        assert any(frame.fits({thing}, ()) for frame in voice.continuations), thing


def test_the_voices_of_sentences_share_all_captions() -> None:
    assert sum(voice.share for voice in VOICES) == pytest.approx(1)


def test_there_are_thousands_of_ways_to_begin() -> None:
    assert (
        len({(setting, frame.parts) for voice in VOICES for setting in voice.settings for frame in voice.openings})
        > 4000
    )


def test_frames_of_paraphrases_are_in_no_training_caption() -> None:
    trained = {frame.parts for voice in (*VOICES, *SHORT_VOICES) for frame in frames_of(voice)}
    assert not trained & {frame.parts for voice in PARAPHRASING_VOICES for frame in frames_of(voice)}


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
