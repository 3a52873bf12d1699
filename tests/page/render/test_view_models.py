from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mmref_core.page.render.view_models import (
    ROWS,
    aside,
    badge,
    biggest_reason,
    called,
    fold,
    message,
    picture,
    relative,
    results_panel,
    rounded,
    signed,
    spotlight,
)
from mmref_core.search_types import Contribution, QueryDetail, RelatedImage
from page.answers import BAG, COAT, match, move, result


def named(image: int) -> str:
    return f"picture {image}"


def test_both_columns_are_of_one_length_and_follow_their_rankings() -> None:
    rows = results_panel(result(), "sample", named)
    assert [card["image"] for card in rows["initial"]] == [0, 1]
    assert [card["image"] for card in rows["refined"]] == [1, 4]
    assert [card["rank"] for card in rows["initial"]] == [card["rank"] for card in rows["refined"]] == [1, 2]


def test_every_card_has_a_picture_to_explain_it() -> None:
    rows = results_panel(result(), "sample", named)
    shown = {str(card["image"]) for card in rows["initial"] + rows["refined"]}
    assert shown <= set(rows["pictures"])
    assert rows["pictures"]["4"]["source"] == "/pictures/sample/4.webp"
    assert rows["pictures"]["4"]["label"] == "picture 4"


def test_the_results_panel_says_what_changed_and_which_details_are_on() -> None:
    rows = results_panel(result(off=frozenset({BAG})), "sample", named)
    assert rows["sentence"].startswith("1 of the first 2 stayed, 1 is new, first place changed.")
    assert [(detail["key"], detail["on"]) for detail in rows["details"]] == [(BAG, False), (COAT, True)]
    assert rows["notes"] == ["A note."]
    assert rows["query"] == "a red coat <b>"


def test_a_message_is_a_results_panel_without_an_answer() -> None:
    rows = message("Nothing here.")
    assert rows["message"] == "Nothing here."
    assert rows["initial"] == rows["refined"] == []


def test_badges_say_the_move_in_shape_and_number() -> None:
    assert badge(move(1, 7, 3, {}), 10, "refined")["text"] == "▲ 4"
    assert badge(move(1, 3, 5, {}), 10, "initial")["text"] == "▼ 2"
    assert badge(move(1, 3, 3, {}), 10, "initial")["text"] == "="


def test_a_picture_from_below_is_new_on_the_right_and_one_that_leaves_says_where_to_on_the_left() -> None:
    new = badge(move(1, 31, 3, {}), 10, "refined")
    assert (new["kind"], new["text"], new["spoken"]) == ("new", "new", "New, was 31st.")
    assert badge(move(1, 3, 31, {}), 10, "initial")["text"] == "▼ to 31"


def test_a_bar_runs_from_the_middle_of_the_gallery_to_its_best() -> None:
    assert relative((0.9, 0.7, 0.5, 0.4, 0.1), 4) == [1.0, 0.5, 0.0, 0.0]


def test_equal_scores_make_full_bars_and_no_scores_none() -> None:
    assert relative((0.5, 0.5, 0.5), 2) == [1.0, 1.0]
    assert relative((), 10) == []


def test_the_bars_of_a_picture_are_the_widest_at_one_and_signed() -> None:
    row = picture(move(4, 5, 2, {COAT: 0.05, BAG: -0.025}, {COAT: 5}), "sample", named)
    assert [(bar["share"], bar["points"]) for bar in row["bars"]] == [(1.0, "+50"), (-0.5, "−25")]
    assert (row["before"], row["sum"], row["after"]) == (400, "+25", 425)
    assert row["without"] == "Without red coat this would be 5th."


def test_the_panel_names_the_detail_whose_absence_undoes_most_of_the_move() -> None:
    row = picture(move(4, 9, 2, {BAG: 0.05, COAT: 0.04}, {BAG: 2, COAT: 7}), "sample", named)
    assert row["without"] == "Without red coat this would be 7th."
    steady = picture(move(4, 3, 2, {BAG: 0.05}, {BAG: 2}), "sample", named)
    assert steady["without"] == "Without bag this would still be 2nd."


def test_a_detail_lights_only_the_pictures_whose_place_depends_on_it() -> None:
    row = picture(move(4, 5, 2, {COAT: 0.05, BAG: 0.01}, {COAT: 5, BAG: 2}), "sample", named)
    assert row["moved_by"] == [COAT]


def test_a_bar_says_which_picture_was_marked_and_what_is_seen() -> None:
    parts = {"match:4": 0.05, "no match:7": -0.01, BAG: 0.001}
    kinds = ("mark", "mark", "detail")
    marked = move(4, 5, 2, parts)
    own = tuple(replace(part, kind=kind, found=kind) for part, kind in zip(marked.contributions, kinds, strict=True))
    row = picture(replace(marked, contributions=own), "sample", named)
    assert [bar["aside"] for bar in row["bars"]] == ["this picture", "picture 7", "seen: detail"]


