import multiprocessing
import re
import resource
import signal
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from mmref_core.errors import StoreError
from mmref_core.galleries.clock import SweepResult
from mmref_core.galleries.store import Store
from mmref_core.uploads.formats import CleanPicture, Rejected


def picture(label: str, content: str = "") -> CleanPicture:
    data = f"picture {content or label}".encode()
    return CleanPicture(label, data, b"thumbnail of " + data, 20, 40)


def filled(folder: Path, *labels: str) -> tuple[Store, str]:
    store = Store(folder)
    gallery = store.create_gallery("holiday", created=100.0, expires=None)
    store.add(gallery, [picture(label) for label in labels], [], now=101.0)
    return store, gallery


def embed_all(store: Store, gallery: str, fingerprint: str = "model", places: bytes | None = None) -> None:
    rows = store.waiting(gallery, 99)
    store.set_embeddings(rows, [(row.label.encode(), places) for row in rows], fingerprint)


def files_of(store: Store) -> int:
    return len(list(store.blobs.all()))


def test_what_is_added_waits_and_is_searchable_once_embedded(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "b", "a")

    assert [row.label for row in store.waiting(gallery, 9)] == ["b", "a"]
    assert store.contents(gallery, 102.0)[1] == []
    embed_all(store, gallery)

    _, rows = Store(tmp_path).contents(gallery, 102.0)
    assert [(row.label, row.embedding, row.fingerprint) for row in rows] == [("b", b"b", "model"), ("a", b"a", "model")]
    assert store.blobs.path(rows[0].blob).read_bytes() == b"picture b"
    assert store.waiting(None, 9) == []


