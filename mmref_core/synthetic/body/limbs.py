"""Landmarks of the template body, and limb weights and positions of its vertices."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.girth import girth_coordinates
from mmref_core.synthetic.body.parametric_body import LEFT_EYE, RIGHT_EYE, SKIN, TIGHTS, ParametricBody
from mmref_core.synthetic.geometry.fields import limb_position

SIDES = {"L": 1, "R": -1}  # sign of x
ARM = ("upperarm01", "lowerarm01", "wrist")
LEG = ("upperleg01", "lowerleg01", "foot")
SHOULDER_HEIGHT = 1.30  # where the pattern of a sleeve starts, so that stripes meet those of the chest
OFF_LIMB = -9.0


@dataclass(frozen=True)
class Limbs:
    """For every template vertex the skin weight of each limb and the position along it, in joints."""

    arm: Float[ndarray, " vertex"]
    leg: Float[ndarray, " vertex"]
    foot: Float[ndarray, " vertex"]
    head: Float[ndarray, " vertex"]
    along_arm: Float[ndarray, " vertex"]
    along_leg: Float[ndarray, " vertex"]
    coordinates: Float[ndarray, "vertex 3"]  # around the limb or torso (2) and along it, for patterns


@dataclass(frozen=True)
class Landmarks:
    """Heights and positions of landmarks on the template body, in metres."""

    crotch: float
    hip: float
    waist: float
    neck: float
    knee: float
    ankle: float
    eye: Float[ndarray, "3"]  # between the eyes
    eye_x: float  # of the left one
    head_back: float


def find_landmarks(body: ParametricBody, limbs: Limbs) -> Landmarks:
    """Return the landmarks of the template body."""
    heads = body.joints(body.vertices)
    skin = body.vertices[SKIN]
    middle = skin[np.abs(skin[:, 0]) < 0.006]
    seam = middle[(middle[:, 1] > 0.5) & (middle[:, 1] < 1.1)]
    left, right = (body.vertices[rows].mean(axis=0) for rows in (LEFT_EYE, RIGHT_EYE))
    return Landmarks(
        crotch=float(seam[:, 1].min()),
        hip=float(heads[body.index["upperleg01.L"], 1]),
        waist=float(heads[body.index["spine04"], 1]) + 0.02,
        neck=float(heads[body.index["neck01"], 1]),
        knee=float(heads[body.index["lowerleg01.L"], 1]),
        ankle=float(heads[body.index["foot.L"], 1]),
        eye=(left + right) / 2,
        eye_x=float(abs(left[0])),
        head_back=float(skin[limbs.head[SKIN] > 0.9][:, 2].min()),
    )


def find_limbs(body: ParametricBody) -> Limbs:
    """Return limb weights and positions; a position is along the limb on the vertex's own side of the body."""
    vertices, heads = body.vertices, body.joints(body.vertices)
    arm = _moved_by(body, ("upperarm", "lowerarm", "wrist", "finger"), ("L", "R"))
    leg = _moved_by(body, ("upperleg", "lowerleg", "foot"), ("L", "R"))
    coordinates = vertices[:, [0, 2, 1]].copy()
    along_arm, along_leg = np.full(len(vertices), OFF_LIMB), np.full(len(vertices), OFF_LIMB)
    hip = heads[body.index["upperleg01.L"], 1]
    torso = np.zeros(len(vertices), bool)
    torso[TIGHTS] = True
    for side, sign in SIDES.items():
        here = vertices[:, 0] * sign > 0
        joints = heads[[body.index[f"{bone}.{side}"] for bone in ARM]]
        place = limb_position(vertices, joints)
        along_arm = np.where(here, place.along, along_arm)
        on_arm = here & (arm > 0.5)
        coordinates[on_arm] = _sleeve_coordinates(place.along, place.offset, joints)[on_arm]
        place = limb_position(vertices, heads[[body.index[f"{bone}.{side}"] for bone in LEG]])
        along_leg = np.where(here, place.along, along_leg)
        on_leg = here & (leg > 0.5) & (vertices[:, 1] < hip - 0.06)
        leg_coordinates = np.stack([place.offset[:, 0], place.offset[:, 2], vertices[:, 1]], axis=1)
        coordinates[on_leg] = leg_coordinates[on_leg]
        torso &= ~(on_arm | on_leg)
    coordinates[torso, :2] = girth_coordinates(vertices[torso])
    head, foot = _moved_by(body, ("head", "neck03"), ("head", "neck03")), _moved_by(body, ("foot",), ("L", "R"))
    return Limbs(arm, leg, foot, head, along_arm, along_leg, coordinates)


def _moved_by(body: ParametricBody, names: Iterable[str], endings: tuple[str, ...]) -> Float[ndarray, " vertex"]:
    rows = [row for bone, row in body.index.items() if bone.endswith(endings) and any(name in bone for name in names)]
    return body.weights[:, rows].sum(axis=1)


def _sleeve_coordinates(
    along: Float[ndarray, " vertex"], offset: Float[ndarray, "vertex 3"], joints: Float[ndarray, "joint 3"]
) -> Float[ndarray, "vertex 3"]:
    reach = joints[2] - joints[0]
    length = np.linalg.norm(reach)
    axis = reach / length
    first = np.cross(axis, [0, 0, 1.0])
    first = first / np.linalg.norm(first)
    second = np.cross(axis, first)
    return np.stack([offset @ first, offset @ second, SHOULDER_HEIGHT - along * length / 2], axis=1)
