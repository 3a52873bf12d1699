"""The page as programs use it: gradio_client and an MCP client on the running page."""

import asyncio
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult

from mmref_core.errors import StoreError
from mmref_core.galleries.user_galleries import UserGalleries, handle_of
from mmref_core.page.http.tools import PATH, TOOLS
from mmref_core.page.state.view import LONGEST_QUERY

API = Path(__file__).parent.parent.parent.parent / "docs" / "api.md"
QUERY = "a woman in a red coat"
PUBLIC = {"/search", "/explain", "/galleries", "/delete_gallery"}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio_client asks the environment, whatever its argument says
    return Client(address, download_files=False, verbose=False, analytics_enabled=False)


def test_only_the_named_events_are_public_and_all_say_what_they_take_and_give(client: Client) -> None:
    described = client.view_api(return_format="dict")
    assert set(described["named_endpoints"]) == PUBLIC
    assert described["unnamed_endpoints"] == {}
    for name, event in described["named_endpoints"].items():
        for part in event["parameters"]:
            assert f"{part['parameter_name']}: " in event["description"], name
            assert part["type"] != {}, name
        assert all(part["type"] != {} for part in event["returns"]), name


def test_an_answer_has_both_rankings_and_says_how_each_picture_moved(client: Client) -> None:
    answer = client.predict(QUERY, count=30, api_name="/search")
    ranks = {side: {place["picture"]: place["rank"] for place in answer[side]} for side in ("initial", "refined")}
    assert [place["rank"] for place in answer["refined"]] == list(range(1, 31))
    assert len(ranks["initial"]) == len(ranks["refined"]) == 30
    in_both = [place for place in answer["refined"] if place["picture"] in ranks["initial"]]
    assert any(place["move"] for place in in_both)
    assert any(place["reasons"] for place in in_both)
    for place in in_both:
        assert place["move"] == ranks["initial"][place["picture"]] - place["rank"]


