import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mmref_core.page.http.web import KEY_HEADER
from mmref_core.page.state.query_picture import UploadedPicture, read_picture
from mmref_core.page.state.visitors import COOKIE, HEADER, new_secret, visitor_of_secret
from page.answers import Service, guarded


@pytest.fixture
def browser(service: Service, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(guarded(service, tmp_path), base_url="http://127.0.0.1") as client:
        yield client


def test_a_picture_is_served_by_its_gallery_and_number(browser: TestClient) -> None:
    answer = browser.get("/pictures/sample/0.webp")
    assert answer.content == b"picture"
    assert answer.headers["content-type"] == "image/webp"


@pytest.mark.parametrize("path", ["sample/99.webp", "guessed/0.webp", "..%2Fsample/0.webp", f"{'a' * 500}/0.webp"])
def test_any_other_picture_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(f"/pictures/{path}").status_code == 404


def test_faces_are_shown_to_a_browser_that_asks_for_them_and_to_no_other(browser: TestClient) -> None:
    def seen(cookie: str) -> bytes:
        answer = browser.get("/pictures/mine/0.webp", headers={"cookie": cookie})
        assert answer.headers["vary"] == "cookie"  # or a browser would show what it has kept
        return answer.content

    assert [seen(cookie) for cookie in ("", "mmref-faces=blurred", "mmref-faces=1")] == [b"no face"] * 3
    assert seen("a=b; mmref-faces=shown") == b"face"


def test_a_plot_of_the_report_is_served_by_its_name_and_nothing_else_of_the_checkpoint(browser: TestClient) -> None:
    answer = browser.get("/plots/weight.svg")
    assert answer.content == b"<svg/>"
    assert answer.headers["content-type"] == "image/svg+xml"
    for name in ("persons", "..%2Fweight", "%2e%2e%2freport"):
        assert browser.get(f"/plots/{name}.svg").status_code == 404


ASKED = {"query": "a coat", "token": "sample", "off": [], "marks": [], "unwanted": []}


@pytest.mark.parametrize("kind", ["csv", "json", "zip"])
def test_a_view_can_be_downloaded_and_is_not_kept(browser: TestClient, kind: str) -> None:
    answer = browser.post(f"/exports/{kind}", json=ASKED)
    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content


def test_every_route_is_asked_as_the_visitor_whose_cookie_comes_with_the_request(
    browser: TestClient, service: Service
) -> None:
    secret = new_secret()
    cookie = {"cookie": f"{COOKIE}={secret}", HEADER: "somebody else"}
    browser.get("/pictures/sample/0.webp", headers=cookie)
    sent = ASKED | {"image": 0, "visitor": "somebody else"}
    for path in ("changes", "previews", "maps", "exports/csv"):
        assert browser.post(f"/{path}", json=sent, headers=cookie).status_code == 200
    assert service.seen == [(visitor_of_secret(secret), ())] * 5
    browser.post("/changes", json=ASKED, headers={HEADER: "somebody else"})
    assert service.seen[-1] == ("", ())


def test_a_program_asks_for_the_pictures_of_a_gallery_with_its_key(browser: TestClient, service: Service) -> None:
    browser.get("/pictures/mine/0.webp", headers={KEY_HEADER: "a key"})
    assert service.seen == [("", ("a key",))]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("exe", ASKED, 404),
        ("csv", {}, 400),
        ("csv", ASKED | {"token": "../x"}, 400),
        ("csv", ASKED | {"token": "guessed"}, 422),
        ("csv", ASKED | {"query": " "}, 422),
        ("csv", ASKED | {"query": "x" * 300_000}, 413),
    ],
)
def test_what_cannot_be_exported_is_one_line(browser: TestClient, path: str, sent: dict[str, Any], status: int) -> None:
    answer = browser.post(f"/exports/{path}", json=sent)
    assert answer.status_code == status
    assert len(answer.text.splitlines()) == 1


def test_a_picture_to_search_by_is_read_and_given_back_as_what_is_left_of_it(browser: TestClient) -> None:
    binary = {"content-type": "application/octet-stream"}
    answer = browser.post("/query-picture", content=b"picture of a coat", headers=binary)
    assert answer.headers["cache-control"] == "no-store"
    picture = read_picture(answer.json() | {"label": "a.png"})
    assert isinstance(picture, UploadedPicture)
    assert picture.data == b"features of picture of a coat"
    refused = browser.post("/query-picture", content=b"a text", headers=binary)
    assert refused.json() == {"refused": "This picture cannot be searched by: this is a text."}
    assert browser.post("/query-picture", content=bytes(25_000_001), headers=binary).status_code == 413
    assert browser.post("/query-picture", content=b"picture", headers={"content-type": "text/plain"}).status_code == 415


def test_another_site_cannot_ask_for_a_download(browser: TestClient) -> None:
    simple = {"content-type": "text/plain"}  # that a browser sends for any site without asking
    assert browser.post("/exports/csv", content=json.dumps(ASKED), headers=simple).status_code == 415
    asked_first = {"origin": "http://example.org", "access-control-request-method": "POST"}
    refused = browser.options("/exports/csv", headers=asked_first)
    assert "access-control-allow-origin" not in refused.headers
    posted = browser.post("/exports/csv", json=ASKED, headers={"origin": "http://example.org"})
    assert (refused.status_code, posted.status_code) == (403, 403)
    assert browser.post("/exports/csv", json=ASKED, headers={"origin": "http://127.0.0.1"}).status_code == 200


def test_the_page_may_load_nothing_from_elsewhere_and_stand_in_no_frame(browser: TestClient) -> None:
    policy = browser.get("/pictures/sample/0.webp").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_name_that_is_not_this_machine_is_refused(browser: TestClient) -> None:
    assert browser.get("/pictures/sample/0.webp", headers={"host": "example.org"}).status_code == 421
