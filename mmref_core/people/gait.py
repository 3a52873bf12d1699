"""The analytic gait: legs, shoulders and swinging arms at one moment of a stride."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from numpy.random import Generator

from mmref_core.people.figure import Figure
from mmref_core.people.limbs import SIDES
from mmref_core.people.skeleton import FRONT, LEFT, UP, Rotation, rotation

Side = Literal["L", "R"]

HALF_STRIDE = 180


@dataclass(frozen=True)
class Stride:
    """A moment of the gait; an amplitude of 0 is standing."""

    phase: float  # degrees, of the left leg
    amplitude: float

    @property
    def walking(self) -> bool:
        return self.amplitude > 0

    def of(self, side: Side) -> float:
        """Phase of that side's leg in degrees, 0..360; the two are half a stride apart."""
        return self.phase if side == "L" else (self.phase + HALF_STRIDE) % 360


def leg(rng: Generator, stride: Stride, side: Side) -> dict[str, Rotation]:
    """The knee bends a little when the heel lands and much while the leg swings."""
    sign, phase = SIDES[side], stride.of(side)
    hip = stride.amplitude * (24 * np.cos(np.radians(phase)) + 3)
    knee = 5 + stride.amplitude * (10 * _bell(phase, 40, 30) + 55 * _bell(phase, 255, 45))
    if not stride.walking:
        hip, knee = rng.uniform(-3, 6), rng.uniform(0, 8)
    together = rng.uniform(3, 6)
    return {
        f"upperleg01.{side}": rotation(LEFT, -hip) @ rotation(FRONT, -sign * together),
        f"lowerleg01.{side}": rotation(LEFT, knee),
        f"foot.{side}": rotation(LEFT, float(np.clip(hip - knee, -28, 18))) @ rotation(FRONT, sign * 3),
    }


def swinging_arm(rng: Generator, figure: Figure, stride: Stride, side: Side, bulky: bool) -> dict[str, Rotation]:
    """Against the leg of its side; bulky clothes keep it off the body."""
    sign, with_leg = SIDES[side], np.cos(np.radians(stride.of(side)))
    swing = -20 * stride.amplitude * with_leg + rng.normal(0, 3)
    lowered = rng.uniform(28, 36) - (6 if bulky else 0)
    bend = rng.uniform(-36, -18) + stride.amplitude * max(0.0, -with_leg) * 22
    return {
        f"upperarm01.{side}": rotation(LEFT, -swing) @ rotation(FRONT, -sign * lowered),
        f"lowerarm01.{side}": rotation(elbow_axis(figure, side), bend),
        f"wrist.{side}": rotation(FRONT, -sign * 8),
    }


def elbow_axis(figure: Figure, side: Side) -> Float[ndarray, "3"]:
    """A positive turn about it brings the hand forward and up."""
    along = figure.joint(f"lowerarm01.{side}") - figure.joint(f"upperarm01.{side}")
    return np.cross(along, FRONT)


def shoulders(rng: Generator, stride: Stride) -> dict[str, Rotation]:
    """Turned against the hips."""
    twist = 6 * stride.amplitude * np.cos(np.radians(stride.phase))
    return {
        "spine03": rotation(LEFT, rng.uniform(0, 5)) @ rotation(UP, twist),
        "spine01": rotation(UP, -0.3 * twist),
    }


def _bell(degrees: float, centre: float, width: float) -> float:
    """1 at the centre of a part of the stride, falling off on both sides; degrees wrap round."""
    return float(np.exp(-((((degrees - centre + 180) % 360 - 180) / width) ** 2)))
