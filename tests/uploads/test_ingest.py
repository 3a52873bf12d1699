import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from mmref_core.uploads.formats import CleanPicture, Rejected
from mmref_core.uploads.ingest import clean_label, count_files, ingest


def png(colour: str, size: tuple[int, int] = (20, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def packed(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def sorted_out(items: Iterable[CleanPicture | Rejected]) -> tuple[list[str], dict[str, str]]:
    """Labels taken, and the whole line for each label rejected."""
    answers = list(items)
    return (
        [item.label for item in answers if isinstance(item, CleanPicture)],
        {item.label: item.line for item in answers if isinstance(item, Rejected)},
    )


def test_an_archive_gives_its_pictures_and_a_line_for_the_rest(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"p/red.png": png("red"), "p/notes.txt": b"words", "p/cut.png": png("red")[:60]})

    taken, rejected = sorted_out(ingest([path]))

    assert taken == ["p/red.png"]
    assert rejected["p/notes.txt"].startswith("p/notes.txt: this is not a picture. Only JPEG, PNG and WebP")
    assert rejected["p/cut.png"].startswith("p/cut.png: the picture is cut off or damaged. Copy it again")


def test_a_picture_is_its_bytes_not_its_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"red.txt": png("red"), "words.png": b"words"})

    assert sorted_out(ingest([path]))[0] == ["red.txt"]


def test_an_archive_without_a_picture_says_so_besides_each_reason(tmp_path: Path) -> None:
    taken, rejected = sorted_out(ingest([packed(tmp_path / "a.zip", {"notes.txt": b"words"})]))

    assert taken == []
    assert list(rejected) == ["notes.txt", "a.zip"]
    assert rejected["a.zip"] == "a.zip: there is no picture in it that can be used. Pack JPEG, PNG or WebP pictures."


@pytest.mark.parametrize("data", [b"", b"words", b"PK\3\4 cut off"])
def test_an_archive_refused_as_a_whole_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)

    assert sorted_out(ingest([path])) == (
        [],
        {"a.zip": "a.zip: the archive is cut off or damaged. Download or pack it again."},
    )


def test_names_that_point_elsewhere_are_taken_as_labels(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"../../etc/passwd.png": png("red"), "C:\\x\\y.png": png("blue")})

    assert sorted_out(ingest([path]))[0] == ["etc/passwd.png", "C:/x/y.png"]
    assert os.listdir(tmp_path) == ["a.zip"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("a/b.png", "a/b.png"),
        ("/../a//./b.png", "a/b.png"),
        ("a\\..\\b.png", "a/b.png"),
        ("../..", "a file without a name"),
        ("", "a file without a name"),
        ("new\nline\x1b[31m.png", "new_line_[31m.png"),
        ("gnp.\u202eexe.png", "gnp._exe.png"),
        ("half\udcff.png", "half_.png"),
        ("e\u0301.png", "\u00e9.png"),
        ("x" * 300 + ".png", "x" * 196 + ".png"),
    ],
)
def test_a_label_is_safe_to_show(name: str, label: str) -> None:
    assert clean_label(name) == label


def test_files_folders_and_archives_come_together_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "2.png").write_bytes(png("blue"))
    (folder / "a.png").write_bytes(png("red"))
    (folder / ".DS_Store").write_bytes(b"x")
    single = tmp_path / "single.png"
    single.write_bytes(png("white"))
    sources = [single, packed(tmp_path / "c", {"3.png": png("black")}), folder]

    taken, rejected = sorted_out(ingest(sources))

    assert taken == ["single.png", "3.png", "a.png", "b/2.png"]
    assert rejected == {}
    assert count_files(sources) == 4


def test_links_and_what_is_missing_or_no_file_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(png("red"))
    (folder / "link.png").symlink_to(outside / "secret.png")
    (folder / "linked folder").symlink_to(outside)
    os.mkfifo(folder / "pipe.png")

    taken, rejected = sorted_out(ingest([folder, tmp_path / "missing.png"]))

    assert taken == []
    assert "this is a link" in rejected["link.png"]
    assert "this is a link" in rejected["linked folder"]
    assert "this is not a file" in rejected["pipe.png"]
    assert "cannot be read (No such file or directory)" in rejected["missing.png"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()

    assert "the folder is empty" in sorted_out(ingest([tmp_path / "photos"]))[1]["photos"]


def test_a_file_of_too_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)

    assert "3000 MB, more than the 25 MB" in sorted_out(ingest([path]))[1]["a.png"]


def test_an_archive_is_taken_by_itself_but_refused_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    path = packed(tmp_path / "photos" / "a.zip", {"1.png": png("red")})

    assert "this is a zip archive" in sorted_out(ingest([tmp_path / "photos"]))[1]["a.zip"]
    assert sorted_out(ingest([path]))[0] == ["1.png"]


def test_one_bad_picture_does_not_stop_the_others(tmp_path: Path) -> None:
    good = {f"{number}.png": png("red", (10 + number, 20)) for number in range(5)}

    taken, rejected = sorted_out(ingest([packed(tmp_path / "a.zip", {"bad.png": b"\x89PNG\r\n\x1a\nbad", **good})]))

    assert taken == list(good)
    assert list(rejected) == ["bad.png"]
