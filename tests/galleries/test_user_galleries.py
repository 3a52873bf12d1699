import io
import multiprocessing
import os
import re
import signal
import threading
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmref_core.errors import QuotaError, StoreError
from mmref_core.galleries.contents import IngestProgress, StoredFeatures
from mmref_core.galleries.quotas import Quotas
from mmref_core.galleries.store import SweepResult
from mmref_core.galleries.user_galleries import BATCH, UserGalleries, handle_of
from mmref_core.uploads.formats import Limits

DAY = 24 * 3600.0  # seconds


def mean_colours(paths: Sequence[Path]) -> StoredFeatures:
    """A small embedding whose values one can check by looking at a picture."""
    colours = []
    for path in paths:
        with Image.open(path) as image:
            colours.append(np.asarray(image.convert("RGB"), dtype=np.float32).mean(axis=(0, 1)) / 255)
    return StoredFeatures(np.array(colours, dtype=np.float16))


def shade(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 16), (number % 16 * 16, number // 16 * 12, 90)).save(out, "PNG")
    return out.getvalue()


def archive(path: Path, count: int, extra: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for number in range(count):
            file.writestr(f"{number:04}.png", shade(number))
        for name, data in (extra or {}).items():
            file.writestr(name, data)
    return path


def galleries_in(folder: Path, fingerprint: str = "model one") -> UserGalleries:
    return UserGalleries(folder / "store", mean_colours, fingerprint)


def damaged(user_galleries: UserGalleries, gallery: str) -> list[str]:
    """Return the labels of pictures whose stored copy or thumbnail is not what was stored."""
    pictures = user_galleries.contents(gallery).pictures
    files = {picture.label: (picture.path, picture.thumbnail_path) for picture in pictures}
    is_intact = user_galleries.store.blobs.is_intact
    return [label for label, paths in files.items() if not all(is_intact(path.stem) for path in paths)]


def test_a_filled_gallery_has_its_pictures_with_their_embeddings(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")

    report = user_galleries.fill(
        gallery, [archive(tmp_path / "a.zip", 70, {"words.txt": b"words", "twin.png": shade(3)})]
    )

    assert (report.taken, report.already) == (70, 0)
    assert [rejection.label for rejection in report.rejected] == ["words.txt", "twin.png"]
    assert report.rejected[1].reason == "it is the same picture as 0003.png"
    pictures = user_galleries.contents(gallery).pictures
    assert [picture.label for picture in pictures] == [f"{number:04}.png" for number in range(70)]
    expected = [(number % 16 * 16 / 255, number // 16 * 12 / 255, 90 / 255) for number in range(70)]
    assert np.abs(user_galleries.contents(gallery).embeddings - np.array(expected)).max() < 0.03
    with Image.open(pictures[5].thumbnail_path) as thumbnail:
        assert thumbnail.size == (8, 16)
    assert user_galleries.rejected(gallery) == list(report.rejected)
    assert user_galleries.describe(gallery).name == "holiday"


def test_the_first_batch_is_searchable_while_the_rest_is_read(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    steps: list[IngestProgress] = []
    searchable = []

    def watch(progress: IngestProgress) -> None:
        steps.append(progress)
        if progress.done in (BATCH, BATCH + 1):
            searchable.append(len(user_galleries.contents(gallery).pictures))

    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 100)], watch)

    assert searchable == [BATCH, BATCH]
    assert [step.done for step in steps[:100]] == list(range(1, 101))
    assert {step.total for step in steps} == {100}
    assert (steps[-1].done, steps[-1].searchable) == (100, 100)


def test_sub_folders_are_objects(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("people")
    path = archive(tmp_path / "a.zip", 0, {"x/ann/1.png": shade(1), "x/ann/2.png": shade(2), "x/bob/1.png": shade(3)})
    user_galleries.fill(gallery, [path])

    assert user_galleries.contents(gallery).objects == ["ann", "ann", "bob"]


def test_an_empty_gallery_has_nothing_and_is_no_error(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("empty")

    assert user_galleries.contents(gallery).pictures == ()
    assert len(user_galleries.contents(gallery).embeddings) == 0


def test_cancelling_keeps_whole_batches_and_filling_again_goes_on(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    source = archive(tmp_path / "a.zip", 150)

    def cancel(progress: IngestProgress) -> None:
        if progress.done == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        user_galleries.fill(gallery, [source], cancel)
    assert len(user_galleries.contents(gallery).pictures) == BATCH

    report = user_galleries.fill(gallery, [source])
    assert (report.taken, report.already, report.rejected) == (150 - BATCH, BATCH, ())
    assert len(user_galleries.contents(gallery).pictures) == 150


def fill_slowly(folder: Path, gallery: str, source: Path, acknowledged: Connection) -> None:
    def slow(paths: Sequence[Path]) -> StoredFeatures:
        time.sleep(0.05)
        return mean_colours(paths)

    user_galleries = UserGalleries(folder / "store", slow, "model one")
    user_galleries.fill(gallery, [source], lambda progress: acknowledged.send(progress.searchable))


@pytest.mark.parametrize("after", [0, 1, 64, 70, 128, 190])
def test_a_killed_fill_loses_nothing_acknowledged_and_finishes_later(tmp_path: Path, after: int) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    source = archive(tmp_path / "a.zip", 200)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=fill_slowly, args=(tmp_path, gallery, source, sender))
    process.start()
    sender.close()
    acknowledged = max([receiver.recv() for _ in range(after)], default=0)
    time.sleep(after % 7 * 0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    receiver.close()

    reopened = galleries_in(tmp_path)
    reopened.sweep()
    waiting = len(reopened.store.waiting(gallery, 999))
    before = len(reopened.contents(gallery).pictures)
    assert before >= acknowledged
    assert reopened.resume() == waiting
    assert damaged(reopened, gallery) == []
    report = reopened.fill(gallery, [source])
    assert report.already == before + waiting
    assert report.rejected == ()
    assert [picture.label for picture in reopened.contents(gallery).pictures] == [
        f"{number:04}.png" for number in range(200)
    ]
    assert reopened.sweep() == SweepResult(0)


def test_an_embedding_that_fails_leaves_the_pictures_waiting(tmp_path: Path) -> None:
    def broken(paths: Sequence[Path]) -> StoredFeatures:
        raise RuntimeError("no memory")

    gallery = galleries_in(tmp_path).create("holiday")
    source = archive(tmp_path / "a.zip", 10)
    with pytest.raises(RuntimeError, match="no memory"):
        UserGalleries(tmp_path / "store", broken, "model one").fill(gallery, [source])

    assert galleries_in(tmp_path).resume() == 10
    assert len(galleries_in(tmp_path).contents(gallery).pictures) == 10


@pytest.mark.parametrize("bad", [np.full((10, 3), np.nan), np.zeros((9, 3))])
def test_an_embedding_of_the_wrong_size_or_not_finite_is_not_kept(tmp_path: Path, bad: np.ndarray) -> None:
    user_galleries = UserGalleries(tmp_path / "store", lambda _: StoredFeatures(bad.astype(np.float16)), "model one")
    gallery = user_galleries.create("holiday")

    with pytest.raises(ValueError, match="for 10 pictures"):
        user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 10)])
    assert user_galleries.contents(gallery).pictures == ()


def with_places(paths: Sequence[Path]) -> StoredFeatures:
    kept = mean_colours(paths)
    return replace(kept, places=(kept.embeddings * 100).astype(np.int8).repeat(4, axis=1))


def test_places_are_kept_beside_the_embeddings_and_can_be_written_to(tmp_path: Path) -> None:
    user_galleries = UserGalleries(tmp_path / "store", with_places, "model one")
    gallery = user_galleries.create("holiday")
    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 70)])

    contents = user_galleries.contents(gallery)
    assert contents.places is not None and contents.places.shape == (70, 12)
    assert (contents.places[:, ::4] == (contents.embeddings * 100).astype(np.int8)).all()
    assert contents.places.flags.writeable  # as tensors that share their memory must be
    assert galleries_in(tmp_path / "other").contents(galleries_in(tmp_path / "other").create("empty")).places is None


