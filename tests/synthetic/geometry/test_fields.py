import numpy as np
import pytest

from mmref_core.synthetic.geometry.fields import limb_position, noise, ramp

ELBOW = np.array([[0.0, 0, 0], [2, 0, 0], [2, -1, 0]])


def test_a_ramp_rises_or_falls_between_its_ends() -> None:
    assert ramp(1.0, 3.0, np.array([0.0, 1, 2, 3, 9])).tolist() == [0, 0, 0.5, 1, 1]
    assert ramp(3.0, 1.0, np.array([0.0, 2, 3])).tolist() == [1, 0.5, 0]


def test_places_along_a_bent_limb_count_joints_and_run_past_both_ends() -> None:
    points = np.array([[-1.0, 0, 0.1], [1, 0.2, 0], [2.3, -0.5, 0], [2, -2, 0]])
    place = limb_position(points, ELBOW)
    assert place.along.tolist() == pytest.approx([-0.5, 0.5, 1.5, 3.0])
    assert np.linalg.norm(place.offset, axis=1).tolist() == pytest.approx([0.1, 0.2, 0.3, 0])
    assert place.axis + place.offset == pytest.approx(points)


def test_noise_is_smooth_and_depends_on_its_stream_alone() -> None:
    points = np.random.default_rng(0).uniform(size=(500, 3))
    first, again, other = (noise(points, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert np.abs(first - other).max() > 0.5
    assert np.abs(noise(points + 1e-3, np.random.default_rng(1)) - first).max() < 0.02
