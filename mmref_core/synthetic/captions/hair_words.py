"""Words for hair styles with their colour, textures and fringes."""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "hair_words",
    {
        "hair": dict[str, Words],
        "hair_is": dict[str, Words],
        "textures": dict[str, Words],
        "fringes": Words,
    },
)
HAIR: Mapping[str, Words] = _TABLES["hair"]  # `tied back` is what is seen of tied hair from the front
HAIR_IS: Mapping[str, Words] = _TABLES["hair_is"]  # said of "hair"; nothing for those without
TEXTURES: Mapping[str, Words] = _TABLES["textures"]  # said before the hair's colour
FRINGES: Words = _TABLES["fringes"]
