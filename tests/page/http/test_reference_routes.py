from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mmref_core.page.render.references import LONGEST_WORDS
from page.answers import Service, catalogue, guarded

KEY = catalogue().portraits.key


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(guarded(Service(), tmp_path), base_url="http://127.0.0.1") as client:
        yield client


def test_a_portrait_is_served_by_its_person_and_may_be_kept_for_ever(browser: TestClient) -> None:
    answer = browser.get(f"/references/{KEY}/8.webp")
    assert answer.content == b"picture 8"
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [*(f"{KEY}/{name}.webp" for name in (9, -1, 10**40, "x")), "0123456789abcdef/8.webp"])
def test_any_other_portrait_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(f"/references/{path}").status_code == 404


@pytest.mark.parametrize("path", ["persons?start=-1", "persons?start=x", "persons?person=x"])
def test_what_is_no_number_is_refused(browser: TestClient, path: str) -> None:
    assert browser.get(f"/references/{path}").status_code == 422


def test_persons_and_details_are_listed_and_not_kept(browser: TestClient) -> None:
    found = browser.get("/references/persons", params={"words": "green"})
    assert [row["person"] for row in found.json()["persons"]] == [8]
    assert found.headers["cache-control"] == "no-store"
    assert browser.get("/references/persons", params={"start": 1}).json()["persons"] == found.json()["persons"]
    assert browser.get("/references/persons", params={"person": 7}).json()["persons"][0]["person"] == 7
    assert browser.get("/references/details").json()[0]["label"] == "colour"


def test_too_many_words_and_a_foreign_host_are_refused(browser: TestClient) -> None:
    assert browser.get("/references/persons", params={"words": "x" * (LONGEST_WORDS + 1)}).status_code == 422
    for path in (f"{KEY}/8.webp", "persons", "details"):
        assert browser.get(f"/references/{path}", headers={"host": "example.org"}).status_code == 421
