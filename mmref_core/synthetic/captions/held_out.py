"""Templates and words of paraphrases, which no training caption has, to measure generalisation to new language.

They are used for one more caption of held-out pictures. A test holds that none of these frames and words is in a table
that training captions are written from.
"""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "held_out",
    {
        "openings": Words,
        "sentences": Words,
        "nouns": dict[str, dict[str, Words]],
        "colours": dict[str, Words],
        "hair_colours": dict[str, Words],
        "fabrics": dict[str, Words],
        "sexes": dict[str, Words],
        "actions": dict[str, Words],
    },
)
OPENINGS: Words = _TABLES["openings"]
SENTENCES: Words = _TABLES["sentences"]
NOUNS: Mapping[str, Mapping[str, Words]] = _TABLES["nouns"]
COLOURS: Mapping[str, Words] = _TABLES["colours"]
HAIR_COLOURS: Mapping[str, Words] = _TABLES["hair_colours"]
FABRICS: Mapping[str, Words] = _TABLES["fabrics"]
SEXES: Mapping[str, Words] = _TABLES["sexes"]
ACTIONS: Mapping[str, Words] = _TABLES["actions"]
