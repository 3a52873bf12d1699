"""Identities of pictures by folder, or by file name in well-known re-identification data sets."""

import re
from collections import Counter
from collections.abc import Sequence

DATA_SETS = {
    "Market-1501": re.compile(r"(\d{4})_c\d+s\d+_\d+_\d+"),  # 0002_c1s1_000451_03.jpg
    "DukeMTMC-reID": re.compile(r"(\d{4})_c\d+_f\d+"),  # 0005_c2_f0046985.jpg
    "MSMT17": re.compile(r"(\d{4})_\d{3}_\d{2}_\d{4}[a-z]+_\d+_\d+"),  # 0000_000_01_0303morning_0015_0.jpg
    "RSTPReid": re.compile(r"(\d{4})_c\d+_\d+"),  # 0000_c5_0022.jpg
}
NOBODY = re.compile(r"(?:0000|-1)_c\d+s\d+_\d+_\d+")  # Market-1501: background and parts of people
NOBODYS_FOLDER = re.compile(r"-1|background|(?:distractor|junk).*", re.IGNORECASE)

Number = tuple[str, str, str]  # data set, "training" or "test", and a person's number there


def identities_of(labels: Sequence[str]) -> list[str | None]:
    """Return the identity of each picture, None where it is unknown and for distractors and junk, who are nobody.

    A data set's file name comes first, since its folders are splits. The same number in two data sets, or in a folder
    of training pictures and elsewhere, is that of two persons: numbers of MSMT17 begin anew in its test split.
    Otherwise the sub-folder is the identity; folders that all pictures share tell nothing.
    """
    folders = [tuple(label.split("/")[:-1]) for label in labels]
    shared = _shared_start(folders)
    found = [_numbered(label.split("/")[-1], folder) for label, folder in zip(labels, folders, strict=True)]
    uses = Counter(number for _, _, number in {one for one in found if one is not None})
    return [
        None if _is_nobody(label.split("/")[-1], folder[shared:]) else _name(own, uses, folder[shared:])
        for label, folder, own in zip(labels, folders, found, strict=True)
    ]


def _is_nobody(name: str, folders: tuple[str, ...]) -> bool:
    stem = name.rsplit(".", 1)[0]
    return bool(NOBODY.fullmatch(stem)) or any(NOBODYS_FOLDER.fullmatch(folder) for folder in folders)


def _numbered(name: str, folders: tuple[str, ...]) -> Number | None:
    """Return the person that the name of a data set's file tells."""
    stem = name.rsplit(".", 1)[0]
    split = "training" if any("train" in folder.lower() for folder in folders) else "test"
    for data_set, pattern in DATA_SETS.items():
        if match := pattern.fullmatch(stem):
            return data_set, split, match[1]
    return None


def _name(own: Number | None, uses: Counter[str], folders: tuple[str, ...]) -> str | None:
    """Return the name of an identity; a number stands alone where one person alone has it."""
    if own is None:
        return "/".join(folders) or None
    data_set, split, number = own
    return number if uses[number] == 1 else f"{data_set}, {split}: {number}"


def _shared_start(folders: Sequence[tuple[str, ...]]) -> int:
    """Return the number of leading folders that all have in common."""
    shared = 0
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1:
            break
        shared += 1
    return shared
