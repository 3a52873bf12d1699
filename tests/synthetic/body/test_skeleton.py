"""Bones, rotations and skin weights."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.skeleton import (
    FRONT,
    LEFT,
    UP,
    OrientedPoints,
    carried,
    forward_kinematics,
    rotation,
    skinned,
)


def test_rotations_turn_anticlockwise_about_their_axis() -> None:
    assert rotation(UP, 90) @ FRONT == pytest.approx(LEFT)
    assert rotation(LEFT, 90) @ UP == pytest.approx(FRONT)
    assert rotation([0, 0, 5], 90) @ LEFT == pytest.approx(UP)
    third = rotation([1, 2, 3], 120)
    assert third @ third @ third == pytest.approx(np.eye(3), abs=1e-9)


def test_without_rotations_nothing_moves_but_the_whole(atlas: BodyAtlas) -> None:
    turn, heads = rotation(UP, 30), atlas.body.joints(atlas.body.vertices)
    for transform in forward_kinematics(atlas.body, heads, {}, turn):
        assert carried(transform, np.array([0.3, 1.0, 0.2])) == pytest.approx(turn @ [0.3, 1.0, 0.2])


def test_a_joint_stays_where_its_parent_takes_it_and_children_follow(atlas: BodyAtlas) -> None:
    body, heads = atlas.body, atlas.body.joints(atlas.body.vertices)
    rotations = {"upperarm01.L": rotation(LEFT, -40), "lowerarm01.L": rotation(UP, 25)}

    transforms = forward_kinematics(body, heads, rotations, np.eye(3))

    shoulder, elbow, wrist = (body.index[name] for name in ("upperarm01.L", "lowerarm01.L", "wrist.L"))
    assert carried(transforms[shoulder], heads[shoulder]) == pytest.approx(heads[shoulder])
    swung = heads[shoulder] + rotation(LEFT, -40) @ (heads[elbow] - heads[shoulder])
    assert carried(transforms[elbow], heads[elbow]) == pytest.approx(swung)
    bent = swung + rotation(LEFT, -40) @ rotation(UP, 25) @ (heads[wrist] - heads[elbow])
    assert carried(transforms[wrist], heads[wrist]) == pytest.approx(bent)
    other = body.index["wrist.R"]
    assert carried(transforms[other], heads[other]) == pytest.approx(heads[other])


def test_skinning_is_the_weighted_mean_of_what_each_bone_does() -> None:
    rng = np.random.default_rng(2)
    transforms = rng.normal(size=(3, 3, 4))
    rest = OrientedPoints(rng.normal(size=(5, 3)).astype(np.float32), rng.normal(size=(5, 3)).astype(np.float32))
    weights = rng.dirichlet([1, 1, 1], 5).astype(np.float32)

    posed = skinned(rest, csr_matrix(weights), transforms)

    for vertex in range(5):
        expected = sum(weights[vertex, bone] * carried(transforms[bone], rest.vertices[vertex]) for bone in range(3))
        turned = sum(weights[vertex, bone] * transforms[bone][:, :3] @ rest.normals[vertex] for bone in range(3))
        assert posed.vertices[vertex] == pytest.approx(expected, abs=1e-5)
        assert posed.normals[vertex] == pytest.approx(turned, abs=1e-5)
