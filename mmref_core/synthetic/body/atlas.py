"""Precomputed data of the template body; one `BodyAtlas` serves a whole process."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from mmref_core.synthetic.body.body_shell import FootHull, TightsMesh, foot_hull, refine_tights
from mmref_core.synthetic.body.limbs import SIDES, Landmarks, Limbs, find_landmarks, find_limbs
from mmref_core.synthetic.body.parametric_body import ParametricBody
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.mesh import triangles

LIPS, BROWS, BLUSH = range(3)  # channels of the face paint


@dataclass(frozen=True)
class BodyAtlas:
    """Data of the template body that holds for all persons, each computed on first use."""

    body: ParametricBody

    @cached_property
    def faces(self) -> Int[ndarray, "face 3"]:
        """Triangles of the visible body."""
        return triangles(self.body.body_faces)

    @cached_property
    def limbs(self) -> Limbs:
        """Skin weights of limbs, and positions of vertices along them."""
        return find_limbs(self.body)

    @cached_property
    def landmarks(self) -> Landmarks:
        """Landmarks of the template body."""
        return find_landmarks(self.body, self.limbs)

    @cached_property
    def tights(self) -> TightsMesh:
        """The subdivided helper surface that garments start from."""
        return refine_tights(self.body, self.limbs, self.landmarks)

    @cached_property
    def feet(self) -> dict[str, FootHull]:
        """Hulls of the feet by side, “L” and “R”."""
        return {side: foot_hull(self.body, self.limbs, self.landmarks, sign) for side, sign in SIDES.items()}

    @cached_property
    def face_paint(self) -> Float[ndarray, "vertex 3"]:
        """Opacity of lip colour, brow colour and blush for each vertex, 0 to 1."""
        vertices, eye, eye_x = self.body.vertices, self.landmarks.eye, self.landmarks.eye_x
        beside_eye = np.abs(vertices[:, 0]) - eye_x
        brow_height = eye[1] + 0.021 - 0.25 * np.maximum(beside_eye - 0.004, 0)
        brow = (np.abs(beside_eye) < 0.024) & (np.abs(vertices[:, 1] - brow_height) < 0.0055)
        brow &= vertices[:, 2] > eye[2] - 0.02
        paint = np.zeros((len(vertices), 3), np.float32)
        paint[:, LIPS] = self.body.lips
        paint[brow, BROWS] = 0.75
        paint[:, BLUSH] = self.body.eyelids * 0.5
        return paint

    @cached_property
    def beard(self) -> Float[ndarray, " vertex"]:
        """Opacity of the colour of a full beard for each vertex, 0 to 1."""
        vertices, eye = self.body.vertices, self.landmarks.eye
        below, behind = eye[1] - vertices[:, 1], eye[2] - vertices[:, 2]
        face = (self.limbs.head > 0.5) & (below > 0.045) & (below < 0.15) & (behind < 0.075) & (self.body.lips < 0.3)
        edge = ramp(0.0, 0.02, below - 0.05 + 0.35 * np.abs(vertices[:, 0])) * ramp(0.085, 0.06, behind)
        return np.where(face, edge, 0).astype(np.float32)
