from typing import Any

import pytest

from mmref_core.page.handlers.open_link import OpenedLink, lost_line, open_link, with_lost
from mmref_core.page.render.view_models import message, results_panel
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.links import Link, LinkedPicture, gallery_stamp, linked_picture, write_link
from mmref_core.page.state.view import Mark, View
from page.answers import BAG, result


def label(token: str, image: int) -> str | None:
    return f"{token} {image}" if 0 <= image < 5 else None


def link(token: str = SAMPLE, **components: Any) -> str:
    return write_link(Link(**{"query": "a hat", "gallery": gallery_stamp(token)} | components))


def row() -> dict[str, Any]:
    return View((BAG,)).row() | results_panel(result(), SAMPLE, str)


def test_marks_and_the_picked_picture_come_back_with_their_names() -> None:
    opened = open_link(
        link("mine", marks=((linked_picture(1, "mine 1"), False),), picked=linked_picture(2, "mine 2")), ["mine"], label
    )
    assert opened == OpenedLink("a hat", "mine", View(marks=(Mark("mine", 1, "mine 1", False),)), 2, ())


@pytest.mark.parametrize(
    "where", [LinkedPicture(7, "a" * 12), linked_picture(1, "what stood here before"), linked_picture(7, "")]
)
def test_pictures_that_are_gone_or_were_replaced_are_told(where: LinkedPicture) -> None:
    opened = open_link(link(marks=((where, True),), picked=where), [], label)
    assert (opened.view.marks, opened.picked) == ((), None)
    assert opened.lost == ("1 mark of a picture that is gone", "the picked picture, which is gone")


def test_a_gallery_is_found_only_by_who_may_see_it() -> None:
    text = link("mine", marks=((linked_picture(1, "sample 1"), True),), picked=linked_picture(1, "sample 1"))
    opened = open_link(text, ["other"], label)
    assert (opened.token, opened.view.marks, opened.picked) == (SAMPLE, (), None)
    assert len(opened.lost) == 1
    assert open_link(text, ["other", "mine"], label).token == "mine"


@pytest.mark.parametrize("gallery", ["mine", "<b>", "0", SAMPLE])
def test_a_gallery_that_is_no_stamp_is_one_that_nobody_has(gallery: str) -> None:
    assert "gallery" in open_link(f"q=hat&gallery={gallery}", ["mine"], label).lost[0]


def test_what_is_missing_is_one_line_before_the_other_notes() -> None:
    opened = OpenedLink("a hat", SAMPLE, View((BAG, "detail:tail")), 3, ("a mark", "b"))
    shown = with_lost(row() | {"off": [BAG, "detail:tail"]}, opened)
    assert shown["notes"] == [
        "This link could not bring back a mark, b, 1 switched-off detail that this description does not have and the "
        "picked picture, which is not among those shown.",
        "A note.",
    ]
    assert shown["off"] == [BAG]


def test_a_link_whose_description_cannot_be_searched_still_says_what_is_missing() -> None:
    opened = OpenedLink("?", SAMPLE, View(), None, ("its description",))
    assert with_lost(message("No words."), opened)["message"] == (
        "No words. This link could not bring back its description."
    )


def test_a_link_that_is_whole_adds_nothing() -> None:
    assert lost_line(()) == ""
    assert with_lost(row(), OpenedLink("a hat", SAMPLE, View(), None, ()))["notes"] == ["A note."]