def test_marks_have_no_switch_and_what_is_not_wanted_has_one() -> None:
    options = [("match:4", "mark"), ("unwanted:hat", "unwanted")]
    details = tuple(QueryDetail(key, kind, key, 0.1, True) for key, kind in options)
    rows = results_panel(replace(result(unwanted=("hat",)), details=details), "sample", named)
    assert [detail["key"] for detail in rows["details"]] == ["unwanted:hat"]
    assert rows["sentence"].endswith(" Not wanted, so lowered: hat.")


def test_other_views_come_with_their_pictures_and_points() -> None:
    moved = replace(move(4, 5, 2, {COAT: 0.05}), views=(RelatedImage(3, 0.0312), RelatedImage(1, -0.0004)))
    assert picture(moved, "mine", named)["views"] == [
        {"label": named(3), "source": "/pictures/mine/3.webp", "points": "+31"},
        {"label": named(1), "source": "/pictures/mine/1.webp", "points": "0"},
    ]


def test_votes_keep_their_person_and_caption() -> None:
    row = picture(replace(move(4, 5, 2, {COAT: 0.05}), reference_matches=(match(0.0312),)), "sample", named)
    expected = {"person": 7, "caption": "A woman in a red coat.", "phrases": ["red coat"], "points": "+31"}
    assert row["votes"] == [expected]
    silent = picture(replace(move(4, 5, 2, {COAT: 0.05}), reference_matches=(match(0.0),)), "sample", named)
    assert silent["votes"] == [expected | {"points": ""}]


parts_strategy = st.lists(st.floats(-0.2, 0.2), min_size=1, max_size=30)


@given(parts_strategy)
def test_the_points_shown_add_up_to_the_points_of_the_sum(values: list[float]) -> None:
    values = sorted(values, key=lambda value: -abs(value))
    row = picture(move(1, 3, 2, {f"detail:{place}": value for place, value in enumerate(values)}), "sample", named)
    points = [int(bar["points"].replace("−", "-").replace("+", "").replace(",", "")) for bar in row["bars"]]
    assert sum(points) == row["after"] - row["before"]
    assert len(points) <= ROWS


def test_rounding_moves_no_number_further_than_to_its_neighbour() -> None:
    assert rounded([1.4, 1.4, 1.4], 4) == [2, 1, 1]
    assert rounded([-0.6, 0.6], 0) == [-1, 1]


def test_small_parts_are_put_together_and_nothing_is_lost() -> None:
    parts = [Contribution(f"detail:{n}", "detail", str(n), 1 / (n + 1), "") for n in range(ROWS + 4)]
    folded = fold(parts)
    assert len(folded) == ROWS
    assert folded[-1].label == "5 smaller parts"
    assert abs(sum(part.value for part in folded) - sum(part.value for part in parts)) < 1e-12


def test_points_carry_a_sign_that_screens_read_well() -> None:
    assert [signed(value) for value in (31, -4, 0)] == ["+31", "−4", "0"]


def test_the_biggest_reason_counts_pushes_in_the_direction_of_each_move() -> None:
    rising = move(1, 5, 2, {COAT: 0.03, BAG: -0.5})
    falling = move(2, 2, 5, {BAG: -0.02})
    still = move(3, 4, 4, {"detail:hat": 9.0})
    assert biggest_reason([rising, falling, still]) == "red coat"
    assert biggest_reason([still]) == ""


def test_the_picture_explained_first_is_the_one_that_rose_most() -> None:
    answer = result()
    assert spotlight(answer.refined.images[:2], {move.image: move for move in answer.moves}) == 4
    assert spotlight((), {}) is None


def test_what_a_result_shows_of_a_detail_of_the_picture_searched_by_is_told_apart_from_it() -> None:
    part = Contribution("seen:bag", "seen", "seen: red bag", 0.1, "blue bag")
    assert called(part) == "the picture’s red bag"
    assert aside(part, 1, str) == "here: blue bag"


def test_a_ranking_that_says_nothing_is_faint_but_for_what_marks_have_moved() -> None:
    nothing = replace(result(), stands_out=False, unlearnt=("theorem",))
    assert results_panel(nothing, "sample", named)["faint"] == ["initial", "refined"]
    assert "“theorem”" in results_panel(nothing, "sample", named)["sentence"]
    marked = replace(nothing, details=(*nothing.details, QueryDetail("mark:1", "mark", "like a match", 1.0, True)))
    assert results_panel(marked, "sample", named)["faint"] == ["initial"]
    assert results_panel(result(), "sample", named)["faint"] == []


def test_each_ranking_says_when_it_was_there() -> None:
    assert results_panel(result(), "sample", named)["times"] == {"initial": "10 ms", "refined": "30 ms"}
