from pathlib import Path

import pytest

from mmref_core.errors import QuotaError
from mmref_core.galleries.quotas import GIGABYTE, Quotas, free_bytes, size

QUOTAS = Quotas(visitor_bytes=1_000, total_bytes=5_000, free_bytes=700)


def test_bytes_up_to_each_limit_are_let_in() -> None:
    QUOTAS.check(400, used_by_visitor=600, used=4_600, free=1_100)


@pytest.mark.parametrize(
    ("used_by_visitor", "used", "free", "told"),
    [
        (
            601,
            601,
            9_999,
            "your galleries and uploads use 601 bytes of 1.0 kB. Delete a gallery, or bring fewer pictures.",
        ),
        (
            0,
            4_601,
            9_999,
            "all galleries here use 4.6 kB of 5.0 kB. Delete a gallery, or ask whoever runs this server.",
        ),
        (0, 0, 1_099, "the disk has 1.1 kB free, of which 700 bytes must stay. Free some space, then add the pictures"),
    ],
)
def test_one_byte_more_is_refused_in_a_line_that_says_which_limit_and_what_to_do(
    used_by_visitor: int, used: int, free: int, told: str
) -> None:
    with pytest.raises(QuotaError) as refused:
        QUOTAS.check(400, used_by_visitor, used, free)
    assert str(refused.value).startswith("There is no room for 400 bytes more: ")
    assert told in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_visitors_own_limit_is_told_first() -> None:
    with pytest.raises(QuotaError, match="your galleries"):
        QUOTAS.check(400, 9_999, 9_999, 0)


@pytest.mark.parametrize("name", ["visitor_bytes", "total_bytes", "free_bytes"])
def test_a_negative_limit_is_a_wrong_call(name: str) -> None:
    with pytest.raises(ValueError, match=rf"quotas\.{name} must not be negative, got -1"):
        Quotas(**{name: -1})


def test_limits_that_are_not_given_leave_room_for_pictures() -> None:
    Quotas().check(5 * GIGABYTE, used_by_visitor=0, used=45 * GIGABYTE, free=6 * GIGABYTE)
    with pytest.raises(QuotaError):
        Quotas().check(1, used_by_visitor=5 * GIGABYTE, used=0, free=6 * GIGABYTE)


def test_the_free_space_of_a_folder_that_is_not_there_yet_is_that_of_its_disk(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "a" / "b") == pytest.approx(free_bytes(tmp_path), rel=0.1)


def test_sizes_are_written_for_people() -> None:
    assert [size(count) for count in (0, 999, 1_000, 3_140_000, 52_000_000_000)] == [
        *("0 bytes", "999 bytes", "1.0 kB", "3.1 MB", "52.0 GB"),
    ]
