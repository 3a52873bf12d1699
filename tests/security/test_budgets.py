"""How much one visitor may ask of the server: bytes, seconds, places in the queue."""

import http.client
import random
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from security.running import FORM, JOIN, STREAM, UPLOAD, App, begin_upload, events, picture, running, session, upload

MEGABYTE = 1_000_000


def form(parts: Iterator[bytes], disposition: str) -> Iterator[bytes]:
    yield f"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
    yield from parts
    yield b"\r\n--x--\r\n"


def megabytes(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"a" * MEGABYTE


def test_a_text_part_of_any_size_is_refused_and_held_nowhere(app: App, visitor: httpx.Client) -> None:
    visitor.get("/config")
    before = app.memory()
    answer = visitor.post(UPLOAD, content=form(megabytes(300), 'name="t"'), headers=FORM)
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1
    wait_for(lambda: app.memory() - before < 64 * MEGABYTE)


@pytest.mark.parametrize("path", [JOIN, "/changes", "/maps", "/exports/zip", "/query-picture", "/gradio_api/cancel"])
def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(
    app: App, visitor: httpx.Client, path: str
) -> None:
    kind = {"content-type": "application/octet-stream" if "picture" in path else "application/json"}
    before = app.memory()
    told = visitor.post(path, content=b"a" * (30 * MEGABYTE), headers=kind)
    silent = visitor.post(path, content=megabytes(30), headers=kind)
    assert told.status_code == silent.status_code == 413
    wait_for(lambda: app.memory() - before < 64 * MEGABYTE)


def test_an_upload_without_an_end_leaves_nothing(app: App, visitor: httpx.Client) -> None:
    for content in (form(iter([b"a" * MEGABYTE]), 'name="files"; filename="a.jpg"'), megabytes(1)):
        broken = b"".join(content)[: MEGABYTE // 2]
        assert visitor.post(UPLOAD, content=broken, headers=FORM).status_code == 400
    assert app.uploads() == []


def test_an_upload_that_breaks_off_leaves_nothing(app: App) -> None:
    for _ in range(5):
        begin_upload(app, 900 * MEGABYTE, b"a" * (5 * MEGABYTE)).close()
    wait_for(lambda: app.uploads() == [])


def wait_for(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.2)


def status_of(connection: socket.socket) -> int:
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status


def test_a_hundred_slow_uploads_are_cut_off_while_the_page_goes_on(app: App, visitor: httpx.Client) -> None:
    slow = [begin_upload(app, 100 * MEGABYTE, b"a") for _ in range(100)]
    try:
        assert visitor.get("/config", timeout=20.0).status_code == 200
        for connection in slow:
            connection.settimeout(60.0)
        told = [status_of(connection) for connection in slow]
        assert set(told) == {408, 429}
    finally:
        for connection in slow:
            connection.close()
    wait_for(lambda: app.uploads() == [])
    assert upload(visitor, ("a.jpg", picture()))


def test_an_upload_that_trickles_is_cut_off(app: App) -> None:
    connection = begin_upload(app, 100 * MEGABYTE)
    connection.settimeout(0.5)
    answer = b""
    for _ in range(120):
        try:
            connection.sendall(b"a")
            answer += connection.recv(4096)
        except TimeoutError:
            continue
        except OSError:
            break
        break
    connection.close()
    assert answer.startswith(b"HTTP/1.1 408")


def test_a_connection_that_never_asks_is_closed(app: App) -> None:
    for sent in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A:"):
        with socket.create_connection(("127.0.0.1", app.port)) as connection:
            connection.sendall(sent)
            connection.settimeout(60.0)
            assert connection.recv(4096) == b""


@pytest.mark.parametrize("value", ["bytes=0-", "bytes=" + ",".join(f"{n}-" for n in range(2000)), "bytes=9-1", "x"])
def test_ranges_are_not_looked_at(visitor: httpx.Client, value: str) -> None:
    for path in ("/pictures/sample/0.webp", "/theme.css", "/static/img/clear.svg"):
        assert visitor.get(path, headers={"range": value}).status_code in (200, 404)


def test_waiting_is_bounded_and_told(app: App, visitor: httpx.Client) -> None:
    view = {
        "query": "a woman in a red coat with a white bag",
        "token": "sample",
        "off": [],
        "marks": [],
        "unwanted": [],
    }

    def asked(path: str) -> tuple[int, str | None, float]:
        began = time.monotonic()
        with httpx.Client(base_url=app.address, timeout=120.0) as client:
            answer = client.post(path, json=view | {"image": 0})
        return answer.status_code, answer.headers.get("retry-after"), time.monotonic() - began

    refused = []
    for path in ("/maps", "/exports/zip", "/changes"):
        with ThreadPoolExecutor(40) as pool:
            told = list(pool.map(asked, [path] * 40))
        assert {status for status, *_ in told} <= {200, 429}
        assert 200 in {status for status, *_ in told}
        refused += [(retry, seconds) for status, retry, seconds in told if status == 429]
    assert refused
    assert all(retry and int(retry) > 0 for retry, _ in refused)
    assert (
        sorted(seconds for _, seconds in refused)[len(refused) // 2] < 3.0
    )  # one second, on a machine with nothing else to do


def test_a_page_that_listens_may_ask_again(app: App, visitor: httpx.Client) -> None:
    event, _ = events(visitor)["search_gallery"]
    asked = {"fn_index": event, "data": ["a red coat", "sample", "", None], "session_hash": session()}
    assert visitor.post(JOIN, json=asked).status_code == 200
    stream = {"session_hash": asked["session_hash"]}
    with app.visitor(cookies=dict(visitor.cookies)) as again, visitor.stream("GET", STREAM, params=stream) as answers:
        next(answers.iter_lines())
        assert again.post(JOIN, json=asked, timeout=60.0).status_code == 200
        assert again.get("/robots.txt", timeout=60.0).status_code == 200


@pytest.mark.parametrize("part", [b"[]", b"{}", b'{"path":"x"}', b"0"])
def test_a_request_of_very_many_parts_is_refused_before_it_is_built(visitor: httpx.Client, part: bytes) -> None:
    event, _ = events(visitor)["adopt_galleries"]
    body = b'{"fn_index": %d, "session_hash": "a", "data": [[%s]]}' % (event, b",".join([part] * 30_000))
    assert visitor.post(JOIN, content=body).status_code == 400
    assert visitor.post("/changes", json={}, headers={"content-type": "application/json"}).status_code == 400


@pytest.mark.parametrize("number", ["9" * 400, "1e999", "-1e999", "NaN"])
def test_a_number_that_no_browser_has_is_refused(app: App, visitor: httpx.Client, number: str) -> None:
    view = '{"query": "a coat", "token": "sample", "image": 0, "settings": {"pool": NUMBER}}'.replace("NUMBER", number)
    for path in ("/changes", "/maps", "/exports/csv"):
        answer = visitor.post(path, content=view, headers={"content-type": "application/json"})
        assert answer.status_code == 400
    assert visitor.post("/previews", content=view, headers={"content-type": "application/json"}).status_code == 204
    assert "Traceback" not in app.said


def test_some_large_slow_bodies_keep_nobody_waiting(app: App, visitor: httpx.Client) -> None:
    slow = []
    for _ in range(4):
        connection = socket.create_connection(("127.0.0.1", app.port))
        head = f"POST /query-picture HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {24 * MEGABYTE}\r\n"
        connection.sendall(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode())
        connection.settimeout(10.0)
        with suppress(OSError):  # it is refused
            connection.sendall(b"a" * (23 * MEGABYTE))
        slow.append(connection)
    view = {"query": "a coat", "token": "sample", "off": [], "marks": [], "unwanted": [], "padding": "a" * 2_000}
    assert visitor.post("/changes", json=view).status_code in (200, 429)
    event, _ = events(visitor)["search_gallery"]
    assert (
        visitor.post(JOIN, json={"fn_index": event, "data": ["a", "sample", "", None], "session_hash": "x"}).status_code
        == 200
    )
    for connection in slow:
        connection.close()


def test_open_streams_leave_room_for_pages(app: App) -> None:
    beats = []
    for number in range(200):
        connection = socket.create_connection(("127.0.0.1", app.port))
        connection.sendall(f"GET /gradio_api/heartbeat/a{number} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        connection.settimeout(60.0)
        beats.append(connection)
    statuses = [connection.recv(12).decode() for connection in beats]
    assert "HTTP/1.1 429" in statuses
    with app.visitor() as visitor:
        assert visitor.get("/config").status_code == 200
        with visitor.stream("GET", "/gradio_api/heartbeat/mine") as stream:
            assert stream.status_code == 200
    for connection in beats:
        connection.close()


def test_a_full_queue_says_so(app: App, visitor: httpx.Client) -> None:
    event, _ = events(visitor)["search_gallery"]

    def asked(number: int) -> httpx.Response:
        data = [f"a person in a coat {number}", "sample", "", None]
        return visitor.post(JOIN, json={"fn_index": event, "data": data, "session_hash": session()})

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(asked, range(400)))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused
    assert {answer.status_code for answer in refused} <= {429, 503}  # ours, or Gradio's of the last moment
    assert all(len(answer.json()["detail"].splitlines()) == 1 for answer in refused)
    assert visitor.get("/robots.txt").status_code == 200


GOOD = (
    *(
        (("GET", path))
        for path in ("/", "/config", "/gradio_api/info", "/references/persons", "/gradio_api/queue/data")
    ),
    *(
        (("POST", path))
        for path in (JOIN, JOIN, UPLOAD, UPLOAD, "/gradio_api/cancel", "/changes", "/previews", "/maps")
    ),
    *((("POST", path)) for path in ("/exports/csv", "/exports/zip", "/query-picture", "/gradio_api/mcp/")),
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW")
PATHS = (
    *("/", "/config", JOIN, UPLOAD, "/gradio_api/queue/data", "/gradio_api/cancel", "/gradio_api/heartbeat/a"),
    *(
        "/gradio_api/upload_progress",
        "/changes",
        "/previews",
        "/maps",
        "/exports/csv",
        "/exports/exe",
        "/query-picture",
    ),
    *("/pictures/sample/0.webp", "/pictures/sample/999999999.webp", "/pictures/x/0.webp", "/plots/a.svg"),
    *(
        "/references/persons",
        "/references/a/1.webp",
        "/assets/%00",
        "/static/..%2f..%2fapp.py",
        "/%ff%fe",
        "/gradio_api/mcp/",
    ),
)
QUERIES = (
    "",
    "?session_hash=a",
    "?session_hash=%00",
    "?upload_id=a",
    "?person=x",
    "?words=" + "a" * 3000,
    "?start=-1",
    "?%ff",
    "?a[]=1",
)
KINDS = (
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/octet-stream",
    "x",
    "",
)
JUNK = (
    *(
        b"",
        b"{}",
        b"[]",
        b"null",
        b"0",
        b'"a"',
        b"{",
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"a":' * 5_000,
        b"NaN",
        b'{"data": NaN}',
    ),
    *(
        b'{"query": "\\ud800", "token": "sample"}',
        b'{"query": 1, "token": 2}',
        b'{"query": "a", "token": "sample", "image": 1e400}',
    ),
    *(
        b'{"query": "a", "token": "sample", "image": -5}',
        b'{"query": "a coat", "token": "sample", "marks": [[]], "off": {}}',
    ),
    *(
        b'{"fn_index": 4, "data": [], "session_hash": "a"}',
        b'{"fn_index": 4, "data": [1, 2, 3, 4], "session_hash": "a"}',
    ),
    *(b'{"fn_index": -1, "data": [], "session_hash": "a"}', b'{"fn_index": 1e9, "data": [], "session_hash": "a"}'),
    *(b'{"fn_index": 10, "data": [null], "session_hash": "a", "event_data": []}', b'{"fn_index": true, "data": null}'),
    *(b'{"fn_index": 18, "data": ["x"], "session_hash": "b", "event_data": {"token": {}}}',),
    *(
        b'{"fn_index": 14, "data": ["x", "sample", "", {}], "session_hash": "c", '
        b'"event_data": {"settings": 5, "picture": []}}',
    ),
    *(b'{"fn_index": 0, "data": ["x", [], {}, 5, "a"], "session_hash": "d"}',),
    *(
        b"--x\r\n\r\n\r\n--x--",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
        b"--x--\r\n",
        b"--y\r\n",
    ),
)
HEADERS = (
    *(
        {},
        {"range": "bytes=0-0,1-1"},
        {"content-length": "5"},
        {"x-forwarded-host": "evil.example"},
        {"cookie": "a=" + "b" * 4000},
    ),
    *(
        {"cookie": "mmref-visitor=" + "a" * 43},
        {"x-mmref-visitor": "a"},
        {"accept": "text/event-stream"},
        {"expect": "100-continue"},
    ),
    *(
        {"transfer-encoding": "chunked"},
        {"if-none-match": "*"},
        {"authorization": "Basic !!!"},
        {"x-gallery-key": "\u00e9" * 50},
    ),
)


def hostile_request(app: App, dice: random.Random) -> int:
    """Send one, and return the status; 0 for a connection that was closed without one."""
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=60)
    body = dice.choice(JUNK) if dice.random() < 0.8 else dice.randbytes(dice.randrange(20_000))
    headers = dict(dice.choice(HEADERS)) | {"content-type": dice.choice(KINDS)}
    headers = {name: value.encode("latin-1") for name, value in headers.items()}
    method, path = dice.choice(GOOD) if dice.random() < 0.7 else (dice.choice(METHODS), dice.choice(PATHS))
    try:
        connection.putrequest(method, path + dice.choice(QUERIES))
        if "content-length" not in headers and "transfer-encoding" not in headers:
            headers["content-length"] = str(len(body)).encode()
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.sock.sendall(body)
        if dice.random() < 0.1:
            connection.sock.shutdown(socket.SHUT_WR)
        connection.sock.settimeout(5.0)
        answer = connection.sock.recv(64)
        return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0
    except (http.client.HTTPException, OSError, ValueError):
        return 0
    finally:
        connection.close()


def test_three_thousand_hostile_requests_leave_no_trace(tmp_path: Path) -> None:
    options = ("--mcp", "--sweep-seconds", "2")
    with running(tmp_path / "store", tmp_path / "stderr", *options) as app, app.visitor() as visitor:
        upload(visitor, ("a.jpg", picture()))
        for seed in range(150):  # what the server keeps for the next time is there now
            hostile_request(app, random.Random(-seed))
        time.sleep(5.0)
        files, before = app.files(), app.memory()
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda seed: hostile_request(app, random.Random(seed)), range(3000)))
        assert not [status for status in statuses if status >= 500]
        wait_for(lambda: app.files() == files)
        wait_for(lambda: app.memory() - before <= 32 * 1024 * 1024)
        assert "Traceback" not in app.said
        assert visitor.get("/config").status_code == 200


def test_the_program_ends_with_uploads_and_streams_open(tmp_path: Path) -> None:
    with running(tmp_path / "store", tmp_path / "stderr") as app, app.visitor() as visitor:
        open_ones = [begin_upload(app, 100 * MEGABYTE, b"a" * MEGABYTE) for _ in range(4)]
        event, _ = events(visitor)["search_gallery"]
        visitor.post(JOIN, json={"fn_index": event, "data": ["a", "sample", "", None], "session_hash": "stays"})
        with visitor.stream("GET", "/gradio_api/heartbeat/stays") as stream:
            next(stream.iter_lines())
            assert app.stop() < 5.0
        for connection in open_ones:
            connection.close()
        assert app.process.returncode == 0
        assert "Traceback" not in app.said
        assert app.uploads() == []
