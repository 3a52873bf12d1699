import csv
import json
import math
from dataclasses import replace
from io import StringIO

import pytest

from hostile import TEXTS
from mmref_core.errors import MMRefError
from mmref_core.page.render.exports import COLUMNS, AnsweredView, answer_view, as_csv, as_json, guarded
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.links import read_link
from mmref_core.page.state.query_picture import NOT_HERE, GalleryPicture, UploadedPicture
from mmref_core.page.state.view import LONGEST_QUERY, Mark, View
from page.answers import BAG, COAT, Service

FORMULA = '=HYPERLINK("http://example.org";"<b>")'


class Strangers(Service):
    """Pictures whose names are formulas."""

    def label(self, token: str, image: int) -> str | None:
        return FORMULA if image == 4 else super().label(token, image)


@pytest.fixture
def shown() -> AnsweredView:
    marks = (Mark(SAMPLE, 1, "sample 1", True), Mark(SAMPLE, 4, FORMULA, False), Mark("mine", 2, "mine 2", True))
    return answer_view(Strangers(), "a red coat", SAMPLE, View((BAG,), marks, ("hat",)))


def table(shown: AnsweredView) -> list[dict[str, str]]:
    text = as_csv(shown)
    assert text[0] == "\ufeff"
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def test_the_table_has_a_line_for_every_picture_shown_in_refined_order(shown: AnsweredView) -> None:
    rows = table(shown)
    assert list(rows[0]) == [*COLUMNS, BAG, COAT, "rest"]
    assert [(row["picture"], row["initial_rank"], row["refined_rank"], row["move"]) for row in rows] == [
        ("1", "2", "1", "1"),
        ("4", "5", "2", "3"),
        ("0", "1", "3", "-2"),
    ]
    assert [row["mark"] for row in rows] == ["match", "no match", ""]
    assert rows[0]["reasons"] == "bag"


def test_the_terms_of_a_line_add_up_to_its_change_and_scores_are_exact(shown: AnsweredView) -> None:
    for row, move in zip(table(shown), shown.result.moves, strict=True):
        terms = [float(row[key]) for key in (BAG, COAT, "rest")]
        assert math.isclose(sum(terms), float(row["change"]), abs_tol=1e-12)
        assert float(row["refined_score"]) == move.score_after
    assert float(table(shown)[2][COAT]) == 0.0


def test_a_name_that_is_a_formula_is_shown_and_not_run(shown: AnsweredView) -> None:
    assert table(shown)[1]["name"] == f"'{FORMULA}"
    assert as_csv(shown).count("\n=") == 0


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r1", " =1", "\n=1", "\ufeff=1"[1:]])
def test_every_beginning_of_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "sample 3", "красный", "3-4"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_a_picture_is_called_is_one_cell_that_a_spreadsheet_shows_and_the_same_text_in_json(
    shown: AnsweredView, text: str
) -> None:
    strange = replace(shown, labels=dict.fromkeys(shown.labels, text))
    names = [row["name"] for row in table(strange)]
    assert len(names) == 3
    assert set(names) <= {text, f"'{text}"}
    assert not any(name.lstrip().startswith(("=", "+", "-", "@")) for name in names)
    assert {picture["name"] for picture in json.loads(as_json(strange))["pictures"]} == {text}


def test_negative_numbers_stay_numbers(shown: AnsweredView) -> None:
    assert float(table(shown)[2]["change"]) < 0


def test_the_object_holds_both_rankings_with_terms_that_add_up(shown: AnsweredView) -> None:
    whole = json.loads(as_json(shown))
    assert whole["initial"] == [{"rank": 1, "picture": 0, "score": 0.9}, {"rank": 2, "picture": 1, "score": 0.7}]
    assert [place["picture"] for place in whole["refined"]] == [1, 4]
    for picture in whole["pictures"]:
        change = picture["score_after"] - picture["score_before"]
        assert math.isclose(sum(term["value"] for term in picture["terms"]), change, abs_tol=1e-12)
    assert whole["pictures"][0]["terms"][0] | {"value": 0} == {
        "key": BAG,
        "kind": "detail",
        "label": "bag",
        "value": 0,
        "found": "",
        "rank_without": 3,
    }
    assert whole["pictures"][1]["name"] == FORMULA
    assert whole["model"] == "tiny"


def test_the_object_says_what_was_asked_and_its_link_brings_it_back(shown: AnsweredView) -> None:
    whole = json.loads(as_json(shown))
    assert whole["unwanted"] == ["hat"]
    assert [detail["on"] for detail in whole["details"]] == [False, True]
    assert [(mark["picture"], mark["match"]) for mark in whole["marks"]] == [(1, True), (4, False)]
    link, lost = read_link(whole["link"])
    assert (link.unwanted, link.off, len(link.marks), lost) == (("hat",), (BAG,), 2, ())


def test_the_object_says_which_picture_and_settings_it_was_made_with() -> None:
    view = View(picture=GalleryPicture(SAMPLE, 3, "sample 3"), settings=(("person_weight", 0.3), ("pool", 1000.0)))
    whole = json.loads(as_json(answer_view(Service(), "", SAMPLE, view)))
    assert whole["picture"] == {"name": "sample 3", "picture": 3}
    assert whole["settings"] == {"person_weight": 0.3}
    assert read_link(whole["link"])[0].settings == (("person_weight", 0.3),)
    uploaded = View(picture=UploadedPicture.of("a.png", b"features", b"thumbnail"))
    assert json.loads(as_json(answer_view(Service(), "", SAMPLE, uploaded)))["picture"] == {
        "name": "a.png",
        "picture": None,
    }
    gone = answer_view(Service(), "a hat", SAMPLE, View(picture=GalleryPicture("mine", 3, "mine 3")))
    assert gone.result.notes[0] == NOT_HERE
    with pytest.raises(MMRefError, match="Settings"):
        answer_view(Service(), "a hat", SAMPLE, View(settings=(("pool", -1.0),)))


def test_a_mark_without_its_picture_is_left_out_and_told() -> None:
    shown = answer_view(Service(), "a hat", SAMPLE, View(marks=(Mark(SAMPLE, 3, "another", True),)))
    assert shown.marks == {}
    assert shown.result.notes[-1].startswith("1 mark dropped")


@pytest.mark.parametrize(("query", "token"), [("", SAMPLE), ("a hat", "guessed"), ("x" * (LONGEST_QUERY + 1), SAMPLE)])
def test_what_cannot_be_searched_cannot_be_exported(query: str, token: str) -> None:
    with pytest.raises(MMRefError):
        answer_view(Service(), query, token, View())
