"""Words for the colours of the palette, and colours that are confused with each other."""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "colour_words",
    {
        "colour_words": dict[str, Words],
        "hair_colour_words": dict[str, Words],
        "neighbours": dict[str, Words],
        "hair_neighbours": dict[str, Words],
        "vague_colours": dict[str, Words],
        "vague_hair_colours": dict[str, Words],
    },
)
# And of `dark`, `light` and `bright`, which an annotator says who does not look closely.
COLOUR_WORDS: Mapping[str, Words] = _TABLES["colour_words"]
HAIR_COLOUR_WORDS: Mapping[str, Words] = _TABLES["hair_colour_words"]
# A colour that a hasty or badly lit look takes for the true one.
NEIGHBOURS: Mapping[str, Words] = _TABLES["neighbours"]
HAIR_NEIGHBOURS: Mapping[str, Words] = _TABLES["hair_neighbours"]
# True of a colour and of others too: its family, or only how dark it is.
VAGUE_COLOURS: Mapping[str, Words] = _TABLES["vague_colours"]
VAGUE_HAIR_COLOURS: Mapping[str, Words] = _TABLES["vague_hair_colours"]
