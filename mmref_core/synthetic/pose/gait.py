"""Rotations of legs, trunk and swinging arms: walking, running, standing, sitting and crouching."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.skeleton import FRONT, LEFT, UP, Rotation, rotation

Side = Literal["L", "R"]
Action = Literal["walking", "running", "standing", "sitting", "crouching"]

HALF_STRIDE = 180
HIP_SWING, RUNNING_HIP_SWING = 24.0, 30.0  # degrees to either side
ARM_SWING, RUNNING_ARM_SWING = 24.0, 30.0
AT_EASE_SHARE = 0.6  # of those who stand with their weight on one leg
HIP_DROP = (2.0, 6.0)  # degrees that the pelvis sinks on the side of the free leg
STOOP = (8.0, 18.0)  # degrees that the back of an elderly person is bent


@dataclass(frozen=True)
class GaitMoment:
    """Parameters of the legs at one moment of the gait cycle; amplitude 0 means standing."""

    action: Action
    phase: float = 0.0  # degrees, of the left leg
    amplitude: float = 0.0
    drop: float = 0.0  # degrees that the pelvis is tilted down on the left side
    lean: float = 0.0  # degrees forward of the whole back
    stoop: float = 0.0  # degrees of the upper back

    @property
    def moving(self) -> bool:
        return self.amplitude > 0

    def of(self, side: Side) -> float:
        """Return the phase of a leg in degrees, 0 to 360; the legs are half a cycle apart."""
        return self.phase if side == "L" else (self.phase + HALF_STRIDE) % 360


def draw_stride(rng: Generator, action: Action, longest: float, is_elderly: bool) -> GaitMoment:
    """Return a random moment of an action; `longest` is the stride that clothes allow, 1 is unrestricted."""
    phase, stoop = float(rng.uniform(0, 360)), float(rng.uniform(*STOOP)) if is_elderly else 0.0
    if action == "walking":
        amplitude = longest * float(rng.uniform(0.45, 0.85) if is_elderly else rng.uniform(0.6, 1.2))
        return GaitMoment(action, phase, amplitude, lean=float(rng.uniform(-1, 5)) * amplitude, stoop=stoop)
    if action == "running":
        return GaitMoment(action, phase, longest * float(rng.uniform(0.8, 1.25)), lean=float(rng.uniform(6, 14)))
    if action == "standing":
        tilt = float(rng.choice([-1, 1]) * rng.uniform(*HIP_DROP)) if rng.random() < AT_EASE_SHARE else 0.0
        return GaitMoment(action, phase, drop=tilt, lean=float(rng.normal(0, 2)), stoop=stoop)
    lean = rng.uniform(20, 38) if action == "crouching" else rng.uniform(-14, 12)
    return GaitMoment(action, phase, lean=float(lean), stoop=stoop)


def leg(rng: Generator, stride: GaitMoment, side: Side) -> dict[str, Rotation]:
    """Return rotations of hip, knee and ankle; the foot is nearly level while it can bear weight."""
    sign, spread = SIDES[side], float(rng.uniform(3, 6))
    match stride.action:
        case "walking":
            hip, knee = _walking(stride.of(side), stride.amplitude)
        case "running":
            hip, knee = _running(stride.of(side), stride.amplitude)
        case "sitting":
            hip = float(rng.uniform(80, 90))
            knee, spread = hip + float(rng.uniform(-12, 10)), float(rng.uniform(-2, 9))
        case "crouching":
            hip, knee = (112.0, 132.0) if side == "L" else (100.0, 126.0)
            spread = float(rng.uniform(-14, -4))
        case _:
            hip, knee = float(rng.uniform(-3, 5)), float(rng.uniform(0, 5))
            if stride.drop * sign > 0:  # the free leg is bent and put aside or forward
                knee = 3.4 * abs(stride.drop) + float(rng.uniform(0, 6))
                hip, spread = 0.55 * knee + float(rng.uniform(0, 5)), float(rng.uniform(-3, 5))
            elif stride.drop:
                spread = float(rng.uniform(5, 8))
    level = float(np.clip(hip - knee, -28, 18)) if stride.moving else hip - knee
    upright = rotation(FRONT, stride.drop)  # takes back the tilt of the pelvis
    return {
        f"upperleg01.{side}": upright @ rotation(LEFT, -hip) @ rotation(FRONT, -sign * spread),
        f"lowerleg01.{side}": rotation(LEFT, knee),
        f"foot.{side}": rotation(LEFT, level) @ rotation(FRONT, sign * 3),
    }


def _walking(phase: float, amplitude: float) -> tuple[float, float]:
    """The knee bends a little when the heel lands and much while the leg swings."""
    hip = amplitude * (HIP_SWING * np.cos(np.radians(phase)) + 3)
    return float(hip), float(5 + amplitude * (10 * _bell(phase, 40, 30) + 55 * _bell(phase, 255, 45)))


def _running(phase: float, amplitude: float) -> tuple[float, float]:
    hip = amplitude * (RUNNING_HIP_SWING * np.cos(np.radians(phase)) + 14)
    return float(hip), float(18 + amplitude * (14 * _bell(phase, 40, 30) + 82 * _bell(phase, 255, 55)))


def swinging_arm(
    rng: Generator, figure: BodyFigure, stride: GaitMoment, side: Side, bulky: bool
) -> dict[str, Rotation]:
    """Return rotations of an arm that swings against the leg of its side; bulky clothes keep it off the body."""
    sign, with_leg = SIDES[side], np.cos(np.radians(stride.of(side)))
    running = stride.action == "running"
    reach = (RUNNING_ARM_SWING if running else ARM_SWING * rng.uniform(0.5, 1.25)) * stride.amplitude
    swing = -reach * with_leg + rng.normal(0, 3) - (8 if running else 0)
    lowered = rng.uniform(29, 37) - (6 if bulky else 0)
    bend = rng.uniform(22, 40) if running else rng.uniform(-38, -20) + stride.amplitude * max(0.0, -with_leg) * 24
    return {
        f"upperarm01.{side}": rotation(LEFT, -swing) @ rotation(FRONT, -sign * lowered),
        f"lowerarm01.{side}": rotation(elbow_axis(figure, side), bend),
        f"wrist.{side}": rotation(FRONT, -sign * 8),
    }


def elbow_axis(figure: BodyFigure, side: Side) -> Float[ndarray, "3"]:
    """Return the axis of the elbow; a positive rotation brings the hand forward and up."""
    along = figure.joint(f"lowerarm01.{side}") - figure.joint(f"upperarm01.{side}")
    return np.cross(along, FRONT)


def trunk(rng: Generator, stride: GaitMoment) -> dict[str, Rotation]:
    """Return rotations of pelvis and spine: hips and shoulders counter-rotate, the back leans and stoops."""
    twist = 7 * stride.amplitude * np.cos(np.radians(stride.phase)) if stride.moving else rng.normal(0, 5)
    sway = rng.normal(0, 1.5)
    return {
        "root": rotation(UP, -0.5 * twist if stride.moving else 0.0) @ rotation(FRONT, -stride.drop),
        "spine05": rotation(FRONT, 0.6 * stride.drop) @ rotation(LEFT, 0.5 * stride.lean),
        "spine03": rotation(LEFT, 0.5 * stride.lean + rng.uniform(0, 4)) @ rotation(UP, 1.5 * twist),
        "spine02": rotation(FRONT, 0.55 * stride.drop + sway) @ rotation(LEFT, 0.5 * stride.stoop),
        "spine01": rotation(UP, -0.3 * twist) @ rotation(LEFT, 0.5 * stride.stoop),
    }


def _bell(degrees: float, centre: float, width: float) -> float:
    """1 at the centre of a part of the stride, falling off on both sides; degrees wrap round."""
    return float(np.exp(-((((degrees - centre + 180) % 360 - 180) / width) ** 2)))
