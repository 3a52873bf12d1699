from dataclasses import replace

import pytest

from mmref_core.page.handlers.search_handlers import SearchHandlers
from mmref_core.page.render.references import (
    STEP,
    detail_rows,
    percent,
    person_rows,
    single_row,
    source_of,
    with_portraits,
)
from mmref_core.page.render.view_models import results_panel
from mmref_core.page.state.view import View
from mmref_core.retrieval.reference_catalogue import EMPTY_CATALOGUE
from mmref_core.search_types import SearchResult
from page.answers import COAT, Service, catalogue, match, move, result


def test_persons_come_in_steps_and_nobody_twice() -> None:
    known = catalogue(STEP + 5)
    first, rest = person_rows(known, "", 0), person_rows(known, "", STEP)
    assert [row["person"] for row in first["persons"] + rest["persons"]] == list(range(7, 7 + STEP + 5))
    assert [(row["left"], row["next"]) for row in (first, rest)] == [(5, 5), (0, 0)]
    assert person_rows(known, "", 10**30)["persons"] == []
    assert first["sentence"] == "65 reference persons."


def test_an_entry_says_what_the_reference_is_and_where_its_picture_lies() -> None:
    known = catalogue()
    row = person_rows(known, "red", 0)
    assert row["sentence"] == "1 of 2 reference persons has all of these words."
    assert row["persons"] == [
        {
            "person": 7,
            "caption": "A woman in a red coat <img src=x onerror=alert(1)>.",
            "phrases": ["a coat"],
            "source": f"/references/{known.portraits.key}/7.webp",
        }
    ]


def test_words_that_find_nobody_say_so_and_so_does_a_checkpoint_of_nobody() -> None:
    assert person_rows(catalogue(), "unicycle", 0)["sentence"].startswith("None of the 2 reference persons has all of")
    assert person_rows(EMPTY_CATALOGUE, "", 0)["sentence"] == "This checkpoint has no reference persons."


def test_a_link_leads_to_one_person_or_says_that_there_is_none() -> None:
    assert [row["person"] for row in single_row(catalogue(), 8)["persons"]] == [8]
    lost = single_row(catalogue(), 99)
    assert (lost["persons"], lost["sentence"]) == ([], "This checkpoint has no such reference person.")


def test_without_pictures_everything_else_is_shown() -> None:
    bare = catalogue(portrayed=False)
    row = person_rows(bare, "", 0)
    assert (row["portrayed"], [one["source"] for one in row["persons"]]) == (False, ["", ""])
    assert [source_of(catalogue(), person) == "" for person in (7, 99)] == [False, True]


def test_the_votes_of_a_results_panel_get_their_pictures_and_nothing_else_changes() -> None:
    voted = replace(move(4, 5, 2, {COAT: 0.05}), reference_matches=(match(0.03),))
    rows = results_panel(replace(result(), moves=(result().moves[0], voted, result().moves[2])), "sample", str)
    shown = with_portraits(rows, catalogue())
    assert [each["source"] for each in shown["pictures"]["4"]["votes"]] == [source_of(catalogue(), 7)]
    assert [each["source"] for each in with_portraits(rows, EMPTY_CATALOGUE)["pictures"]["4"]["votes"]] == [""]
    shown["pictures"]["4"]["votes"][0].pop("source")
    assert shown == rows


class Voting(Service):
    """A reference person votes for the first picture."""

    def search(self, *_: object) -> SearchResult:
        first, *others = result().moves
        return replace(result(), moves=(replace(first, reference_matches=(match(0.03),)), *others))


def test_the_desk_answers_with_pictures_of_who_voted() -> None:
    row = SearchHandlers(Voting()).answer("a coat", "sample", View())
    assert row["pictures"]["1"]["votes"][0]["source"] == source_of(catalogue(), 7)


def test_details_carry_their_values_with_their_shares() -> None:
    assert detail_rows(catalogue()) == [
        {
            "label": "colour",
            "seen": "50 %",
            "values": [
                {"label": "red", "share": 0.4, "percent": "40 %"},
                {"label": "green", "share": 0.1, "percent": "10 %"},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0.0 %"), (0.0004, "under 0.1 %"), (0.0421, "4.2 %"), (0.0997, "10 %"), (1.0, "100 %")]
)
def test_a_share_is_told_with_two_digits(share: float, text: str) -> None:
    assert percent(share) == text
