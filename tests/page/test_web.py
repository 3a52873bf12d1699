from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from mmref_core.page.web import LOCAL_HOSTS, pictures_app
from page.test_wiring import Service


@pytest.fixture
def browser() -> Iterator[TestClient]:
    with TestClient(pictures_app(Service(), LOCAL_HOSTS), base_url="http://127.0.0.1") as client:
        yield client


def test_a_picture_is_served_by_its_gallery_and_number(browser: TestClient) -> None:
    answer = browser.get("/pictures/sample/0.webp")
    assert answer.content == b"picture"
    assert answer.headers["content-type"] == "image/webp"


@pytest.mark.parametrize("path", ["sample/99.webp", "guessed/0.webp", "..%2Fsample/0.webp", f"{'a' * 500}/0.webp"])
def test_any_other_picture_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(f"/pictures/{path}").status_code == 404


def test_the_page_may_load_nothing_from_elsewhere_and_stand_in_no_frame(browser: TestClient) -> None:
    policy = browser.get("/pictures/sample/0.webp").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_name_that_is_not_this_machine_is_refused(browser: TestClient) -> None:
    assert browser.get("/pictures/sample/0.webp", headers={"host": "example.org"}).status_code == 400
