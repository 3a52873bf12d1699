"""Pictures and texts to features, in batches, without gradients."""

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
from mmref_core.models.tgdt import Words, compact, joined

BATCH = 64
READERS = 2  # threads that decode while the tower computes
REMEMBERED = 64  # queries: a switch or a setting ranks anew, and the text tower would take most of the time


@dataclass(frozen=True)
class Embedded:
    """Items as a tower gives them."""

    features: Float[Tensor, "item dim"]  # in the shared space, of unit length
    pooled: Float[Tensor, "item pooled"]  # before projection, and what branches pool, where towers have any
    words: Words | None = None  # of queries, where the model compares words with places
    places: Int8[Tensor, "item place dim"] | None = None  # of pictures, in 8 bits, where it does

    def __len__(self) -> int:
        return len(self.features)

    def chosen(self, rows: Tensor | slice) -> "Embedded":
        """Some of the items, by mask, numbers or slice."""
        words = None if self.words is None else Words(self.words.features[rows], self.words.real[rows])
        places = None if self.places is None else self.places[rows]
        return Embedded(self.features[rows], self.pooled[rows], words, places)

    def with_more(self, others: "Embedded") -> "Embedded":
        """These pictures and then the others."""
        if (self.places is None) != (others.places is None):
            raise ValueError("some of these pictures have places and others have none")
        places = None if self.places is None else torch.cat([self.places, others.places])
        features, pooled = torch.cat([self.features, others.features]), torch.cat([self.pooled, others.pooled])
        return Embedded(features, pooled, places=places)


@torch.inference_mode()
def embed_texts(towers: Towers, texts: Sequence[str]) -> Embedded:
    towers.eval()
    none = torch.empty(0, towers.pooled_text_width)
    pooled = torch.cat([none, *(towers.pool_texts(towers.tokenize(part)) for part in _parts(texts))])
    return Embedded(towers.project_texts(pooled), pooled)


@torch.inference_mode()
def embed_queries(towers: Towers, texts: Sequence[str]) -> Embedded:
    """Texts to search by: as `embed_texts`, and their words too, where the model has features of words."""
    if towers.config.places is None:
        return embed_texts(towers, texts)
    towers.eval()
    pooled = [torch.empty(0, towers.pooled_text_width)]
    words = [Words(torch.empty(0, 0, towers.config.dim), torch.empty(0, 0, dtype=torch.bool))]
    for part in _parts(texts):
        tokens = towers.tokenize(part)
        states = towers.read(tokens)
        pooled.append(towers.pool_words(states, tokens))
        words.append(towers.content_words(towers.words(states, tokens), tokens))
    return Embedded(towers.project_texts(torch.cat(pooled)), torch.cat(pooled), words=joined(words))


def embed_query(towers: Towers, text: str) -> Embedded:
    """One text to search by."""
    return embed_queries(towers, [text])


@torch.inference_mode()
def embed_pooled(
    towers: Towers, pooled: Float[Tensor, "image pooled"], places: Int8[Tensor, "image place dim"] | None = None
) -> Embedded:
    """Images of which was kept what the tower pooled, and their places where the model has any."""
    return Embedded(towers.eval().project_images(pooled), pooled, places=places)


@torch.inference_mode()
def embed_pixels(towers: Towers, pixels: UInt8[Tensor, "image 3 height width"]) -> Embedded:
    """Pictures that are in memory already."""
    towers.eval()
    return embed_pooled(towers, torch.cat([towers.pool_images(to_input(part)) for part in pixels.split(BATCH)]))


@torch.inference_mode()
def embed_pictures(
    towers: Towers,
    pictures: Sequence[Path | Image.Image],
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Embedded:
    """In the order given, with places where the model has any; `on_progress(done, total)` after each batch.

    A bad picture raises IntakeError.
    """
    towers.eval()
    config = towers.config
    height, width = config.image_height, config.image_width
    pooled = [torch.empty(0, towers.pooled_width)]
    places = [torch.empty(0, *config.place_shape, dtype=torch.int8)] if config.place_shape else []
    done = 0
    with ThreadPoolExecutor(READERS) as readers:
        pending = [
            [readers.submit(read_picture, picture, height, width) for picture in part] for part in _parts(pictures)
        ]
        for part in pending:
            maps, seen = towers.look(to_input(torch.stack([reading.result() for reading in part])))
            pooled.append(seen)
            if places:
                places.append(compact(towers.places(maps)))
            done += len(part)
            part.clear()
            on_progress(done, len(pictures))
    return embed_pooled(towers, torch.cat(pooled), torch.cat(places) if places else None)


def _parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
