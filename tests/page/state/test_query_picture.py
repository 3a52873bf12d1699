from typing import Any

import pytest

from mmref_core.page.state.query_picture import LONGEST, UploadedPicture, read_picture

SENT = UploadedPicture.of("a.png", b"features", b"thumbnail").row()


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        "a.png",
        {"label": "a", "token": "sample", "image": "1"},
        {"label": "a", "token": "sample", "image": True},
        {"token": "sample", "image": 1},
        SENT | {"label": 3},
        SENT | {"features": ""},
        SENT | {"features": "abc"},
        SENT | {"features": "=abc"},
        SENT | {"features": "A" * (LONGEST["features"] + 4)},
        SENT | {"thumbnail": "A" * (LONGEST["thumbnail"] + 4)},
        SENT | {"thumbnail": '"><img src=x onerror=alert(1)>AA'},
        SENT | {"thumbnail": None},
    ],
)
def test_what_is_no_picture_is_none(sent: Any) -> None:
    assert read_picture(sent) is None


def test_a_picture_is_drawn_from_its_own_thumbnail_whatever_source_is_sent() -> None:
    picture = read_picture(SENT | {"source": "http://example.org/x", "label": "x" * 500})
    assert isinstance(picture, UploadedPicture)
    assert picture.row()["source"] == SENT["source"] == "data:image/webp;base64,dGh1bWJuYWls"
    assert picture.data == b"features"
    assert len(picture.label) == LONGEST["label"]
