"""Zip archives from strangers: read entry by entry, in memory, within limits; nothing is ever extracted by name."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from mmref_core.uploads.formats import (
    HEAD_BYTES,
    Limits,
    PictureFile,
    Rejected,
    RejectedError,
    archive_kind,
    is_picture,
    not_a_picture,
    too_many_bytes,
)

ENCRYPTED = 0x1 | 0x40 | 0x2000  # flag bits: password, strong encryption, hidden directory
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
END, END_BYTES = b"PK\5\6", 22
END64_BYTES = 20 + 56  # locator and record that stand before the end of an archive in the 64-bit format
LARGEST_DIRECTORY = 64_000_000  # bytes
UNREADABLE = (
    zipfile.BadZipFile,
    UnicodeDecodeError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zlib.error,
    OSError,
    ValueError,
    struct.error,
    OverflowError,
)  # all that zipfile raises on bytes it cannot read


def read_zip(path: Path, limits: Limits) -> Iterator[PictureFile | Rejected]:
    """Give the pictures of an archive under their names in it, and a line for each rejected entry.

    Raises `RejectedError`, before the first entry, for an archive that is rejected as a whole.
    """
    with path.open("rb") as file:
        archive = _opened(file, limits)
        entries, ignored = _sorted_out(archive)
        total = 0
        for position, entry in enumerate(entries):
            total += entry.file_size if entry.file_size <= limits.picture_bytes else 0
            if total > limits.archive_bytes:
                yield _too_much(limits).named(f"{path.name} (the last {len(entries) - position} files)")
                break
            yield _read_entry(archive, entry, limits)
        if ignored:
            label = f"{path.name} ({ignored} system files)"
            yield Rejected(label, "they were added by macOS or Windows and are no pictures", "Nothing needs to be done")


def count_entries(path: Path, limits: Limits) -> int:
    """Count the entries that `read_zip` will give; 1 for an archive that is rejected as a whole."""
    try:
        with path.open("rb") as file:
            return len(_sorted_out(_opened(file, limits))[0])
    except (RejectedError, OSError):
        return 1


def _opened(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    try:
        _check_directory(file, limits)
        archive = zipfile.ZipFile(file)
        entries, _ = _sorted_out(archive)
        _check_ranges(file, archive)
    except UNREADABLE as error:
        raise _damaged() from error
    if not entries:
        raise RejectedError("there are no files in the archive", "Pack the pictures and try again")
    if all(entry.flag_bits & ENCRYPTED for entry in entries):
        raise RejectedError(
            "the archive is locked with a password", "Unpack it, and pack the pictures again without one"
        )
    return archive


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Raise RejectedError for too large an archive by its directory, before zipfile makes an object of each entry.

    Entries are counted, since the number at the archive's end can lie. The end is found as zipfile finds it.
    """
    size = file.seek(0, 2)
    if size > limits.archive_bytes:
        raise _too_much(limits)
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if (kind := archive_kind(head)) != "zip archive" and (kind or is_picture(head)):
        raise RejectedError(f"this is a {kind or 'picture'}, not a zip archive", "Pack the pictures as a zip archive")
    tail_start = max(0, size - END_BYTES - 65_535)
    file.seek(tail_start)
    tail = file.read()
    end = tail.rfind(END)
    if end < 0:
        raise _damaged()
    (length,) = struct.unpack_from("<L", tail, end + 12)
    record = end - END64_BYTES
    if record >= 0 and tail[record : record + 4] == b"PK\6\6":
        (length,) = struct.unpack_from("<Q", tail, record + 40)
        end = record
    if length > LARGEST_DIRECTORY or length > tail_start + end:
        raise _damaged()
    file.seek(tail_start + end - length)
    if _longer_than(file.read(length), limits.entries):
        raise RejectedError(
            f"there are more than {limits.entries:,} files in the archive",
            "Pack the pictures in several archives and add one after the other",
        )


def _longer_than(directory: bytes, entries: int) -> bool:
    position = count = 0
    while directory[position : position + 4] == b"PK\1\2" and count <= entries:
        position += 46 + sum(struct.unpack_from("<HHH", directory, position + 28))
        count += 1
    return count > entries


def _check_ranges(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Raise RejectedError for an archive with overlapping entries, by which kilobytes can claim to be terabytes."""
    previous_end = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        file.seek(entry.header_offset + 26)
        name, extra = struct.unpack("<HH", file.read(4))
        if entry.header_offset < previous_end:
            raise RejectedError(
                "parts of the archive lie on top of one another, as in a zip bomb", "Do not use this archive"
            )
        previous_end = entry.header_offset + 30 + name + extra + entry.compress_size
    if previous_end > archive.start_dir:
        raise _damaged()


def _sorted_out(archive: zipfile.ZipFile) -> tuple[Sequence[zipfile.ZipInfo], int]:
    """Return the files of an archive, and how many system files are left out."""
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = [entry for entry in files if not is_system_file(entry.filename)]
    return entries, len(files) - len(entries)


def is_system_file(name: str) -> bool:
    """Whether macOS or Windows added this file; some end in .jpg and hold no picture."""
    *folders, last = name.split("/")
    return "__MACOSX" in folders or last in (".DS_Store", "Thumbs.db", "desktop.ini")


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> PictureFile | Rejected:
    try:
        _check_entry(entry, limits)
        with archive.open(entry) as stream:
            head = stream.read(HEAD_BYTES)
            if not is_picture(head):
                raise not_a_picture(head)
            data = head + stream.read(limits.picture_bytes)
    except RejectedError as rejection:
        return rejection.named(entry.filename)
    except UNREADABLE:
        return Rejected(entry.filename, "it is damaged inside the archive", "Download or pack the archive again")
    return PictureFile(entry.filename, data)


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise RejectedError("this is a link or a device, not a file", "Pack the picture itself")
    if entry.flag_bits & ENCRYPTED:
        raise RejectedError("it is locked with a password", "Unpack it, and pack it again without one")
    if entry.compress_type not in METHODS:
        raise RejectedError(
            f"it is packed in a way that is not read (method {entry.compress_type})", "Pack it with 'deflate'"
        )
    if entry.file_size > limits.picture_bytes:
        raise too_many_bytes(entry.file_size, limits)
    if entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise RejectedError(
            f"it unpacks to more than {limits.ratio} times its size, as a zip bomb does",
            "If it is a picture, add it without an archive",
        )


def _damaged() -> RejectedError:
    return RejectedError("the archive is cut off or damaged", "Download or pack it again")


def _too_much(limits: Limits) -> RejectedError:
    return RejectedError(
        f"there is more than the {limits.archive_bytes / 1e9:.0f} GB that one archive may hold",
        "Pack the pictures in several archives and add one after the other",
    )
