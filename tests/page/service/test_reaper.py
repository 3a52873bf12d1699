import threading

import pytest

from mmref_core.errors import StoreError
from mmref_core.page.service.reaper import Reaper


def test_what_a_sweep_has_to_say_is_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    lines = iter(["The clock is wrong.", "The clock is wrong.", "", "The disk is old."])
    reaper = Reaper([lambda: next(lines)])
    for _ in range(4):
        reaper.run_once()
    assert caplog.messages == ["The clock is wrong.", "The disk is old."]


@pytest.mark.parametrize("error", [StoreError("The disk is full."), OSError("The disk is full.")])
def test_a_sweep_that_fails_is_told_stops_no_other_and_is_tried_again(
    caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    swept = []

    def fail() -> str:
        swept.append("first")
        raise error

    def sweep() -> str:
        swept.append("second")
        return ""

    reaper = Reaper([fail, sweep])
    reaper.run_once()
    reaper.run_once()
    assert swept == ["first", "second"] * 2
    assert caplog.messages == ["The disk is full."]


def test_sweeps_go_on_beside_the_page_until_they_are_stopped() -> None:
    swept = threading.Semaphore(0)

    def sweep() -> str:
        swept.release()
        return ""

    reaper = Reaper([sweep], every_seconds=0.01)
    reaper.start()
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "reaper"]
    assert thread.daemon  # so it keeps no program from ending
    assert all(swept.acquire(timeout=60) for _ in range(3))
    reaper.stop()
    thread.join(60)
    assert not thread.is_alive()
