"""Stripes that keep their width: how the way round a torso is measured."""

import numpy as np
import pytest

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.body_shell import TORSO
from mmref_core.synthetic.body.girth import DEPTH, girth_coordinates
from mmref_core.synthetic.body.parametric_body import load_body


@pytest.fixture(scope="module")
def atlas() -> BodyAtlas:
    return BodyAtlas(load_body())


def way_of(coordinates: np.ndarray) -> np.ndarray:
    """Metres from the middle of the front, as the shader reads them."""
    return np.hypot(*coordinates.T) * np.arctan2(*coordinates.T)


def pattern_way(coordinates: np.ndarray) -> np.ndarray:
    """The same from the middle of the front or the back, whichever is nearer: what the shader draws by."""
    angle = np.arctan2(*coordinates.T)
    return np.hypot(*coordinates.T) * np.sign(angle) * np.minimum(np.abs(angle), np.pi - np.abs(angle))


def column(wide: float, deep: float) -> np.ndarray:
    angle, height = np.meshgrid(np.linspace(-np.pi, np.pi, 200, endpoint=False), np.linspace(0, 1, 60))
    points = [wide * np.sin(angle), height, DEPTH + deep * np.cos(angle)]
    return np.stack(points, axis=-1).reshape(-1, 3)


def test_round_a_cylinder_it_is_the_arc() -> None:
    points = column(0.2, 0.2)
    angle = np.arctan2(points[:, 0], points[:, 2] - DEPTH)
    front = np.abs(angle) < 3
    assert np.abs(way_of(girth_coordinates(points)) - 0.2 * angle)[front].max() < 0.005


def test_round_an_ellipse_a_metre_is_a_metre_everywhere() -> None:
    points = column(0.2, 0.1)
    way = way_of(girth_coordinates(points))[:200]
    steps = np.linalg.norm(np.diff(points[:200], axis=0), axis=1)
    assert np.abs(np.diff(way) / steps - 1)[5:-5].max() < 0.12


def test_stripes_keep_their_width_on_chest_back_and_hips(atlas: BodyAtlas) -> None:
    """The template's edges that run round the body: how far the pattern goes along each, against its length."""
    tights, marks = atlas.tights, atlas.landmarks
    edges = np.unique(np.sort(np.concatenate([tights.faces[:, [0, 1]], tights.faces[:, [1, 2]]]), axis=1), axis=0)
    first, second = tights.template[edges[:, 0]], tights.template[edges[:, 1]]
    middle, along = (first + second) / 2, second - first
    is_torso = (tights.limb[edges] == TORSO).all(axis=1) & (tights.arm[edges] < 0.3).all(axis=1)
    is_torso &= (middle[:, 1] > marks.hip) & (middle[:, 1] < marks.neck - 0.1) & (np.abs(middle[:, 0]) < 0.12)
    is_level = np.abs(along[:, 1]) < 0.15 * np.linalg.norm(along, axis=1)
    chosen = is_torso & is_level & (first[:, 0] * second[:, 0] > 1e-6)
    way = pattern_way(tights.coordinates[:, :2])
    width = np.abs(way[edges[chosen, 0]] - way[edges[chosen, 1]]) / np.linalg.norm(along[chosen], axis=1)
    for side in (middle[chosen, 2] > DEPTH, middle[chosen, 2] < DEPTH):
        assert side.sum() > 100
        assert width[side].min() > 0.75 and np.percentile(width[side], 99) < 1.25


def test_hips_and_legs_meet_in_the_same_stripe(atlas: BodyAtlas) -> None:
    """The shader adds 0.12 m to the way round a leg: about where the middle of the thigh lies."""
    tights, hip = atlas.tights, atlas.landmarks.hip
    below = (tights.leg > 0.6) & (tights.template[:, 1] < hip - 0.065) & (tights.template[:, 1] > hip - 0.10)
    front = below & (tights.coordinates[:, 1] > 0.05) & (tights.template[:, 0] > 0)
    way = 0.08 * np.arctan2(tights.coordinates[front, 0], tights.coordinates[front, 1]) + 0.12
    assert front.sum() > 10
    assert np.abs(way - tights.template[front, 0]).max() < 0.04
