import asyncio
from typing import Any

import gradio as gr
import pytest

from mmref_core.page.handlers.layout import build
from mmref_core.page.handlers.requery_handler import RequeryHandler
from mmref_core.page.handlers.search_handlers import SearchHandlers
from mmref_core.page.render.html_components import BROWSER, read
from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import EXAMPLES
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import LONGEST_QUERY, View, read_view
from mmref_core.search_types import Marks, SearchOptions
from page.answers import Private, Service, request_of

EVENTS = {"search_gallery", "change_gallery", "search_example", "move_negation", "renew", "open_page", "change_address"}
LINKS = {"open_page", "change_address"}  # of them, those that open a link


def asked(**changes: Any) -> dict[str, Any]:
    """Return an event of the results panel, as the page sends it."""
    return {"query": "a coat", "token": SAMPLE, "off": [], "marks": [], "unwanted": []} | changes


def marked(image: int, match: bool, token: str = SAMPLE, label: str = "") -> dict[str, Any]:
    return {"token": token, "image": image, "label": label or f"{token} {image}", "match": match}


def sent(data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def changed(handlers: SearchHandlers, **changes: Any) -> Row:
    """The results panel after a switch or a mark."""
    row = asked(**changes)
    return handlers.answer(row["query"], row["token"], read_view(row))


def test_a_refused_query_is_one_line_on_a_results_panel_without_an_answer(handlers: SearchHandlers) -> None:
    assert handlers.answer("  ", SAMPLE, View())["message"] == "The description is empty."


def test_an_endless_query_is_refused_before_it_reaches_the_model(handlers: SearchHandlers, service: Service) -> None:
    assert "at most" in handlers.answer("x" * (LONGEST_QUERY + 1), SAMPLE, View())["message"]
    assert service.asked == []


def test_a_switch_asks_the_same_query_with_the_detail_off(handlers: SearchHandlers, service: Service) -> None:
    rows = changed(handlers, off=["detail:bag"])
    assert service.asked == [(SAMPLE, "a coat", SearchOptions(frozenset({"detail:bag"})))]
    assert [detail["on"] for detail in rows["details"]] == [False, True]


def test_a_mark_counts_in_its_gallery_and_stays_on_the_results_panel(
    handlers: SearchHandlers, service: Service
) -> None:
    marks = [marked(1, True), marked(2, True, "mine"), marked(4, False)]
    rows = changed(handlers, marks=marks)
    assert service.asked[-1][2].marks == Marks(match=(1,), no_match=(4,))
    assert rows["marks"] == marks
    assert rows["tally"] == "2 marks: 1 match, 1 not a match."


def test_marks_stay_when_the_description_or_the_gallery_changes(handlers: SearchHandlers, service: Service) -> None:
    panel = changed(handlers, marks=[marked(1, True), marked(2, True, "mine")])
    assert handlers.search_gallery("a hat", SAMPLE, "", panel)["marks"] == panel["marks"]
    assert handlers.search_gallery("  ", SAMPLE, "", panel)["marks"] == panel["marks"]
    assert handlers.search_example("a hat", SAMPLE, "", panel)[1]["marks"] == panel["marks"]
    assert handlers.change_gallery("a hat", "mine", "", panel)["marks"] == panel["marks"]
    assert service.asked[-1][2].marks == Marks(match=(2,))


@pytest.mark.parametrize("lost", [marked(7, True), marked(-1, True), marked(3, True, label="another picture")])
def test_a_mark_without_its_picture_is_dropped_with_one_line(
    handlers: SearchHandlers, service: Service, lost: Any
) -> None:
    rows = changed(handlers, marks=[lost, marked(2, False)])
    assert rows["marks"] == [marked(2, False)]
    assert service.asked[-1][2].marks == Marks(no_match=(2,))
    assert rows["notes"] == ["A note.", "1 mark dropped: its picture is no longer in this gallery."]


def test_phrases_that_are_not_wanted_are_asked_for_and_said(handlers: SearchHandlers, service: Service) -> None:
    rows = handlers.search_gallery("a coat", SAMPLE, "a backpack, red shoes", None)
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")
    assert rows["sentence"].endswith("Not wanted, so lowered: backpack, red shoes.")
    changed(handlers, unwanted=rows["unwanted"], marks=[marked(1, True)])
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")


def test_switches_stay_while_the_description_and_the_gallery_stay(handlers: SearchHandlers, service: Service) -> None:
    panel = changed(handlers, query="a red coat <b>", off=["detail:bag"])
    handlers.search_gallery("a red coat <b>", SAMPLE, "hat", panel)
    assert service.asked[-1][2].off == {"detail:bag"}
    handlers.search_gallery("a hat", SAMPLE, "", panel)
    assert service.asked[-1][2].off == frozenset()


def test_what_a_description_wants_missing_is_offered_and_moved(handlers: SearchHandlers, service: Service) -> None:
    panel = handlers.search_gallery("a man without a hat", SAMPLE, "bag", None)
    assert panel["negated"] == "hat"
    query, unwanted, rows = handlers.move_negation("a man without a hat", SAMPLE, "bag,", panel)
    assert (query, unwanted) == ("a man", "bag, hat")
    assert service.asked[-1] == (SAMPLE, "a man", SearchOptions(unwanted=("bag", "hat")))
    assert rows["negated"] == ""
    assert handlers.move_negation("a man", SAMPLE, "", rows)[:2] == ("a man", "")


def test_an_unknown_gallery_is_answered_with_a_line(handlers: SearchHandlers) -> None:
    assert handlers.change_gallery("a coat", "guessed", "", None)["message"] == "There is no such gallery."


def test_the_results_panel_says_its_own_address(handlers: SearchHandlers) -> None:
    panel = changed(handlers, off=["detail:bag"], marks=[marked(1, True)], unwanted=["hat"])
    assert panel["link"].startswith("q=a+coat&not=hat&off=detail%3Abag&match=1.")


def test_opening_a_link_brings_the_view_back(handlers: SearchHandlers, service: Service) -> None:
    panel = handlers.search_gallery(
        "a red coat <b>", "mine", "hat, bag", {"marks": [marked(1, True, "mine"), marked(4, False, "mine")]}
    )
    same = {name: panel[name] for name in ("query", "token", "marks", "unwanted")}
    panel = changed(handlers, **same, off=["phrase:red coat"])
    link = f"{panel['link']}&pick={panel['pictures']['4']['place']}"
    query, unwanted, chosen, row = handlers.open_page(link, [], None)
    assert (query, unwanted, chosen["value"]) == ("a red coat <b>", "hat, bag", "mine")
    assert service.asked[-1] == service.asked[-2]
    assert row["picked"] == 4
    same = {name: value for name, value in row.items() if name not in ("opened", "picked")}
    assert same == panel


def test_a_link_to_a_gallery_of_another_browser_shows_the_sample_and_says_so_in_one_line(
    handlers: SearchHandlers, service: Service
) -> None:
    panel = handlers.search_gallery("a coat", "mine", "", {"marks": [marked(1, True, "mine")]})
    service.owned.clear()
    *_, chosen, row = handlers.open_page(panel["link"], [], None)
    assert chosen["value"] == SAMPLE
    assert service.asked[-1] == (SAMPLE, "a coat", SearchOptions())
    assert len(row["notes"]) == 2
    assert "gallery, which this browser does not have" in row["notes"][0]


def test_a_page_opened_without_a_link_stays_as_it_was_built(handlers: SearchHandlers, service: Service) -> None:
    components = handlers.open_page("", [], handlers.first_answer())
    asked_before = len(service.asked)
    assert [part["__type__"] for part in components] == ["update"] * 4
    assert not any("value" in part for part in components)
    assert len(service.asked) == asked_before


def test_a_page_built_too_early_is_answered_when_it_is_opened(handlers: SearchHandlers) -> None:
    assert handlers.open_page("", [], {"message": "The gallery is being indexed."})[-1]["sentence"]


def test_going_back_keeps_the_marks_of_other_galleries(handlers: SearchHandlers) -> None:
    panel = changed(handlers, marks=[marked(1, True), marked(2, True, "mine")])
    row = handlers.change_address(panel, sent({"link": "q=a+hat"}))[-1]
    assert row["marks"] == [marked(2, True, "mine")]


@pytest.mark.parametrize("data", [{}, {"link": 3}, {"link": None}, None, [], "q=a+hat"])
def test_an_address_that_is_none_leads_to_the_first_example(handlers: SearchHandlers, data: Any) -> None:
    assert handlers.change_address(None, sent(data))[0] == EXAMPLES[0]


def test_choosing_the_gallery_that_a_link_has_opened_asks_nothing_again(
    handlers: SearchHandlers, service: Service
) -> None:
    query, unwanted, _, row = handlers.open_page("q=a+red+coat+%3Cb%3E", [], None)
    count = len(service.asked)
    assert "sentence" not in handlers.change_gallery(query, SAMPLE, unwanted, row)
    assert len(service.asked) == count
    assert handlers.change_gallery(query, "mine", unwanted, row)["token"] == "mine"


def test_a_browser_is_shown_its_galleries_and_the_keys_that_it_held_are_its_visitors_now(
    handlers: SearchHandlers, service: Service
) -> None:
    keys, chosen = handlers.adopt_galleries(["mine", "gone"], request_of("ann"))
    assert keys == []
    assert service.adopted == [("mine", "ann"), ("gone", "ann")]
    assert chosen["choices"] == [("Sample gallery · 5 pictures", SAMPLE), ("Mine · 3 pictures", "mine")]


def test_a_link_to_a_gallery_whose_key_the_browser_held_opens_it_at_once(
    handlers: SearchHandlers, service: Service
) -> None:
    link = handlers.search_gallery("a coat", "mine", "", None)["link"]
    assert handlers.open_page(link, ["mine"], None, request_of("ann"))[2]["value"] == "mine"
    assert service.adopted == [("mine", "ann")]


@pytest.mark.parametrize("keys", [None, "mine", [3, {}]])
def test_a_browser_may_hold_anything(handlers: SearchHandlers, service: Service, keys: Any) -> None:
    assert handlers.adopt_galleries(keys)[0] == []
    assert handlers.open_page("q=a+hat", keys, None)[0] == "a hat"
    assert service.adopted == []


def panels(handlers: SearchHandlers, link: str, visitor: str) -> dict[str, Row]:
    """What each event that searches draws when somebody asks it for Ann's gallery."""
    at, request = ("a coat", "mine", "", None), request_of(visitor)
    return {
        "search_gallery": handlers.search_gallery(*at, request),
        "change_gallery": handlers.change_gallery(*at, request),
        "search_example": handlers.search_example(*at, request)[1],
        "move_negation": handlers.move_negation(*at, request)[2],
        "renew": RequeryHandler(handlers).renew(*at, sent({}), request)[1],
        "open_page": handlers.open_page(link, [], None, request)[3],
        "change_address": handlers.change_address(None, sent({"link": link}), request)[3],
    }


def test_every_event_searches_as_the_visitor_who_sends_it() -> None:
    handlers = SearchHandlers(Private())
    link = handlers.search_gallery("a coat", "mine", "", None, request_of("ann"))["link"]
    assert {name: row["token"] for name, row in panels(handlers, link, "ann").items()} == dict.fromkeys(EVENTS, "mine")
    others = panels(handlers, link, "bob")
    assert {name for name, row in others.items() if row["message"] == "There is no such gallery."} == EVENTS - LINKS
    assert {name for name in LINKS if "this browser does not have" in others[name]["notes"][0]} == LINKS
    assert {others[name]["token"] for name in LINKS} == {SAMPLE}
    assert handlers.adopt_galleries([], request_of("ann"))[1]["choices"][1:] == [("Mine · 3 pictures", "mine")]
    assert handlers.adopt_galleries([], request_of("bob"))[1]["choices"][1:] == []


def test_no_template_of_ours_holds_anything_that_gradio_would_run() -> None:
    for file in BROWSER.glob("*.html"):
        assert not any(mark in read(file.name) for mark in ("${", "{{", "`", "\\")), file.name


def test_no_script_of_ours_writes_markup() -> None:
    for file in BROWSER.glob("*.js"):
        text = read(file.name)
        assert not any(word in text for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")), file.name


def test_a_description_that_fits_nothing_better_than_any_other_is_told_and_greyed(
    handlers: SearchHandlers, service: Service
) -> None:
    service.stands_out = False
    row = handlers.answer("a theorem", SAMPLE, View())
    assert row["sentence"].startswith("Nothing stands out")
    assert row["faint"] == ["initial", "refined"]


def test_the_page_opens_with_the_first_example_answered(service: Service) -> None:
    async def opened() -> gr.Blocks:
        return build(service, lambda _: None)

    page = asyncio.run(opened())  # in a loop of its own: without one Gradio makes one and leaves it open
    panels = [block for block in page.blocks.values() if getattr(block, "elem_id", None) == "results-panel"]
    assert panels[0].value["sentence"]
