from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from mmref_core.synthetic.clothing.drape import BodyPlacement, hang
from mmref_core.synthetic.geometry.mesh import DrapeSpec

SKIRT = DrapeSpec("lower", top=1.0, bottom=0.45, flare=0.1, pleat=0.07, margin=0.012, opening=None, sources=(), seed=4)
TURN = np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]])  # the person faces +x


@pytest.fixture
def legs() -> np.ndarray:
    """Two cylinders in mid-stride, the left one forwards."""
    height, angle = np.meshgrid(np.linspace(0.05, 1.0, 80), np.linspace(0, 2 * np.pi, 24))
    stride = 0.3 * (1.0 - height)
    ring = [0.08 * np.sin(angle), height, 0.08 * np.cos(angle)]
    left = np.stack([ring[0] + 0.1, ring[1], ring[2] + stride], axis=-1).reshape(-1, 3)
    right = np.stack([ring[0] - 0.1, ring[1], ring[2] - stride], axis=-1).reshape(-1, 3)
    return np.concatenate([left, right])


def standing(turn: np.ndarray | None = None) -> BodyPlacement:
    return BodyPlacement(np.array([0.0, 1.0, 0.0]), np.eye(3) if turn is None else turn, scale=1.0, rise=0.0)


def test_no_leg_comes_through_a_skirt(legs: np.ndarray) -> None:
    skirt = hang(SKIRT, legs, standing())
    for height in np.unique(skirt.vertices[:, 1]):
        ring = skirt.vertices[skirt.vertices[:, 1] == height][:, [0, 2]]
        near = legs[np.abs(legs[:, 1] - height) < 0.006][:, [0, 2]]
        outline = ConvexHull(ring).equations
        assert (near @ outline[:, :2].T + outline[:, 2]).max(initial=-1) < 0.002


def test_a_skirt_ends_at_its_hem_and_never_below_the_floor(legs: np.ndarray) -> None:
    assert hang(SKIRT, legs, standing()).vertices[:, 1].min() == pytest.approx(0.45)
    assert hang(replace(SKIRT, bottom=-0.5), legs, standing()).vertices[:, 1].min() == pytest.approx(0.03)


def test_heights_follow_the_person_and_the_lift_of_the_pose(legs: np.ndarray) -> None:
    taller = BodyPlacement(np.array([0.0, 1.0, 0.0]), np.eye(3), scale=1.1, rise=0.02)
    skirt = hang(SKIRT, legs, taller)
    assert skirt.vertices[:, 1].max() == pytest.approx(1.12)
    assert skirt.vertices[:, 1].min() == pytest.approx(0.515)


def test_more_flare_is_wider_at_the_hem(legs: np.ndarray) -> None:
    def hem_width(flare: float) -> float:
        skirt = hang(replace(SKIRT, flare=flare), legs, standing())
        return float(np.ptp(skirt.vertices[skirt.vertices[:, 1] < 0.46, 0]))

    assert hem_width(0.4) > hem_width(0.0) + 0.1


def test_an_open_coat_is_open_in_front_only(legs: np.ndarray) -> None:
    coat = hang(replace(SKIRT, opening=0.05), legs, standing())
    middle = np.abs(coat.vertices[:, 0]) < 0.03
    above_hem = coat.vertices[:, 1] > 0.5
    assert (coat.cut[middle & above_hem & (coat.vertices[:, 2] > 0)] < 0).all()
    assert (coat.cut[middle & above_hem & (coat.vertices[:, 2] < 0)] > 0).all()


def test_a_turned_person_wears_the_same_skirt_turned(legs: np.ndarray) -> None:
    straight, turned = hang(SKIRT, legs, standing()), hang(SKIRT, legs @ TURN.T, standing(TURN))
    assert turned.vertices == pytest.approx(straight.vertices @ TURN.T, abs=1e-5)
    assert (turned.template == straight.template).mean() > 0.9


def test_the_outside_of_a_skirt_faces_outwards(legs: np.ndarray) -> None:
    skirt = hang(replace(SKIRT, flare=0.0, pleat=0.0), legs, standing())
    away = skirt.vertices * [1, 0, 1]
    assert ((skirt.normals * away).sum(axis=1) > 0).mean() > 0.98


def test_what_emerges_begins_further_in_and_hangs_the_same_below(legs: np.ndarray) -> None:
    coat, emerging = (hang(replace(SKIRT, emerges=metres), legs, standing()).vertices for metres in (0.0, 0.14))
    radii = [np.hypot(points[:, 0], points[:, 2]) for points in (coat, emerging)]
    top, low = coat[:, 1] == coat[:, 1].max(), coat[:, 1] < SKIRT.top - 0.15
    assert np.allclose(radii[0][top] - radii[1][top], 0.03, atol=1e-5)
    assert np.allclose(coat[low], emerging[low])
