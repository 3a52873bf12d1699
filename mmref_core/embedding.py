"""Pictures and texts to features, in batches, without gradients."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float, UInt8
from PIL import Image
from torch import Tensor

from mmref_core.images import read_picture, to_input
from mmref_core.model import Towers

BATCH = 64
READERS = 2  # threads that decode while the tower computes


@dataclass(frozen=True)
class Embedded:
    """Items as a tower gives them."""

    features: Float[Tensor, "item dim"]  # in the shared space, of unit length
    pooled: Float[Tensor, "item pooled"]  # before projection

    def __len__(self) -> int:
        return len(self.features)


@torch.inference_mode()
def embed_texts(towers: Towers, texts: Sequence[str]) -> Embedded:
    towers.eval()
    none = torch.empty(0, towers.config.text_width)
    pooled = torch.cat([none, *(towers.pool_texts(towers.tokenize(part)) for part in _parts(texts))])
    return Embedded(towers.project_texts(pooled), pooled)


@torch.inference_mode()
def embed_pooled(towers: Towers, pooled: Float[Tensor, "image pooled"]) -> Embedded:
    """Images of which was kept what the tower pooled."""
    return Embedded(towers.eval().project_images(pooled), pooled)


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
    """In the order given; `on_progress(done, total)` after each batch. A bad picture raises IntakeError."""
    towers.eval()
    height, width = towers.config.image_height, towers.config.image_width
    pooled = [torch.empty(0, towers.pooled_width)]
    done = 0
    with ThreadPoolExecutor(READERS) as readers:
        pending = [
            [readers.submit(read_picture, picture, height, width) for picture in part] for part in _parts(pictures)
        ]
        for part in pending:
            pooled.append(towers.pool_images(to_input(torch.stack([reading.result() for reading in part]))))
            done += len(part)
            part.clear()
            on_progress(done, len(pictures))
    return embed_pooled(towers, torch.cat(pooled))


def _parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
