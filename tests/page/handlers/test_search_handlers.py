import asyncio
from typing import Any

import gradio as gr
import pytest

from mmref_core.page.handlers.layout import build
from mmref_core.page.handlers.requery_handler import Clerk
from mmref_core.page.handlers.search_handlers import Desk
from mmref_core.page.render.html_components import BROWSER, read
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import EXAMPLES
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import LONGEST_QUERY, View, read_view
from mmref_core.search_types import Marks, Wishes
from page.answers import Private, Service, request_of

EVENTS = {"ask", "open", "example", "move", "renew", "start", "back"}
LINKS = {"start", "back"}  # of them, those that open a link


def asked(**changes: Any) -> dict[str, Any]:
    """What the board sends."""
    return {"query": "a coat", "token": SAMPLE, "off": [], "marks": [], "unwanted": []} | changes


def marked(image: int, match: bool, token: str = SAMPLE, label: str = "") -> dict[str, Any]:
    return {"token": token, "image": image, "label": label or f"{token} {image}", "match": match}


def sent(data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def changed(desk: Desk, **changes: Any) -> Row:
    """The board after a switch or a mark."""
    row = asked(**changes)
    return desk.answer(row["query"], row["token"], read_view(row))


def test_a_refused_query_is_one_line_on_a_board_without_an_answer(desk: Desk) -> None:
    assert desk.answer("  ", SAMPLE, View())["message"] == "The description is empty."


def test_an_endless_query_is_refused_before_it_reaches_the_model(desk: Desk, service: Service) -> None:
    assert "at most" in desk.answer("x" * (LONGEST_QUERY + 1), SAMPLE, View())["message"]
    assert service.asked == []


def test_a_switch_asks_the_same_query_with_the_detail_off(desk: Desk, service: Service) -> None:
    rows = changed(desk, off=["detail:bag"])
    assert service.asked == [(SAMPLE, "a coat", Wishes(frozenset({"detail:bag"})))]
    assert [detail["on"] for detail in rows["details"]] == [False, True]


def test_a_mark_counts_in_its_gallery_and_stays_on_the_board(desk: Desk, service: Service) -> None:
    marks = [marked(1, True), marked(2, True, "mine"), marked(4, False)]
    rows = changed(desk, marks=marks)
    assert service.asked[-1][2].marks == Marks(match=(1,), no_match=(4,))
    assert rows["marks"] == marks
    assert rows["tally"] == "2 marks: 1 match, 1 not a match."


def test_marks_stay_when_the_description_or_the_gallery_changes(desk: Desk, service: Service) -> None:
    board = changed(desk, marks=[marked(1, True), marked(2, True, "mine")])
    assert desk.ask("a hat", SAMPLE, "", board)["marks"] == board["marks"]
    assert desk.ask("  ", SAMPLE, "", board)["marks"] == board["marks"]
    assert desk.example("a hat", SAMPLE, "", board)[1]["marks"] == board["marks"]
    assert desk.open("a hat", "mine", "", board)["marks"] == board["marks"]
    assert service.asked[-1][2].marks == Marks(match=(2,))


@pytest.mark.parametrize("lost", [marked(7, True), marked(-1, True), marked(3, True, label="another picture")])
def test_a_mark_without_its_picture_is_dropped_with_one_line(desk: Desk, service: Service, lost: Any) -> None:
    rows = changed(desk, marks=[lost, marked(2, False)])
    assert rows["marks"] == [marked(2, False)]
    assert service.asked[-1][2].marks == Marks(no_match=(2,))
    assert rows["notes"] == ["A note.", "1 mark dropped: its picture is no longer in this gallery."]


def test_phrases_that_are_not_wanted_are_asked_for_and_said(desk: Desk, service: Service) -> None:
    rows = desk.ask("a coat", SAMPLE, "a backpack, red shoes", None)
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")
    assert rows["sentence"].endswith("Not wanted, so lowered: backpack, red shoes.")
    changed(desk, unwanted=rows["unwanted"], marks=[marked(1, True)])
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")


def test_switches_stay_while_the_description_and_the_gallery_stay(desk: Desk, service: Service) -> None:
    board = changed(desk, query="a red coat <b>", off=["detail:bag"])
    desk.ask("a red coat <b>", SAMPLE, "hat", board)
    assert service.asked[-1][2].off == {"detail:bag"}
    desk.ask("a hat", SAMPLE, "", board)
    assert service.asked[-1][2].off == frozenset()


def test_what_a_description_wants_missing_is_offered_and_moved(desk: Desk, service: Service) -> None:
    board = desk.ask("a man without a hat", SAMPLE, "bag", None)
    assert board["negated"] == "hat"
    query, unwanted, rows = desk.move("a man without a hat", SAMPLE, "bag,", board)
    assert (query, unwanted) == ("a man", "bag, hat")
    assert service.asked[-1] == (SAMPLE, "a man", Wishes(unwanted=("bag", "hat")))
    assert rows["negated"] == ""
    assert desk.move("a man", SAMPLE, "", rows)[:2] == ("a man", "")


def test_an_unknown_gallery_is_answered_with_a_line(desk: Desk) -> None:
    assert desk.open("a coat", "guessed", "", None)["message"] == "There is no such gallery."


def test_the_board_says_its_own_address(desk: Desk) -> None:
    board = changed(desk, off=["detail:bag"], marks=[marked(1, True)], unwanted=["hat"])
    assert board["link"].startswith("q=a+coat&not=hat&off=detail%3Abag&match=1.")


def test_opening_a_link_brings_the_view_back(desk: Desk, service: Service) -> None:
    board = desk.ask(
        "a red coat <b>", "mine", "hat, bag", {"marks": [marked(1, True, "mine"), marked(4, False, "mine")]}
    )
    same = {name: board[name] for name in ("query", "token", "marks", "unwanted")}
    board = changed(desk, **same, off=["phrase:red coat"])
    link = f"{board['link']}&pick={board['pictures']['4']['place']}"
    query, unwanted, chosen, row = desk.start(link, [], None)
    assert (query, unwanted, chosen["value"]) == ("a red coat <b>", "hat, bag", "mine")
    assert service.asked[-1] == service.asked[-2]
    assert row["picked"] == 4
    same = {name: value for name, value in row.items() if name not in ("opened", "picked")}
    assert same == board


def test_a_link_to_a_gallery_of_another_browser_shows_the_sample_and_says_so_in_one_line(
    desk: Desk, service: Service
) -> None:
    board = desk.ask("a coat", "mine", "", {"marks": [marked(1, True, "mine")]})
    service.owned.clear()
    *_, chosen, row = desk.start(board["link"], [], None)
    assert chosen["value"] == SAMPLE
    assert service.asked[-1] == (SAMPLE, "a coat", Wishes())
    assert len(row["notes"]) == 2
    assert "gallery, which this browser does not have" in row["notes"][0]


def test_a_page_opened_without_a_link_stays_as_it_was_built(desk: Desk, service: Service) -> None:
    parts = desk.start("", [], desk.first())
    asked_before = len(service.asked)
    assert [part["__type__"] for part in parts] == ["update"] * 4
    assert not any("value" in part for part in parts)
    assert len(service.asked) == asked_before


def test_a_page_built_too_early_is_answered_when_it_is_opened(desk: Desk) -> None:
    assert desk.start("", [], {"message": "The gallery is being indexed."})[-1]["sentence"]


def test_going_back_keeps_the_marks_of_other_galleries(desk: Desk) -> None:
    board = changed(desk, marks=[marked(1, True), marked(2, True, "mine")])
    row = desk.back(board, sent({"link": "q=a+hat"}))[-1]
    assert row["marks"] == [marked(2, True, "mine")]


@pytest.mark.parametrize("data", [{}, {"link": 3}, {"link": None}, None, [], "q=a+hat"])
def test_an_address_that_is_none_leads_to_the_first_example(desk: Desk, data: Any) -> None:
    assert desk.back(None, sent(data))[0] == EXAMPLES[0]


def test_choosing_the_gallery_that_a_link_has_opened_asks_nothing_again(desk: Desk, service: Service) -> None:
    query, unwanted, _, row = desk.start("q=a+red+coat+%3Cb%3E", [], None)
    count = len(service.asked)
    assert "sentence" not in desk.open(query, SAMPLE, unwanted, row)
    assert len(service.asked) == count
    assert desk.open(query, "mine", unwanted, row)["token"] == "mine"


def test_a_browser_is_shown_its_galleries_and_the_keys_that_it_held_are_its_visitors_now(
    desk: Desk, service: Service
) -> None:
    keys, chosen = desk.arrive(["mine", "gone"], request_of("ann"))
    assert keys == []
    assert service.adopted == [("mine", "ann"), ("gone", "ann")]
    assert chosen["choices"] == [("Sample gallery · 5 pictures", SAMPLE), ("Mine · 3 pictures", "mine")]


def test_a_link_to_a_gallery_whose_key_the_browser_held_opens_it_at_once(desk: Desk, service: Service) -> None:
    link = desk.ask("a coat", "mine", "", None)["link"]
    assert desk.start(link, ["mine"], None, request_of("ann"))[2]["value"] == "mine"
    assert service.adopted == [("mine", "ann")]


@pytest.mark.parametrize("keys", [None, "mine", [3, {}]])
def test_a_browser_may_hold_anything(desk: Desk, service: Service, keys: Any) -> None:
    assert desk.arrive(keys)[0] == []
    assert desk.start("q=a+hat", keys, None)[0] == "a hat"
    assert service.adopted == []


def boards(desk: Desk, link: str, visitor: str) -> dict[str, Row]:
    """What each event that searches draws when somebody asks it for Ann's gallery."""
    at, request = ("a coat", "mine", "", None), request_of(visitor)
    return {
        "ask": desk.ask(*at, request),
        "open": desk.open(*at, request),
        "example": desk.example(*at, request)[1],
        "move": desk.move(*at, request)[2],
        "renew": Clerk(desk).renew(*at, sent({}), request)[1],
        "start": desk.start(link, [], None, request)[3],
        "back": desk.back(None, sent({"link": link}), request)[3],
    }


def test_every_event_searches_as_the_visitor_who_sends_it() -> None:
    desk = Desk(Private())
    link = desk.ask("a coat", "mine", "", None, request_of("ann"))["link"]
    assert {name: row["token"] for name, row in boards(desk, link, "ann").items()} == dict.fromkeys(EVENTS, "mine")
    others = boards(desk, link, "bob")
    assert {name for name, row in others.items() if row["message"] == "There is no such gallery."} == EVENTS - LINKS
    assert {name for name in LINKS if "this browser does not have" in others[name]["notes"][0]} == LINKS
    assert {others[name]["token"] for name in LINKS} == {SAMPLE}
    assert desk.arrive([], request_of("ann"))[1]["choices"][1:] == [("Mine · 3 pictures", "mine")]
    assert desk.arrive([], request_of("bob"))[1]["choices"][1:] == []


def test_no_template_of_ours_holds_anything_that_gradio_would_run() -> None:
    for file in BROWSER.glob("*.html"):
        assert not any(mark in read(file.name) for mark in ("${", "{{", "`", "\\")), file.name


def test_no_script_of_ours_writes_markup() -> None:
    for file in BROWSER.glob("*.js"):
        text = read(file.name)
        assert not any(word in text for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")), file.name


def test_a_description_that_fits_nothing_better_than_any_other_is_told_and_greyed(desk: Desk, service: Service) -> None:
    service.stands_out = False
    row = desk.answer("a theorem", SAMPLE, View())
    assert row["sentence"].startswith("Nothing stands out")
    assert row["faint"] == ["initial", "refined"]


def test_the_page_opens_with_the_first_example_answered(service: Service) -> None:
    async def opened() -> gr.Blocks:
        return build(service, lambda _: None)

    page = asyncio.run(opened())  # in a loop of its own: without one Gradio makes one and leaves it open
    boards = [block for block in page.blocks.values() if getattr(block, "elem_id", None) == "board"]
    assert boards[0].value["sentence"]
