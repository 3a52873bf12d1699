import time

import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.dataset.stages import STAGES, Stopwatch, measure_stages, stopwatch
from mmref_core.synthetic.rendering import capture
from mmref_core.synthetic.rendering.renderer import open_context


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_time_inside_another_stage_is_counted_once() -> None:
    watch = Stopwatch()
    inner = watch.around("pose", lambda: busy(0.04))

    def outer() -> None:
        busy(0.01)
        inner()

    watch.around("aim", outer)()

    assert watch.seconds["pose"] == pytest.approx(0.04, abs=0.008)
    assert watch.seconds["aim"] == pytest.approx(0.01, abs=0.008)


def test_what_is_timed_is_as_before_when_the_watch_is_closed() -> None:
    before = {stage: getattr(owner, name) for stage, (owner, name) in STAGES.items()}

    with stopwatch():
        assert capture.degrade is not before["degrade"]

    assert {stage: getattr(owner, name) for stage, (owner, name) in STAGES.items()} == before


def test_stages_and_the_rest_are_all_of_the_time() -> None:
    try:
        open_context().release()
    except MMRefError as error:
        pytest.skip(str(error))
    seconds = measure_stages(persons=1, warm_up=0)

    assert sum(value for name, value in seconds.items() if name != "all") == pytest.approx(seconds["all"], abs=1e-3)
    assert all(seconds[stage] > 0 for stage in STAGES)
