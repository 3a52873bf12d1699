import numpy as np
import pytest

from mmref_core.people.weather import WEATHERS

GREY = np.full((256, 128, 3), 0.3, np.float32)


@pytest.mark.parametrize("name", WEATHERS)
def test_what_falls_is_brighter_than_a_dull_day_and_hides_little(name: str) -> None:
    seen = WEATHERS[name](np.random.default_rng(0), GREY)

    assert seen.shape == GREY.shape
    assert GREY.mean() < seen.mean() < GREY.mean() + 0.1
    assert np.array_equal(seen, WEATHERS[name](np.random.default_rng(0), GREY))


def test_rain_falls_in_streaks_and_snow_in_flakes() -> None:
    rain, snow = (np.abs(WEATHERS[name](np.random.default_rng(3), GREY)[..., 0] - 0.3) for name in ("rain", "snow"))
    upright = [np.abs(np.diff(air, axis=0)).sum() / np.abs(np.diff(air, axis=1)).sum() for air in (rain, snow)]

    assert upright[0] < 0.75 < upright[1] < 1.4
