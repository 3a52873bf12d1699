import numpy as np
import pytest

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.clothing.cloth import BLOCKS, PRINTS, REPEATING, denim, dye, printed, weave
from mmref_core.synthetic.geometry.materials import FabricPattern, period_of
from mmref_core.synthetic.geometry.palette import COLOURS, linear


@pytest.mark.parametrize("name", COLOURS)
def test_dyed_cloth_stays_near_its_name(name: str) -> None:
    for seed in range(5):
        colour = dye(np.random.default_rng(seed), name)
        assert np.abs(np.log((colour + 0.01) / (linear(COLOURS[name]) + 0.01))).max() < 0.6


@pytest.mark.parametrize("pattern", [*REPEATING, *BLOCKS])
def test_a_pattern_has_two_colours_and_its_number(pattern: str) -> None:
    material = weave(np.random.default_rng(1), "white", pattern, "navy")
    assert material.pattern != FabricPattern.PLAIN
    assert np.mean(material.colour) > 4 * np.mean(material.colour2)
    assert np.asarray(material.colour3) == pytest.approx((np.asarray(material.colour) + material.colour2) / 2)


def test_plain_cloth_has_no_pattern() -> None:
    assert weave(np.random.default_rng(1), "red").pattern == FabricPattern.PLAIN


@pytest.mark.parametrize("pattern", PRINTS)
def test_a_print_lies_on_the_chest_or_as_high_on_the_back(pattern: str, atlas: BodyAtlas) -> None:
    rng = np.random.default_rng(1)
    material = printed(rng, weave(rng, "red", pattern, "white"), atlas.landmarks, pattern)
    assert (material.print_front < 0) == (pattern == "back print")
    assert material.pattern == FabricPattern.PRINT
    assert atlas.landmarks.waist < material.print_centre[1] - material.print_size
    assert material.print_centre[1] + material.print_size < atlas.landmarks.neck


def test_denim_is_greyer_than_its_dye() -> None:
    dyed, washed = (make(np.random.default_rng(2), "blue").colour for make in (weave, denim))
    assert np.ptp(washed) < np.ptp(dyed)
    assert int(np.argmax(washed)) == 2


@pytest.mark.parametrize("pattern", ["horizontal stripes", "check", "dots"])
def test_the_table_of_a_material_tells_its_period(pattern: str) -> None:
    cloth = weave(np.random.default_rng(5), "red", pattern, "white")
    assert period_of(cloth.row()) == pytest.approx(cloth.scale)
    assert cloth.scale in REPEATING[pattern][1]
