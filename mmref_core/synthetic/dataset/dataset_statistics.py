"""Statistics of a rendered data set: values, language of captions, and agreement of pictures with captions."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, UInt8
from PIL import Image

from mmref_core.synthetic.attributes.visibility_thresholds import VISIBILITY_THRESHOLDS
from mmref_core.synthetic.captions import (
    action_words,
    colour_words,
    grammar,
    hair_words,
    lexicon,
    noun_templates,
    person_words,
    spelling,
)
from mmref_core.synthetic.captions.annotator_styles import SHORT_QUERY_STYLES, STYLES
from mmref_core.synthetic.captions.caption_noise import ambiguity_class
from mmref_core.synthetic.captions.templates import SentenceTemplate
from mmref_core.synthetic.geometry.masks import PARTS, pixels_of
from mmref_core.synthetic.geometry.person_attributes import NONE

Record = Mapping[str, Any]  # of `data_captions.json`
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
SENTENCE_END = re.compile(r"(?<=[.?!]) ")
USUAL = 3  # times that a word or a frame occurs to be counted: once or twice may be a typing error
NOTHING_THERE = (NONE, "bald", "stubble")  # values that say that there is nothing to be seen
BINS = 8  # of a colour histogram, for each of red, green, blue


def value_counts(visible: Iterable[Mapping[str, str]]) -> dict[str, Counter[str]]:
    """Return the number of pictures for each value of each attribute, attributes in alphabetical order."""
    counts: dict[str, Counter[str]] = {}
    for labels in visible:
        for name, value in labels.items():
            counts.setdefault(name, Counter())[value] += 1
    return dict(sorted(counts.items()))


def _texts(table: object) -> Iterator[str]:
    """Every text in a table of tables."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, SentenceTemplate):
        yield " {} ".join(table.parts[::2])
    elif isinstance(table, Mapping):
        yield from _texts(tuple(table.values()))
    elif isinstance(table, tuple):
        for each in table:
            yield from _texts(each)


def _words(*tables: object) -> frozenset[str]:
    """Words of tables, without what stands in braces, in British and American spelling."""
    plain = " | ".join(re.sub(r"\{.*?\}", " ", text) for text in _texts(tables)).lower()
    american = plain
    for british, other in spelling.AMERICAN.items():
        american = american.replace(british, other)
    return frozenset(WORD.findall(f"{plain} | {american}"))


def _grammar_words() -> frozenset[str]:
    """Every word that the grammar of captions itself supplies, whatever fills its slots.

    A word that also names a thing, such as "bag", is none, or the names of things would make frames of their own.
    """
    told = [
        (style.openings, style.continuations, style.settings, style.last) for style in (*STYLES, *SHORT_QUERY_STYLES)
    ]
    names = {text.split()[-1] for text in _texts(lexicon.NOUNS)} | {"hair", "head", "back", "hand"}
    return _words(*told, grammar.VERBS, grammar.CONTRACTIONS) - names


GRAMMAR_WORDS = _grammar_words()
WORDS_KNOWN = GRAMMAR_WORDS | _words(
    *(lexicon.NOUNS, lexicon.NOUNS_OF_WOMEN, lexicon.COLOURS_OF, colour_words.COLOUR_WORDS),
    *(colour_words.HAIR_COLOUR_WORDS, noun_templates.PLAIN),
    *(
        noun_templates.PATTERNED,
        noun_templates.BEFORE,
        noun_templates.AFTER,
        hair_words.HAIR,
        hair_words.HAIR_IS,
        hair_words.TEXTURES,
    ),
    *({"fringe": hair_words.FRINGES}, person_words.SEXES, person_words.AGES, person_words.OLDER),
    *(
        person_words.BUILDS,
        person_words.PRONOUNS,
        action_words.ACTIONS,
        action_words.TURNED,
        action_words.SEEN,
        action_words.ACTIONS_IN_VIEW,
    ),
    *(action_words.DOINGS, person_words.BEARING, person_words.STRAPPED, person_words.ABSENT),
)


