from mmref_core.page.progress import report
from mmref_core.page.service import FillProgress


def test_a_running_report_says_how_far_it_is() -> None:
    rows = report(FillProgress("t", 30, 120, 20, 2, (), False, 3.0))
    assert rows["line"] == "Taking in pictures: 30 of 120 looked at, 2 skipped."
    assert rows["share"] == 0.25
