"""Colours in CIELAB."""

import numpy as np
import pytest

from mmref_core.text.cielab import cielab


@pytest.mark.parametrize(
    ("rgb", "expected"), [((1, 1, 1), (100, 0, 0)), ((0, 0, 0), (0, 0, 0)), ((1, 0, 0), (53.24, 80.09, 67.20))]
)
def test_cielab_of_known_colours(rgb: tuple[float, float, float], expected: tuple[float, float, float]) -> None:
    assert np.allclose(cielab(rgb), expected, atol=0.05)
