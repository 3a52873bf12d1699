"""What garments are made of."""

import numpy as np
import pytest

from mmref_core.people.cloth import weave
from mmref_core.people.fabrics import FABRICS, LEATHERY, OF_KIND, draw_fabric, made_of
from mmref_core.people.wardrobe import UPPERS, WOMENS_LOWERS, WOMENS_UPPERS


def test_every_fabric_of_a_kind_exists_and_every_kind_is_worn() -> None:
    assert {name for weights in OF_KIND.values() for name in weights} <= FABRICS.keys()
    assert OF_KIND.keys() <= {*UPPERS, *WOMENS_UPPERS, *WOMENS_LOWERS}


def test_leather_is_plain_and_of_its_own_colours() -> None:
    drawn = {
        (colour, pattern): {
            draw_fabric(np.random.default_rng(seed), "open jacket", colour, pattern) for seed in range(80)
        }
        for colour in ("black", "light blue")
        for pattern in ("plain", "check")
    }
    assert "black" in LEATHERY and "light blue" not in LEATHERY
    assert [key for key, names in drawn.items() if "leather" in names] == [("black", "plain")]


@pytest.mark.parametrize("name", FABRICS)
def test_a_fabric_changes_no_colour(name: str) -> None:
    cloth = weave(np.random.default_rng(3), "teal", "check", "white")
    made = made_of(cloth, name)
    assert made.pattern == cloth.pattern and (made.colour == cloth.colour).all()
    assert 0 < made.fold < 0.06  # metres
