"""Thumbnails of the reference persons, concatenated and read by number."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from jaxtyping import UInt8
from PIL import Image
from torch import Tensor

from mmref_core.data.datasets import Sample
from mmref_core.data.transforms import read_picture

HEIGHT, WIDTH = 128, 64  # pixels; at this quality sharper than 96×48 at quality 60, and no larger
QUALITY = 30  # of WebP: 0.8 kB a picture, 4.4 MB for 5,700 persons
EFFORT = 6  # of WebP's encoder; the same picture always gives the same bytes
MARGIN = 1 / 6  # of the width on each side, which shows the background


@dataclass(frozen=True)
class ReferenceThumbnails:
    """WebP thumbnails, one for each reference, in the order of the references."""

    persons: tuple[int, ...]
    ends: tuple[int, ...]  # where each picture ends in `data`; it begins where the one before ends
    data: bytes

    def __post_init__(self) -> None:
        starts = (0, *self.ends)
        if len(self.persons) != len(self.ends) or any(start >= end for start, end in pairwise(starts)):
            raise ValueError(f"{len(self.persons)} persons and {len(self.ends)} ends of pictures do not fit together")
        if starts[-1] != len(self.data):
            raise ValueError(f"the pictures end at byte {starts[-1]}, but there are {len(self.data)} bytes")

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, reference: int) -> bytes:
        if not 0 <= reference < len(self):
            raise IndexError(f"there is no picture of reference {reference}; there are {len(self)}")
        return self.data[self.ends[reference - 1] if reference else 0 : self.ends[reference]]

    @cached_property
    def key(self) -> str:
        """Return a hash of all thumbnails, for addresses that a browser may cache."""
        return sha256(self.data).hexdigest()[:16]

    def tensors(self) -> dict[str, Tensor]:
        """Return the tensors to store."""
        return {
            "persons": torch.tensor(self.persons),
            "ends": torch.tensor(self.ends),
            "data": torch.from_numpy(np.frombuffer(self.data, np.uint8).copy()),
        }

    @classmethod
    def from_tensors(cls, tensors: dict[str, Tensor], persons: Sequence[int]) -> "ReferenceThumbnails":
        """Read stored tensors. Raises KeyError or ValueError if they are not of these persons in this order."""
        own, ends = (tuple(tensors[name].tolist()) for name in ("persons", "ends"))
        if own != tuple(persons):
            raise ValueError("the pictures are of other persons than the references")
        return cls(own, ends, tensors["data"].numpy().tobytes())


def may_be_shown(data: dict[str, Any]) -> bool:
    """Return whether a data set is rendered; pictures of real persons are not distributed."""
    return "settings" in data


def join(persons: Sequence[int], pictures: Sequence[bytes]) -> ReferenceThumbnails:
    """Concatenate the WebP files of persons."""
    ends = np.cumsum([len(picture) for picture in pictures]).tolist()
    return ReferenceThumbnails(tuple(persons), tuple(ends), b"".join(pictures))


def make_thumbnails(samples: Sequence[Sample], persons: Sequence[int]) -> ReferenceThumbnails:
    """Return a thumbnail of each person. Raises ValueError for a person without a sample."""
    views: dict[int, list[Sample]] = {person: [] for person in persons}
    for sample in samples:
        if sample.person in views:
            views[sample.person].append(sample)
    if missing := [person for person, own in views.items() if not own]:
        raise ValueError(f"there is no picture of person {missing[0]} (and {len(missing) - 1} more)")
    with ThreadPoolExecutor() as workers:
        return join(persons, list(workers.map(thumbnail_of, views.values())))


def thumbnail_of(views: Sequence[Sample]) -> bytes:
    """Return WebP of the picture that shows most of the person's attributes; of several the sharpest, or first."""
    most = max(len(view.visible) for view in views)
    pictures = [read_picture(view.path, HEIGHT, WIDTH) for view in views if len(view.visible) == most]
    best = max(pictures, key=sharpness)
    packed = BytesIO()
    Image.fromarray(best.permute(1, 2, 0).numpy()).save(packed, "WEBP", quality=QUALITY, method=EFFORT)
    return packed.getvalue()


def sharpness(picture: UInt8[Tensor, "3 height width"]) -> float:
    """Return the mean brightness difference of neighbouring pixels, 0 to 510, within the margins.

    Blur, darkness and upscaling lower it.
    """
    margin = int(picture.shape[2] * MARGIN)
    brightness = picture.float().mean(dim=0)[:, margin : picture.shape[2] - margin]
    return sum(float(brightness.diff(dim=axis).abs().mean()) for axis in (0, 1))
