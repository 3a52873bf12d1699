"""Build the table of related words from WordNet and the XKCD colour survey.

`python -m mmref_core.text.build_synonyms FOLDER` reads WordNet's files from FOLDER and writes the shipped table.
The rules know nothing of any caption: which relation counts how much, and which fields of meaning can be seen at all.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path

import numpy as np
from matplotlib.colors import XKCD_COLORS, to_rgb

from mmref_core.text.cielab import cielab
from mmref_core.text.normalize import PLAIN_COLOURS, TABLE
from mmref_core.text.wordnet import DERIVED, HYPERNYM, PERTAINS, SIMILAR, Synset, WordNet, read_wordnet

# Fields of meaning (lexnames(5WN)) that can be seen in a picture of a person, and how much their senses count.
FIELDS = {
    **dict.fromkeys((0, 6, 8, 18), 1.0),  # adjectives, artefacts, parts of the body, persons
    **dict.fromkeys((3, 5, 25, 27), 0.6),  # the widest nouns, animals, shapes, substances
    **dict.fromkeys((29, 38), 0.8),  # verbs of dressing, motion; those of contact and perception only lead astray
}
CLEAR = 3.0  # of a sense that is a colour or is worn: said of a person, a word that can mean one nearly always does
LATER = 0.8  # factor of each sense after a word's first as the same part of speech
SAME, WIDER, WIDEST, KIN, TOLD = 1.0, 0.6, 0.3, 0.4, 0.5  # synonym, hypernym, its hypernym, derived word, gloss
COLOUR_ROOTS = {"chromatic color", "achromatic color"}
COLOUR_KINDS = {"chromatic", "achromatic"}
WORN_ROOTS = {"clothing", "footwear", "luggage", "handbag", "hairdo", "facial hair"}
DEEPEST = 4  # steps between a meaning and its root
ALIKE = 30.0  # ΔE (CIE 1976) at which two colour names have nothing more in common
MOST = 14  # relations kept of a word
LEAST = 0.1


def gather(wordnet: WordNet) -> dict[str, list[tuple[str, float]]]:
    """Return related words and phrases of every word, and of every colour of two words, with weights, nearest first.

    Words without any are kept: a word that exists is no typing error.
    """
    colours = dict(_colour_relations())
    found = {}
    for word in sorted(
        {word for word in wordnet.senses if word.isalpha() or _colour_of_two(wordnet, word)} | set(colours)
    ):
        weights = Counter(_relations(wordnet, word))
        for phrase, weight in colours.get(word, {}).items():
            weights[phrase] += weight
        found[word] = [
            (phrase, weight) for phrase, weight in weights.most_common(MOST) if weight >= LEAST and phrase != word
        ]
    return found


def _colour_of_two(wordnet: WordNet, phrase: str) -> bool:
    """Return whether a phrase is a shade before a colour, as “ice blue”."""
    shade, _, colour = phrase.partition(" ")
    return (
        shade.isalpha() and colour in PLAIN_COLOURS and any(is_colour(wordnet, one) for one in wordnet.senses[phrase])
    )


def _relations(wordnet: WordNet, word: str) -> dict[str, float]:
    weights: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for synset in wordnet.senses.get(word, ()):
        part = synset.key[0]
        places[part] += 1
        colour = is_colour(wordnet, synset)
        share = CLEAR if colour or is_worn(wordnet, synset) else FIELDS.get(synset.field, 0.0)
        if not share:
            continue
        share *= LATER ** (places[part] - 1)
        for phrase, weight in _of_sense(wordnet, synset, colour):
            weights[phrase] += share * weight
    return weights


def _of_sense(wordnet: WordNet, synset: Synset, colour: bool) -> Iterator[tuple[str, float]]:
    yield from ((phrase, SAME) for phrase in synset.words)
    for other in wordnet.targets(synset, HYPERNYM, SIMILAR, PERTAINS):
        yield from ((phrase, WIDER) for phrase in other.words)
        for wider in wordnet.targets(other, HYPERNYM):
            yield from ((phrase, WIDEST) for phrase in wider.words)
    for kin in wordnet.targets(synset, DERIVED):
        yield from ((phrase, KIN) for phrase in kin.words)
    if colour:
        yield from ((name, TOLD) for name in re.findall(r"[a-z]+", synset.gloss) if name in PLAIN_COLOURS)


def is_colour(wordnet: WordNet, synset: Synset) -> bool:
    """Return whether a synset is a hyponym of colour, or an adjective like `chromatic`."""
    return _below(wordnet, synset, COLOUR_ROOTS) or any(
        COLOUR_KINDS & set(other.words) for other in wordnet.targets(synset, SIMILAR)
    )


def is_worn(wordnet: WordNet, synset: Synset) -> bool:
    """Return whether a synset is a kind of clothes, bags or hair."""
    return synset.key[0] == "noun" and _below(wordnet, synset, WORN_ROOTS)


def _below(wordnet: WordNet, synset: Synset, roots: Set[str], depth: int = DEEPEST) -> bool:
    if not roots.isdisjoint(synset.words):
        return True
    return depth > 0 and any(_below(wordnet, wider, roots, depth - 1) for wider in wordnet.targets(synset, HYPERNYM))


def _colour_relations() -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each name of the XKCD colour survey (CC0) with the names of nearly the same colour and their weights."""
    names = [name.removeprefix("xkcd:") for name in XKCD_COLORS]
    points = np.stack([cielab(to_rgb(colour)) for colour in XKCD_COLORS.values()])
    for row, name in enumerate(names):
        distances = np.linalg.norm(points - points[row], axis=1)
        near = [number for number in distances.argsort() if distances[number] < ALIKE and names[number] != name]
        shade, _, colour = name.rpartition(" ")
        if colour.isalpha() and (not shade or (shade.isalpha() and colour in PLAIN_COLOURS)):
            yield name, {names[number]: CLEAR * float(1 - distances[number] / ALIKE) for number in near}


def write_table(found: dict[str, list[tuple[str, float]]], file: Path) -> None:
    """Write one word a line with its relations, gzipped; the same bytes for the same relations."""
    lines = ["\t".join([word, *(f"{phrase}={weight:.2f}" for phrase, weight in own)]) for word, own in found.items()]
    file.write_bytes(gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    write_table(gather(read_wordnet(Path(sys.argv[1]))), TABLE)
