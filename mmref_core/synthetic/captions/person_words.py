"""Words for persons, for carrying, and for how bags are worn."""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

Verb = tuple[str, str, str, str]  # he carries {it}; he is carrying {it}; he was carrying {it}; carrying {it}

_TABLES = read_tables(
    "person_words",
    {
        "sexes": dict[str, Words],
        "ages": dict[str, dict[str, Words]],
        "older": dict[str, Words],
        "age_said": dict[str, float],
        "builds": dict[str, Words],
        "build_said": dict[str, float],
        "pronouns": dict[str, tuple[str, str, str]],
        "verbs": dict[str, Verb],
        "bearing": dict[str, Words],
        "not_in_hand": Words,
        "colour_told": dict[str, float],
        "strapped": dict[str, Words],
        "absent": dict[str, tuple[Verb, ...]],
    },
)
SEXES: Mapping[str, Words] = _TABLES["sexes"]  # words that leave the age open
AGES: Mapping[str, Mapping[str, Words]] = _TABLES["ages"]  # sex -> age -> words; {who} is a word of SEXES
OLDER: Mapping[str, Words] = _TABLES["older"]
AGE_SAID: Mapping[str, float] = _TABLES["age_said"]
BUILDS: Mapping[str, Words] = _TABLES["builds"]
BUILD_SAID: Mapping[str, float] = _TABLES["build_said"]
PRONOUNS: Mapping[str, tuple[str, str, str]] = _TABLES["pronouns"]
BEARING: Mapping[str, tuple[Verb, ...]] = {
    thing: tuple(_TABLES["verbs"][name] for name in names) for thing, names in _TABLES["bearing"].items()
}
NOT_IN_HAND: Words = _TABLES["not_in_hand"]  # with somebody, but in no hand
# How often the colour of a thing in the hand is told; it is 0.35 for small ones.
COLOUR_TOLD: Mapping[str, float] = _TABLES["colour_told"]
STRAPPED: Mapping[str, Words] = _TABLES["strapped"]  # how the strap of a bag runs
ABSENT: Mapping[str, tuple[Verb, ...]] = _TABLES["absent"]  # the rare remark on what is not there
