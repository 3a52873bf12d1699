import pytest

from mmref_core.search_types import Marks, Ranking, SearchOptions


def test_best_first_and_ties_keep_gallery_order() -> None:
    ranking = Ranking.of([4, 0, 2, 1], [0.5, 0.9, 0.5, 0.9])
    assert ranking.images == (0, 1, 2, 4)
    assert ranking.scores == (0.9, 0.9, 0.5, 0.5)
    assert ranking.ranks() == {0: 1, 1: 2, 2: 3, 4: 4}


def test_no_picture_is_marked_both_ways() -> None:
    with pytest.raises(ValueError, match="picture 3 is marked as a match and as no match"):
        Marks((1, 3), (3,))


def test_marks_of_either_kind_are_marks() -> None:
    assert Marks((4,))
    assert Marks((), (4,))
    assert not SearchOptions().marks
