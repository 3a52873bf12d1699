import hashlib
import os
from pathlib import Path

import pytest

from mmref_core.errors import StoreError
from mmref_core.galleries.blobs import Blobs, exclusive


def test_a_file_is_named_by_the_hash_of_what_it_holds(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)

    names = blobs.put([b"red", b"blue", b"red"])

    assert names == [hashlib.sha256(content).hexdigest() for content in (b"red", b"blue", b"red")]
    assert [blobs.path(name).read_bytes() for name in names] == [b"red", b"blue", b"red"]
    assert sorted(blobs.all()) == sorted(set(names))
    assert oct(blobs.path(names[0]).stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("position", range(3))
def test_one_changed_byte_is_noticed_and_healed_by_the_same_picture(tmp_path: Path, position: int) -> None:
    blobs = Blobs(tmp_path)
    (name,) = blobs.put([b"red"])
    data = bytearray(b"red")
    data[position] ^= 1
    blobs.path(name).write_bytes(data)

    assert not blobs.is_intact(name)
    blobs.put([b"red"])
    assert blobs.is_intact(name)


def test_a_missing_file_is_not_intact_and_has_no_size(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    (name,) = blobs.put([b"red"])
    assert blobs.size(name) == 3
    blobs.remove([name])

    assert not blobs.is_intact(name)
    assert blobs.size(name) == 0


def test_a_sweep_removes_what_is_half_written_or_unwanted_only(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    red, blue = blobs.put([b"red", b"blue"])
    (blobs.staging / "half").write_bytes(b"gre")

    assert blobs.sweep({red}) == 2

    assert list(blobs.all()) == [red]
    assert os.listdir(blobs.staging) == []
    assert sorted(folder.name for folder in tmp_path.iterdir()) == sorted([red[:2], "staging"])
    assert blobs.put([b"blue"]) == [blue]  # its folder is made again
    assert blobs.is_intact(blue)


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    waiting = exclusive(tmp_path / "lock", 0.1)
    with exclusive(tmp_path / "lock", 1.0), pytest.raises(StoreError, match="Wait for it, or stop it"), waiting:
        pass
    with exclusive(tmp_path / "lock", 0.0):
        pass
