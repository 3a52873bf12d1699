"""Confusions of things: vaguer terms, and other things of the same kind."""

from collections.abc import Mapping

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "confusions",
    {
        "vague": dict[str, dict[str, Words]],
        "mistaken": dict[str, dict[str, Words]],
    },
)
VAGUE: Mapping[str, Mapping[str, Words]] = _TABLES["vague"]  # true of the thing, but of others too
# Said in its place by a wrong caption: another thing of the same sort, not another word.
MISTAKEN: Mapping[str, Mapping[str, Words]] = _TABLES["mistaken"]
