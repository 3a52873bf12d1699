"""Where in a picture each word of a description is found: how alike place and word are, not why a picture moved."""

import re
from pathlib import Path

import torch
from PIL import Image

from mmref_core.checkpoints import Model
from mmref_core.embedding import embed_texts
from mmref_core.evidence import fine_evidence
from mmref_core.images import read_picture, to_input
from mmref_core.results import WordMap

FINENESS = 4  # in each direction: `small` then has maps of 24 rows and 12 columns
MOST_WORDS = 40  # of one description
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SAYS_NOTHING = frozenset(
    (
        *("a", "an", "the", "and", "or", "with", "without", "in", "on", "at", "of", "to", "by", "for", "from"),
        *("is", "are", "was", "has", "have", "had", "who", "that", "this", "his", "her", "its", "their", "he", "she"),
        *("they", "it", "there", "wearing", "wears", "worn", "carrying", "carries", "holding", "holds", "dressed"),
        *("looks", "looking", "person"),
    )
)


@torch.inference_mode()
def word_maps(model: Model, picture: Path | Image.Image, text: str) -> tuple[WordMap, ...]:
    """A map for each word that says something, in the order of the text, which is read as `search` reads it.

    A word's map is the evidence of the whole text less that of the text without the word. Evidence is linear in the
    text, so the map adds up to what the word adds to the cosine, but for what no place gives and for the moves by which
    the map is made finer.
    """
    read = model.knowledge.reader.read(text).text
    spans = [found.span() for found in WORD.finditer(read) if found[0].lower() not in SAYS_NOTHING][:MOST_WORDS]
    if not spans:
        return ()
    texts = [read, *(f"{read[:start]} {read[end:]}" for start, end in spans)]
    features = embed_texts(model.towers, texts).features
    config = model.towers.config
    pixels = to_input(read_picture(picture, config.image_height, config.image_width)[None])
    directions = features[:1] - features[1:]
    shares = directions @ model.towers.embed_images(pixels)[0]
    maps = fine_evidence(model.towers, pixels, directions, FINENESS).places[0]
    return tuple(
        WordMap(read[start:end], float(share), tuple(map(tuple, places.tolist())))
        for (start, end), share, places in zip(spans, shares, maps, strict=True)
    )
