"""Who may speak to the page, and what for."""

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mmref_core.page.http.login import MOST_FAILURES, hash_password
from security.running import JOIN, ROOT, UPLOAD, App, bring, call, events, join, picture, running, session

FOREIGN = ("http://evil.example", "https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example")
PASSWORD = "correct horse battery"
POSTED = (JOIN, UPLOAD, "/gradio_api/cancel", "/changes", "/previews", "/maps", "/exports/csv", "/query-picture")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "192.168.1.5", "", "a b"]
)
def test_a_name_that_somebody_else_controls_is_refused(app: App, host: str) -> None:
    for path in ("/", "/config", "/robots.txt", "/pictures/sample/0.webp"):
        answer = httpx.get(app.address + path, headers={"host": host})
        assert answer.status_code in (400, 421)
        assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_this_machines_own_names_are_answered(app: App, host: str) -> None:
    assert httpx.get(f"{app.address}/robots.txt", headers={"host": f"{host}:{app.port}"}).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_another_site_can_post_nothing(app: App, visitor: httpx.Client, origin: str) -> None:
    before = app.files()
    for path in POSTED:
        for sent in ({"json": {}}, {"files": {"files": ("a.jpg", picture())}}, {"content": b"x"}):
            answer = visitor.post(path, headers={"origin": origin}, **sent)
            assert answer.status_code == 403, path
            assert "access-control-allow-origin" not in answer.headers
    assert app.files() == before


def test_another_site_may_open_the_page_and_ask_for_nothing_else(visitor: httpx.Client) -> None:
    def asked(path: str, site: str) -> int:
        return visitor.get(path, headers={"sec-fetch-site": site}).status_code

    assert asked("/", "cross-site") == asked("/config", "same-origin") == 200
    for path in ("/config", "/pictures/sample/0.webp", "/gradio_api/queue/data?session_hash=x"):
        assert asked(path, "cross-site") == asked(path, "same-site") == 403


@pytest.mark.parametrize("origin", [*FOREIGN, "http://127.0.0.1"])
def test_no_origin_is_told_that_it_may_read(app: App, origin: str) -> None:
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    for path in POSTED:
        answer = httpx.options(app.address + path, headers=asked)
        assert 400 <= answer.status_code < 500
        assert not [name for name in answer.headers if name.startswith("access-control-")]
    opened = httpx.get(app.address, headers={"origin": app.address})
    assert opened.status_code == 200
    assert not [name for name in opened.headers if name.startswith("access-control-")]


CLOSED = (
    *("/openapi.json", "/docs", "/redoc", "/gradio_api/openapi.json", "/dev/reload", "/gradio_api/dev/reload"),
    *(
        "/gradio_api/deep_link?session_hash=a",
        "/gradio_api/runs",
        "/monitoring",
        "/login",
        "/logout",
        "/gradio_api/user",
    ),
    *(
        "/gradio_api/file=app.py",
        "/file=app.py",
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/custom_component/a/client/b/c",
    ),
    *("/gradio_api/stream/a/b/1/playlist.m3u8", "/svelte/a", "/gradio_api/vibe-code", "/manifest.json", "/pwa_icon"),
    *("/assets/../../app.py", "/assets/%2e%2e/%2e%2e/app.py", "/static/.hidden", "/gradio_api/mcp/"),
)


@pytest.mark.parametrize("path", CLOSED)
def test_a_route_that_the_page_does_not_use_is_closed(visitor: httpx.Client, path: str) -> None:
    assert visitor.get(path).status_code in (404, 405)


@pytest.mark.parametrize(
    "path", ["run/search", "api/search", "call/search", "call/v2/search", "component_server", "reset"]
)
def test_no_event_can_be_asked_for_beside_the_queue(visitor: httpx.Client, path: str) -> None:
    assert visitor.post(f"/gradio_api/{path}", json={"data": ["a", "sample"], "fn_index": 0}).status_code == 404


def test_an_address_of_a_picture_shows_it_to_its_visitor_alone_and_deletes_nothing(app: App) -> None:
    with app.visitor() as mine, app.visitor() as other, httpx.Client(base_url=app.address) as nobody:
        handle = bring(mine, ("a.jpg", picture()))
        address = f"/pictures/{handle}/0.webp"
        assert mine.get(address).status_code == 200
        assert other.get(address).status_code == nobody.get(address).status_code == 404
        search, count = events(mine)["search"]
        delete, _ = events(mine)["delete_gallery"]
        for stranger in (other, nobody):
            for event, data in ((delete, [handle]), (search, ["a coat", handle, [], [], 5])):
                name = session()
                assert join(stranger, event, data[:count], session_hash=name).status_code == 200
                told = stranger.get("/gradio_api/queue/data", params={"session_hash": name}).text
                assert "There is no such gallery" in told
            asked = {"query": "a coat", "token": handle, "off": [], "marks": [], "unwanted": [], "image": 0}
            assert "There is no such gallery" in stranger.post("/changes", json=asked).text
            assert stranger.post("/exports/csv", json=asked).status_code == 422
            assert "No word" in stranger.post("/maps", json=asked).text
        assert mine.get(address).status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app: App) -> None:
    told = httpx.get(app.address).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(re.split("; ", told))
    with app.visitor() as visitor:
        assert "set-cookie" not in visitor.get("/").headers  # it stays the same


