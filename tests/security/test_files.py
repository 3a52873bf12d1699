"""A visitor names files that are none of theirs."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from security.running import TAKE, App, call, events, file_data, join, picture, upload

SECRET = "this file is nobody's upload"


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.txt"
    path.write_text(SECRET)
    return path


def nothing_was_copied(app: App) -> None:
    assert not [path for path in app.files() if SECRET.encode() in path.read_bytes()]


def is_one_line(answer: httpx.Response) -> bool:
    return len(answer.json()["detail"].splitlines()) == 1


def test_no_input_of_any_event_takes_a_file_of_this_machine(app: App, visitor: httpx.Client, canary: Path) -> None:
    for name, (event, count) in events(visitor).items():
        for place in range(count):
            for value in (file_data(canary), [file_data(canary)], {"deep": [file_data(canary)]}):
                data: list[Any] = [None] * count
                data[place] = value
                answer = join(visitor, event, data)
                assert 400 <= answer.status_code < 500, (name, place, value)
                assert is_one_line(answer)
        for about in (file_data(canary), {"picture": file_data(canary)}):
            assert join(visitor, event, [None] * count, event_data=about).status_code == 400
    nothing_was_copied(app)


@pytest.mark.parametrize("mark", [{}, {"meta": {}}, {"meta": {"_type": "another"}}, {"url": "x", "is_stream": True}])
def test_an_object_with_a_path_is_a_file_whatever_else_it_says(
    visitor: httpx.Client, canary: Path, mark: dict[str, Any]
) -> None:
    event, count = events(visitor)["search_gallery"]
    assert join(visitor, event, [{"path": str(canary), **mark}, *[None] * (count - 1)]).status_code == 400


def test_devices_pipes_and_links_are_refused_and_the_server_goes_on(
    app: App, visitor: httpx.Client, canary: Path
) -> None:
    pipe, link = canary.parent / "pipe", app.store / "uploads" / "link.jpg"
    os.mkfifo(pipe)
    link.symlink_to(canary)
    event, count = events(visitor)[TAKE]
    for path in ("/dev/zero", "/dev/stdin", "/proc/self/environ", pipe, link, app.store / "library.sqlite"):
        answer = join(visitor, event, [[file_data(path)], *[None] * (count - 1)])
        assert answer.status_code == 403, path
        assert is_one_line(answer)
        assert visitor.get("/robots.txt", timeout=5.0).status_code == 200
    nothing_was_copied(app)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        yield listener


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_an_address_is_refused_and_never_asked(visitor: httpx.Client, listener: socket.socket, name: str) -> None:
    address = f"http://{name}:{listener.getsockname()[1]}/a.jpg"
    for event, count in events(visitor).values():
        for place in range(count):
            data: list[Any] = [None] * count
            data[place] = [file_data(address)]
            assert join(visitor, event, data).status_code in (400, 403)
    with pytest.raises(TimeoutError):
        listener.accept()


def test_an_upload_is_its_visitors_alone_and_once_it_is_taken_in_nobodys(app: App, visitor: httpx.Client) -> None:
    (path,) = upload(visitor, ("a.jpg", picture()))
    event, _ = events(visitor)[TAKE]
    with app.visitor() as other:
        assert join(other, event, [[file_data(path)], None, "Stolen"]).status_code == 403
    with httpx.Client(base_url=app.address) as nobody:
        assert join(nobody, event, [[file_data(path)], None, "Stolen"]).status_code == 403
    line, *_ = call(visitor, event, [[file_data(path)], None, "Mine"])
    assert "1 picture" in line["line"]
    assert not Path(path).exists()
    assert join(visitor, event, [[file_data(path)], None, "Again"]).status_code == 403


def test_a_path_near_an_upload_is_no_upload(visitor: httpx.Client) -> None:
    (path,) = upload(visitor, ("a.jpg", picture()))
    event, _ = events(visitor)[TAKE]
    near = (
        f"{Path(path).parent}/./a.jpg",
        f"{Path(path).parent}/../{Path(path).parent.name}/a.jpg",
        f"{path}/",
        path[1:],
    )
    for other in near:
        assert join(visitor, event, [[file_data(other)], None, ""]).status_code == 403


def test_an_upload_that_was_exchanged_for_a_link_is_refused(app: App, visitor: httpx.Client, canary: Path) -> None:
    (path,) = upload(visitor, ("a.jpg", picture()))
    Path(path).unlink()
    Path(path).symlink_to(canary)
    event, _ = events(visitor)[TAKE]
    assert join(visitor, event, [[file_data(path)], None, ""]).status_code == 403
    nothing_was_copied(app)


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/a", "/etc/passwd", "..", "a/../../b.jpg", "\\\\x\\c.jpg", "a" * 900, ""]
)
def test_a_name_of_an_upload_leads_nowhere(app: App, visitor: httpx.Client, name: str) -> None:
    answer = visitor.post("/gradio_api/upload", files=[("files", (name or "x", picture()))])
    assert answer.status_code == 200
    (path,) = map(Path, answer.json())
    assert path.resolve() == path
    assert path.parent.parent.parent == app.store / "uploads"


def test_no_route_serves_a_file_by_its_path(app: App, visitor: httpx.Client, canary: Path) -> None:
    (path,) = upload(visitor, ("a.txt", SECRET.encode()))
    for target in (path, canary, app.store / "library.sqlite", Path(__file__)):
        for route in ("gradio_api/file=", "file=", "gradio_api/file/", "static/", "assets/", "gradio_api/proxy="):
            assert visitor.get(f"/{route}{target}").status_code in (400, 404)
