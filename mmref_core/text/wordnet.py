"""Reader of Princeton WordNet's files (manual page wndb(5WN)); needed only to build the table of related words."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv")
FILE_OF = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
HYPERNYM, SIMILAR, PERTAINS, DERIVED = "@", "&", "\\", "+"

Key = tuple[str, str]  # part of speech, place in its file


@dataclass(frozen=True)
class Synset:
    """One meaning: the words that share it, and where it points."""

    key: Key
    words: tuple[str, ...]  # in small letters, a phrase with spaces
    pointers: tuple[tuple[str, Key], ...]  # kind of relation, target
    gloss: str
    field: int  # number of the lexicographer's file: 6 are artefacts, 18 persons; see lexnames(5WN)


@dataclass(frozen=True)
class WordNet:
    """All synsets, and the synsets of each word."""

    synsets: dict[Key, Synset]
    senses: dict[str, tuple[Synset, ...]]  # of each word, the most usual first within a part of speech

    def targets(self, synset: Synset, *kinds: str) -> list[Synset]:
        """Return the synsets that a synset points to by these kinds of relation."""
        return [self.synsets[key] for kind, key in synset.pointers if kind in kinds]


def read_wordnet(folder: Path) -> WordNet:
    """Return WordNet from its folder `dict` (Debian's package `wordnet-base`). Raises OSError for missing files."""
    synsets: dict[Key, Synset] = {}
    keys: dict[str, list[Key]] = defaultdict(list)
    for part in PARTS_OF_SPEECH:
        for line in _lines(folder / f"data.{part}"):
            synset = _synset(part, line)
            synsets[synset.key] = synset
        for line in _lines(folder / f"index.{part}"):
            fields = line.split()
            pointers = int(fields[3])
            keys[fields[0].replace("_", " ")] += [(part, place) for place in fields[4 + pointers + 2 :]]
    return WordNet(synsets, {word: tuple(synsets[key] for key in own) for word, own in keys.items()})


def _lines(file: Path) -> list[str]:
    """Return the lines after the licence, whose lines begin with two spaces."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("  ")]


def _synset(part: str, line: str) -> Synset:
    numbers, _, gloss = line.partition("|")
    fields = numbers.split()
    count = int(fields[3], 16)
    words = tuple(fields[4 + 2 * n].replace("_", " ").split("(")[0].lower() for n in range(count))
    start = 5 + 2 * count
    pointers = tuple(
        (fields[place], (FILE_OF[fields[place + 2]], fields[place + 1]))
        for place in range(start, start + 4 * int(fields[start - 1]), 4)
    )
    return Synset((part, fields[0]), words, pointers, gloss.strip(), int(fields[1]))
