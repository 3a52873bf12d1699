"""Nouns for every kind of thing, the most usual first.

"long|coat": what stands before the bar goes before the colour ("a long black coat").
A word that ends in a single s is a plural and takes no article.
"""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "nouns",
    {
        "nouns": dict[str, dict[str, Words]],
        "colours_of": dict[str, dict[str, Words]],
        "nouns_of_women": dict[str, dict[str, Words]],
    },
)
NOUNS: Mapping[str, Mapping[str, Words]] = _TABLES["nouns"]  # thing -> kind -> nouns
COLOURS_OF: Mapping[str, Mapping[str, Words]] = _TABLES["colours_of"]  # of kinds whose dye has names of its own
NOUNS_OF_WOMEN: Mapping[str, Mapping[str, Words]] = _TABLES["nouns_of_women"]  # said of a woman's things besides
