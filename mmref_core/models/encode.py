"""Embed pictures and texts in batches, without gradients."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float, Int8, UInt8
from PIL import Image
from torch import Tensor

from mmref_core.data.transforms import read_picture, to_input
from mmref_core.models.clip import Towers
from mmref_core.models.tgdt import WordFeatures, concatenate, quantise

BATCH = 64
DECODERS = 2  # threads that decode while the tower computes
CACHED_QUERIES = 64  # a switch or a setting ranks again, and the text tower would take most of the time


@dataclass(frozen=True)
class Embedded:
    """Features of images or texts from a tower."""

    features: Float[Tensor, "item dim"]  # in the shared space, of unit length
    pooled: Float[Tensor, "item pooled"]  # before projection, then those of the branch if there is one
    words: WordFeatures | None = None  # of queries, where the model compares words with patches
    patches: Int8[Tensor, "item patch dim"] | None = None  # of images, in 8 bits, where it does

    def __len__(self) -> int:
        return len(self.features)

    def chosen(self, rows: Tensor | slice) -> "Embedded":
        """Return some of the items, by mask, row numbers or slice."""
        words = None if self.words is None else WordFeatures(self.words.features[rows], self.words.real[rows])
        patches = None if self.patches is None else self.patches[rows]
        return Embedded(self.features[rows], self.pooled[rows], words, patches)

    def with_more(self, others: "Embedded") -> "Embedded":
        """Return these images followed by the others. Raises ValueError if only one of the two has patches."""
        if (self.patches is None) != (others.patches is None):
            raise ValueError("some of these pictures have patches and others have none")
        patches = None if self.patches is None else torch.cat([self.patches, others.patches])
        features, pooled = torch.cat([self.features, others.features]), torch.cat([self.pooled, others.pooled])
        return Embedded(features, pooled, patches=patches)


@torch.inference_mode()
def embed_texts(towers: Towers, texts: Sequence[str]) -> Embedded:
    """Embed texts without features of their words."""
    towers.eval()
    none = torch.empty(0, towers.pooled_text_width)
    pooled = torch.cat([none, *(towers.pool_texts(towers.tokenize(part)) for part in _parts(texts))])
    return Embedded(towers.project_texts(pooled), pooled)


@torch.inference_mode()
def embed_queries(towers: Towers, texts: Sequence[str]) -> Embedded:
    """Embed texts to search by, with features of their words if the model has any."""
    if towers.config.patch_grid is None:
        return embed_texts(towers, texts)
    towers.eval()
    pooled = [torch.empty(0, towers.pooled_text_width)]
    words = [WordFeatures(torch.empty(0, 0, towers.config.dim), torch.empty(0, 0, dtype=torch.bool))]
    for part in _parts(texts):
        tokens = towers.tokenize(part)
        states = towers.forward_text(tokens)
        pooled.append(towers.pool_words(states, tokens))
        words.append(towers.content_words(towers.word_features(states, tokens), tokens))
    return Embedded(towers.project_texts(torch.cat(pooled)), torch.cat(pooled), words=concatenate(words))


def embed_query(towers: Towers, text: str) -> Embedded:
    """Embed one text to search by."""
    return embed_queries(towers, [text])


@torch.inference_mode()
def embed_pooled(
    towers: Towers, pooled: Float[Tensor, "image pooled"], patches: Int8[Tensor, "image patch dim"] | None = None
) -> Embedded:
    """Return embedded images from stored pooled features, and from stored patches if the model has any."""
    return Embedded(towers.eval().project_images(pooled), pooled, patches=patches)


@torch.inference_mode()
def embed_pixels(towers: Towers, pixels: UInt8[Tensor, "image 3 height width"]) -> Embedded:
    """Embed images that are in memory, without patches."""
    towers.eval()
    return embed_pooled(towers, torch.cat([towers.pool_images(to_input(part)) for part in pixels.split(BATCH)]))


@torch.inference_mode()
def embed_pictures(
    towers: Towers,
    pictures: Sequence[Path | Image.Image],
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Embedded:
    """Embed pictures in the order given, with patches if the model has any.

    `on_progress(done, total)` is called after each batch. Raises IntakeError for a picture that cannot be read.
    """
    towers.eval()
    config = towers.config
    height, width = config.image_height, config.image_width
    pooled = [torch.empty(0, towers.pooled_width)]
    patches = [torch.empty(0, *config.patch_shape, dtype=torch.int8)] if config.patch_shape else []
    done = 0
    with ThreadPoolExecutor(DECODERS) as decoders:
        pending = [
            [decoders.submit(read_picture, picture, height, width) for picture in part] for part in _parts(pictures)
        ]
        for part in pending:
            maps, own = towers.forward_image(to_input(torch.stack([reading.result() for reading in part])))
            pooled.append(own)
            if patches:
                patches.append(quantise(towers.patch_features(maps)))
            done += len(part)
            part.clear()
            on_progress(done, len(pictures))
    return embed_pooled(towers, torch.cat(pooled), torch.cat(patches) if patches else None)


def _parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
