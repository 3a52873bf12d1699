import numpy as np
import pytest

from mmref_core.synthetic.camera.sensor import add_noise, expose, interlace, sharpen

RAMP = np.repeat(np.linspace(0, 1, 32, dtype=np.float32)[None, :, None], 3, axis=2).repeat(32, axis=0)


def test_exposure_keeps_the_order_of_brightness_and_stays_in_range() -> None:
    for stops in (-1.0, 0.0, 1.0):
        row = expose(RAMP, stops, 0.03)[0, :, 0]
        assert (np.diff(row) >= 0).all()
        assert 0 <= row.min() <= row.max() <= 1
    assert expose(RAMP, 1.0, 0.0).mean() > RAMP.mean() > expose(RAMP, -1.0, 0.0).mean()


def test_bright_things_clip_when_overexposed_and_dark_ones_drown() -> None:
    bright, dark = expose(RAMP, 1.0, 0.0)[0, :, 0], expose(RAMP, -1.0, 0.04)[0, :, 0]

    assert (bright[-6:] > 0.96).all()
    assert (dark[:2] == 0).all()


def test_noise_has_no_bias_and_is_stronger_in_the_shadows() -> None:
    dark, bright = (np.full((64, 64, 3), value, np.float32) for value in (0.1, 0.9))
    spreads = [(add_noise(np.random.default_rng(0), grey, 0.02) - grey) for grey in (dark, bright)]

    assert all(abs(float(noise.mean())) < 0.003 for noise in spreads)
    assert spreads[0].std() > 1.2 * spreads[1].std()


def test_sharpening_overshoots_at_an_edge_only() -> None:
    edge = np.zeros((16, 32, 3), np.float32)
    edge[:, 16:] = 0.5

    sharp = sharpen(edge, 1.0, 1.0)[8, :, 0]

    assert sharp[16] > 0.6 and sharp[15] < -0.1
    assert sharp[2] == pytest.approx(0.0) and sharp[-3] == pytest.approx(0.5)


def test_only_the_person_is_combed_and_only_every_other_line() -> None:
    picture = np.random.default_rng(5).random((20, 30, 3)).astype(np.float32)
    person = np.zeros((20, 30), bool)
    person[:, 10:16] = True

    combed = interlace(picture, person, 2)
    changed = (combed != picture).any(axis=2)

    assert not changed[::2].any()
    assert changed[1::2, 10:18].all()
    assert not changed[:, :10].any() and not changed[:, 18:].any()
