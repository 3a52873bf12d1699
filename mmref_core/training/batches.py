"""Training samples as tensors: pictures held in memory as bytes, one random caption for each."""

import os
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int, UInt8
from torch import Generator, Tensor
from tqdm import tqdm

from mmref_core.config import ModelConfig
from mmref_core.data.datasets import Sample
from mmref_core.data.transforms import read_picture
from mmref_core.errors import SettingsError
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.text.colour_names import with_other_names
from mmref_core.training.augmentation import augment

DECODERS = os.cpu_count() or 1  # threads that decode


@dataclass(frozen=True)
class TrainingSet:
    """The whole training split in memory; a 192×96 picture takes 55 kB, 20,000 of them 1.1 GB."""

    pixels: UInt8[Tensor, "picture 3 height width"]
    persons: Int[Tensor, " picture"]
    labels: Int[Tensor, "picture attribute"]  # one past the last value: not visible; -1: a value unknown here
    tokens: Int[Tensor, "caption token"]
    first_caption: Int[Tensor, " picture"]  # of a picture, among `tokens`
    caption_count: Int[Tensor, " picture"]

    def __len__(self) -> int:
        return len(self.persons)


@dataclass(frozen=True)
class Batch:
    """Augmented images, each with one caption."""

    pixels: Float[Tensor, "item 3 height width"]
    tokens: Int[Tensor, "item token"]
    persons: Int[Tensor, " item"]
    labels: Int[Tensor, "item attribute"]

    def on(self, device: torch.device) -> "Batch":
        """Return the same with all but its tokens, of which words are masked first, on a device."""
        return Batch(self.pixels.to(device), self.tokens, self.persons.to(device), self.labels.to(device))


def read_pixels(samples: Sequence[Sample], config: ModelConfig) -> UInt8[Tensor, "picture 3 height width"]:
    """Return the pictures of samples in the size of the image tower."""
    pixels = torch.empty(len(samples), 3, config.image_height, config.image_width, dtype=torch.uint8)
    with ThreadPoolExecutor(DECODERS) as decoders:
        read = decoders.map(lambda sample: read_picture(sample.path, config.image_height, config.image_width), samples)
        for row, picture in enumerate(tqdm(read, "reading pictures", len(samples), unit="picture", mininterval=2)):
            pixels[row] = picture
    return pixels


def read_training_set(
    samples: Sequence[Sample], towers: Towers, vocabulary: Vocabulary, other_colour_names: bool = False
) -> TrainingSet:
    """Read pictures, tokenise captions and look up attribute labels.

    With `other_colour_names` each caption stands there twice, the second time with other names of its colours.
    """
    written = [captions_of(sample, other_colour_names) for sample in samples]
    captions = [caption for own in written for caption in own]
    counts = torch.tensor([len(own) for own in written])
    return TrainingSet(
        pixels=read_pixels(samples, towers.config),
        persons=torch.tensor([sample.person for sample in samples]),
        labels=_labels(samples, vocabulary),
        tokens=towers.tokenize(captions).int(),
        first_caption=counts.cumsum(0) - counts,
        caption_count=counts,
    )


def captions_of(sample: Sample, other_colour_names: bool) -> list[str]:
    """Return the captions of a sample, and behind them the same with other names of their colours if asked for."""
    if not other_colour_names:
        return list(sample.captions)
    generator = random.Random(f"{sample.person}/{sample.path.name}")
    return [*sample.captions, *(with_other_names(caption, generator) for caption in sample.captions)]


def _labels(samples: Sequence[Sample], vocabulary: Vocabulary) -> Int[Tensor, "picture attribute"]:
    rows = [vocabulary.labels_or_unseen(sample.visible) for sample in samples]
    return torch.tensor(rows, dtype=torch.long).reshape(len(samples), len(vocabulary.names))


def batch_at(data: TrainingSet, step: int, size: int, seed: int, towards_photographs: bool = False) -> Batch:
    """Return the batch of a step, counted from 0; it depends on seed and step alone, so a resumed run has the same.

    Every picture is used once before any is used again. Raises ValueError for fewer pictures than a batch.
    """
    per_epoch = len(data) // size
    if per_epoch == 0:
        raise SettingsError(f"{len(data)} training pictures are fewer than one batch of {size}")
    epoch, place = divmod(step, per_epoch)
    order = torch.randperm(len(data), generator=Generator().manual_seed(seed * 1_000_003 + epoch))
    chosen = order[place * size : (place + 1) * size]
    generator = Generator().manual_seed(seed * 7_000_003 + step + 1)
    drawn = (torch.rand(size, generator=generator) * data.caption_count[chosen]).long()
    return Batch(
        pixels=augment(data.pixels[chosen], generator, towards_photographs),
        tokens=data.tokens[data.first_caption[chosen] + drawn].long(),
        persons=data.persons[chosen],
        labels=data.labels[chosen],
    )
