import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from mmref_core.page.maps import LARGEST_ASKED, NOTHING_TO_MAP, maps_row, strongest, where, word_row
from mmref_core.page.measured import Measured
from mmref_core.page.service import SAMPLE
from mmref_core.page.view import LONGEST_QUERY
from mmref_core.page.web import LOCAL_HOSTS, files_app
from mmref_core.results import WordMap
from page.answers import Service


def test_the_word_that_adds_most_is_shown_first_and_every_value_is_of_its_own_strongest_place() -> None:
    row = maps_row(Service(), SAMPLE, 0, "red <b>")
    assert (row["rows"], row["columns"], row["first"]) == (2, 2, 0)
    assert [word["word"] for word in row["words"]] == ["red", "<b>"]
    assert row["words"][0]["values"] == [0, 0, 50, 100]
    assert row["words"][0]["peak"] == [1, 1]
    assert (
        row["words"][0]["said"]
        == "“red” is strongest in the lower part on the right. It adds +20 points to the initial score."
    )


def test_a_word_against_which_every_place_speaks_colours_nothing() -> None:
    row = word_row(WordMap("red", -0.001, ((-0.2, -0.1),)))
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
    service = Service()
    assert maps_row(service, SAMPLE, 0, "red")["hint"] == "How alike place and word are, not why it moved."
    service.measured = Measured({"test": {"pointing": {"upper": {"model": 33.9}, "bag": {"model": 12.6}}}}, {})
    assert maps_row(service, SAMPLE, 0, "red")["hint"].endswith("upper garment for 34, bag for 13.")


def test_nothing_to_map_is_one_line() -> None:
    assert maps_row(Service(), SAMPLE, 7, "red")["message"] == NOTHING_TO_MAP
    assert maps_row(Service(), SAMPLE, 0, " ")["message"] == NOTHING_TO_MAP


ASKED = {"token": SAMPLE, "image": 0, "query": "red"}


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (ASKED, "application/json", 200),
        (ASKED, "text/plain", 415),
        (ASKED | {"image": "0"}, "application/json", 400),
        (ASKED | {"image": True}, "application/json", 400),
        (ASKED | {"query": "x" * (LONGEST_QUERY + 1)}, "application/json", 400),
        ([ASKED], "application/json", 400),
        (ASKED | {"query": "x" * LARGEST_ASKED}, "application/json", 413),
    ],
)
def test_only_a_page_of_ours_gets_maps(sent: Any, kind: str, status: int) -> None:
    with TestClient(files_app(Service(), LOCAL_HOSTS), base_url="http://127.0.0.1") as client:
        answer = client.post("/maps", content=json.dumps(sent), headers={"content-type": kind})
    assert answer.status_code == status
    assert ("strongest" in answer.text) == (status == 200)
