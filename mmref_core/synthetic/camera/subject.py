"""Check of the main person of a picture: the largest and most central one."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8

LEAST_SHARE = 0.12  # of the picture that the person has to fill
RIVAL_SHARE = 0.3  # of the person's pixels: who has more must not be more central


@dataclass(frozen=True)
class SubjectShares:
    """Shares of the picture that show its person and the largest other person."""

    share: float
    rival_share: float
    offset: float  # of the person's middle from the picture's, in half widths
    is_main: bool


def subject_of(ids: UInt8[np.ndarray, "height width"], rows: list[int]) -> SubjectShares:
    """Return the shares of the first person and its largest rival, and whether the first is the main person: large, the
    largest, and more central than any other large one.

    `rows` are the numbers of materials of the persons, in the order of ids.
    """
    ends = np.cumsum(rows)
    owners = np.searchsorted(ends, np.arange(256), side="right")
    columns = np.zeros((len(rows), ids.shape[1]))
    for person in np.unique(owners[np.bincount(ids.ravel(), minlength=256) > 0]):
        if person < len(rows):
            columns[person] = (owners[ids] == person).sum(axis=0)
    pixels = columns.sum(axis=1)
    places = (np.arange(ids.shape[1]) + 0.5) / ids.shape[1] * 2 - 1
    offsets = np.abs(columns @ places / np.maximum(pixels, 1))
    rivals = np.flatnonzero(pixels > RIVAL_SHARE * pixels[0])[1:] if pixels[0] else np.arange(0)
    is_large = pixels[0] >= LEAST_SHARE * ids.size and pixels[0] >= pixels.max()
    return SubjectShares(
        share=float(pixels[0] / ids.size),
        rival_share=float(pixels[1:].max(initial=0) / ids.size),
        offset=float(offsets[0]),
        is_main=bool(is_large and (offsets[0] < offsets[rivals]).all()),
    )
