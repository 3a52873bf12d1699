import numpy as np
import pytest

from mmref_core.synthetic.camera.subject import subject_of

ROWS = [2, 3]  # materials of two people


def people(first: slice, second: slice) -> np.ndarray:
    """Ids of two people, rows 0-1 and 2-4, as upright bars in a picture of scenery (row 9)."""
    ids = np.full((20, 20), 9, np.uint8)
    ids[:, first] = 1
    ids[:, second] = 2
    return ids


def test_the_main_person_is_the_largest_and_most_central() -> None:
    assert subject_of(people(slice(7, 13), slice(0, 3)), ROWS).is_main
    assert not subject_of(people(slice(7, 10), slice(10, 16)), ROWS).is_main  # smaller
    assert not subject_of(people(slice(0, 5), slice(9, 12)), ROWS).is_main  # less central
    assert not subject_of(people(slice(9, 10), slice(0, 0)), ROWS).is_main  # too small
    assert not subject_of(people(slice(0, 0), slice(0, 0)), ROWS).is_main  # not there


def test_shares_and_the_way_from_the_middle_are_told() -> None:
    subject = subject_of(people(slice(5, 15), slice(16, 20)), ROWS)

    assert subject.share == pytest.approx(0.5)
    assert subject.rival_share == pytest.approx(0.2)
    assert subject.offset == pytest.approx(0.0)
    assert subject_of(people(slice(0, 10), slice(16, 17)), ROWS).offset == pytest.approx(0.5)


def test_one_alone_has_no_rival() -> None:
    subject = subject_of(people(slice(5, 15), slice(0, 0)), [2])

    assert subject.is_main
    assert subject.rival_share == 0.0
