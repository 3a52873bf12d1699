"""Vocabularies of annotators: usual, plain, or held out for paraphrases."""

from collections.abc import Mapping
from dataclasses import dataclass

from mmref_core.synthetic.captions import held_out
from mmref_core.synthetic.captions.action_words import ACTIONS
from mmref_core.synthetic.captions.colour_words import COLOUR_WORDS, HAIR_COLOUR_WORDS
from mmref_core.synthetic.captions.fabric_words import FABRICS
from mmref_core.synthetic.captions.lexicon import NOUNS, NOUNS_OF_WOMEN
from mmref_core.synthetic.captions.person_words import SEXES
from mmref_core.synthetic.captions.word_tables import Words

PLAINEST = 4  # words of somebody in a hurry
STILL_USUAL = 3  # usual words that stay behind the held-out ones: nobody writes in rare words alone


@dataclass(frozen=True)
class Wording:
    """Words for things, colours and persons; a value without words stands for itself."""

    nouns: Mapping[str, Mapping[str, Words]]
    nouns_of_women: Mapping[str, Mapping[str, Words]]
    colours: Mapping[str, Words]
    hair_colours: Mapping[str, Words]
    sexes: Mapping[str, Words]
    actions: Mapping[str, Words]
    fabrics: Mapping[str, Words]

    def names(self, thing: str, value: str, sex: str) -> Words:
        """Return the nouns of a kind of thing."""
        own = self.nouns_of_women.get(thing, {}).get(value, ()) if sex == "woman" else ()
        return self.nouns[thing].get(value, (value,)) + own

    def colour(self, value: str) -> Words:
        """Return the words for a colour."""
        return self.colours.get(value, (value,))

    def fabric(self, value: str) -> Words:
        """Return the words for a fabric; none where nouns tell it."""
        return self.fabrics.get(value, ())

    def hair_colour(self, value: str) -> Words:
        """Return the words for a hair colour."""
        return self.hair_colours.get(value, (value,))


def led_by(rare: Mapping[str, Words], usual: Mapping[str, Words]) -> dict[str, Words]:
    """Return the usual table with rare words in front; values without rare words keep their usual ones."""
    return {
        value: rare.get(value, ()) + words[: STILL_USUAL if value in rare else None] for value, words in usual.items()
    }


def plainest(usual: Mapping[str, Words]) -> dict[str, Words]:
    """Return the first words of each value."""
    return {value: words[:PLAINEST] for value, words in usual.items()}


USUAL = Wording(NOUNS, NOUNS_OF_WOMEN, COLOUR_WORDS, HAIR_COLOUR_WORDS, SEXES, ACTIONS, FABRICS)
PLAIN = Wording(
    nouns={thing: plainest(usual) for thing, usual in NOUNS.items()},
    nouns_of_women={},
    colours=plainest(COLOUR_WORDS),
    hair_colours=plainest(HAIR_COLOUR_WORDS),
    sexes=SEXES,
    actions=plainest(ACTIONS),
    fabrics=plainest(FABRICS),
)
HELD_OUT = Wording(
    nouns={thing: led_by(held_out.NOUNS.get(thing, {}), usual) for thing, usual in NOUNS.items()},
    nouns_of_women={},
    colours=led_by(held_out.COLOURS, COLOUR_WORDS),
    hair_colours=led_by(held_out.HAIR_COLOURS, HAIR_COLOUR_WORDS),
    sexes=led_by(held_out.SEXES, SEXES),
    actions=led_by(held_out.ACTIONS, ACTIONS),
    fabrics=led_by(held_out.FABRICS, FABRICS),
)
