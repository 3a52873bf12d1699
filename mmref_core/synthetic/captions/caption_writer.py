"""The simulated annotator: writes one caption from the visible attributes of a picture.

There are three kinds: sentences as annotators write them, short queries as people type them, and paraphrases, whose
frames and words no training caption has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from numpy.random import Generator

from mmref_core.synthetic.captions.annotator_styles import KINDS, AnnotatorStyle
from mmref_core.synthetic.captions.caption_noise import NONE, ONE_OF, SALIENT, Note, add_noise, omissions
from mmref_core.synthetic.captions.narration import Annotator, Narration
from mmref_core.synthetic.captions.noun_phrases import Labels, NounPhrase, accessory, borne, garment, hair, upper
from mmref_core.synthetic.captions.person_phrases import absent, person, state
from mmref_core.synthetic.captions.person_words import COLOUR_TOLD
from mmref_core.synthetic.captions.phrases import attribute_words, describe_value, write_phrases
from mmref_core.synthetic.captions.spelling import spelled
from mmref_core.synthetic.captions.vocabularies import Wording
from mmref_core.synthetic.geometry.random_streams import Chooser

__all__ = ["Caption", "attribute_words", "describe_value", "write_caption", "write_phrases"]

FEWEST_WORDS, MOST_WORDS, MOST_TOKENS = 8, 45, 50
MOST_WORDS_OF_SHORT = 9
MEAN_WORDS, SPREAD_WORDS = 21.5, 8.0
TOKEN = re.compile(r"[a-z]+|[^a-z\s]")  # about what a byte-pair vocabulary makes of such plain words
TRIES = 8

# How soon a thing is noticed (0 first, with a random number up to the second added), and about how many words it takes.
NOTICED: dict[str, tuple[float, float, float]] = {
    "upper": (0.0, 0.5, 5.0),
    "lower": (0.1, 0.5, 4.0),
    "bag": (0.5, 0.8, 4.5),
    "headwear": (0.7, 0.6, 4.0),
    "shoes": (0.6, 1.0, 4.0),
    "hair": (0.6, 1.0, 5.0),
    "carried": (0.8, 1.2, 5.0),
    "scarf": (1.0, 0.8, 3.5),
    "tie": (1.0, 0.8, 3.5),
    "state": (0.5, 1.7, 4.5),
    "glasses": (1.0, 1.4, 2.5),
    "tights": (1.1, 1.2, 3.5),
    "socks": (1.2, 1.2, 3.0),
    "mask": (0.9, 1.0, 3.5),
    "headphones": (1.0, 1.0, 3.0),
    "belt": (1.3, 1.2, 3.0),
    "beard": (1.2, 1.2, 3.0),
    "absent": (1.0, 2.0, 5.0),
}
OPENING_WORDS, INNER_WORDS = 5.0, 4.0
BY_COLOUR = ("scarf", "tie", "belt", "tights", "socks", "mask")  # known by a colour alone
STRAPS_UNNOTICED = 0.6  # of bags that show their straps only
ABSENCE_NOTICED = 0.08
THOROUGH = 0.86  # of annotators, who tell what everybody would look for, however short they like it


@dataclass(frozen=True)
class Caption:
    """A caption, its notes of noise, and the attribute values that its words stand for."""

    text: str
    notes: tuple[Note, ...]
    mentions: dict[str, str]


def write_caption(visible: Labels, rng: Generator, kind: str = "sentence") -> Caption:
    """Return a caption that tells nothing but what is visible and what its notes record.

    A sentence or a paraphrase has 8 to 45 words, fewer only where hardly anything is visible. A short query has at most
    9; to leave out nearly everything is its nature, so no omission is noted of it.
    """
    chooser = Chooser(rng)
    noticed = things_noticed(chooser, visible)
    if kind == "short":
        return write_short(chooser, visible, noticed)
    caption = write_sentences(chooser, KINDS[kind], visible, noticed)
    return replace(caption, notes=(*caption.notes, *omissions(visible, caption.mentions)))


def write_sentences(
    chooser: Chooser, styles: Sequence[AnnotatorStyle], visible: Labels, noticed: Sequence[str]
) -> Caption:
    """Return a sentence caption of the right length: things are added or left out, terse annotators replaced, until it
    fits.
    """
    annotator = Annotator.drawn(chooser, styles)
    count = things_told(chooser, visible, noticed)
    caption = write_once(chooser, annotator, visible, noticed[:count])
    for _ in range(TRIES):
        words = len(caption.text.split())
        too_long = words > MOST_WORDS or len(TOKEN.findall(caption.text.lower())) > MOST_TOKENS
        if not too_long and words >= FEWEST_WORDS:
            break
        if not too_long and count == len(noticed):
            annotator = Annotator.drawn(chooser, styles)
        count = max(count - 1, 1) if too_long else min(count + 1, len(noticed))
        caption = write_once(chooser, annotator, visible, noticed[:count])
    return caption


def write_short(chooser: Chooser, visible: Labels, noticed: Sequence[str]) -> Caption:
    """Return the first short query that is short enough; if none is, one that names the person alone."""
    annotator = Annotator.drawn(chooser, KINDS["short"])
    for _ in range(TRIES):
        caption = write_once(chooser, annotator, visible, noticed)
        if len(caption.text.split()) <= MOST_WORDS_OF_SHORT:
            return caption
    return write_once(chooser, annotator, visible, [])


def things_noticed(chooser: Chooser, visible: Labels) -> list[str]:
    """Return the things that could be told, in the order in which this annotator notices them."""
    there = [thing for thing in NOTICED if visible.get(thing, NONE) != NONE]
    there += [thing for thing in BY_COLOUR if f"{thing}_colour" in visible]
    there += ["state"] if "view" in visible or "action" in visible else []
    there += ["absent"] if NONE in visible.values() and chooser.chance(ABSENCE_NOTICED) else []
    if visible.get("upper") == "suit" and "lower" in there:  # the word tells both
        there.remove("lower")
    if visible.get("bag_view") == "straps only" and "bag" in there and chooser.chance(STRAPS_UNNOTICED):
        there.remove("bag")
    return sorted(there, key=lambda thing: NOTICED[thing][0] + NOTICED[thing][1] * chooser.roll())


def things_told(chooser: Chooser, visible: Labels, noticed: Sequence[str]) -> int:
    """Return how many things make a caption of about the length that this annotator prefers."""
    spread = sum(chooser.roll() for _ in range(4)) * 0.866 * 2 - 3.464  # nearly normal, of unit variance
    room = MEAN_WORDS + SPREAD_WORDS * spread - OPENING_WORDS
    expected = [place for place, thing in enumerate(noticed) if thing in SALIENT]
    one_of = [place for place, thing in enumerate(noticed) if thing in ONE_OF]
    least = max([*expected, *one_of[:1], 1]) + 1 if chooser.chance(THOROUGH) else 2
    for count, thing in enumerate(noticed):
        room -= NOTICED[thing][2] + (INNER_WORDS if thing == "upper" and "inner_colour" in visible else 0)
        if room < 0:
            return max(count, min(least, len(noticed)))
    return len(noticed)


def write_once(chooser: Chooser, annotator: Annotator, visible: Labels, things: Sequence[str]) -> Caption:
    """Return one caption about these things, of any length."""
    about = {key for thing in things for key in (thing, f"{thing}_colour")} | {"sex"}
    said, notes = add_noise(chooser, visible, [key for key in visible if key in about and visible[key] != NONE])
    words = annotator.style.wording
    noun_phrases = {
        thing: noun_phrase for thing in things if (noun_phrase := describe_thing(chooser, said, thing, words))
    }
    if (
        "state" in noun_phrases and "carried" in noun_phrases["state"].states
    ):  # "looking at a phone" has told of the phone
        noun_phrases.pop("carried", None)
    narration = Narration(chooser, annotator, person(chooser, said, words), noun_phrases)
    text = spelled(chooser, narration.told(), annotator.style.lower_case, annotator.style.contracted)
    mentions = narration.states
    kept = tuple(note for note in notes if mentions.get(note["attribute"]) == note["said"])
    return Caption(text, kept, mentions)


def describe_thing(chooser: Chooser, said: Labels, thing: str, words: Wording) -> NounPhrase | None:
    """Return a thing as a noun phrase; None where noise has removed it."""
    if thing == "state":
        return state(chooser, said, words)
    if thing == "absent":
        return absent(chooser, said)
    if (f"{thing}_colour" if thing in BY_COLOUR else thing) not in said:
        return None
    match thing:
        case "upper":
            return upper(chooser, said, words)
        case "lower":
            return garment(chooser, said, "lower", words)
        case "hair":
            return hair(chooser, said, words)
        case "bag":
            return borne(chooser, said, "bag", words, 0.9)
        case "carried":
            return borne(chooser, said, "carried", words, COLOUR_TOLD.get(said["carried"], 0.35))
        case _:
            return accessory(chooser, said, thing, words)
