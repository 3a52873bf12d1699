"""Embed pictures and texts in batches, without gradients; features are on the processor, wherever the towers are."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from jaxtyping import Float, Int, Int8, UInt8
from PIL import Image
from torch import Tensor
from torch.nn.functional import normalize

from mmref_core.data.transforms import read_picture, to_input
from mmref_core.models.clip import Towers
from mmref_core.models.devices import quick_precision
from mmref_core.models.text_parts import TextParts, text_parts
from mmref_core.models.tgdt import WordFeatures, concatenate, quantise
from mmref_core.models.tokenisation import content_or_all

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
    second: Float[Tensor, "item second_dim"] | None = None  # embeddings of the second pair, where there is one
    parts: TextParts | None = None  # of the second pair's embedding of one text, by its details

    def __len__(self) -> int:
        return len(self.features)

    def chosen(self, rows: Tensor | slice) -> "Embedded":
        """Return some of the items, by mask, row numbers or slice."""
        words = None if self.words is None else WordFeatures(self.words.features[rows], self.words.real[rows])
        patches, second = (None if own is None else own[rows] for own in (self.patches, self.second))
        return Embedded(self.features[rows], self.pooled[rows], words, patches, second)

    @property
    def stored(self) -> Float[Tensor, "item stored"]:
        """Return what a gallery stores of images besides their patches (see `embed_stored`)."""
        return self.pooled if self.second is None else torch.cat([self.pooled, self.second], dim=1)

    def with_more(self, others: "Embedded") -> "Embedded":
        """Return these images followed by the others. Raises ValueError if they were embedded by different models."""
        if (self.patches is None) != (others.patches is None) or (self.second is None) != (others.second is None):
            raise ValueError("some of these pictures have patches or second features and others have none")
        patches = None if self.patches is None else torch.cat([self.patches, others.patches])
        second = None if self.second is None else torch.cat([self.second, others.second])
        features, pooled = torch.cat([self.features, others.features]), torch.cat([self.pooled, others.pooled])
        return Embedded(features, pooled, patches=patches, second=second)


@torch.inference_mode()
def embed_texts(towers: Towers, texts: Sequence[str]) -> Embedded:
    """Embed texts without features of their words and without the second pair."""
    towers.eval()
    none = torch.empty(0, towers.pooled_text_width)
    pooled = torch.cat([none, *(towers.pool_texts(towers.tokenize(part)).cpu() for part in _parts(texts))])
    return Embedded(towers.project_texts(pooled).cpu(), pooled)


def embed_queries(towers: Towers, texts: Sequence[str], typed: Sequence[str] | None = None) -> Embedded:
    """Embed texts to search by, with features of their words and the second pair's embeddings if the model has these.

    The second pair is given the texts as `typed`, where these differ: a sentence encoder knows words that were replaced
    for the first pair.
    """
    embedded = _embed_for_first_pair(towers, texts)
    if towers.second is None:
        return embedded
    return replace(embedded, second=embed_texts(towers.second, texts if typed is None else typed).features)


def _embed_for_first_pair(towers: Towers, texts: Sequence[str]) -> Embedded:
    return _embed_words(towers, texts) if towers.config.patch_grid else embed_texts(towers, texts)


@torch.inference_mode()
def _embed_words(towers: Towers, texts: Sequence[str]) -> Embedded:
    towers.eval()
    pooled = [torch.empty(0, towers.pooled_text_width)]
    words = [WordFeatures(torch.empty(0, 0, towers.config.dim), torch.empty(0, 0, dtype=torch.bool))]
    for part in _parts(texts):
        tokens = towers.tokenize(part)
        states = towers.forward_text(tokens)
        pooled.append(towers.pool_words(states, tokens).cpu())
        found = towers.word_features(states, tokens)
        words.append(content_words(towers, WordFeatures(found.features.cpu(), found.real.cpu()), tokens))
    return Embedded(towers.project_texts(torch.cat(pooled)).cpu(), torch.cat(pooled), words=concatenate(words))


def content_words(towers: Towers, words: WordFeatures, tokens: Int[Tensor, "text token"]) -> WordFeatures:
    """Return words with `real` true for content words only; for all words of a text without any.

    A search compares only these (our choice): TGDT averages over all words, but on validation persons the others added
    nothing (Rank-1 57.4 with them, 57.6 without), and "in" explains nothing to a reader.
    """
    content = towers.content_tokens[tokens[:, : words.real.shape[1]]]
    return WordFeatures(words.features, content_or_all(words.real, content))


def embed_query(towers: Towers, text: str, typed: str) -> Embedded:
    """Embed one text to search by, with the parts of its second embedding; `typed` is the text as it was typed."""
    embedded = _embed_for_first_pair(towers, [text])
    if towers.second is None:
        return embedded
    parts = text_parts(towers.second, typed)
    return replace(embedded, second=parts.feature[None], parts=parts)


@torch.inference_mode()
def embed_stored(
    towers: Towers, stored: Float[Tensor, "image stored"], patches: Int8[Tensor, "image patch dim"] | None = None
) -> Embedded:
    """Return embedded images from what is stored of them (`Embedded.stored`), and from their patches if any."""
    pooled = stored[:, : towers.pooled_width]
    second = None if towers.second is None else normalize(stored[:, towers.pooled_width :], dim=1)
    return Embedded(towers.eval().project_images(pooled).cpu(), pooled, patches=patches, second=second)


@torch.inference_mode()
def embed_pixels(towers: Towers, pixels: UInt8[Tensor, "image 3 height width"]) -> Embedded:
    """Embed images that are in memory, without patches and without the second pair."""
    towers.eval()
    pooled = torch.cat([towers.pool_images(to_input(part)).cpu() for part in pixels.split(BATCH)])
    return Embedded(towers.project_images(pooled).cpu(), pooled)


@torch.inference_mode()
def embed_pictures(
    towers: Towers,
    pictures: Sequence[Path | Image.Image],
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Embedded:
    """Embed pictures in the order given, with patches and the second pair's embeddings if the model has these.

    `on_progress(done, total)` is called after each batch. Raises IntakeError for a picture that cannot be read.
    """
    towers.eval()
    config = towers.config
    height, width = config.image_height, config.image_width
    stored = [torch.empty(0, towers.stored_width)]
    patches = [torch.empty(0, *config.patch_shape, dtype=torch.int8)] if config.patch_shape else []
    done = 0
    with ThreadPoolExecutor(DECODERS) as decoders:
        pending = [
            [decoders.submit(read_picture, picture, height, width) for picture in part] for part in _parts(pictures)
        ]
        for part in pending:
            pixels = to_input(torch.stack([reading.result() for reading in part]))
            maps, own = towers.forward_image(pixels)
            both = [own] if towers.second is None else [own, _embed_quickly(towers.second, pixels)]
            stored.append(torch.cat(both, dim=1).cpu())
            if patches:
                patches.append(quantise(towers.patch_features(maps)).cpu())
            done += len(part)
            part.clear()
            on_progress(done, len(pictures))
    return embed_stored(towers, torch.cat(stored), torch.cat(patches) if patches else None)


def _embed_quickly(towers: Towers, pixels: Float[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
    """Return embeddings by bfloat16 where it is fast: three times as quick for the second pair's convolutions."""
    with quick_precision(towers.device):
        return towers.embed_images(pixels).float()


def _parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
