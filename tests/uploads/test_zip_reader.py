import io
import os
import stat
import struct
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmref_core.uploads.formats import Limits, PictureFile, Rejected, RejectedError
from mmref_core.uploads.zip_reader import count_entries, is_system_file, read_zip

PICTURE = b"\x89PNG\r\n\x1a\n" + np.random.default_rng(1).bytes(500)  # as far as an archive can tell
LIMITS = Limits()


def packed(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def read(path: Path, limits: Limits = LIMITS) -> tuple[list[str], dict[str, str]]:
    """Labels found, and the reason for each label rejected."""
    items = list(read_zip(path, limits))
    found = [item.label for item in items if isinstance(item, PictureFile)]
    return found, {item.label: item.reason for item in items if isinstance(item, Rejected)}


def patched(path: Path, changes: dict[int, bytes]) -> Path:
    data = bytearray(path.read_bytes())
    for position, new in changes.items():
        data[position : position + len(new)] = new
    path.write_bytes(data)
    return path


def places_of(data: bytes, mark: bytes) -> list[int]:
    return [at for at in range(len(data)) if data.startswith(mark, at)]


def test_pictures_come_whole_and_in_order(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"b/2.png": PICTURE, "a/1.png": PICTURE + b"more"})

    assert list(read_zip(path, LIMITS)) == [PictureFile("b/2.png", PICTURE), PictureFile("a/1.png", PICTURE + b"more")]
    assert count_entries(path, LIMITS) == 2


def test_a_gigabyte_of_zeros_is_refused_in_a_second_and_its_neighbour_taken(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("zeros.png", "w") as entry:
            for _ in range(1000):
                entry.write(bytes(1_000_000))
        archive.writestr("good.png", PICTURE)
    started = time.monotonic()

    found, rejected = read(path)

    assert time.monotonic() - started < 1
    assert found == ["good.png"]
    assert "1000 MB" in rejected["zeros.png"]


def test_an_entry_that_claims_to_be_small_is_read_no_further_than_it_claims(tmp_path: Path) -> None:
    path = packed(tmp_path / "liar.zip", {"zeros.png": PICTURE[:8] + bytes(20_000_000)})
    data = path.read_bytes()
    directory = data.rfind(b"PK\1\2")
    patched(path, {22: struct.pack("<L", 100_000), directory + 24: struct.pack("<L", 100_000)})

    assert read(path) == ([], {"zeros.png": "it is damaged inside the archive"})


def test_an_entry_that_unpacks_to_far_more_than_a_picture_would_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"zeros.png": PICTURE[:8] + bytes(9_000_000), "good.png": PICTURE})

    found, rejected = read(path)

    assert found == ["good.png"]
    assert "200 times its size" in rejected["zeros.png"]


def overlapping(path: Path, entries: int) -> Path:
    """Every entry of the directory points at the same packed bytes."""
    packed(path, {f"{number:05}.png": PICTURE for number in range(entries)})
    data = path.read_bytes()
    return patched(path, {place + 42: struct.pack("<L", 0) for place in places_of(data, b"PK\1\2")})


def test_entries_on_top_of_one_another_are_refused_as_a_bomb(tmp_path: Path) -> None:
    path = overlapping(tmp_path / "overlap.zip", 300)
    started = time.monotonic()

    with pytest.raises(RejectedError, match="on top of one another"):
        read(path)

    assert time.monotonic() - started < 1


def test_an_archive_with_too_many_entries_is_refused_before_they_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "many.zip", {})
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[0] * 16)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry) * 1_000_000, 0, 0)
    path.write_bytes(entry * 1_000_000 + end)
    started = time.monotonic()

    with pytest.raises(RejectedError, match="more than 20,000 files"):
        read(path)

    assert time.monotonic() - started < 1


