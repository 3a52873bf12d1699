"""Identities of pictures by folder, or by file name in well-known re-identification data sets."""

import re
from collections.abc import Sequence

NAMED_PERSON = (
    re.compile(r"(\d{4})_c\d+s\d+_\d+_\d+"),  # Market-1501: 0002_c1s1_000451_03.jpg
    re.compile(r"(\d{4})_c\d+_f\d+"),  # DukeMTMC-reID: 0005_c2_f0046985.jpg
    re.compile(r"(\d{4})_\d{3}_\d{2}_\d{4}[a-z]+_\d+_\d+"),  # MSMT17: 0000_000_01_0303morning_0015_0.jpg
    re.compile(r"(\d{4})_c\d+_\d+"),  # RSTPReid: 0000_c5_0022.jpg
)
NOBODY = re.compile(r"(?:0000|-1)_c\d+s\d+_\d+_\d+")  # Market-1501: background and parts of people


def identities_of(labels: Sequence[str]) -> list[str | None]:
    """Return the identity of each picture, None where it is unknown.

    A data set's file name comes first, since its folders are splits. Otherwise the sub-folder is the identity;
    folders that all pictures share tell nothing.
    """
    folders = [tuple(label.split("/")[:-1]) for label in labels]
    shared = _shared_start(folders)
    return [_object_of(label.split("/")[-1], folder[shared:]) for label, folder in zip(labels, folders, strict=True)]


def _object_of(name: str, folders: tuple[str, ...]) -> str | None:
    stem = name.rsplit(".", 1)[0]
    if NOBODY.fullmatch(stem):
        return None
    for pattern in NAMED_PERSON:
        if match := pattern.fullmatch(stem):
            return match[1]
    return "/".join(folders) or None


def _shared_start(folders: Sequence[tuple[str, ...]]) -> int:
    """Return the number of leading folders that all have in common."""
    shared = 0
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1:
            break
        shared += 1
    return shared