def test_places_of_some_pictures_only_are_a_message(tmp_path: Path) -> None:
    gallery = galleries_in(tmp_path).create("holiday")
    galleries_in(tmp_path).fill(gallery, [archive(tmp_path / "a.zip", 3)])
    later = UserGalleries(tmp_path / "store", with_places, "model one")
    later.fill(gallery, [archive(tmp_path / "b.zip", 5)])

    with pytest.raises(StoreError, match=r"Some pictures lack .* Index the gallery again"):
        later.contents(gallery)
    assert later.reindex(gallery) == 5
    assert len(later.contents(gallery).places) == 5


def test_another_model_is_refused_with_the_way_out_and_reindexing_is_it(tmp_path: Path) -> None:
    gallery = galleries_in(tmp_path).create("holiday")
    galleries_in(tmp_path).fill(gallery, [archive(tmp_path / "a.zip", 10)])
    other = galleries_in(tmp_path, "model two")

    with pytest.raises(StoreError, match=r"10 of 10 .* \(model one, now model two\).*about 1 minute"):
        other.contents(gallery)
    with pytest.raises(StoreError, match=re.escape(f"`python -m mmref_core reindex --store {tmp_path / 'store'}`")):
        other.contents(gallery)
    assert other.reindex(gallery) == 10
    assert len(other.contents(gallery).pictures) == 10


