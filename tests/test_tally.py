import pytest
import torch

from mmref_core.cards import compared
from mmref_core.metrics import QueryFigures
from mmref_core.tally import Line, from_plain, plain, tally

LINES = [Line("first", "as it was"), Line("second", "with one thing more", "first")]
PERSONS = torch.tensor([4, 4, 7, 9])  # three persons, one of them with two queries


def figures(*precision: float) -> QueryFigures:
    """Queries whose only right picture has the rank 1 / precision."""
    values = torch.tensor(precision)
    return QueryFigures(1 / values, values, values)


SEEDS = [
    {"first": figures(1.0, 0.5, 0.5, 0.25), "second": figures(1.0, 1.0, 0.5, 0.2)},
    {"first": figures(0.5, 0.5, 0.5, 0.5), "second": figures(1.0, 1.0, 0.25, 0.5)},
]


def test_a_row_is_the_mean_over_seeds_with_the_figure_of_each() -> None:
    first, second = tally(LINES, SEEDS, PERSONS)
    assert first["seeds"]["rank1"] == [25.0, 0.0] and first["rank1"] == 12.5
    assert second["seeds"]["rank1"] == [50.0, 50.0] and second["rank1"] == 50.0
    assert second["seeds"]["map"] == [67.5, 68.75] and second["map"] == pytest.approx(68.12, abs=0.01)


def test_a_row_is_compared_query_by_query_with_the_one_that_it_adds_to() -> None:
    first, second = tally(LINES, SEEDS, PERSONS)
    assert "change" not in first and "wins" not in first
    assert second["than"] == "first"
    assert (second["wins"], second["losses"], second["ties"]) == (3, 2, 3)
    assert second["change"]["rank1"]["mean"] == 37.5  # three of eight queries


def test_an_interval_is_over_persons_and_more_seeds_do_not_narrow_it() -> None:
    """Person 4 always gains 75 in Rank-1 and the others nothing: from no draw of person 4 to draws of nobody else."""
    once = tally(LINES, SEEDS, PERSONS)[1]
    assert once["change"]["rank1"]["interval"] == [0.0, 75.0]
    assert tally(LINES, SEEDS * 3, PERSONS)[1]["change"] == once["change"]


def test_a_change_that_is_the_same_for_everybody_has_no_width() -> None:
    alike = [{"first": figures(0.5, 0.5, 0.5, 0.5), "second": figures(1.0, 1.0, 1.0, 1.0)}]
    change = tally(LINES, alike, PERSONS)[1]["change"]["map"]
    assert change == {"mean": 50.0, "interval": [50.0, 50.0]}


def test_figures_come_back_from_json_with_the_ties_that_they_had() -> None:
    third = torch.tensor([1 / 3, 2 / 3])
    before = QueryFigures(torch.tensor([3.0, 2.0]), third, third)
    again, twice = from_plain(plain(before)), from_plain(plain(before))
    assert torch.equal(again.first, before.first)
    assert torch.allclose(again.average_precision, third, atol=1e-6)
    assert torch.equal(again.average_precision, twice.average_precision)


def test_the_table_tells_means_intervals_seeds_and_what_each_row_adds_to_which() -> None:
    rows = tally(LINES, SEEDS, PERSONS)
    numbers = {"persons": 1500, "pictures": 7500, "samples": 37440, "test_persons": 3, "test_pictures": 6, "queries": 4}
    lines = compared({"rows": rows, "seeds": [0, 1], **numbers}).splitlines()
    assert lines[0] == ("|  | Rank-1 | mAP | against | change of Rank-1 | change of mAP | better / worse / same |")
    first, second = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:4])
    low, high = rows[0]["interval"]["rank1"]
    assert first == ["1. as it was", f"12.5 ({low:.1f}–{high:.1f}) [0.0–25.0]", first[2], "", "", "", ""]
    assert second[0] == "2. with one thing more" and second[3:5] == ["1", "+37.5 (0.0 to 75.0)"]
    assert second[6] == "3 / 2 / 3"
    assert "the same 7,500 pictures of 1,500 persons in the same 37,440 samples" in lines[-1]
    assert "Means over 2 seeds" in lines[-1]


def test_a_table_of_one_seed_tells_no_range_of_seeds() -> None:
    numbers = {"persons": 1500, "pictures": 7500, "samples": 37440, "test_persons": 3, "test_pictures": 6, "queries": 4}
    lines = compared({"rows": tally(LINES, SEEDS[:1], PERSONS), "seeds": [0], **numbers}).splitlines()
    assert "[" not in "".join(lines) and "One seed of each" in lines[-1]
