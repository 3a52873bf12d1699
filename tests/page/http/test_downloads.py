import json
import zipfile
from io import BytesIO

import pytest

from mmref_core.page.http.downloads import make
from mmref_core.page.http.request_parsing import ViewRequest, read_view_request
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import Mark, View
from page.answers import Service


def test_a_view_is_read_as_the_page_sends_it() -> None:
    view = View(("detail:bag",), (Mark(SAMPLE, 1, "sample 1", True),), ("hat",))
    sent = json.dumps({"query": "a coat", "token": SAMPLE} | view.row()).encode()
    assert read_view_request(sent) == ViewRequest("a coat", SAMPLE, view)


def test_who_asks_is_what_the_server_says_and_nothing_that_is_sent() -> None:
    asked = read_view_request(b'{"query": "a coat", "token": "sample", "visitor": "ann"}', "bob")
    assert asked == ViewRequest("a coat", SAMPLE, View(), visitor="bob")


@pytest.mark.parametrize(
    "sent", [b"", b"{}", b"[]", b"\xff", b'{"query": 3, "token": "sample"}', b"[" * 100_000, b'{"query": "a"}']
)
def test_anything_else_is_no_view(sent: bytes) -> None:
    assert read_view_request(sent) is None


def test_text_that_no_file_can_hold_loses_what_it_cannot() -> None:
    asked = read_view_request(b'{"query": "a \\ud800 coat \\ud83d\\ude00", "token": "sample", "unwanted": ["\\udfff"]}')
    assert asked == ViewRequest("a ? coat 😀", SAMPLE, View(unwanted=("?",)))


@pytest.mark.parametrize(("faces", "picture"), [(True, b"face"), (False, b"no face")])
def test_a_report_shows_the_faces_that_the_page_shows(faces: bool, picture: bytes) -> None:
    with zipfile.ZipFile(BytesIO(make(Service(), "zip", ViewRequest("a coat", "mine", View()), faces))) as archive:
        assert archive.read("pictures/0.webp") == picture


@pytest.mark.parametrize(("kind", "start"), [("csv", b'\xef\xbb\xbf"picture"'), ("json", b"{"), ("zip", b"PK")])
def test_every_kind_is_made(kind: str, start: bytes) -> None:
    assert make(Service(), kind, ViewRequest("a coat", SAMPLE, View())).startswith(start)