def test_just_as_many_entries_as_allowed_are_taken(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.png": PICTURE for number in range(5)})

    assert len(read(path, replace(LIMITS, entries=5))[0]) == 5
    with pytest.raises(RejectedError, match="more than 4 files"):
        read(path, replace(LIMITS, entries=4))


def test_more_than_an_archive_may_hold_is_left_out_with_one_line(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.png": PICTURE + bytes(9_000) for number in range(9)})

    found, rejected = read(path, replace(LIMITS, archive_bytes=30_000))

    assert found == ["0.png", "1.png", "2.png"]
    assert list(rejected) == ["a.zip (the last 6 files)"]


def test_names_that_point_elsewhere_are_only_labels(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ["../../evil.png", "/etc/evil.png", "C:\\evil.png", "..\\evil.png", "a/../../evil.png"]
    path = packed(inside / "a.zip", dict.fromkeys(names, PICTURE))

    assert len(read(path)[0]) == 5
    assert sorted(os.listdir(inside)) == ["a.zip"]
    assert sorted(os.listdir(tmp_path)) == ["inside"]


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, kind in (("link.png", stat.S_IFLNK), ("pipe.png", stat.S_IFIFO), ("disk.png", stat.S_IFBLK)):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | 0o777) << 16
            archive.writestr(entry, b"/etc/passwd")
        archive.writestr("good.png", PICTURE)

    found, rejected = read(path)

    assert found == ["good.png"]
    assert rejected == dict.fromkeys(("link.png", "pipe.png", "disk.png"), "this is a link or a device, not a file")


def locked(path: Path, names: dict[str, bool]) -> Path:
    packed(path, dict.fromkeys(names, PICTURE))
    data = path.read_bytes()
    flags = [struct.pack("<H", int(is_locked)) for is_locked in names.values()]
    changes = dict(zip((place + 6 for place in places_of(data, b"PK\3\4")), flags, strict=True))
    changes |= dict(zip((place + 8 for place in places_of(data, b"PK\1\2")), flags, strict=True))
    return patched(path, changes)


def test_a_locked_archive_is_one_line_about_the_password(tmp_path: Path) -> None:
    with pytest.raises(RejectedError, match=r"locked with a password.*without one"):
        read(locked(tmp_path / "a.zip", {"a.png": True, "b.png": True}))


def test_a_locked_entry_costs_only_itself(tmp_path: Path) -> None:
    found, rejected = read(locked(tmp_path / "a.zip", {"a.png": True, "b.png": False}))

    assert found == ["b.png"]
    assert rejected == {"a.png": "it is locked with a password"}


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"x.png": PICTURE}).read_bytes()

    found, rejected = read(packed(tmp_path / "a.zip", {"inner.zip": inner, "inner.png": inner, "good.png": PICTURE}))

    assert found == ["good.png"]
    assert set(rejected.values()) == {"this is a zip archive among the pictures"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(tmp_path: Path, method: int) -> None:
    found, rejected = read(packed(tmp_path / "a.zip", {"a.png": PICTURE}, method))

    assert found == []
    assert "packed in a way" in rejected["a.png"]


def test_files_that_are_no_pictures_are_told_by_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"read me.txt": b"words", "none.png": b"", "a.gif": b"GIF89a", "good": PICTURE})

    found, rejected = read(path)

    assert found == ["good"]
    assert rejected["read me.txt"] == "this is not a picture"
    assert rejected["none.png"] == "the file is empty"
    assert rejected["a.gif"] == "this is a GIF picture"


def test_what_macos_and_windows_add_is_one_line_in_all(tmp_path: Path) -> None:
    names = ["__MACOSX/._a.png", "x/__MACOSX/b.jpg", "x/.DS_Store", "Thumbs.db", "a.png"]

    found, rejected = read(packed(tmp_path / "a.zip", dict.fromkeys(names, PICTURE)))

    assert found == ["a.png"]
    assert list(rejected) == ["a.zip (4 system files)"]
    assert not is_system_file("MACOSX/a.png")


@pytest.mark.parametrize("entries", [{}, {"folder/": b""}])
def test_an_archive_without_files_says_so(tmp_path: Path, entries: dict[str, bytes]) -> None:
    with pytest.raises(RejectedError, match="no files in the archive"):
        read(packed(tmp_path / "a.zip", entries))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cut off or damaged"),
        (b"PK\3\4", "cut off or damaged"),
        (b"some text", "cut off or damaged"),
        (b"Rar!\x1a\x07" + bytes(50), "this is a RAR archive, not a zip"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "this is a 7z archive, not a zip"),
        (PICTURE, "this is a picture, not a zip"),
    ],
)
def test_what_is_no_zip_archive_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    with pytest.raises(RejectedError, match=reason):
        read(path)
    assert count_entries(path, LIMITS) == 1


def test_an_archive_larger_than_allowed_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)

    with pytest.raises(RejectedError, match="more than the 4 GB"):
        read(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_told(tmp_path: Path, part: float) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.png": PICTURE for number in range(9)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])

    with pytest.raises(RejectedError, match=r"cut off or damaged.*again"):
        read(path)


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.png": PICTURE, "b.png": PICTURE}, zipfile.ZIP_STORED)
    patched(path, {200: b"\0\1\2\3"})

    found, rejected = read(path)

    assert found == ["b.png"]
    assert rejected == {"a.png": "it is damaged inside the archive"}


def test_an_archive_with_flipped_bytes_never_gives_another_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    path = packed(tmp_path / "a.zip", {"é/1.png": PICTURE, "2.png": PICTURE, "x/3.txt": b"words"})
    whole = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    lines = []
    for _ in range(1000):
        data = whole.copy()
        data[rng.integers(0, len(data), 4)] = rng.integers(0, 256, 4, dtype=np.uint8)
        path.write_bytes(data.tobytes())
        try:
            found, _ = read(path)
        except RejectedError as rejection:
            lines.append(rejection.named("a").line)
        else:
            assert len(found) <= 3
    assert lines
    assert not any("\n" in line for line in lines)


def test_an_archive_in_the_64_bit_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a.png", "w", force_zip64=True) as entry:
        entry.write(PICTURE)
    data = path.read_bytes()
    start, end = data.rfind(b"PK\1\2"), data.rfind(b"PK\5\6")
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, end - start, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    short = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:end] + record + locator + short)

    assert read(path) == (["a.png"], {})


def test_an_archive_behind_other_bytes_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.png": PICTURE})
    out = io.BytesIO(b"#!/bin/sh\n" + path.read_bytes())
    path.write_bytes(out.getvalue())

    assert read(path) == (["a.png"], {})