def test_all_galleries_of_a_store_are_indexed_again_but_those_that_expired(tmp_path: Path) -> None:
    clock = [1000.0]
    first = UserGalleries(tmp_path / "store", mean_colours, "model one", lifetime_seconds=60.0, now=lambda: clock[0])
    gone = first.create("gone")
    first.fill(gone, [archive(tmp_path / "a.zip", 3)])
    clock[0] += 59
    kept = [first.create(name) for name in ("holiday", "party", "empty")]
    for gallery, count in zip(kept, (10, 70, 0), strict=True):
        first.fill(gallery, [archive(tmp_path / f"{count}.zip", count)] if count else [])
    clock[0] += 2

    other = UserGalleries(tmp_path / "store", mean_colours, "model two", now=lambda: clock[0])
    assert other.reindex_all() == (3, 80)
    assert [len(other.contents(gallery).pictures) for gallery in kept] == [10, 70, 0]


def test_a_folder_without_galleries_is_named_and_stays_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no galleries in .*elsewhere. Give the --store"):
        UserGalleries(tmp_path / "elsewhere", mean_colours, "model one").reindex_all()
    assert not (tmp_path / "elsewhere").exists()


def test_a_damaged_picture_is_found_and_healed_by_adding_it_again(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    source = archive(tmp_path / "a.zip", 10)
    user_galleries.fill(gallery, [source])
    path = user_galleries.contents(gallery).pictures[4].path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    assert damaged(user_galleries, gallery) == ["0004.png"]
    user_galleries.fill(gallery, [source])
    assert damaged(user_galleries, gallery) == []


def test_a_damaged_picture_is_taken_out_before_it_is_embedded(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 10)])
    user_galleries.contents(gallery).pictures[4].path.unlink()

    assert user_galleries.reindex(gallery) == 9
    assert [rejection.line for rejection in user_galleries.rejected(gallery)] == [
        "0004.png: the stored copy is damaged. Add the picture again, and check the disk."
    ]


def test_a_gallery_ends_with_its_lifetime(tmp_path: Path) -> None:
    clock = [1000.0]
    user_galleries = UserGalleries(
        tmp_path / "store", mean_colours, "model one", lifetime_seconds=60.0, now=lambda: clock[0]
    )
    gallery = user_galleries.create("holiday")
    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 3)])
    clock[0] += 59
    assert len(user_galleries.contents(gallery).pictures) == 3
    clock[0] += 1

    with pytest.raises(StoreError, match="expired"):
        user_galleries.contents(gallery)
    assert user_galleries.sweep() == SweepResult(1)
    assert list(user_galleries.store.blobs.all()) == []


def kept_for_30_days(folder: Path, clock: list[float]) -> UserGalleries:
    """`clock` holds the time that the machine says it is, in seconds."""
    return UserGalleries(folder / "store", mean_colours, "model one", 30 * DAY, now=lambda: clock[0])


