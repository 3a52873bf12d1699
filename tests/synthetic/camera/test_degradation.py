from dataclasses import replace

import cv2
import numpy as np
import pytest

from mmref_core.synthetic.camera.degradation import CameraQuality, CaptureConditions, degrade, draw_lens, made_small

PICTURE = np.random.default_rng(0).integers(0, 256, (128, 64, 3)).astype(np.uint8)
PERSON = np.zeros((128, 64), bool)
PERSON[20:110, 20:44] = True
LENS = CameraQuality(softness=0.5, cast=np.ones(3))
SIZE = (32, 64)


def edges(picture: np.ndarray) -> float:
    return float(np.abs(np.diff(picture.astype(float), axis=1)).mean())


@pytest.mark.parametrize("seed", range(12))
def test_a_degraded_picture_has_the_asked_size_and_is_still_a_picture(seed: int) -> None:
    rng = np.random.default_rng(seed)
    moment = CaptureConditions(
        (14 + 3 * seed, 30 + 8 * seed), is_dark=seed % 2 == 0, falling=(None, "rain", "snow")[seed % 3]
    )

    made = degrade(rng, PICTURE, PERSON, draw_lens(rng), moment, SIZE)

    assert made.shape == (64, 32, 3)
    assert made.dtype == np.uint8
    assert 60 < made.mean() < 200


def test_the_same_stream_degrades_alike() -> None:
    moment = CaptureConditions((20, 40), False)
    first, second = (degrade(np.random.default_rng(3), PICTURE, PERSON, LENS, moment, SIZE) for _ in range(2))

    assert np.array_equal(first, second)


def test_fewer_pixels_of_the_camera_mean_fewer_details() -> None:
    picture = cv2.resize(PICTURE[:32, :16], (64, 128), interpolation=cv2.INTER_NEAREST)
    far, near = (
        np.mean(
            [
                edges(
                    degrade(
                        np.random.default_rng(seed), picture, PERSON, LENS, CaptureConditions(size, False), (64, 128)
                    )
                )
                for seed in range(8)
            ]
        )
        for size in ((12, 24), (64, 128))
    )

    assert far < 0.6 * near


def test_a_dark_scene_is_noisier() -> None:
    grey, noisy = np.full_like(PICTURE, 90), replace(LENS, noise=1.8, quality=94.0)
    day, night = (
        np.std(
            degrade(np.random.default_rng(1), grey, PERSON, noisy, CaptureConditions((64, 128), dark), (64, 128))[
                40:80, 20:40
            ]
        )
        for dark in (False, True)
    )

    assert night > 1.2 * day


def test_the_small_picture_knows_where_its_person_is() -> None:
    small, person = made_small(np.random.default_rng(0), PICTURE.astype(np.float32) / 255, PERSON, (16, 32))

    assert small.shape == (32, 16, 3)
    assert person[12, 8] and not person[1, 1]
    assert person.mean() == pytest.approx(PERSON.mean(), abs=0.05)
