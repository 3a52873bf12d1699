import numpy as np
import pytest

from mmref_core.synthetic.camera.codec_artifacts import coded

SMOOTH = np.stack(np.meshgrid(np.linspace(0.2, 0.8, 50), np.linspace(0.3, 0.7, 90)), axis=2)
PICTURE = np.concatenate([SMOOTH, SMOOTH[..., :1]], axis=2).astype(np.float32)
PICTURE += np.random.default_rng(0).normal(0, 0.08, PICTURE.shape).astype(np.float32)


def error(quality: float, is_video: bool) -> float:
    made = [coded(np.random.default_rng(seed), PICTURE, quality, is_video) for seed in range(6)]
    return float(np.mean([np.abs(pixels / 255 - np.clip(PICTURE, 0, 1)).mean() for pixels in made]))


@pytest.mark.parametrize("is_video", [False, True])
def test_a_coded_picture_keeps_its_size_and_loses_the_more_the_lower_the_quality(is_video: bool) -> None:
    assert coded(np.random.default_rng(1), PICTURE, 60.0, is_video).shape == PICTURE.shape
    assert error(30.0, is_video) > 1.04 * error(90.0, is_video)


def test_video_loses_more_than_stills_do() -> None:
    assert error(60.0, True) > error(60.0, False)