def test_a_gallery_that_expires_in_ordinary_running_is_deleted(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    user_galleries = kept_for_30_days(tmp_path, clock)
    user_galleries.fill(user_galleries.create("holiday"), [archive(tmp_path / "a.zip", 3)])
    for _ in range(29):
        clock[0] += DAY
        assert user_galleries.sweep() == SweepResult(0)
    assert list(user_galleries.store.blobs.all()) != []
    clock[0] += DAY
    assert user_galleries.sweep() == SweepResult(1)
    assert list(user_galleries.store.blobs.all()) == []


@pytest.mark.parametrize("swept_before", [True, False])
def test_a_sweep_with_the_clock_40_days_ahead_deletes_nothing_and_says_why(tmp_path: Path, swept_before: bool) -> None:
    clock = [1_800_000_000.0]
    user_galleries = kept_for_30_days(tmp_path, clock)
    gallery = user_galleries.create("holiday")
    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 3)])
    if swept_before:
        user_galleries.sweep()
    clock[0] += 40 * DAY

    for started in (user_galleries, kept_for_30_days(tmp_path, clock)):  # a second start believes the clock no sooner
        swept = started.sweep()
        assert (swept.removed, swept.held) == (0, 1)
        assert "40 days after it was last read here. Expired galleries are kept" in swept.doubt
        clock[0] += 3600.0

    clock[0] -= 40 * DAY + 7200.0
    assert user_galleries.sweep() == SweepResult(0)
    assert len(user_galleries.contents(gallery).pictures) == 3
    assert damaged(user_galleries, gallery) == []


