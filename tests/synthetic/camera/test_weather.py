import numpy as np
import pytest

from mmref_core.synthetic.camera.weather import WEATHERS

GREY = np.full((512, 256, 3), 0.3, np.float32)
NOBODY = np.zeros((512, 256), bool)


def fallen(name: str, seed: int, person: np.ndarray) -> np.ndarray:
    """How much brighter the air makes each pixel."""
    return WEATHERS[name](np.random.default_rng(seed), GREY, person)[..., 0] - 0.3


@pytest.mark.parametrize("name", WEATHERS)
def test_what_falls_is_brighter_than_a_dull_day_and_hides_little(name: str) -> None:
    air = np.mean([fallen(name, seed, NOBODY) for seed in range(6)], axis=0)

    assert air.min() > -1e-6
    assert 0.0005 < air.mean() < 0.05
    assert np.array_equal(fallen(name, 0, NOBODY), fallen(name, 0, NOBODY))


def test_rain_falls_in_streaks_and_snow_in_specks() -> None:
    rain, snow = (fallen(name, 3, NOBODY) for name in ("rain", "snow"))
    upright = [np.abs(np.diff(air, axis=0)).sum() / np.abs(np.diff(air, axis=1)).sum() for air in (rain, snow)]

    assert upright[0] < 0.6 < upright[1] < 1.4


@pytest.mark.parametrize("name", WEATHERS)
def test_less_falls_before_a_person_than_before_the_distance(name: str) -> None:
    before, anywhere = (
        np.mean([fallen(name, seed, person).mean() for seed in range(6)]) for person in (~NOBODY, NOBODY)
    )

    assert 0 < before < 0.6 * anywhere


def test_no_flake_before_a_person_hides_a_face() -> None:
    largest = 0.0
    for seed in range(12):
        air = fallen("snow", seed, ~NOBODY)
        bright = air > 0.15
        columns = np.flatnonzero(np.diff(np.r_[0, bright.any(axis=0), 0]))
        largest = max(largest, float(np.mean(bright)))
        assert len(columns) or not bright.any()
    assert largest < 0.05
