import numpy as np
import pytest

from mmref_core.synthetic.scenes.obstacles import FREE, INSIDE, OUTSIDE, footprint, obstacle
from mmref_core.synthetic.scenes.props.catalogue import THINGS, model


def points(seed: int, is_inside: bool, distance: float = 6.0) -> np.ndarray:
    return np.concatenate([shape.vertices for shape in obstacle(np.random.default_rng(seed), is_inside, distance)])


def test_what_stands_in_the_way_is_a_thing_of_the_street_or_of_a_hall() -> None:
    assert (OUTSIDE.keys() | INSIDE.keys()) <= THINGS.keys()
    assert "car" not in INSIDE and "pillar" not in OUTSIDE


@pytest.mark.parametrize("is_inside", [False, True])
def test_obstacles_stand_on_the_ground_before_the_person_and_reach_into_the_picture(is_inside: bool) -> None:
    for seed in range(60):
        x, y, z = points(seed, is_inside)[:, :3].T
        assert y.min() < 0.6 < y.max() + 0.3
        assert 0.1 < z.max() < 5.5
        assert x.min() < 0.3 and x.max() > -0.3


def test_nothing_touches_a_camera_that_is_near() -> None:
    middles = [points(seed, False, distance=3.2)[:, 2].mean() for seed in range(40)]

    assert max(middles) < 3.2 - FREE + 0.5


def test_a_footprint_turns_with_its_thing() -> None:
    low, high = model("bench", 0).low, model("bench", 0).high

    assert footprint("bench", 0, 0.0) == pytest.approx((low[0], low[2], high[0], high[2]))
    assert footprint("bench", 0, 180.0) == pytest.approx((-high[0], -high[2], -low[0], -low[2]))
    assert footprint("bench", 0, 90.0) == pytest.approx((low[2], -high[0], high[2], -low[0]))