def test_a_clock_that_stays_ahead_for_a_day_is_believed_in_the_end(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    user_galleries = kept_for_30_days(tmp_path, clock)
    user_galleries.fill(user_galleries.create("holiday"), [archive(tmp_path / "a.zip", 3)])
    clock[0] += 40 * DAY  # the machine was switched off, say
    for _ in range(24):
        assert user_galleries.sweep().held == 1
        clock[0] += 3600.0
    assert user_galleries.sweep() == SweepResult(1)
    assert list(user_galleries.store.blobs.all()) == []


def test_leftovers_of_a_stopped_program_go_whatever_the_clock_says(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    user_galleries = kept_for_30_days(tmp_path, clock)
    user_galleries.fill(user_galleries.create("holiday"), [archive(tmp_path / "a.zip", 3)])
    (user_galleries.store.blobs.staging / "half").write_bytes(b"gre")
    clock[0] += 40 * DAY
    swept = user_galleries.sweep()
    assert (swept.removed, swept.held) == (1, 1)


def test_galleries_are_found_by_their_owner_oldest_first_while_they_live(tmp_path: Path) -> None:
    clock = [1_800_000_000.0]
    user_galleries = kept_for_30_days(tmp_path, clock)
    keys = []
    for name, owner in (("one", "ann"), ("two", "bob"), ("three", "ann"), ("nobody's", "")):
        keys.append(user_galleries.create(name, owner))
        clock[0] += DAY
    assert user_galleries.owned("ann") == [keys[0], keys[2]]
    assert user_galleries.owned("bob") == [keys[1]]
    assert user_galleries.owned("") == user_galleries.owned("eve") == []
    assert user_galleries.describe(keys[0]).owner == "ann"
    clock[0] += 27 * DAY
    assert user_galleries.owned("ann") == [keys[2]]
    user_galleries.delete(keys[2])
    assert user_galleries.owned("ann") == []


def test_only_a_gallery_without_an_owner_is_adopted(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    old, anns = user_galleries.create("old"), user_galleries.create("Ann's", "ann")
    user_galleries.adopt([old, anns, "guessed"], "bob")
    assert (user_galleries.owned("bob"), user_galleries.owned("ann")) == ([old], [anns])
    user_galleries.adopt([old], "ann")
    assert user_galleries.owned("bob") == [old]


def test_a_handle_names_one_gallery_and_is_no_key(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    keys = [user_galleries.create("same") for _ in range(20)]
    handles = {handle_of(key) for key in keys}
    assert len(handles) == 20
    assert {len(handle) for handle in handles} == {32}
    with pytest.raises(StoreError, match="no such gallery"):
        user_galleries.describe(handle_of(keys[0]))


def test_a_gallery_counts_what_can_be_searched(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")
    assert user_galleries.count(gallery) == 0
    user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 5, {"words.txt": b"words"})])
    assert user_galleries.count(gallery) == 5
    user_galleries.store.forget_embeddings(gallery, user_galleries.now())
    assert user_galleries.count(gallery) == 0


def bytes_in(user_galleries: UserGalleries, gallery: str) -> int:
    """Of its copies and thumbnails, whether or not another gallery has the same."""
    paths = [
        path for stored in user_galleries.contents(gallery).pictures for path in (stored.path, stored.thumbnail_path)
    ]
    return sum(path.stat().st_size for path in paths)


def test_room_is_what_stored_pictures_and_waiting_uploads_leave_of_each_limit(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    galleries = [user_galleries.create("Ann's", "ann"), user_galleries.create("Bob's", "bob")]
    for gallery, count in zip(galleries, (3, 5), strict=True):
        user_galleries.fill(gallery, [archive(tmp_path / f"{count}.zip", count)])
    anns, used = bytes_in(user_galleries, galleries[0]), sum(bytes_in(user_galleries, gallery) for gallery in galleries)
    assert 0 < anns < used

    user_galleries.quotas = Quotas(visitor_bytes=anns + 100, free_bytes=0)
    user_galleries.require_room("ann", 70, waiting_of_owner=30, waiting=900)
    user_galleries.require_room("eve", anns + 100)
    with pytest.raises(QuotaError, match="your galleries and uploads"):
        user_galleries.require_room("ann", 71, waiting_of_owner=30, waiting=900)

    user_galleries.quotas = Quotas(total_bytes=used + 100, free_bytes=0)
    user_galleries.require_room("ann", 60, waiting_of_owner=0, waiting=40)
    for owner in ("ann", "eve"):
        with pytest.raises(QuotaError, match="all galleries here"):
            user_galleries.require_room(owner, 61, waiting_of_owner=0, waiting=40)

    user_galleries.quotas = Quotas(free_bytes=10**18)
    with pytest.raises(QuotaError, match="the disk has .* free, of which 1000000000.0 GB must stay"):
        user_galleries.require_room("ann", 0)


def test_a_library_without_limits_has_room_for_everything(tmp_path: Path) -> None:
    galleries_in(tmp_path).require_room("ann", 10**30)


def test_a_fill_past_the_limit_of_its_owner_stops_and_whole_batches_stay(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    anns = user_galleries.create("Ann's", "ann")
    user_galleries.fill(anns, [archive(tmp_path / "first.zip", BATCH)])
    user_galleries.quotas = Quotas(visitor_bytes=2 * bytes_in(user_galleries, anns), free_bytes=0)
    gallery = user_galleries.create("Bob's", "bob")
    with pytest.raises(QuotaError, match="your galleries and uploads"):
        user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 3 * BATCH)])
    assert BATCH <= len(user_galleries.contents(gallery).pictures) < 3 * BATCH
    assert len(user_galleries.contents(gallery).pictures) % BATCH == 0
    assert damaged(user_galleries, gallery) == []


def test_deleting_while_filling_stops_the_fill_with_a_message(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")

    def delete_at_70(progress: IngestProgress) -> None:
        if progress.done == 70:
            user_galleries.delete(gallery)

    with pytest.raises(StoreError, match="deleted"):
        user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 150)], delete_at_70)
    user_galleries.sweep()
    assert list(user_galleries.store.blobs.all()) == []


def test_two_people_fill_and_read_at_once(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    galleries = [user_galleries.create("one"), user_galleries.create("two")]
    source = archive(tmp_path / "a.zip", 130)
    threads = [threading.Thread(target=user_galleries.fill, args=(gallery, [source])) for gallery in galleries]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for gallery in galleries:
            contents = user_galleries.contents(gallery)
            assert len(contents.pictures) == len(contents.embeddings)

    assert [len(user_galleries.contents(gallery).pictures) for gallery in galleries] == [130, 130]


def test_a_gallery_that_does_not_exist_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such gallery"):
        galleries_in(tmp_path).fill("guess", [tmp_path])


def test_limits_can_be_given(tmp_path: Path) -> None:
    user_galleries = galleries_in(tmp_path)
    gallery = user_galleries.create("holiday")

    report = user_galleries.fill(gallery, [archive(tmp_path / "a.zip", 10)], limits=Limits(entries=5))

    assert report.taken == 0
    assert "more than 5 files" in report.rejected[0].line