def test_reasons_add_up_and_are_those_of_the_ranking(client: Client, address: str) -> None:
    asked: dict[str, Any] = {"not_wanted": ["a backpack"], "api_name": "/search", "count": 60}
    answer = client.predict(QUERY, **asked)
    off = [answer["details"][0]["key"]]
    answer = client.predict(QUERY, **asked, off=off)
    assert answer["not_wanted"] == ["backpack"]
    assert [detail["on"] for detail in answer["details"] if detail["key"] in off] == [False]
    place = answer["refined"][49]
    reason = client.predict(QUERY, place["picture"], not_wanted=["a backpack"], off=off, api_name="/explain")
    assert (reason["picture"], reason["rank_after"], reason["name"]) == (place["picture"], 50, place["name"])
    change = reason["score_after"] - reason["score_before"]
    assert math.isclose(sum(term["value"] for term in reason["terms"]), change, abs_tol=1e-5)
    assert any(term["rank_without"] not in (None, 50) for term in reason["terms"])
    assert httpx.get(address + reason["thumbnail"]).headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    ("event", "asked", "told"),
    [
        ("/search", {"query": " "}, "The description is empty."),
        ("/search", {"query": "x" * (LONGEST_QUERY + 1)}, "2,001 characters; at most 2,000"),
        ("/search", {"query": 3}, "query has to be a text"),
        ("/search", {"query": QUERY, "gallery": "../x"}, "There is no such gallery"),
        ("/search", {"query": QUERY, "not_wanted": "backpack"}, "not_wanted has to be a list"),
        ("/search", {"query": QUERY, "off": [{}]}, "Each of off has to be a text"),
        ("/search", {"query": QUERY, "count": True}, "count has to be a whole number from 1 to 100"),
        ("/search", {"query": QUERY, "count": 101}, "count has to be a whole number from 1 to 100"),
        ("/explain", {"query": QUERY, "picture": -1}, "picture has to be a whole number from 0 to 37"),
        ("/explain", {"query": QUERY, "picture": 10**20}, "picture has to be a whole number from 0 to 37"),
        ("/galleries", {"keys": 7}, "keys has to be a list"),
        ("/delete_gallery", {"gallery": "guessed"}, "There is no such gallery"),
        ("/delete_gallery", {"gallery": "sample"}, "The sample gallery stays."),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_line(
    client: Client, event: str, asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(AppError) as caught:
        client.predict(**asked, api_name=event)
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_picture_far_down_is_told_where_it_stands(client: Client) -> None:
    shown = {
        place["picture"]
        for side in client.predict(QUERY, count=100, api_name="/search").values()
        if isinstance(side, list)
        for place in side
        if isinstance(place, dict) and "picture" in place
    }
    far = next(picture for picture in range(300) if picture not in shown)
    with pytest.raises(AppError, match=r"first 100 places\. This picture is \d+.. in the initial and \d+.. in the ref"):
        client.predict(QUERY, far, api_name="/explain")


def test_a_detail_that_is_not_there_and_half_a_letter_are_answered(address: str) -> None:
    events = httpx.get(f"{address}/config").json()["dependencies"]
    (search,) = (event["id"] for event in events if event["api_name"] == "search")
    given = [f"{QUERY} \ud800", "sample", [], ["detail:tail"], 3]
    asked = json.dumps({"fn_index": search, "data": given, "session_hash": "half-a-letter"})
    kind = {"content-type": "application/json"}
    assert httpx.post(f"{address}/gradio_api/queue/join", content=asked, headers=kind).status_code == 200
    told = httpx.get(f"{address}/gradio_api/queue/data?session_hash=half-a-letter", timeout=60).text
    messages = [json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line]
    (done,) = (message for message in messages if message["msg"] == "process_completed")
    (answer,) = done["output"]["data"]
    assert done["success"]
    assert answer["query"] == f"{QUERY} ?"
    assert "has no such detail: detail:tail." in answer["notes"][-1]


def test_the_queue_cannot_be_passed_by_and_no_other_site_may_ask(address: str) -> None:
    for way in ("run/search", "api/search", "call/search", "call/v2/search"):
        assert httpx.post(f"{address}/gradio_api/{way}", json={"data": [QUERY]}).status_code == 404
    text = {"content-type": "text/plain", "origin": "http://example.org"}  # what a browser sends without asking first
    for path in ("/gradio_api/queue/join", PATH):
        assert httpx.post(address + path, content=json.dumps({"data": [QUERY]}), headers=text).status_code == 403
        first = {"origin": "http://example.org", "access-control-request-method": "POST"}
        first["access-control-request-headers"] = "content-type"
        answer = httpx.options(address + path, headers=first).headers
        assert "access-control-allow-origin" not in answer
    assert httpx.get(address + PATH, headers={"host": "example.org"}).status_code == 421


def test_a_gallery_that_nobody_has_is_not_listed(client: Client) -> None:
    (sample,) = client.predict(["guessed"], api_name="/galleries")
    assert (sample["gallery"], sample["name"]) == ("sample", "Sample gallery")


def test_a_gallery_is_listed_searched_and_deleted_by_its_key_and_by_nothing_else(client: Client, store: Path) -> None:
    user_galleries = UserGalleries(store, lambda _: pytest.fail("nothing is to be embedded"), "a model")
    key, other = user_galleries.create("Mine"), user_galleries.create("Another's", "ann")
    handle = handle_of(key)
    _, mine = client.predict([handle, key], api_name="/galleries")
    assert mine == {"gallery": key, "name": "Mine", "count": 0}
    assert len(client.predict([handle], api_name="/galleries")) == 1
    for event, asked in (("/search", {"query": QUERY}), ("/explain", {"query": QUERY, "picture": 0})):
        with pytest.raises(AppError, match="This gallery holds no pictures"):
            client.predict(**asked, gallery=key, api_name=event)
        with pytest.raises(AppError, match="There is no such gallery"):
            client.predict(**asked, gallery=handle, api_name=event)
    with pytest.raises(AppError, match="There is no such gallery"):
        client.predict(handle, api_name="/delete_gallery")
    assert user_galleries.describe(key).name == "Mine"
    assert "were deleted from this machine" in client.predict(key, api_name="/delete_gallery")
    with pytest.raises(StoreError, match="no such gallery"):
        user_galleries.describe(key)
    assert user_galleries.describe(other).name == "Another's"


def test_the_example_of_the_documentation_runs_as_it_stands(address: str) -> None:
    example = re.search(r"<!-- api example -->\n```python\n(.*?)```", API.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    program = example[1].replace("http://127.0.0.1:7860", address)
    assert program.count(address) == 1
    environment = os.environ | {"GRADIO_ANALYTICS_ENABLED": "False"}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True, env=environment
    )
    lines = ran.stdout.splitlines()
    assert re.match(r"1 \d+/c\d+_00.webp .*\[", lines[0])
    assert any(re.match(r"[+-]0\.\d+ .*: without it rank \d+", line) for line in lines)
    assert lines[-1].startswith("sample Sample gallery")


def call(address: str, name: str, **asked: Any) -> CallToolResult:
    async def talk() -> CallToolResult:
        async with streamable_http_client(address + PATH) as (read, write, *_), ClientSession(read, write) as session:
            await session.initialize()
            assert tuple(tool.name for tool in (await session.list_tools()).tools) == TOOLS
            return await session.call_tool(name, asked)

    return asyncio.run(talk())


def test_an_assistant_searches_and_asks_why(address: str, client: Client) -> None:
    answer = json.loads(call(address, "search", query=QUERY, count=3).content[0].text)
    assert answer == client.predict(QUERY, count=3, api_name="/search")
    first = answer["refined"][0]
    reason = json.loads(call(address, "explain", query=QUERY, picture=first["picture"]).content[0].text)
    assert (reason["name"], reason["rank_after"]) == (first["name"], 1)


@pytest.mark.parametrize("name", ["galleries", "delete_gallery", "delete"])
def test_an_assistant_can_do_nothing_else(address: str, name: str) -> None:
    answer = call(address, name, gallery="mine")
    assert answer.isError
    assert "Unknown tool" in answer.content[0].text


def test_an_assistant_is_told_what_was_wrong_in_the_words_of_the_page(address: str) -> None:
    answer = call(address, "search", query="?!")
    assert answer.isError
    assert "no words, only signs or numbers" in answer.content[0].text
