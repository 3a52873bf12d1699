import numpy as np
import pytest

from mmref_core.synthetic.camera.weather import WEATHERS
from mmref_core.synthetic.scenes.light import LAMPS, draw_light
from mmref_core.synthetic.scenes.lighting_presets import DARK_HOURS, FALLING, HOURS

LAMP_PLACES = np.ones((LAMPS, 4))


@pytest.mark.parametrize("time", HOURS)
def test_every_hour_has_light_from_above(time: str) -> None:
    light = draw_light(np.random.default_rng(0), time, 40.0, 0.0, LAMP_PLACES)

    assert np.isclose(np.linalg.norm(light.direction), 1)
    assert light.direction[1] > 0.1
    assert min(light.colour) > 0 and min(light.sky) > 0
    assert light.has_lamps == (HOURS[time].lamp_strength > 0)


def test_the_sun_stands_where_the_place_says() -> None:
    light = draw_light(np.random.default_rng(0), "sunny", 90.0, 0.0, LAMP_PLACES)

    assert light.direction[0] > 3 * abs(light.direction[2])


def test_dark_hours_have_the_least_light_and_every_weather_falls_sometime() -> None:
    brightness = {name: sum(hour.colour) * hour.strength[1] + sum(hour.sky) for name, hour in HOURS.items()}

    assert max(brightness[name] for name in DARK_HOURS) < brightness["sunny"]
    assert set(FALLING.values()) == set(WEATHERS)
