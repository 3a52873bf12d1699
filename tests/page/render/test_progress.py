from mmref_core.page.render.progress import left_words, report
from mmref_core.page.service.page_service import FillProgress


def running(done: int, seconds: float) -> FillProgress:
    return FillProgress("t", done, 120, 20, 2, (), False, seconds)


def test_a_running_report_says_how_far_it_is_and_how_long_it_may_take() -> None:
    rows = report(running(30, 3.0))
    assert rows["line"] == (
        "Taking in pictures: 30 of 120 looked at, 2 skipped, 20 can be searched already. About 9 s left."
    )
    assert rows["share"] == 0.25


def test_an_estimate_is_given_in_minutes_where_it_is_long_and_not_at_all_where_it_is_a_guess() -> None:
    assert left_words(running(30, 60.0)) == " About 3 min left."
    assert left_words(running(2, 1.0)) == left_words(running(120, 12.0)) == ""
