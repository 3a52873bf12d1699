"""Named colours."""

import numpy as np
import pytest

from mmref_core.synthetic.geometry.palette import COLOURS, contrasting, difference, jitter, linear


def test_mid_grey_bytes_are_a_fifth_of_the_light() -> None:
    assert linear((128, 128, 128)) == pytest.approx([0.2195] * 3, abs=1e-3)


def test_a_jittered_colour_stays_a_colour_and_near_its_name() -> None:
    rng = np.random.default_rng(3)
    for name, rgb in COLOURS.items():
        many = np.array([jitter(rng, rgb) for _ in range(50)])
        assert many.min() > 0, name
        assert many.max() < 1, name
        assert np.median(many, axis=0) == pytest.approx(linear(rgb), rel=0.15, abs=0.004), name


def test_every_colour_has_one_that_contrasts_with_it_and_never_itself() -> None:
    for name in COLOURS:
        assert contrasting(name)
        assert name not in contrasting(name)
    assert "navy" not in contrasting("black")
    assert "white" in contrasting("black")


def test_difference_follows_the_eye() -> None:
    assert difference("black", "white") == pytest.approx(difference("white", "black"))
    assert difference("black", "navy") < difference("red", "green")
    assert difference("grey", "grey") == 0
    assert difference("black", "white") == pytest.approx(88, abs=1)  # L* of 232 bytes is 92, of 22 bytes is 4
