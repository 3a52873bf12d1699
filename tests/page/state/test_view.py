from typing import Any

import pytest

from mmref_core.page.state.query_picture import GalleryPicture, UploadedPicture
from mmref_core.page.state.view import MOST_MARKS, MOST_PHRASES, Mark, View, phrases_of, read_view


def row(image: Any = 1, match: Any = True, **others: Any) -> dict[str, Any]:
    return {"token": "sample", "image": image, "label": "a.png", "match": match} | others


def test_a_view_that_was_sent_out_comes_back_as_it_was() -> None:
    marks = (Mark("sample", 3, "a.png", True), Mark("mine", 3, "b.png", False))
    for picture in (GalleryPicture("sample", 2, "c.png"), UploadedPicture.of("d.png", b"features", b"thumbnail"), None):
        view = View(("detail:bag",), marks, ("hat",), picture, (("pool", 5.0), ("gate", None)))
        assert read_view(view.row()) == view


def test_a_picture_of_another_gallery_or_of_none_is_not_searched_by() -> None:
    view = View(picture=GalleryPicture("mine", 3, "a.png"))
    assert view.without_lost("mine", lambda _: "a.png") == view
    assert view.without_lost("mine", lambda _: "b.png").picture is None
    assert view.without_lost("mine", lambda _: None).picture is None
    assert view.without_lost("sample", lambda _: "a.png").picture is None
    assert view.search_options("mine").picture == 3
    assert View(picture=UploadedPicture.of("a", b"features", b"x")).search_options("sample").picture == b"features"


@pytest.mark.parametrize("sent", [None, "view", [], {}, {"off": 3, "marks": {}, "unwanted": "hat"}])
def test_anything_else_is_an_empty_view(sent: Any) -> None:
    assert read_view(sent) == View()


@pytest.mark.parametrize(
    "mark", [None, {}, row(image="1"), row(image=True), row(match=1), row(label=None), row(token=["sample"])]
)
def test_marks_that_are_none_are_left_out(mark: Any) -> None:
    assert read_view({"marks": [mark, row(2)]}).marks == (Mark("sample", 2, "a.png", True),)


def test_the_later_mark_of_a_picture_counts() -> None:
    marks = read_view({"marks": [row(1), row(2), row(1, match=False)]}).marks
    assert [(mark.image, mark.match) for mark in marks] == [(2, True), (1, False)]
    assert len(read_view({"marks": [row(image) for image in range(500)]}).marks) == MOST_MARKS


def test_phrases_stand_apart_without_articles_and_once() -> None:
    assert phrases_of(["a  Backpack, the red shoes;;hat\n an hat"]) == ("Backpack", "red shoes", "hat")
    assert phrases_of([" , "]) == ()
    assert len(phrases_of([",".join(map(str, range(99)))])) == MOST_PHRASES
