import time
from itertools import accumulate, repeat

import pytest

from mmref_core.galleries.clock import DAY, ClockReading, read_clock

NOW = time.mktime((2026, 7, 1, 12, 0, 0, 0, 0, -1))
RETENTION = 30 * DAY
AHEAD = NOW + 40 * DAY  # what a clock says that is wrong
MINUTE = 60.0


def read(*times: float, retention: float | None = RETENTION) -> ClockReading:
    """Readings one after another, the first of them by a store that has never read the clock."""
    found = ClockReading()
    for now in times:
        found = read_clock(found, now, retention)
    return found


def test_the_first_reading_is_believed() -> None:
    assert read(AHEAD) == ClockReading(AHEAD)


@pytest.mark.parametrize("later", [0.0, MINUTE, DAY, RETENTION])
def test_time_that_a_machine_may_have_been_off_for_is_believed(later: float) -> None:
    assert read(NOW, NOW + later) == ClockReading(NOW + later)


@pytest.mark.parametrize("later", [RETENTION + 1, 40 * DAY, 10_000 * DAY])
def test_a_jump_ahead_by_more_than_the_retention_is_doubted(later: float) -> None:
    doubted = read(NOW, NOW + later)
    assert doubted == ClockReading(NOW, NOW + later, NOW + later)
    assert doubted.is_doubted and not ClockReading(NOW).is_doubted


def test_a_doubted_time_is_believed_once_it_has_gone_on_for_a_day() -> None:
    every_four_minutes = list(accumulate(repeat(4 * MINUTE, 360), initial=AHEAD))
    assert every_four_minutes[-1] == AHEAD + DAY
    assert read(NOW, *every_four_minutes[:-1]) == ClockReading(NOW, AHEAD, AHEAD + DAY - 4 * MINUTE)
    assert read(NOW, *every_four_minutes) == ClockReading(AHEAD + DAY)


def test_two_bad_starts_in_a_row_are_both_doubted() -> None:
    assert read(NOW, AHEAD, AHEAD + MINUTE) == ClockReading(NOW, AHEAD, AHEAD + MINUTE)
    further = AHEAD + 40 * DAY
    assert read(NOW, AHEAD, further) == ClockReading(NOW, further, further)  # its day begins anew
    assert read(NOW, AHEAD, further, further + DAY - 1).is_doubted
    nearer = AHEAD - 5 * DAY
    assert read(NOW, AHEAD, AHEAD + 0.9 * DAY, nearer) == ClockReading(NOW, nearer, nearer)


def test_a_clock_that_is_set_right_is_believed_at_once_and_doubted_anew_when_it_jumps_again() -> None:
    right = NOW + MINUTE
    assert read(NOW, AHEAD, right) == ClockReading(right)
    assert read(NOW, AHEAD, right, AHEAD + 2 * DAY) == ClockReading(right, AHEAD + 2 * DAY, AHEAD + 2 * DAY)


def test_a_clock_that_went_back_is_believed_and_doubted_when_it_comes_forward_again() -> None:
    back = NOW - 400 * DAY
    assert read(NOW, back) == ClockReading(back)
    assert read(NOW, back, NOW) == ClockReading(back, NOW, NOW)
    assert read(NOW, back, *accumulate(repeat(MINUTE, 1440), initial=NOW)) == ClockReading(NOW + DAY)


def test_time_that_no_program_saw_does_not_count_towards_the_day() -> None:
    assert read(NOW, AHEAD, AHEAD + MINUTE, AHEAD + 25 * DAY).is_doubted  # another wrong start
    days = [AHEAD + day * DAY + hour * 3600.0 for day in range(12) for hour in (0, 1, 2)]  # two hours a day
    assert read(NOW, *days[:-1]).is_doubted
    assert read(NOW, *days) == ClockReading(days[-1])


def test_where_nothing_expires_nothing_is_doubted() -> None:
    assert read(NOW, AHEAD, retention=None) == ClockReading(AHEAD)


def test_the_doubt_is_one_line_with_the_date_that_cannot_be_and_what_to_do() -> None:
    assert read(NOW, AHEAD).doubt(AHEAD) == (
        "The clock says 10 August 2026, 40 days after it was last read here. Expired galleries are kept until the "
        "program has seen this time for a day; if the clock is wrong, set it right."
    )
