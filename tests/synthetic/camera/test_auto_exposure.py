"""A camera's automatic exposure and white balance."""

import numpy as np
import pytest
from jaxtyping import Float

from mmref_core.synthetic.camera.auto_exposure import LEVEL, LUMINANCE, USUAL_ALBEDO, MeteredLight, gains, mean_colours
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial
from mmref_core.synthetic.rendering.renderer import NOTHING

BLACK, WHITE = (0.01, 0.01, 0.012), (0.8, 0.8, 0.78)


def scene(
    dye: tuple[float, float, float], light: Float[np.ndarray, "3"], behind: float
) -> tuple[MeteredLight, Float[np.ndarray, "material 8 4"]]:
    """A person in one colour on the left half, under a light; surroundings of a brightness on the right."""
    ids = np.full((20, 20), NOTHING, np.uint8)
    ids[:, :10] = 0
    seen = np.full((20, 20, 3), behind, np.float32)
    seen[:, :10] = np.array(dye) * light
    return MeteredLight(seen, ids), ShaderMaterial(dye).row()[None]


def shown_white(dye: tuple[float, float, float], light: Float[np.ndarray, "3"], behind: float) -> np.ndarray:
    """What white comes out as beside such a person."""
    return light * gains(*scene(dye, light, behind), light)


@pytest.mark.parametrize("dye", [BLACK, WHITE])
@pytest.mark.parametrize("strength", [0.9, 1.4, 2.5])
def test_colours_come_out_alike_in_any_good_light_whatever_is_worn(
    dye: tuple[float, float, float], strength: float
) -> None:
    assert shown_white(dye, np.full(3, strength), USUAL_ALBEDO * strength) == pytest.approx(LEVEL, rel=0.02)


def test_most_of_a_cast_is_taken_away_and_some_is_left() -> None:
    warm = np.array([1.5, 1.0, 0.6])
    shown = shown_white(WHITE, warm, USUAL_ALBEDO)

    assert 1.05 < shown[0] / shown[2] < 0.6 * warm[0] / warm[2]


def test_a_night_stays_darker_than_a_day_and_who_stands_against_the_light_darker_still() -> None:
    day, night = (shown_white(WHITE, np.full(3, strength), USUAL_ALBEDO * strength) for strength in (1.0, 0.1))
    against = shown_white(WHITE, np.ones(3), 4 * USUAL_ALBEDO)

    assert (night < 0.7 * day).all()
    assert (against < 0.85 * day).all()


def test_without_the_person_only_the_white_is_balanced() -> None:
    light = np.array([1.5, 1.0, 0.6])
    metered, materials = scene(WHITE, light, 0.5)
    factors = gains(MeteredLight(metered.light, np.full_like(metered.ids, NOTHING)), materials, light)

    assert factors[0] < 1 < factors[2]
    assert LUMINANCE @ (factors * light) == pytest.approx(LUMINANCE @ light)


def test_a_pattern_counts_with_its_second_colour_too() -> None:
    plain = ShaderMaterial(WHITE, colour2=BLACK)
    striped = ShaderMaterial(WHITE, colour2=BLACK, pattern=FabricPattern.HORIZONTAL_STRIPES)
    colours = mean_colours(np.stack([plain.row(), striped.row()]))

    assert colours[0] == pytest.approx(WHITE)
    assert BLACK[1] < colours[1, 1] < WHITE[1]
