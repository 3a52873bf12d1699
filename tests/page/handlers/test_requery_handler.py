from typing import Any

import gradio as gr
import pytest

from mmref_core.page.handlers.requery_handler import RequeryHandler
from mmref_core.page.handlers.search_handlers import SearchHandlers
from mmref_core.page.render.wording import EXAMPLES
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.query_picture import NOT_HERE, GalleryPicture, UploadedPicture
from mmref_core.page.state.view import View
from mmref_core.search_types import SearchOptions
from page.answers import BAG, Service

UPLOADED = UploadedPicture.of("a.png", b"features", b"thumbnail")
OWN = GalleryPicture(SAMPLE, 2, "sample 2")


def renew(handlers: SearchHandlers, typed: str, panel: Any = None, **sent: Any) -> tuple[str, Any]:
    return RequeryHandler(handlers).renew(typed, SAMPLE, "hat", panel, gr.EventData(None, sent))


@pytest.mark.parametrize(("picture", "asked"), [(UPLOADED, b"features"), (OWN, 2)])
def test_a_picture_is_searched_by_alone_until_a_description_is_put_beside_it(
    handlers: SearchHandlers, service: Service, picture: Any, asked: Any
) -> None:
    query, row = renew(handlers, "a red coat", View((BAG,)).row(), picture=picture.row(), query="")
    assert (query, row["picture"]) == ("", picture.row())
    assert service.asked[-1][1] == ""
    assert service.asked[-1][2].picture == asked
    assert service.asked[-1][2].unwanted == ("hat",)
    assert service.asked[-1][2].off == frozenset()
    handlers.search_gallery("a red coat", SAMPLE, "", row)
    assert (service.asked[-1][1], service.asked[-1][2].picture) == ("a red coat", asked)


def test_without_its_picture_the_description_before_it_is_searched_for_again(
    handlers: SearchHandlers, service: Service
) -> None:
    panel = View(picture=UPLOADED).row()
    assert renew(handlers, "", panel, picture=None, query="a red coat")[0] == "a red coat"
    assert renew(handlers, "", panel, picture=None, query="")[0] == EXAMPLES[0]
    assert renew(handlers, "a hat", panel, picture=None)[0] == "a hat"
    assert [asked[2].picture for asked in service.asked] == [None] * 3


def test_a_picture_that_cannot_be_read_is_one_line_and_asks_nothing(handlers: SearchHandlers, service: Service) -> None:
    row = renew(handlers, "a hat", None, picture={"label": "x"}, query="")[1]
    assert "could not be read" in row["message"]
    assert service.asked == []


@pytest.mark.parametrize("data", [None, [], "picture"])
def test_an_event_that_carries_no_object_changes_nothing(handlers: SearchHandlers, service: Service, data: Any) -> None:
    query, row = RequeryHandler(handlers).renew("a hat", SAMPLE, "", View((BAG,)).row(), gr.EventData(None, data))
    assert (query, row["query"], row["message"]) == ("a hat", "a red coat <b>", "")
    assert service.asked == [(SAMPLE, "a hat", SearchOptions(frozenset({BAG})))]


def test_a_picture_of_another_gallery_is_taken_out_with_a_line(handlers: SearchHandlers, service: Service) -> None:
    panel = View(picture=OWN).row()
    row = handlers.change_gallery("a hat", "mine", "", panel)
    assert row["notes"][0] == NOT_HERE
    assert row["picture"] is None
    assert handlers.change_gallery(" ", "mine", "", panel)["message"] == f"{NOT_HERE} The description is empty."


def test_settings_rank_anew_and_stay_with_the_view(handlers: SearchHandlers, service: Service) -> None:
    query, row = renew(handlers, "a red coat", View((BAG,)).row(), settings={"person_weight": 0.3, "pool": 1000})
    assert query == "a red coat"
    assert service.asked[-1][2].settings == (("person_weight", 0.3),)
    assert service.asked[-1][2].off == {BAG}
    assert row["settings"] == {"person_weight": 0.3}
    assert row["link"].endswith("&set=person_weight%3A0.3")
    assert [field["name"] for field in row["panel"] if field["value"] != field["default"]] == ["person_weight"]
    handlers.search_gallery("a hat", SAMPLE, "", row)
    assert service.asked[-1][2].settings == (("person_weight", 0.3),)
    assert renew(handlers, "a red coat", row, settings={})[1]["settings"] == {}


def test_nonsense_in_the_settings_is_one_line_beside_the_panel_that_can_mend_it(
    handlers: SearchHandlers, service: Service
) -> None:
    row = renew(handlers, "a red coat", None, settings={"pool": -3})[1]
    assert row["message"] == "Settings: “Pictures ranked anew” must be a whole number from 1 to 100,000, got -3."
    assert row["panel"][0]["value"] == -3
    assert service.asked == []
    assert renew(handlers, "a red coat", row, settings={})[1]["message"] == ""


def test_a_link_brings_back_a_picture_of_its_gallery_and_the_settings(
    handlers: SearchHandlers, service: Service
) -> None:
    view = View(picture=OWN, settings=(("person_weight", 0.3),))
    panel = handlers.answer("", SAMPLE, view)
    query, *_, row = handlers.open_page(panel["link"], [], None)
    assert (query, row["picture"], row["settings"]) == ("", OWN.row(), {"person_weight": 0.3})
    assert service.asked[-1] == service.asked[-2]
    assert row["notes"] == ["A note."]


def test_a_link_says_that_it_lacks_an_uploaded_picture_unless_the_page_still_has_it(handlers: SearchHandlers) -> None:
    panel = handlers.answer("", SAMPLE, View(picture=UPLOADED))
    query, *_, row = handlers.open_page(panel["link"], [], None)
    assert query == EXAMPLES[0]
    assert "was uploaded and is in no link" in row["notes"][0]
    held = handlers.follow_link(panel["link"], handlers.answer("a hat", SAMPLE, View(picture=UPLOADED)))
    assert (held[0], held[-1]["picture"]) == ("", UPLOADED.row())


@pytest.mark.parametrize(
    ("link", "lost"),
    [
        ("q=hat&by=2.0123456789ab", "which is gone"),
        ("q=hat&by=2.0123456789ab&gallery=0123456789ab", "which is in that gallery"),
    ],
)
def test_a_link_says_that_its_picture_is_gone(handlers: SearchHandlers, link: str, lost: str) -> None:
    row = handlers.open_page(link, [], None)[-1]
    assert f"the picture that it searched by, {lost}" in row["notes"][0]
    assert row["picture"] is None
