import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mmref_core.page.http.maps import NOTHING_TO_MAP, maps_row, strongest, where, word_row
from mmref_core.page.http.request_parsing import LARGEST_VIEW, ViewRequest
from mmref_core.page.service.measured import Measured
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import View
from mmref_core.search_types import Ranking, SearchOptions, SearchResult, WordMap
from page.answers import Service, guarded


def test_the_word_that_adds_most_is_shown_first_and_every_value_is_of_its_own_strongest_place() -> None:
    row = maps_row(Service(), ViewRequest("red <b>", SAMPLE, View()), 0)
    assert (row["rows"], row["columns"], row["first"]) == (2, 2, 0)
    assert [word["word"] for word in row["words"]] == ["red", "<b>"]
    assert row["words"][0]["values"] == [0, 0, 50, 100]
    assert row["words"][0]["peak"] == [1, 1]
    assert (
        row["words"][0]["said"]
        == "“red” is strongest in the lower part on the right. It adds +20 points to the initial score. "
        "Without the word this would still be 3rd."
    )


class Moving(Service):
    """Without “red” the first picture comes last."""

    def search(self, token: str, text: str, options: SearchOptions) -> SearchResult:
        found = super().search(token, text, options)
        images = found.refined.images if "red" in text else found.refined.images[::-1]
        return replace(found, refined=Ranking(images, found.refined.scores))


def test_the_place_without_a_word_is_that_of_the_same_view_searched_without_it() -> None:
    service = Moving()
    first, last = (service.search(SAMPLE, "red", SearchOptions()).refined.images[end] for end in (0, -1))
    view = View(off=("detail:bag",), unwanted=("hat",))
    rows = {image: maps_row(service, ViewRequest("red coat", SAMPLE, view), image)["words"] for image in (first, last)}
    assert rows[first][0]["said"].endswith("Without the word this would be 5th.")
    assert rows[first][1]["said"].endswith("Without the word this would still be 1st.")
    assert rows[last][0]["said"].endswith("Without the word this would be 1st.")
    options = [options for _, _, options in service.asked[2:]]
    assert all((own.off, own.unwanted) == (frozenset(view.off), view.unwanted) for own in options)
    assert [text for _, text, _ in service.asked[2:5]] == ["red coat", "coat", "red"]


def test_the_only_word_of_a_description_has_no_place_without_it() -> None:
    (row,) = maps_row(Service(), ViewRequest("red", SAMPLE, View()), 0)["words"]
    assert row["said"].endswith("to the initial score.")


def test_a_word_against_which_every_place_speaks_colours_nothing() -> None:
    row = word_row(WordMap("red", -0.001, ((-0.2, -0.1),)), None, 3)
    assert row["values"] == [0, 0] and row["peak"] == [0, 1]
    assert row["said"].endswith("It adds −1 point to the initial score.")


@pytest.mark.parametrize(
    ("peak", "told"),
    [((0, 0), "at the top on the left"), ((5, 1), "in the middle"), ((9, 2), "at the bottom on the right")],
)
def test_a_place_is_told_in_words(peak: tuple[int, int], told: str) -> None:
    assert where(peak, 10, 3) == told


def test_the_first_of_equal_places_is_the_strongest() -> None:
    assert strongest([[0.0, 1.0], [1.0, 0.5]]) == (0, 1)


def test_how_far_maps_can_be_trusted_is_told_where_it_was_measured() -> None:
    service, asked = Service(), ViewRequest("red", SAMPLE, View())
    assert maps_row(service, asked, 0)["hint"] == "How alike place and word are, not why it moved."
    service.measured = Measured({"test": {"pointing": {"upper": {"model": 33.9}, "bag": {"model": 12.6}}}}, {})
    assert maps_row(service, asked, 0)["hint"].endswith("upper garment for 34, bag for 13.")


def test_nothing_to_map_is_one_line() -> None:
    assert maps_row(Service(), ViewRequest("red", SAMPLE, View()), 7)["message"] == NOTHING_TO_MAP
    assert maps_row(Service(), ViewRequest(" ", SAMPLE, View()), 0)["message"] == NOTHING_TO_MAP


ASKED = {"token": SAMPLE, "image": 0, "query": "red"}


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (ASKED, "application/json", 200),
        (ASKED, "text/plain", 415),
        (ASKED | {"image": "0"}, "application/json", 400),
        (ASKED | {"image": True}, "application/json", 400),
        (ASKED | {"query": 3}, "application/json", 400),
        ([ASKED], "application/json", 400),
        (ASKED | {"query": "x" * LARGEST_VIEW}, "application/json", 413),
    ],
)
def test_only_a_page_of_ours_gets_maps(tmp_path: Path, sent: Any, kind: str, status: int) -> None:
    with TestClient(guarded(Service(), tmp_path), base_url="http://127.0.0.1") as client:
        answer = client.post("/maps", content=json.dumps(sent), headers={"content-type": kind})
    assert answer.status_code == status
    assert ("strongest" in answer.text) == (status == 200)