def test_nobody_hears_the_answers_of_anothers_session(app: App, visitor: httpx.Client) -> None:
    event, count = events(visitor)["search_gallery"]
    name = session()
    assert join(visitor, event, ["a red coat", "sample", "", None], session_hash=name).status_code == 200
    with app.visitor() as other:
        assert other.get("/gradio_api/queue/data", params={"session_hash": name}).status_code == 404
        assert join(other, event, [None] * count, session_hash=name).status_code == 403
        cancel = {"session_hash": name, "fn_index": event, "event_id": "a"}
        assert other.post("/gradio_api/cancel", json=cancel).status_code == 404


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--allow-network"], "--host-names"),
        (["--allow-network", "--host-names", "a.example"], "--auth-file"),
        (["--allow-network", "--host-names", "a.example", "--auth-file", "x", "--behind-proxy"], "either"),
        (["--behind-proxy"], "--allow-network"),
        (["--host", "0.0.0.0"], "--allow-network"),
        (["--allow-network", "--host-names", "a.example", "--auth-file", "nowhere"], "hash-password"),
    ],
)
def test_a_network_is_not_opened_by_half(tmp_path: Path, options: list[str], told: str) -> None:
    command = [sys.executable, ROOT / "app.py", "--port", "0", "--store", tmp_path, *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert told in ended.stderr


@pytest.fixture(scope="module")
def networked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """With a log-in, on loopback."""
    folder = tmp_path_factory.mktemp("networked")
    accounts = folder / "accounts"
    accounts.write_text("\n".join(hash_password(name, PASSWORD) for name in ("anna", "bert")))
    accounts.chmod(0o600)
    options = ("--allow-network", "--host-names", "search.example", "--auth-file", str(accounts))
    with running(folder / "store", folder / "stderr", *options) as app:
        yield app


def test_a_log_in_stands_before_everything(networked: App) -> None:
    for path in ("/", "/config", "/pictures/sample/0.webp", "/assets/a.js", "/gradio_api/info"):
        answer = httpx.get(networked.address + path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
    assert httpx.post(networked.address + UPLOAD, files={"files": ("a.jpg", picture())}).status_code == 401
    with networked.visitor(auth=("anna", PASSWORD)) as anna, networked.visitor(auth=("bert", PASSWORD)) as bert:
        assert anna.get("/config").status_code == 200
        address = f"/pictures/{bring(anna, ('a.jpg', picture()))}/0.webp"
        assert anna.get(address).status_code == 200
        assert bert.get(address).status_code == 404
        with networked.visitor(auth=("anna", PASSWORD)) as elsewhere:
            assert elsewhere.get(address).status_code == 200  # another browser of the same person


def test_with_a_network_too_only_its_own_names_and_origins_are_answered(networked: App) -> None:
    with networked.visitor(auth=("anna", PASSWORD)) as anna:
        assert anna.get("/config", headers={"host": "search.example"}).status_code == 200
        assert anna.get("/config", headers={"host": "evil.example"}).status_code == 421
        own = {"host": "search.example", "origin": "https://search.example", "content-type": "application/json"}
        assert anna.post("/changes", headers=own, content=b"{}").status_code == 400
        assert anna.post("/changes", headers=own | {"origin": "http://evil.example"}, content=b"{}").status_code == 403


def test_passwords_cannot_be_guessed_at_leisure(networked: App) -> None:
    def status(name: str, password: str) -> int:
        header = base64.b64encode(f"{name}:{password}".encode()).decode()
        return httpx.get(f"{networked.address}/config", headers={"authorization": f"Basic {header}"}).status_code

    with networked.visitor(auth=("bert", PASSWORD)) as bert:
        assert [status("bert", f"guess {n}") for n in range(MOST_FAILURES)] == [401] * MOST_FAILURES
        locked = httpx.get(f"{networked.address}/config", auth=("bert", "guess"))
        assert locked.status_code == 429
        assert int(locked.headers["retry-after"]) > 10
        assert bert.get("/config").status_code == 200  # whoever is in stays in


def test_programs_pass_the_log_in_too(networked: App) -> None:
    with networked.visitor(auth=("anna", PASSWORD)) as anna:
        event, _ = events(anna)["search"]
        answer = call(anna, event, ["a red coat", "sample", [], [], 3])[0]
        assert len(answer["refined"]) == 3
