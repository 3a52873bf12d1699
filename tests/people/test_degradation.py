import numpy as np
import pytest

from mmref_core.people.degradation import Lens, blur_motion, degrade, lose_resolution

PICTURE = np.random.default_rng(0).integers(0, 256, (128, 64, 3)).astype(np.uint8)
PERSON = np.zeros((128, 64), bool)
PERSON[20:110, 20:44] = True


@pytest.mark.parametrize("seed", range(12))
def test_a_degraded_picture_has_the_asked_size_and_is_still_a_picture(seed: int) -> None:
    lens = Lens(softness=seed / 11, cast=np.ones(3), is_dark=seed % 2 == 0)

    made = degrade(np.random.default_rng(seed), PICTURE, PERSON, lens, (32, 64))

    assert made.shape == (64, 32, 3)
    assert made.dtype == np.uint8
    assert 60 < made.mean() < 200


def test_the_same_stream_degrades_alike() -> None:
    lens = Lens(0.5, np.ones(3), False)
    first, second = (degrade(np.random.default_rng(3), PICTURE, PERSON, lens, (32, 64)) for _ in range(2))

    assert np.array_equal(first, second)


def test_motion_blur_keeps_the_brightness() -> None:
    picture = np.random.default_rng(1).random((64, 64, 3)).astype(np.float32)

    blurred = blur_motion(np.random.default_rng(2), picture)

    assert abs(blurred.mean() - picture.mean()) < 0.02
    assert blurred.std() < picture.std()


def test_a_poor_camera_has_fewer_pixels() -> None:
    picture = np.zeros((256, 128, 3), np.float32)
    sharp, poor = (lose_resolution(np.random.default_rng(4), picture, (128, 256), softness) for softness in (0.0, 1.0))

    assert poor.shape[0] < sharp.shape[0] <= 256
