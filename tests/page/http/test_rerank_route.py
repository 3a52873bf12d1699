import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mmref_core.page.handlers.search_handlers import SearchHandlers
from mmref_core.page.http.request_parsing import LARGEST_VIEW
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import LONGEST_QUERY, read_view
from mmref_core.search_types import SearchOptions
from page.answers import Service, guarded

ASKED = {"query": "a coat", "token": SAMPLE, "off": [], "marks": [], "unwanted": []}


def post(service: Service, folder: Path, sent: Any, kind: str = "application/json") -> Any:
    with TestClient(guarded(service, folder), base_url="http://127.0.0.1") as client:
        return client.post("/changes", content=json.dumps(sent), headers={"content-type": kind})


def test_a_switch_is_answered_by_the_results_panel_that_a_search_gives(
    service: Service, handlers: SearchHandlers, tmp_path: Path
) -> None:
    sent = ASKED | {"off": ["detail:bag"]}
    answer = post(service, tmp_path, sent)
    assert service.asked == [(SAMPLE, "a coat", SearchOptions(frozenset({"detail:bag"})))]
    assert answer.headers["cache-control"] == "no-store"
    row = answer.json()
    assert [detail["on"] for detail in row["details"]] == [False, True]
    assert json.loads(json.dumps(handlers.answer("a coat", SAMPLE, read_view(sent)))) == row


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        ({}, "application/json", 400),
        ([], "application/json", 400),
        (ASKED | {"query": 3}, "application/json", 400),
        (ASKED | {"token": None}, "application/json", 400),
        (ASKED, "text/plain", 415),
        (ASKED | {"query": "x" * LARGEST_VIEW}, "application/json", 413),
    ],
)
def test_only_a_page_of_ours_gets_an_answer_and_only_to_what_can_be_read(
    service: Service, tmp_path: Path, sent: Any, kind: str, status: int
) -> None:
    assert post(service, tmp_path, sent, kind).status_code == status
    assert service.asked == []


def test_what_a_search_refuses_is_a_line_here_too(service: Service, tmp_path: Path) -> None:
    long = post(service, tmp_path, ASKED | {"query": "x" * (LONGEST_QUERY + 1)}).json()
    assert "at most" in long["message"]
    assert post(service, tmp_path, ASKED | {"query": " "}).json()["message"] == "The description is empty."
