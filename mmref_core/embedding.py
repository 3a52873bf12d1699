"""Pictures and texts to features, in batches, without gradients."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from jaxtyping import Float, UInt8
from PIL import Image
from torch import Tensor

from mmref_core.images import read_picture, to_input
from mmref_core.model import Towers

BATCH = 64
READERS = 2  # threads that decode while the tower computes


@torch.inference_mode()
def embed_texts(towers: Towers, texts: Sequence[str]) -> Float[Tensor, "text dim"]:
    towers.eval()
    none = torch.empty(0, towers.config.dim)
    return torch.cat([none, *(towers.embed_texts(towers.tokenize(part)) for part in _parts(texts))])


@torch.inference_mode()
def embed_pixels(towers: Towers, pixels: UInt8[Tensor, "image 3 height width"]) -> Float[Tensor, "image dim"]:
    """Features of pictures that are in memory already."""
    towers.eval()
    return torch.cat([towers.embed_images(to_input(part)) for part in pixels.split(BATCH)])


@torch.inference_mode()
def embed_pictures(
    towers: Towers,
    pictures: Sequence[Path | Image.Image],
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Float[Tensor, "image dim"]:
    """Features in the order given; `on_progress(done, total)` after each batch. A bad picture raises IntakeError."""
    towers.eval()
    height, width = towers.config.image_height, towers.config.image_width
    features = [torch.empty(0, towers.config.dim)]
    done = 0
    with ThreadPoolExecutor(READERS) as readers:
        pending = [
            [readers.submit(read_picture, picture, height, width) for picture in part] for part in _parts(pictures)
        ]
        for part in pending:
            features.append(towers.embed_images(to_input(torch.stack([reading.result() for reading in part]))))
            done += len(part)
            part.clear()
            on_progress(done, len(pictures))
    return torch.cat(features)


def _parts(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
