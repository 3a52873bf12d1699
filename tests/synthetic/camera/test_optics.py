import numpy as np

from mmref_core.synthetic.camera.optics import VIGNETTE, blur_motion, defocus, vignette

PICTURE = np.random.default_rng(1).random((64, 48, 3)).astype(np.float32)


def test_blur_keeps_the_brightness() -> None:
    for blurred in (blur_motion(np.random.default_rng(2), PICTURE, 6), defocus(PICTURE, 1.7)):
        assert abs(blurred.mean() - PICTURE.mean()) < 0.02
        assert blurred.std() < PICTURE.std()


def test_motion_blurs_along_its_line() -> None:
    dot = np.zeros((31, 31, 3), np.float32)
    dot[15, 15] = 1
    rows, columns = np.nonzero(blur_motion(np.random.default_rng(3), dot, 9)[..., 0] > 0.02)

    assert np.ptp(columns) > np.ptp(rows)


def test_a_vignette_darkens_one_edge_and_a_little_only() -> None:
    shaded = vignette(np.random.default_rng(4), np.ones((40, 20, 3), np.float32), 1.0)

    assert 1 - VIGNETTE - 1e-5 <= shaded.min() < 0.9 < shaded.max() <= 1
    assert np.array_equal(vignette(np.random.default_rng(4), PICTURE, 0.0), PICTURE)
