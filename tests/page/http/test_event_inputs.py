import json
from typing import Any

import pytest

from mmref_core.page.http.event_inputs import Inputs, read_cancel, read_event, read_json
from mmref_core.page.http.refusal import RequestRefusedError

EVENTS = {3: Inputs(("files", "text", "object", "any"))}


def known(path: str) -> dict[str, Any]:
    """One upload."""
    if path != "/uploads/a.jpg":
        raise RequestRefusedError(403, "not yours")
    return {"path": path, "orig_name": "a.jpg"}


def read(data: list[Any], **more: Any) -> dict[str, Any]:
    sent = {"fn_index": 3, "data": data, "session_hash": "abc"} | more
    return read_event(json.dumps(sent).encode(), EVENTS, known)


def test_an_event_is_written_anew_with_what_the_server_knows_of_its_files() -> None:
    sent = {"path": "/uploads/a.jpg", "url": "http://evil.example", "orig_name": "../b", "is_stream": True}
    event = read([[sent, sent], "text", {"a": [1]}, 5], oauth_token="x", trigger_id=7, simple_format=True)
    assert event == {
        "fn_index": 3,
        "session_hash": "abc",
        "data": [[{"path": "/uploads/a.jpg", "orig_name": "a.jpg"}], "text", {"a": [1]}, 5],
        "event_data": None,
        "trigger_id": 7,
    }


@pytest.mark.parametrize(
    "data",
    [
        [[{"path": "/etc/passwd"}], None, None, None],
        [{"path": "/etc/passwd"}, None, None, None],
        [["/uploads/a.jpg"], None, None, None],
        [[{"path": 5}], None, None, None],
        ["/uploads/a.jpg", None, None, None],
        [None, {"path": "/uploads/a.jpg"}, None, None],
        [None, 5, None, None],
        [None, None, {"a": [{"b": {"path": "x"}}]}, None],
        [None, None, None, {"meta": {"_type": "gradio.FileData"}}],
        [None, None, "text", None],
        [None, None, None],
        [None, None, None, None, None],
    ],
)
def test_what_does_not_fit_its_input_is_refused(data: list[Any]) -> None:
    with pytest.raises(RequestRefusedError) as told:
        read(data)
    assert told.value.status in (400, 403)


@pytest.mark.parametrize(
    "more",
    [
        {"fn_index": 4},
        {"fn_index": "3"},
        {"fn_index": True},
        {"session_hash": "a b"},
        {"session_hash": None},
        {"event_data": []},
        {"event_data": {"picture": {"path": "x"}}},
        {"trigger_id": "x"},
    ],
)
def test_an_event_that_the_page_does_not_have_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(RequestRefusedError):
        read([None] * 4, **more)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"NaN", b'{"a": Infinity}', b"\xff", b"[" * 100_000, b"[" * 60 + b"]" * 60]
)
def test_what_is_no_plain_json_is_refused(body: bytes) -> None:
    with pytest.raises(RequestRefusedError) as told:
        read_json(body)
    assert told.value.status == 400


def test_halves_of_surrogate_pairs_are_replaced() -> None:
    assert read_json(b'{"a": "\\ud800b"}') == {"a": "?b"}


def test_a_cancel_names_an_event_of_a_session() -> None:
    sent = {"session_hash": "a", "event_id": "b", "fn_index": 1}
    assert read_cancel(json.dumps(sent | {"more": 1}).encode()) == sent
    for wrong in ({"session_hash": 1}, {"event_id": "b" * 65}, {"fn_index": None}):
        with pytest.raises(RequestRefusedError):
            read_cancel(json.dumps(sent | wrong).encode())