def template_of(caption: str) -> str:
    """Return a caption with `_` for everything that fills a slot, the same for all captions of one template."""
    kept = [
        token if token in GRAMMAR_WORDS or not token[0].isalpha() else "_"
        for token in re.findall(r"[a-z]+(?:-[a-z]+)*|[.,:;?!]", caption.lower())
    ]
    return " ".join(token for place, token in enumerate(kept) if token != "_" or kept[place - 1 : place] != ["_"])


def caption_figures(captions: Sequence[str]) -> dict[str, Any]:
    """Return the numbers of distinct captions, templates and words that occur `USUAL` times, and caption lengths in
    words.

    A word is one that annotators know, so that a typing error made three times is none. Frames are counted of whole
    captions and of their sentences: a caption of three sentences seldom has another with all three alike.
    """
    templates = Counter(map(template_of, captions))
    sentences = Counter(template_of(sentence) for caption in captions for sentence in SENTENCE_END.split(caption))
    words = Counter(word for caption in captions for word in WORD.findall(caption.lower()) if word in WORDS_KNOWN)
    lengths = [len(caption.split()) for caption in captions]
    return {
        "captions": len(captions),
        "distinct": len(set(captions)),
        "frames": sum(count >= USUAL for count in templates.values()),
        "sentence frames": sum(count >= USUAL for count in sentences.values()),
        "words": sum(count >= USUAL for count in words.values()),
        "length": {
            name: float(np.quantile(lengths, share)) for name, share in (("5 %", 0.05), ("50 %", 0.5), ("95 %", 0.95))
        },
        "lengths": {f"{low} to {low + 4} words": count for low, count in sorted(histogram_of(lengths, 5).items())},
    }


def histogram_of(lengths: Sequence[int], step: int) -> Counter[int]:
    """Return counts in bins of width `step`, by the lower bound of the bin."""
    return Counter(step * (length // step) for length in lengths)


def ambiguity_shares(notes: Sequence[Sequence[Mapping[str, str]]]) -> dict[str, float]:
    """Return the percentages of captions by evaluation slice, and with each kind of noise."""
    count = max(len(notes), 1)
    slices = Counter(ambiguity_class(own) for own in notes)
    kinds = Counter(kind for own in notes for kind in {note["kind"] for note in own})
    return {name: round(100 * number / count, 1) for name, number in (*sorted(slices.items()), *sorted(kinds.items()))}


def duplicates(files: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Return pictures with the same pixels as an earlier one, with that one."""
    first: dict[bytes, Path] = {}
    found = []
    for file in files:
        with Image.open(file) as image:
            digest = hashlib.sha256(image.convert("RGB").tobytes()).digest()
        if digest in first:
            found.append((first[digest], file))
        first.setdefault(digest, file)
    return found


def told_but_hidden(record: Record, mask: UInt8[np.ndarray, "height width"]) -> list[str]:
    """Return parts that are recorded as visible, though the mask has less than half of the pixels that this needs."""
    pixels = max(int((mask > 0).sum()), 1)
    visible = record["visible"]
    told = [
        part
        for part in PARTS
        if part in VISIBILITY_THRESHOLDS
        and (visible.get(part, NONE) not in NOTHING_THERE or f"{part}_colour" in visible)
    ]
    return [part for part in told if pixels_of(mask, part).sum() < VISIBILITY_THRESHOLDS[part].share / 2 * pixels]


def histogram(
    picture: UInt8[np.ndarray, "height width 3"], chosen: Bool[np.ndarray, "height width"]
) -> Float[np.ndarray, " bin"]:
    """Return the square roots of a normalised colour histogram; inner products are Bhattacharyya coefficients."""
    bins = (picture[chosen] // (256 // BINS)).astype(int)
    counts = np.bincount(bins @ np.array([BINS * BINS, BINS, 1]), minlength=BINS**3)
    return np.sqrt(counts / max(counts.sum(), 1))


def rank1(features: Float[np.ndarray, "picture bin"], persons: Sequence[int], cameras: Sequence[int]) -> float:
    """Return the percentage of pictures whose nearest picture by another camera shows the same person."""
    who, where = np.array(persons), np.array(cameras)
    alike = features @ features.T
    alike[where[:, None] == where[None]] = -1
    return round(100 * float((who[alike.argmax(axis=1)] == who).mean()), 1)