def test_the_same_picture_is_kept_once_and_the_second_is_named(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a")

    added = store.add(gallery, [picture("b", "a"), picture("a"), picture("c"), picture("d", "c")], [], now=101.0)

    assert added.new == ("c",)
    assert added.already == ("a",)
    assert [rejection.line for rejection in added.rejected] == [
        "b: it is the same picture as a. One of them is enough.",
        "d: it is the same picture as c. One of them is enough.",
    ]
    assert store.rejected(gallery, 102.0) == list(added.rejected)


def test_a_refused_file_has_one_line_and_none_once_it_is_mended(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path)
    store.add(gallery, [], [Rejected("a", "cut off", "Again")], now=101.0)
    store.add(gallery, [], [Rejected("a", "too big", "Smaller")], now=101.0)

    assert store.rejected(gallery, 102.0) == [Rejected("a", "too big", "Smaller")]
    store.add(gallery, [picture("a")], [], now=101.0)
    assert store.rejected(gallery, 102.0) == []


def test_deleting_removes_files_that_no_other_gallery_has(tmp_path: Path) -> None:
    store, first = filled(tmp_path, "a", "b")
    second = store.create_gallery("other", 100.0, None)
    store.add(second, [picture("mine", "b"), picture("c")], [], now=101.0)
    assert files_of(store) == 6

    store.delete_gallery(first)

    assert files_of(store) == 4
    assert all(store.blobs.is_intact(row.blob) for row in store.waiting(second, 9))
    with pytest.raises(StoreError, match=r"has expired or was deleted. Add the pictures again"):
        store.contents(first, 102.0)
    store.delete_gallery(first)
    store.delete_gallery(second)
    assert files_of(store) == 0


def test_deleted_names_are_not_left_in_the_file(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a secret name")
    assert b"a secret name" in (tmp_path / "library.sqlite").read_bytes()

    store.delete_gallery(gallery)

    assert not any(b"a secret name" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_expired_gallery_is_gone_at_once_and_swept_later(tmp_path: Path) -> None:
    store = Store(tmp_path)
    gallery = store.create_gallery("short", created=100.0, expires=200.0)
    store.add(gallery, [picture("a")], [], now=199.0)

    assert store.sweep(199.0) == SweepResult(0)
    assert files_of(store) == 2
    with pytest.raises(StoreError, match="expired"):
        store.gallery(gallery, 200.0)
    with pytest.raises(StoreError, match="expired"):
        store.add(gallery, [picture("b")], [], now=200.0)
    assert store.sweep(200.0) == SweepResult(3)  # the gallery, and the two files of the picture that came too late
    assert files_of(store) == 0


def test_every_change_raises_the_generation(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a")
    seen = [store.gallery(gallery, 102.0).generation]
    embed_all(store, gallery)
    seen.append(store.gallery(gallery, 102.0).generation)
    store.forget_embeddings(gallery, 102.0)
    seen.append(store.gallery(gallery, 102.0).generation)
    store.reject(store.waiting(gallery, 1)[0], "damaged", "Add it again")
    seen.append(store.gallery(gallery, 102.0).generation)

    assert seen == sorted(set(seen))


def test_keys_are_long_and_differ(tmp_path: Path) -> None:
    keys = {Store(tmp_path).create_gallery("same", 100.0, None) for _ in range(20)}

    assert len(keys) == 20
    assert min(len(key) for key in keys) >= 43


TAKEN_BACK = {  # by version, what a store of the next one has and this one had not
    2: (
        "DROP TABLE clock",
        "DROP INDEX galleries_by_owner",
        "ALTER TABLE galleries DROP COLUMN owner",
        "ALTER TABLE pictures DROP COLUMN bytes",
    ),
    1: ("ALTER TABLE pictures DROP COLUMN places",),
}


def take_back(folder: Path, version: int) -> None:
    """Make a store what an earlier version of the program has left."""
    with sqlite3.connect(folder / "library.sqlite") as database:
        for step in range(max(TAKEN_BACK), version - 1, -1):
            for statement in TAKEN_BACK[step]:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {version}")
    database.close()


def test_a_store_of_version_2_is_brought_up_with_its_bytes_counted_and_no_owners(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a", "b")
    embed_all(store, gallery)
    store.add(gallery, [picture("waiting")], [Rejected("c", "cut off", "Again")], now=101.0)
    before = store.contents(gallery, 102.0)[1]
    take_back(tmp_path, 2)

    store = Store(tmp_path)
    assert store.gallery(gallery, 102.0).owner == ""
    assert store.contents(gallery, 102.0)[1] == before
    pictures = [picture(label) for label in ("a", "b", "waiting")]
    assert store.used_bytes() == sum(len(each.webp) + len(each.thumbnail) for each in pictures)
    assert store.sweep(102.0, 60.0) == SweepResult(0)
    store.adopt([gallery], "ann")
    assert store.owned("ann", 102.0) == [gallery]


def test_a_file_that_is_missing_when_a_store_is_brought_up_counts_nothing(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a", "b")
    (row, other) = store.waiting(gallery, 2)
    store.blobs.remove([row.blob, row.thumbnail])
    take_back(tmp_path, 2)
    assert Store(tmp_path).used_bytes() == sum(store.blobs.size(name) for name in (other.blob, other.thumbnail)) > 0


def test_a_store_of_version_1_is_brought_up_and_its_rows_stay_whole(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a", "b")
    embed_all(store, gallery)
    take_back(tmp_path, 1)

    _, rows = store.contents(gallery, 102.0)
    assert [(row.embedding, row.places) for row in rows] == [(b"a", None), (b"b", None)]
    store.add(gallery, [picture("c")], [], now=103.0)
    embed_all(store, gallery, places=b"where")
    assert [row.places for row in Store(tmp_path).contents(gallery, 104.0)[1]] == [None, None, b"where"]


def test_bytes_are_counted_by_owner_and_go_with_their_pictures(tmp_path: Path) -> None:
    store, nobodys = filled(tmp_path, "a", "b")
    anns = store.create_gallery("Ann's", 100.0, None, "ann")
    store.add(anns, [picture("mine", "b"), picture("c")], [], now=101.0)
    one = len(picture("c").webp) + len(picture("c").thumbnail)
    assert [store.used_bytes(owner) for owner in ("ann", "", "bob", None)] == [2 * one, 2 * one, 0, 4 * one]
    store.add(anns, [picture("c"), picture("double", "c")], [], now=101.0)  # kept once
    store.reject(store.waiting(anns, 1)[0], "damaged", "Add it again")
    assert store.used_bytes("ann") == one
    store.delete_gallery(nobodys)
    assert store.used_bytes() == one


def test_a_damaged_database_is_found_before_anybody_asks_for_a_gallery(tmp_path: Path) -> None:
    store, _ = filled(tmp_path, *(f"picture {number}" for number in range(40)))
    store.check()
    data = bytearray((tmp_path / "library.sqlite").read_bytes())
    middle = len(data) // 8192 * 4096
    data[middle : middle + 4096] = bytes(4096)
    (tmp_path / "library.sqlite").write_bytes(data)
    with pytest.raises(StoreError, match="move the folder away"):
        store.check()


def test_places_are_forgotten_with_the_embedding(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a")
    embed_all(store, gallery, places=b"where")
    store.forget_embeddings(gallery, 102.0)
    embed_all(store, gallery)
    assert store.contents(gallery, 103.0)[1][0].places is None


def test_places_changed_or_lost_behind_our_back_are_noticed(tmp_path: Path) -> None:
    for number, change in enumerate(("x'00'", "NULL")):
        store, gallery = filled(tmp_path / str(number), "a")
        embed_all(store, gallery, places=b"where")
        with sqlite3.connect(store.folder / "library.sqlite") as database:
            database.execute(f"UPDATE pictures SET places = {change}")
        database.close()
        with pytest.raises(StoreError, match="are damaged"):
            store.contents(gallery, 102.0)


@pytest.mark.parametrize(
    "change",
    [
        "embedding = x'00'",
        "places = x'00'",
        "label = 'other'",
        "fingerprint = 'other'",
        "thumbnail = 'other'",
        "blob = 'other'",
    ],
)
def test_a_row_changed_behind_our_back_is_noticed(tmp_path: Path, change: str) -> None:
    store, gallery = filled(tmp_path, "a", "b")
    embed_all(store, gallery)
    with sqlite3.connect(tmp_path / "library.sqlite") as database:
        database.execute(f"UPDATE pictures SET {change} WHERE number = 2")
    database.close()

    again = re.escape(f"Index the gallery again with `python -m mmref_core reindex --store {tmp_path}`")
    with pytest.raises(StoreError, match=f"are damaged. {again}"):
        store.contents(gallery, 102.0)


def test_a_damaged_database_is_a_message_or_the_right_answer(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, *(f"picture {number}" for number in range(40)))
    embed_all(store, gallery)
    right = store.contents(gallery, 102.0)
    whole = np.fromfile(tmp_path / "library.sqlite", dtype=np.uint8)
    rng = np.random.default_rng(2)
    noticed = 0
    for _ in range(150):
        data = whole.copy()
        data[rng.integers(0, len(data), 20)] ^= rng.integers(1, 256, 20, dtype=np.uint8)
        data.tofile(tmp_path / "library.sqlite")
        try:
            _, rows = store.contents(gallery, 102.0)
        except StoreError:
            noticed += 1
        else:
            assert rows == right[1] or len(rows) < len(right[1])
    assert noticed > 50


def test_a_file_that_is_no_database_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"words " * 1000)

    with pytest.raises(StoreError, match=r"not a database.*move the folder away"):
        Store(tmp_path).create_gallery("a", 1.0, None)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store, gallery = filled(tmp_path, "a")
    with sqlite3.connect(tmp_path / "library.sqlite") as database:
        database.execute("PRAGMA user_version = 7")
    database.close()

    with pytest.raises(StoreError, match=r"newer version.*another folder"):
        store.gallery(gallery, 102.0)


def test_a_folder_that_cannot_be_made_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StoreError, match="cannot be written"):
        Store(tmp_path / "file" / "store").create_gallery("a", 1.0, None)


def test_nobody_else_may_look_into_the_store(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "store", "a")

    assert store.folder.stat().st_mode & 0o077 == 0


def _add_with_a_full_disk(folder: Path, gallery: str, largest_file: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        Store(folder).add(gallery, [picture(f"new {number}") for number in range(120)], [], now=101.0)
    except StoreError as error:
        raise SystemExit(3 if "Free some space" in str(error) else 4) from error


@pytest.mark.parametrize("largest_file", [0, 10, 45_000])
def test_a_full_disk_is_a_message_and_the_old_pictures_stay(tmp_path: Path, largest_file: int) -> None:
    store, gallery = filled(tmp_path, "a", "b")
    embed_all(store, gallery)
    process = multiprocessing.get_context("fork").Process(
        target=_add_with_a_full_disk, args=(tmp_path, gallery, largest_file)
    )
    process.start()
    process.join()

    assert process.exitcode == 3
    assert [row.label for row in store.contents(gallery, 102.0)[1]] == ["a", "b"]
    store.sweep(102.0)
    assert files_of(store) == 4
    assert store.add(gallery, [picture("new 1")], [], now=103.0).new == ("new 1",)
