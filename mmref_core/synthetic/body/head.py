"""The head frame that hair, headwear and glasses are built in."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.parametric_body import LEFT_EYE, RIGHT_EYE, SKIN
from mmref_core.synthetic.geometry.mesh import Mesh, SkinnedMesh, make_skinned_mesh, one_hot

NOSE = 0.012  # metres that the face's foremost point stands before the skull


@dataclass(frozen=True)
class HeadFrame:
    """The skull as half an ellipsoid: its centre at eye height, and half its width, height and depth in metres."""

    centre: Float[ndarray, "3"]
    half: Float[ndarray, "3"]


def head_frame(figure: BodyFigure) -> HeadFrame:
    """Return the head frame of a figure."""
    eye = (figure.vertices[LEFT_EYE].mean(axis=0) + figure.vertices[RIGHT_EYE].mean(axis=0)) / 2
    head = figure.vertices[SKIN][figure.atlas.limbs.head[SKIN] > 0.95]
    head = head[head[:, 1] > eye[1] - 0.02]
    front, back = head[:, 2].max() - NOSE, head[:, 2].min()
    skull = head[head[:, 1] > eye[1] + 0.035]
    level = eye[1] + 0.012
    centre = np.array([0, level, (front + back) / 2])
    return HeadFrame(centre, np.array([np.abs(skull[:, 0]).max(), head[:, 1].max() - level, (front - back) / 2]))


def on_head(figure: BodyFigure, mesh: Mesh, material: str) -> SkinnedMesh:
    """Return a mesh that moves rigidly with the head bone."""
    return make_skinned_mesh(mesh, one_hot(figure.atlas.body.bones, len(mesh.vertices), {"head": 1.0}), material)
