"""Forward kinematics and linear blend skinning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from scipy.sparse import csr_matrix

from mmref_core.synthetic.body.parametric_body import ParametricBody

LEFT = np.array([1.0, 0.0, 0.0])  # the person's left
UP = np.array([0.0, 1.0, 0.0])
FRONT = np.array([0.0, 0.0, 1.0])

Rotation = Float[ndarray, "3 3"]
Rotations = Mapping[str, Rotation]  # by bone; bones left out keep their place on the parent


@dataclass(frozen=True)
class OrientedPoints:
    """Points and their normals."""

    vertices: Float[ndarray, "vertex 3"]
    normals: Float[ndarray, "vertex 3"]


def rotation(axis: Sequence[float] | Float[ndarray, "3"], degrees: float | int) -> Rotation:
    """Return the rotation about an axis through the origin, anticlockwise seen from its tip (Rodrigues' formula)."""
    angle = np.radians(degrees)
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)


def forward_kinematics(
    body: ParametricBody, heads: Float[ndarray, "bone 3"], rotations: Rotations, turn: Rotation
) -> Float[ndarray, "bone 3 4"]:
    """Return the transform of each bone from rest pose; rotations are about the bone's joint, in world axes at rest."""
    transforms = np.zeros((len(body.bones), 3, 4))
    for row, (bone, parent) in enumerate(zip(body.bones, body.parents, strict=True)):
        above = np.c_[turn, np.zeros(3)] if parent < 0 else transforms[parent]
        local = rotations.get(bone)
        if local is None:
            transforms[row] = above
        else:
            linear = above[:, :3]
            transforms[row, :, :3] = linear @ local
            transforms[row, :, 3] = linear @ (heads[row] - local @ heads[row]) + above[:, 3]
    return transforms


def carried(transform: Float[ndarray, "3 4"], point: Float[ndarray, "3"]) -> Float[ndarray, "3"]:
    """Return a point of the rest pose transformed by a bone."""
    return transform[:, :3] @ point + transform[:, 3]


def skinned(rest: OrientedPoints, weights: csr_matrix, transforms: Float[ndarray, "bone 3 4"]) -> OrientedPoints:
    """Return vertices and normals after linear blend skinning; normals are not normalised again."""
    blended = (weights @ transforms.reshape(-1, 12).astype(np.float32)).T.reshape(3, 4, -1)
    return OrientedPoints(_turned(blended, rest.vertices.T) + blended[:, 3].T, _turned(blended, rest.normals.T))


def _turned(blended: Float[ndarray, "3 4 vertex"], points: Float[ndarray, "3 vertex"]) -> Float[ndarray, "vertex 3"]:
    x, y, z = points
    return (blended[:, 0] * x + blended[:, 1] * y + blended[:, 2] * z).T
