import numpy as np
import pytest

from mmref_core.synthetic.geometry.masks import PARTS, part_mask

NAMES = ("skin", "boots", "upper")


@pytest.mark.parametrize("times", [1.0, 1.5, 2.0])
def test_a_mask_has_the_size_that_is_kept_however_large_the_picture_was_drawn(times: float) -> None:
    ids = np.full((int(40 * times), int(20 * times)), 200, np.uint8)
    ids[: int(10 * times)] = 2
    ids[int(30 * times) :] = 1

    mask = part_mask(ids, NAMES, (20, 40))

    assert mask.shape == (40, 20)
    assert (mask[:10] == PARTS.index("upper")).all()
    assert (mask[10:30] == 0).all()
    assert (mask[30:] == PARTS.index("shoes")).all()
