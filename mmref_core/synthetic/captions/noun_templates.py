"""Templates of colour, pattern and shape around a noun.

Slots: {colour}, {second} (the pattern's other colour), {noun}; {his} is set when the sentence is written.
A form is used only where all its slots can be filled.
"""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "noun_templates",
    {
        "plain": Words,
        "coloured": Words,
        "patterned": dict[str, Words],
        "before": dict[str, dict[str, Words]],
        "after": dict[str, dict[str, Words]],
        "shapes": dict[str, dict[str, float]],
        "trims": dict[str, tuple[str, Words]],
    },
)
PLAIN: Words = _TABLES["plain"]
COLOURED: Words = _TABLES["coloured"]  # of a thing whose pattern is not known
PATTERNED: Mapping[str, Words] = _TABLES["patterned"]
BEFORE: Mapping[str, Mapping[str, Words]] = _TABLES["before"]  # attribute -> value -> words of shape before the noun
AFTER: Mapping[str, Mapping[str, Words]] = _TABLES["after"]  # the same as phrases after it
SHAPES: Mapping[str, Mapping[str, float]] = _TABLES["shapes"]  # attribute -> kind of garment -> how often it is said
# Thing -> the attribute of its second colour, and how that is said.
TRIMS: Mapping[str, tuple[str, Words]] = _TABLES["trims"]

# Shape: words before the noun, or phrases after it, and of which kinds of garment they are said how often.
