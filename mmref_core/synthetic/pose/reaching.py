"""Inverse kinematics of arms: targets on or before the body, and rotations of shoulder and elbow."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.parametric_body import LEFT_EYE, RIGHT_EYE, SKIN
from mmref_core.synthetic.body.skeleton import Rotation, carried, rotation

PALM_SHARE = 0.65  # of the way from the wrist to the middle finger
TO_PALM = np.array([0, -0.03, 0.02])  # metres at rest: from there to where the fingers close
BAND = 0.04  # metres above and below a height whose outline is measured
STRETCHED = 0.985  # of the length of an arm: nearly straight
MOST_FOLDED = 0.45
MOST_ROLL = 85.0  # degrees that forearm and wrist turn the palm
MIRROR = np.array([-1.0, 1.0, 1.0])

Vector = Float[ndarray, "3"]
BodyOffset = tuple[float, float, float]  # outwards, up, forwards


@dataclass(frozen=True)
class ReachTarget:
    """Target of a hand; mirrored for the right one."""

    place: str  # an anchor of the body
    offset: BodyOffset = (0.0, 0.0, 0.0)  # metres from there, on a body of the template's height
    elbow: BodyOffset = (0.6, -0.6, -0.6)  # the side to which the elbow points
    faces: BodyOffset | None = None  # what the palm is turned to, None leaves it as the forearm has it


@dataclass(frozen=True)
class ReachAnchors:
    """Landmarks of one body on its left side, in rest space; each moves with a bone."""

    points: Mapping[str, Vector]

    @classmethod
    def of(cls, figure: BodyFigure) -> "ReachAnchors":
        """Return the landmarks of a figure."""
        hip, waist, chest = (float(figure.joint(bone)[1]) for bone in ("upperleg01.L", "spine03", "spine01"))
        low, middle, high = (_outline(figure, height) for height in (hip, waist, chest))
        eye, head = figure.vertices[LEFT_EYE].mean(axis=0), figure.joint("head")
        thigh = 0.75 * figure.joint("lowerleg01.L") + 0.25 * figure.joint("upperleg01.L")
        return cls(
            {
                "pocket": np.array([low[0], hip + 0.02, 0.02]),
                "hip": np.array([middle[0], waist + 0.02, 0.01]),
                "side": np.array([low[0], hip, 0.0]),
                "back": np.array([0.03, waist - 0.01, middle[2]]),
                "lap": np.array([0.04, hip, low[1]]),
                "belly": np.array([0.0, waist, middle[1]]),
                "chest": np.array([0.0, chest - 0.06, high[1]]),
                "ear": np.array([0.085, eye[1] - 0.02, head[2] + 0.01]),
                "mouth": np.array([0.0, eye[1] - 0.085, eye[2] + 0.05]),
                "crown": np.array([0.05, eye[1] + 0.09, head[2] - 0.01]),
                "thigh": thigh + [0.0, 0.0, 0.09],
            }
        )


BONE_OF: Mapping[str, str] = {  # which an anchor moves with; the rest go with the hips
    **dict.fromkeys(("back", "belly", "chest"), "spine02"),
    **dict.fromkeys(("ear", "mouth", "crown"), "head"),
    "thigh": "upperleg01.L",
}


def palm_at_rest(figure: BodyFigure, side: str) -> Vector:
    """Return the centre of the palm in rest pose."""
    wrist, knuckle = figure.joint(f"wrist.{side}"), figure.joint(f"finger3-1.{side}")
    return wrist + PALM_SHARE * (knuckle - wrist) + TO_PALM


def eyes_at_rest(figure: BodyFigure) -> Vector:
    """Return the point between the eyes in rest pose."""
    return (figure.vertices[LEFT_EYE].mean(axis=0) + figure.vertices[RIGHT_EYE].mean(axis=0)) / 2


def reaching_arm(
    figure: BodyFigure, anchors: ReachAnchors, side: str, reach: ReachTarget, transforms: Float[ndarray, "bone 3 4"]
) -> dict[str, Rotation]:
    """Return rotations of shoulder and elbow that bring the palm to a target; `transforms` are of the body without
    arms.
    """
    index, mirror = figure.atlas.body.index, MIRROR if side == "R" else np.ones(3)
    bone = BONE_OF.get(reach.place, "root").replace(".L", f".{side}")
    point = (anchors.points[reach.place] + np.array(reach.offset) * figure.scale) * mirror
    shoulder = transforms[index[f"shoulder01.{side}"]]
    target = shoulder[:, :3].T @ (carried(transforms[index[bone]], point) - shoulder[:, 3])
    turned = _two_bones(figure, side, target, np.array(reach.elbow) * mirror)
    if reach.faces is None:
        return turned
    half = rotation(*_half_roll(figure, side, turned, np.array(reach.faces) * mirror))
    return turned | {f"lowerarm02.{side}": half, f"wrist.{side}": half}


def _two_bones(figure: BodyFigure, side: str, target: Vector, pole: Vector) -> dict[str, Rotation]:
    """The law of cosines bends the elbow; the shoulder then takes the bent arm to its target, elbow to the pole."""
    shoulder, elbow = figure.joint(f"upperarm01.{side}"), figure.joint(f"lowerarm01.{side}")
    upper, lower = elbow - shoulder, palm_at_rest(figure, side) - elbow
    lengths = np.linalg.norm(upper), np.linalg.norm(lower)
    away = target - shoulder
    distance = float(np.clip(np.linalg.norm(away), MOST_FOLDED * sum(lengths), STRETCHED * sum(lengths)))
    cosine = (distance**2 - lengths[0] ** 2 - lengths[1] ** 2) / (2 * lengths[0] * lengths[1])
    bend_at_rest = np.arccos(np.clip(upper @ lower / (lengths[0] * lengths[1]), -1, 1))
    bend = rotation(np.cross(upper, lower), float(np.degrees(np.arccos(np.clip(cosine, -1, 1)) - bend_at_rest)))
    before = _frame(upper + bend @ lower, upper)
    return {f"upperarm01.{side}": _frame(away, pole) @ before.T, f"lowerarm01.{side}": bend}


def _frame(along: Vector, towards: Vector) -> Rotation:
    """Columns: a direction, what of another is at right angles to it, and across both."""
    first = along / np.linalg.norm(along)
    second = towards - (towards @ first) * first
    second = second / np.linalg.norm(second)
    return np.stack([first, second, np.cross(first, second)], axis=1)


def _half_roll(figure: BodyFigure, side: str, turned: dict[str, Rotation], faces: Vector) -> tuple[Vector, float]:
    """Axis and half the degrees about the forearm that bring the palm nearest to facing a direction."""
    axis = figure.joint(f"wrist.{side}") - figure.joint(f"lowerarm01.{side}")
    axis = axis / np.linalg.norm(axis)
    fingers = figure.joint(f"finger3-1.{side}") - figure.joint(f"wrist.{side}")
    across = figure.joint(f"finger2-1.{side}") - figure.joint(f"finger5-1.{side}")
    now = SIDES[side] * np.cross(fingers, across)
    forearm = turned[f"upperarm01.{side}"] @ turned[f"lowerarm01.{side}"]
    wanted = forearm.T @ faces
    now, wanted = now - (now @ axis) * axis, wanted - (wanted @ axis) * axis
    angle = np.degrees(np.arctan2(np.cross(now, wanted) @ axis, now @ wanted))
    return axis, float(np.clip(angle, -MOST_ROLL, MOST_ROLL)) / 2


def _outline(figure: BodyFigure, height: float) -> tuple[float, float, float]:
    """Half width, front and back of the trunk at a height, in metres."""
    points = figure.vertices[SKIN]
    on_trunk = (np.abs(points[:, 1] - height) < BAND * figure.scale) & (figure.atlas.limbs.arm[SKIN] < 0.2)
    trunk = points[on_trunk]
    return float(np.abs(trunk[:, 0]).max()), float(trunk[:, 2].max()), float(trunk[:, 2].min())
