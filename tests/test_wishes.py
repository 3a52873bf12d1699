import pytest

from mmref_core.wishes import Marks, Wishes


def test_no_picture_is_marked_both_ways() -> None:
    with pytest.raises(ValueError, match="picture 3 is marked as a match and as no match"):
        Marks((1, 3), (3,))


def test_marks_of_either_kind_are_marks() -> None:
    assert Marks((4,))
    assert Marks((), (4,))
    assert not Wishes().marks
