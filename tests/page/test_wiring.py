import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from mmref_core.errors import QueryError, StoreError
from mmref_core.page.layout import BOARD_SCRIPTS, build, read
from mmref_core.page.service import SAMPLE, FillProgress, GalleryEntry, Skipped
from mmref_core.page.view import View
from mmref_core.page.wiring import LONGEST_QUERY, Desk, report
from mmref_core.results import SearchResult
from mmref_core.wishes import Marks, Wishes
from page.answers import result


class Service:
    """Answers every query alike, knows one gallery besides the sample, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Wishes]] = []
        self.deleted: list[str] = []
        self.filled: list[tuple[str, list[str]]] = []
        self.steps = [
            FillProgress("fresh", 1, 2, 0, 1, (), False, 0.1),
            FillProgress("fresh", 2, 2, 1, 1, (Skipped("<b>", "It is a text.", "Send pictures."),), True, 0.2),
        ]

    def ready(self) -> bool:
        return True

    def search(self, token: str, text: str, wishes: Wishes) -> SearchResult:
        self.asked.append((token, text, wishes))
        if not text.strip():
            raise QueryError("The description is empty.")
        if token not in (SAMPLE, "mine", "fresh"):
            raise StoreError("There is no such gallery.")
        return result(wishes.off, wishes.unwanted)

    def entries(self, tokens: Sequence[str]) -> list[GalleryEntry]:
        known = [GalleryEntry(token, "Mine", 3) for token in tokens if token in ("mine", "fresh")]
        return [GalleryEntry(SAMPLE, "Sample gallery", 5), *known]

    def label(self, token: str, image: int) -> str | None:
        return f"{token} {image}" if 0 <= image < 5 else None

    def thumbnail(self, token: str, image: int) -> bytes | None:
        return b"picture" if (token, image) == (SAMPLE, 0) else None

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        self.filled.append((name, [source.name for source in sources]))
        yield from self.steps

    def delete(self, token: str) -> None:
        self.deleted.append(token)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def desk(service: Service) -> Desk:
    return Desk(service)


def asked(**changes: Any) -> dict[str, Any]:
    """What the board sends."""
    return {"query": "a coat", "token": SAMPLE, "off": [], "marks": [], "unwanted": []} | changes


def marked(image: int, match: bool, token: str = SAMPLE, label: str = "") -> dict[str, Any]:
    return {"token": token, "image": image, "label": label or f"{token} {image}", "match": match}


def sent(data: dict[str, Any]) -> gr.EventData:
    return gr.EventData(None, data)


def test_a_refused_query_is_one_line_on_a_board_without_an_answer(desk: Desk) -> None:
    assert desk.answer("  ", SAMPLE, View())["message"] == "The description is empty."


def test_an_endless_query_is_refused_before_it_reaches_the_model(desk: Desk, service: Service) -> None:
    assert "at most" in desk.answer("x" * (LONGEST_QUERY + 1), SAMPLE, View())["message"]
    assert service.asked == []


def test_a_switch_asks_the_same_query_with_the_detail_off(desk: Desk, service: Service) -> None:
    rows = desk.change(sent(asked(off=["detail:bag"])))
    assert service.asked == [(SAMPLE, "a coat", Wishes(frozenset({"detail:bag"})))]
    assert [detail["on"] for detail in rows["details"]] == [False, True]


@pytest.mark.parametrize("data", [{}, asked(query=3), asked(off=1), asked(marks="all"), asked(unwanted=None)])
def test_what_a_page_could_not_have_sent_is_answered_with_a_line(desk: Desk, data: dict[str, Any]) -> None:
    assert "could not be read" in desk.change(sent(data))["message"]


def test_a_mark_counts_in_its_gallery_and_stays_on_the_board(desk: Desk, service: Service) -> None:
    marks = [marked(1, True), marked(2, True, "mine"), marked(4, False)]
    rows = desk.change(sent(asked(marks=marks)))
    assert service.asked[-1][2].marks == Marks(match=(1,), no_match=(4,))
    assert rows["marks"] == marks
    assert rows["tally"] == "2 marks: 1 match, 1 not a match."


def test_marks_stay_when_the_description_or_the_gallery_changes(desk: Desk, service: Service) -> None:
    board = desk.change(sent(asked(marks=[marked(1, True), marked(2, True, "mine")])))
    assert desk.ask("a hat", SAMPLE, "", board)["marks"] == board["marks"]
    assert desk.ask("  ", SAMPLE, "", board)["marks"] == board["marks"]
    assert desk.example("a hat", SAMPLE, "", board)[1]["marks"] == board["marks"]
    assert desk.open("a hat", "mine", "", board)[0]["marks"] == board["marks"]
    assert service.asked[-1][2].marks == Marks(match=(2,))


@pytest.mark.parametrize("lost", [marked(7, True), marked(-1, True), marked(3, True, label="another picture")])
def test_a_mark_without_its_picture_is_dropped_with_one_line(desk: Desk, service: Service, lost: Any) -> None:
    rows = desk.change(sent(asked(marks=[lost, marked(2, False)])))
    assert rows["marks"] == [marked(2, False)]
    assert service.asked[-1][2].marks == Marks(no_match=(2,))
    assert rows["notes"] == ["A note.", "1 mark dropped: its picture is no longer in this gallery."]


def test_phrases_that_are_not_wanted_are_asked_for_and_said(desk: Desk, service: Service) -> None:
    rows = desk.ask("a coat", SAMPLE, "a backpack, red shoes", None)
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")
    assert rows["sentence"].endswith("Not wanted, so lowered: backpack, red shoes.")
    desk.change(sent(asked(unwanted=rows["unwanted"], marks=[marked(1, True)])))
    assert service.asked[-1][2].unwanted == ("backpack", "red shoes")


def test_switches_stay_while_the_description_and_the_gallery_stay(desk: Desk, service: Service) -> None:
    board = desk.change(sent(asked(query="a red coat <b>", off=["detail:bag"])))
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
    assert desk.open("a coat", "guessed", "", None)[0]["message"] == "There is no such gallery."


def test_a_browser_is_shown_the_galleries_whose_keys_it_holds_and_forgets_those_that_are_gone(desk: Desk) -> None:
    keys, chosen = desk.arrive(["mine", "gone"])
    assert keys == ["mine"]
    assert chosen["choices"] == [("Sample gallery · 5 pictures", SAMPLE), ("Mine · 3 pictures", "mine")]


@pytest.mark.parametrize("keys", [None, "mine", [3, {}]])
def test_a_browser_may_hold_anything(desk: Desk, keys: Any) -> None:
    assert desk.arrive(keys)[0] == []


def test_a_filled_gallery_is_chosen_and_its_key_given_to_the_browser(desk: Desk, service: Service) -> None:
    steps = list(desk.take(["/uploads/a.zip"], " ", []))
    assert service.filled == [("My pictures", ["a.zip"])]
    assert [keys for _, keys, _ in steps] == [[], ["fresh"]]
    assert steps[-1][2]["value"] == "fresh"
    assert steps[-1][0]["skipped"] == [{"label": "<b>", "reason": "It is a text.", "advice": "Send pictures."}]


def test_the_upload_itself_is_removed_once_it_has_been_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"with metadata")
    list(desk.take([str(tmp_path / "a.zip")], "Mine", []))
    assert not (tmp_path / "a.zip").exists()


def test_nothing_chosen_is_said_and_nothing_is_made(desk: Desk) -> None:
    (rows, keys, _) = next(desk.take(None, "Mine", ["mine"]))
    assert rows["wrong"]
    assert keys == ["mine"]


def test_a_gallery_of_which_nothing_could_be_taken_is_not_offered(desk: Desk, service: Service) -> None:
    service.steps = [FillProgress("fresh", 1, 1, 0, 1, (Skipped("a", "It is empty.", "Send it again."),), True, 0.1)]
    (rows, keys, _) = list(desk.take(["a.zip"], "Mine", []))[-1]
    assert rows["wrong"]
    assert keys == []


def test_deleting_returns_to_the_sample_and_forgets_the_key(desk: Desk, service: Service) -> None:
    _, keys, chosen = desk.delete("mine", ["mine", "fresh"])
    assert service.deleted == ["mine"]
    assert keys == ["fresh"]
    assert chosen["value"] == SAMPLE


def test_the_sample_cannot_be_deleted(desk: Desk, service: Service) -> None:
    assert desk.delete(SAMPLE, [])[0]["wrong"]
    assert service.deleted == []


def test_a_running_report_says_how_far_it_is() -> None:
    rows = report(FillProgress("t", 30, 120, 20, 2, (), False, 3.0))
    assert rows["line"] == "Taking in pictures: 30 of 120 looked at, 2 skipped."
    assert rows["share"] == 0.25


def test_no_template_of_ours_holds_anything_that_gradio_would_run() -> None:
    for name in ("board.html", "intake.html", "header.html", "footer.html"):
        assert not any(mark in read(name) for mark in ("${", "{{", "`", "\\")), name


def test_no_script_of_ours_writes_markup() -> None:
    for name in (*BOARD_SCRIPTS, "intake"):
        text = read(f"{name}.js")
        assert not any(word in text for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")), name


def test_the_page_opens_with_the_first_example_answered(service: Service) -> None:
    async def opened() -> gr.Blocks:
        return build(service)

    page = asyncio.run(opened())  # in a loop of its own: without one Gradio makes one and leaves it open
    boards = [block for block in page.blocks.values() if getattr(block, "elem_id", None) == "board"]
    assert boards[0].value["sentence"]
