"""Ingestion of archives and uploaded files: clean pictures, or a line each on why one is rejected."""

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mmref_core.uploads.formats import (
    DEFAULT_LIMITS,
    HEAD_BYTES,
    CleanPicture,
    Limits,
    PictureFile,
    Rejected,
    RejectedError,
    archive_kind,
    too_many_bytes,
)
from mmref_core.uploads.image_decoder import Decoder
from mmref_core.uploads.zip_reader import count_entries, is_system_file, read_zip

LONGEST_LABEL = 200  # characters
UNSAFE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode categories that do not show, or change what is shown


def ingest(sources: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> Iterator[CleanPicture | Rejected]:
    """Read pictures, folders and zip archives in this order; formats are told by bytes, not by names."""
    with Decoder(limits) as decoder:
        for source in sources:
            if source.is_dir():
                yield from _decoded(_read_folder(source, limits), decoder)
            elif _is_archive(source):
                yield from _archive(source, decoder)
            else:
                yield from _decoded([_read_file(source, source.name, limits)], decoder)


def count_files(sources: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> int:
    """Estimate how many items `ingest` will give, for a progress bar."""
    total = 0
    for source in sources:
        if source.is_dir():
            total += sum(1 for _ in _files_below(source))
        else:
            total += count_entries(source, limits) if _is_archive(source) else 1
    return total


def clean_label(name: str) -> str:
    """Return a name that is safe to show and to sort by: no `..`, nothing invisible, `/` between folders."""
    visible = "".join("_" if unicodedata.category(sign) in UNSAFE else sign for sign in name)
    parts = [part.strip() for part in unicodedata.normalize("NFC", visible).replace("\\", "/").split("/")]
    label = "/".join(part for part in parts if part not in ("", ".", ".."))
    return label[-LONGEST_LABEL:] or "a file without a name"


def _decoded(items: Iterable[PictureFile | Rejected], decoder: Decoder) -> Iterator[CleanPicture | Rejected]:
    for item in items:
        label = clean_label(item.label)
        if isinstance(item, Rejected):
            yield replace(item, label=label)
            continue
        try:
            copy = decoder.decode(item.data)
        except RejectedError as rejection:
            yield rejection.named(label)
        else:
            yield CleanPicture(label, copy.webp, copy.thumbnail, copy.width, copy.height)


def _archive(path: Path, decoder: Decoder) -> Iterator[CleanPicture | Rejected]:
    taken = 0
    label = clean_label(path.name)
    try:
        for item in _decoded(read_zip(path, decoder.limits), decoder):
            taken += isinstance(item, CleanPicture)
            yield item
    except RejectedError as rejection:
        yield rejection.named(label)
        return
    except OSError as error:
        yield _unreadable(error).named(label)
        return
    if not taken:
        yield Rejected(label, "there is no picture in it that can be used", "Pack JPEG, PNG or WebP pictures")


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.suffix.lower() == ".zip" or archive_kind(file.read(HEAD_BYTES)) is not None
    except OSError:
        return False


def _files_below(folder: Path) -> Iterator[Path]:
    """Give files and links in a stable order; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            path = Path(parent) / name
            if not is_system_file(path.relative_to(folder).as_posix()):
                yield path


def _read_folder(folder: Path, limits: Limits) -> Iterator[PictureFile | Rejected]:
    found = 0
    for path in _files_below(folder):
        found += 1
        yield _read_file(path, path.relative_to(folder).as_posix(), limits)
    if not found:
        yield Rejected(folder.name, "the folder is empty", "Choose the folder that holds the pictures")


def _read_file(path: Path, label: str, limits: Limits) -> PictureFile | Rejected:
    try:
        if path.is_symlink():
            raise RejectedError("this is a link, not a picture", "Add the picture itself")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise RejectedError("this is not a file", "Add pictures, folders or zip archives")
        if found.st_size > limits.picture_bytes:
            raise too_many_bytes(found.st_size, limits)
        with path.open("rb") as file:
            return PictureFile(label, file.read(limits.picture_bytes + 1))
    except RejectedError as rejection:
        return rejection.named(label)
    except OSError as error:
        return _unreadable(error).named(label)


def _unreadable(error: OSError) -> RejectedError:
    return RejectedError(f"the file cannot be read ({error.strerror})", "Check that it is there and may be read")
