"""Time and space: what may be kept and for how long, with a full disk and a wrong clock too."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from mmref_core.page.http.received_files import FILE_BYTES, ReceivedFiles
from security.running import FORM, UPLOAD, bring, events, file_data, join, picture, running, upload
from security.test_budgets import form, megabytes, wait_for

DAY = 24 * 3600.0


def test_who_brings_too_much_is_told_before_it_is_taken(tmp_path: Path) -> None:
    with running(tmp_path / "store", tmp_path / "stderr", "--visitor-space", "0.02") as app, app.visitor() as visitor:
        refused = visitor.post(UPLOAD, files=[("files", ("a.jpg", b"a" * 25_000_000))])
        assert refused.status_code == 413
        assert "Delete a gallery" in refused.text
        silent = visitor.post(UPLOAD, content=form(megabytes(40), 'name="files"; filename="a.jpg"'), headers=FORM)
        assert silent.status_code == 413  # although it did not say how much it brings
        assert app.uploads() == []
        assert upload(visitor, ("a.jpg", b"a" * 15_000_000))
        assert visitor.post(UPLOAD, files=[("files", ("b.jpg", b"a" * 15_000_000))]).status_code == 413
        with app.visitor() as other:
            assert upload(other, ("a.jpg", picture()))


def test_uploads_at_once_count_together(tmp_path: Path) -> None:
    with running(tmp_path / "store", tmp_path / "stderr", "--visitor-space", "0.02") as app, app.visitor() as visitor:
        sent = [("files", ("a.jpg", b"a" * 15_000_000))]
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: visitor.post(UPLOAD, files=sent), range(4)))
        assert sorted(answer.status_code for answer in answers)[1:] == [413, 413, 413]
        assert sum(path.stat().st_size for path in app.uploads()) <= 15_000_000


def test_a_gallery_leaves_no_upload_behind(tmp_path: Path) -> None:
    with running(tmp_path / "store", tmp_path / "stderr") as app, app.visitor() as visitor:
        before = app.uploads()
        bring(visitor, *[(f"{n}.jpg", picture((n, 0, 0))) for n in range(12)])
        wait_for(lambda: app.uploads() == before)


def test_empty_files_count_too(tmp_path: Path) -> None:
    files = ReceivedFiles(tmp_path)
    files.open()
    for number in range(30):
        with files.place("a.jpg") as path:
            path.touch()
        files.add("visitor", path, str(number))
    assert files.counts["visitor"] == 30
    assert files.waiting_bytes("visitor") == 30 * FILE_BYTES
    files.close()


def test_all_visitors_together_have_a_limit_and_the_disk_has_a_floor(tmp_path: Path) -> None:
    for name, options, told in (
        ("total", ("--total-space", "0.001"), "all galleries here"),
        ("floor", ("--free-space", "100000000"), "must stay"),
    ):
        with running(tmp_path / name, tmp_path / "stderr", *options) as app, app.visitor() as visitor:
            refused = visitor.post(UPLOAD, files=[("files", ("a.jpg", b"a" * 2_000_000))])
            assert refused.status_code == 413
            assert told in refused.text
            assert len(refused.text.splitlines()) == 1
            assert app.uploads() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets no tmpfs be mounted")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_told_and_what_was_there_stays(small_disk: Path, tmp_path: Path) -> None:
    store = small_disk / "store"
    with running(store, tmp_path / "stderr", "--free-space", "0") as app, app.visitor() as visitor:
        address = f"/pictures/{bring(visitor, ('a.jpg', picture()))}/0.webp"
        refused = visitor.post(UPLOAD, content=form(megabytes(9), 'name="files"; filename="a.jpg"'), headers=FORM)
        assert refused.status_code == 413
        assert len(refused.text.splitlines()) == 1
        assert "Free some space" in refused.text
        assert app.uploads() == []
        assert visitor.get(address).status_code == 200
        assert bring(visitor, ("b.jpg", picture((0, 90, 0))), name="After")
        assert "Traceback" not in app.said


def age(store: Path, days: float) -> None:
    """Make everything older, as a clock that jumps ahead does."""
    with closing(sqlite3.connect(store / "library.sqlite")) as database, database:
        database.execute("UPDATE galleries SET created = created - ?1, expires = expires - ?1", (days * DAY,))
        database.execute("UPDATE clock SET seen = seen - ?1", (days * DAY,))


def test_a_start_with_the_clock_forty_days_ahead_deletes_nothing_and_says_why(tmp_path: Path) -> None:
    store, log = tmp_path / "store", tmp_path / "stderr"
    with running(store, log) as app, app.visitor() as visitor:
        address = f"/pictures/{bring(visitor, ('a.jpg', picture()))}/0.webp"
        cookies = dict(visitor.cookies)
        app.stop()
    age(store, 40)
    with running(store, log) as app:
        assert "The clock says" in app.said
        assert len(app.said.splitlines()) == 1
        app.stop()
    age(store, -40)
    with running(store, log) as app, httpx.Client(base_url=app.address, cookies=cookies) as visitor:
        assert visitor.get(address).status_code == 200
        assert app.said == ""


def test_an_expired_gallery_goes_at_the_start_where_the_clock_went_on_as_usual(tmp_path: Path) -> None:
    store, log = tmp_path / "store", tmp_path / "stderr"
    with running(store, log) as app, app.visitor() as visitor:
        bring(visitor, ("a.jpg", picture()))
        app.stop()
    age(store, 20)
    for _ in range(2):
        with running(store, log) as app:
            app.stop()
        age(store, 11)
    assert not list(store.glob("blobs/??/*"))


def test_what_an_ended_program_left_behind_goes_at_the_next_start(tmp_path: Path) -> None:
    store, log = tmp_path / "store", tmp_path / "stderr"
    left = store / "uploads" / "0123456789abcdef" / "file"
    with running(store, log) as app, app.visitor() as visitor:
        upload(visitor, ("a.jpg", picture()))
        app.process.kill()  # leaves its uploads
        app.process.wait()
        assert app.uploads()
    left.mkdir(parents=True)
    (left / "a.jpg").write_bytes(b"a")
    (store / "uploads" / "tmp123").write_bytes(b"from an older version")
    (store / "uploads" / "deep_links").mkdir()
    (store / "blobs" / "staging").mkdir(parents=True, exist_ok=True)
    (store / "blobs" / "staging" / "part").write_bytes(b"a")
    (store / "blobs" / "ab").mkdir(exist_ok=True)
    with running(store, log) as app:
        assert [path.name for path in (store / "uploads").iterdir()] != []  # its own folder
        assert app.uploads() == []
        assert not list((store / "blobs").glob("*/*"))
        assert not (store / "blobs" / "ab").exists()


def test_two_programs_on_one_store_leave_each_others_uploads_alone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with running(store, tmp_path / "first") as first, first.visitor() as visitor:
        (path,) = upload(visitor, ("a.jpg", picture()))
        with running(store, tmp_path / "second"):
            assert Path(path).exists()
        event, _ = events(visitor)["take"]
        assert join(visitor, event, [[file_data(path)], None, "Mine"]).status_code == 200


def test_an_upload_that_nobody_takes_in_goes_after_an_hour(tmp_path: Path) -> None:
    now = [0.0]
    files = ReceivedFiles(tmp_path, lambda: now[0])
    files.open()
    for name in ("a.jpg", "b.jpg"):
        with files.place(name) as path:
            path.write_bytes(b"abc")
        files.add("visitor", path, name)
        now[0] += 1800.0
    assert files.waiting_bytes("visitor") == 2 * (3 + FILE_BYTES)
    now[0] += 60.0
    assert files.sweep() == 1
    assert [file.name for file in files.files.values()] == ["b.jpg"]
    assert files.waiting_bytes() == files.waiting_bytes("visitor") == 3 + FILE_BYTES
    assert len(list(files.folder.iterdir())) == 1
    files.close()
    assert not files.folder.exists()


def test_a_gallery_that_expires_while_the_program_runs_is_deleted_by_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with running(store, tmp_path / "stderr", "--sweep-seconds", "1") as app, app.visitor() as visitor:
        bring(visitor, ("a.jpg", picture()))
        age(store, 29.99)
        age_seen = time.time()
        with closing(sqlite3.connect(store / "library.sqlite")) as database, database:
            database.execute("UPDATE clock SET seen = ?", (age_seen,))
            database.execute("UPDATE galleries SET expires = ?", (age_seen - 1.0,))
        wait_for(lambda: not list(store.glob("blobs/??/*")))


def test_a_store_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(AssertionError) as told, running(tmp_path / "store", tmp_path / "stderr"):
        pass
    assert "app.py: " in str(told.value)
    assert "Traceback" not in str(told.value)
    shutil.rmtree(tmp_path / "store", ignore_errors=True)
