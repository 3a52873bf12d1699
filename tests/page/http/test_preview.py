import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from mmref_core.page.http.preview import preview_row
from mmref_core.page.http.request_parsing import LARGEST_VIEW, ViewRequest
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import LONGEST_QUERY, Mark, View
from page.answers import Service, guarded


def asked(query: str = "a coat", token: str = SAMPLE, view: View | None = None) -> ViewRequest:
    return ViewRequest(query, token, view or View())


def test_the_first_ranking_has_cards_without_moves_and_keeps_what_was_marked() -> None:
    view = View(marks=(Mark(SAMPLE, 1, "sample 1", True),), unwanted=("hat",))
    row = preview_row(Service(), asked(view=view))
    assert row is not None
    assert [(card["image"], card["rank"], card["bar"]) for card in row["initial"]] == [(0, 1, 1.0), (1, 2, 0.5)]
    assert row["times"] == {"initial": "12 ms", "refined": ""}
    assert row["pictures"]["1"]["label"] == "sample 1"
    assert {name: row[name] for name in view.row()} == view.row()


def test_there_is_no_first_ranking_of_a_gallery_that_is_not_open_of_an_endless_query_or_of_none() -> None:
    service = Service()
    assert preview_row(service, asked(token="mine")) is None
    assert preview_row(service, asked("x" * (LONGEST_QUERY + 1))) is None
    assert preview_row(service, asked(" ")) is None
    assert service.previewed == [("mine", "a coat"), (SAMPLE, " ")]


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        ({"query": "a coat", "token": SAMPLE}, "application/json", 200),
        ({"query": "a coat", "token": "mine"}, "application/json", 204),
        ({"query": 3, "token": SAMPLE}, "application/json", 204),
        ({"query": "a coat", "token": SAMPLE}, "text/plain", 415),
        ({"query": "x" * LARGEST_VIEW, "token": SAMPLE}, "application/json", 413),
    ],
)
def test_only_a_page_of_ours_gets_one_and_only_what_can_be_read(
    tmp_path: Path, sent: Any, kind: str, status: int
) -> None:
    with TestClient(guarded(Service(), tmp_path), base_url="http://127.0.0.1") as client:
        answer = client.post("/previews", content=json.dumps(sent), headers={"content-type": kind})
    assert answer.status_code == status
    assert ("initial" in answer.text) == (status == 200)
