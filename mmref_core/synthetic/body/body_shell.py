"""The closed helper surface from neck to toes that garments start from (“tights” in MakeHuman), and convex hulls of the
feet.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray
from scipy.sparse import csr_matrix
from scipy.spatial import ConvexHull

from mmref_core.synthetic.body.limbs import Landmarks, Limbs
from mmref_core.synthetic.body.parametric_body import SKIN, TIGHTS, ParametricBody
from mmref_core.synthetic.geometry.mesh import triangles
from mmref_core.synthetic.geometry.topology import neighbour_mean, smoothed, subdivide_quads, subdivide_triangles

TORSO, LEFT_ARM, RIGHT_ARM, LEFT_LEG, RIGHT_LEG = range(5)


@dataclass(frozen=True)
class TightsMesh:
    """The helper surface subdivided once; each row is a vertex, positions are those of the template body."""

    subdivision: csr_matrix  # from the body's tights vertices
    smoothing: csr_matrix
    faces: Int[ndarray, "face 3"]
    weights: Float[ndarray, "vertex bone"]
    loose_weights: Float[ndarray, "vertex bone"]  # spread over neighbours: cloth follows the body less closely
    template: Float[ndarray, "vertex 3"]
    coordinates: Float[ndarray, "vertex 3"]
    arm: Float[ndarray, " vertex"]
    leg: Float[ndarray, " vertex"]
    foot: Float[ndarray, " vertex"]
    along_arm: Float[ndarray, " vertex"]
    along_leg: Float[ndarray, " vertex"]
    limb: Int[ndarray, " vertex"]  # TORSO to RIGHT_LEG


@dataclass(frozen=True)
class FootHull:
    """The convex hull of a foot: the body vertices that span it, and the matrix to its subdivided vertices."""

    rows: Int[ndarray, " corner"]
    subdivision: csr_matrix
    smoothing: csr_matrix
    faces: Int[ndarray, "face 3"]


def refine_tights(body: ParametricBody, limbs: Limbs, landmarks: Landmarks) -> TightsMesh:
    """Return the subdivided helper surface with its skin weights, limbs and coordinates."""
    matrix, quads = subdivide_quads(TIGHTS.stop - TIGHTS.start, body.tights_faces - TIGHTS.start)
    smoothing = neighbour_mean(matrix.shape[0], quads)
    template, arm, leg = matrix @ body.vertices[TIGHTS], matrix @ limbs.arm[TIGHTS], matrix @ limbs.leg[TIGHTS]
    weights = matrix @ body.weights[TIGHTS]
    left = template[:, 0] > 0
    on_leg = (leg > 0.5) & (template[:, 1] < landmarks.crotch + 0.02)
    limb = np.where(on_leg, np.where(left, LEFT_LEG, RIGHT_LEG), TORSO)
    limb = np.where(arm > 0.5, np.where(left, LEFT_ARM, RIGHT_ARM), limb)
    return TightsMesh(
        subdivision=matrix,
        smoothing=smoothing,
        faces=triangles(quads),
        weights=weights,
        loose_weights=smoothed(smoothing, weights, 6),
        template=template,
        coordinates=matrix @ limbs.coordinates[TIGHTS],
        arm=arm,
        leg=leg,
        foot=matrix @ limbs.foot[TIGHTS],
        along_arm=matrix @ limbs.along_arm[TIGHTS],
        along_leg=matrix @ limbs.along_leg[TIGHTS],
        limb=limb,
    )


def foot_hull(body: ParametricBody, limbs: Limbs, landmarks: Landmarks, sign: int) -> FootHull:
    """Return the hull of the left foot for a positive `sign`, else of the right one; triangles face outwards."""
    skin = body.vertices[SKIN]
    foot = (limbs.foot[SKIN] > 0.4) & (skin[:, 0] * sign > 0) & (skin[:, 1] < landmarks.ankle + 0.035)
    candidates = np.nonzero(foot)[0]
    simplices = ConvexHull(skin[candidates]).simplices
    corners, faces = np.unique(simplices, return_inverse=True)
    rows, faces = candidates[corners], faces.reshape(-1, 3)
    points = skin[rows]
    first, second, third = (points[faces[:, corner]] for corner in range(3))
    outward = np.cross(second - first, third - first)
    inside_out = ((points[faces].mean(axis=1) - points.mean(axis=0)) * outward).sum(axis=1) < 0
    faces[inside_out] = faces[inside_out][:, ::-1]
    once, faces = subdivide_triangles(len(rows), faces)
    twice, faces = subdivide_triangles(once.shape[0], faces)
    return FootHull(rows, (twice @ once).tocsr(), neighbour_mean(twice.shape[0], faces), faces)
