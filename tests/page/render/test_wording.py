import pytest

from mmref_core.page.render.wording import (
    change_sentence,
    duration,
    lost_sentence,
    marks_sentence,
    move_sentence,
    ordinal,
    plural,
    reason_key,
    reason_text,
    taken_sentence,
    unwanted_sentence,
    without_sentence,
)
from page.answers import BAG, COAT, move


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_ranks_are_said_as_people_say_them(rank: int, words: str) -> None:
    assert ordinal(rank) == words


def test_the_sentence_counts_who_stayed_and_names_the_biggest_reason() -> None:
    sentence = change_sentence((1, 2, 3, 4), (9, 2, 1, 8), "white backpack")
    assert sentence == "2 of the first 4 stayed, 2 are new, first place changed. Biggest reason: white backpack."


def test_one_new_picture_is_singular() -> None:
    assert change_sentence((1, 2), (1, 3), "") == "1 of the first 2 stayed, 1 is new, first place stayed."


def test_an_unchanged_ranking_is_said_to_be_unchanged() -> None:
    assert change_sentence((1, 2, 3), (1, 2, 3), "hat") == "The first 3 stayed, in the same order."
    assert change_sentence((5,), (5,), "") == "The only picture stayed."


def test_a_mere_change_of_order_is_told_apart_from_new_pictures() -> None:
    sentence = change_sentence((1, 2, 3), (1, 3, 2), "hat")
    assert sentence == "All of the first 3 stayed, their order changed, first place stayed. Biggest reason: hat."


def test_an_empty_gallery_has_a_sentence() -> None:
    assert change_sentence((), (), "") == "There is nothing to rank."


def test_moves_and_missing_details_are_told_in_words() -> None:
    assert move_sentence(7, 2) == "Rose from 7th to 2nd."
    assert move_sentence(2, 7) == "Fell from 2nd to 7th."
    assert move_sentence(3, 3) == "Stayed 3rd."
    assert without_sentence("red coat", 31, 4) == "Without red coat this would be 31st."
    assert without_sentence("red coat", 4, 4) == "Without red coat this would still be 4th."


def test_a_riser_is_explained_by_its_strongest_push_upwards() -> None:
    assert reason_key(move(1, 5, 2, {BAG: -0.05, COAT: 0.03})) == COAT


def test_a_faller_is_explained_by_its_strongest_push_downwards() -> None:
    assert reason_key(move(1, 2, 5, {COAT: 0.05, BAG: -0.03})) == BAG


def test_likeness_without_a_word_is_no_reason() -> None:
    assert reason_key(move(1, 5, 2, {"rest": 0.5, COAT: 0.03})) == COAT


def test_when_every_part_pushes_the_other_way_what_undoes_most_of_the_move_is_the_reason() -> None:
    risen = move(1, 9, 2, {BAG: -0.03, COAT: -0.01}, {BAG: 2, COAT: 6})
    assert reason_key(risen) == COAT


def test_a_picture_that_moved_only_because_others_did_says_so() -> None:
    assert reason_text(move(1, 9, 2, {})) == "others fell behind"
    assert reason_text(move(1, 2, 9, {})) == "others moved ahead"
    assert reason_text(move(1, 4, 4, {BAG: 0.1})) == ""


def test_likeness_to_a_mark_is_said_shortly_on_a_card() -> None:
    risen = move(1, 5, 2, {"mark:likeness to a match": 0.05})
    assert reason_text(risen) == "like a match"


def test_marks_are_counted_by_kind() -> None:
    assert marks_sentence(1, 0) == "1 mark: 1 match."
    assert marks_sentence(2, 1) == "3 marks: 2 matches, 1 not a match."
    assert marks_sentence(0, 2) == "2 marks: 2 not a match."
    assert marks_sentence(0, 0).startswith("None yet.")
    assert lost_sentence(2) == "2 marks dropped: their pictures are no longer in this gallery."


def test_what_is_not_wanted_is_said_only_where_there_is_some() -> None:
    assert unwanted_sentence(("hat", "red shoes")) == "Not wanted, so lowered: hat, red shoes."
    assert unwanted_sentence(()) == ""


def test_a_duration_is_in_milliseconds_until_it_is_a_second() -> None:
    assert [duration(seconds) for seconds in (0.0004, 0.0123, 0.9994, 0.9996, 2.36)] == [
        *("0 ms", "12 ms", "999 ms", "1.0 s", "2.4 s"),
    ]


def test_the_intake_report_counts_and_says_when_nothing_was_kept() -> None:
    assert taken_sentence(1, 0, 2.2) == "1 picture ready to search, in 2 s."
    assert taken_sentence(1200, 3, 61.0) == "1,200 pictures ready to search, 3 files skipped, in 61 s."
    assert "not kept" in taken_sentence(0, 1, 0.1)
    assert plural(1, "file") == "1 file"
