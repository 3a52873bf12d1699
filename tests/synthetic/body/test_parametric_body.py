"""The parametric body and its data file."""

from pathlib import Path

import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.parametric_body import BODY_FILE, OFFSET_STEP, SKIN, ParametricBody, Physique, load_body

WOMAN = Physique(
    masculine=0.03,
    age=0.75,
    muscle=0.4,
    weight=0.8,
    height=0.6,
    bust=0.35,
    origins={"caucasian": 0.5, "african": 0.2, "asian": 0.3},
)


@pytest.fixture(scope="module")
def body(atlas: BodyAtlas) -> ParametricBody:
    return atlas.body


def test_shape_is_the_sum_of_the_stored_targets_spelled_out(body: ParametricBody) -> None:
    shares = {
        "male": 0.03,
        "female": 0.97,
        "young": 0.75,
        "old": 0.25,  # 0.75 lies a quarter of the way from 2/3 to 1
        "minmuscle": 0.2,
        "averagemuscle": 0.8,
        "averageweight": 0.4,
        "maxweight": 0.6,
        "mincup": 0.3,
        "averagecup": 0.7,
        "maxheight": 0.2,
        "caucasian": 0.5,
        "african": 0.2,
        "asian": 0.3,
    }
    expected = body.vertices[:20].astype(float)
    lowest = body.vertices[SKIN, 1].astype(float)
    for name, target in zip(body.target_names, body.targets, strict=True):
        share = 1.0
        for factor in name.split():
            share *= shares.get(factor, 0.0)
        for vertex in range(20):
            expected[vertex] += share * OFFSET_STEP * target[:, vertex]
        lowest = lowest + share * OFFSET_STEP * target[1, SKIN]
    expected[:, 1] -= lowest.min()

    assert body.shape(WOMAN)[:20] == pytest.approx(expected, abs=1e-5)


def test_every_shape_stands_on_the_ground_with_its_two_sides_alike(body: ParametricBody) -> None:
    shape = body.shape(WOMAN)[SKIN]
    assert shape[:, 1].min() == pytest.approx(0, abs=1e-6)
    assert shape[:, 0].max() == pytest.approx(-shape[:, 0].min(), abs=0.002)
    left, right = (np.sort(shape[shape[:, 0] * sign > 0.01, 1]) for sign in (1, -1))
    assert left.mean() == pytest.approx(right.mean(), abs=0.002)


def test_joints_of_the_two_sides_mirror_each_other(body: ParametricBody) -> None:
    joints = body.joints(body.shape(WOMAN))
    for bone, row in body.index.items():
        if bone.endswith(".L"):
            other = joints[body.index[bone[:-1] + "R"]]
            assert joints[row] * [-1, 1, 1] == pytest.approx(other, abs=0.004), bone


def test_weights_of_every_visible_vertex_add_up_to_one(body: ParametricBody) -> None:
    assert body.weights[SKIN].sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert ((body.weights > 0).sum(axis=1) <= 4).all()


def test_a_parent_comes_before_its_children(body: ParametricBody) -> None:
    assert all(parent < row for row, parent in enumerate(body.parents))
    assert body.parents[0] == -1


def test_more_weight_is_a_wider_waist_and_more_height_a_taller_body(body: ParametricBody) -> None:
    def measure(**changes: float) -> tuple[float, float]:
        values = {"muscle": 0.5, "weight": 0.5, "height": 0.5} | changes
        shape = body.shape(Physique(0.95, 0.65, bust=0.5, origins={"african": 1.0}, **values))[SKIN]
        belly = shape[np.abs(shape[:, 1] - 0.60 * shape[:, 1].max()) < 0.02]
        return float(shape[:, 1].max()), float(np.ptp(belly[np.abs(belly[:, 0]) < 0.05][:, 2]))

    assert measure(weight=0.95)[1] > measure(weight=0.15)[1] + 0.02
    assert measure(height=0.7)[0] > measure(height=0.3)[0] + 0.2


def test_the_shipped_file_is_small() -> None:
    assert BODY_FILE.stat().st_size < 15_000_000


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MMRefError, match=r"nowhere\.npz cannot be read .* Restore it"):
        load_body(tmp_path / "nowhere.npz")
