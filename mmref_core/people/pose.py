"""One moment of a person: how all joints are turned, and the words for it."""

from dataclasses import dataclass

from numpy.random import Generator

from mmref_core.people.attributes import NONE, Attributes
from mmref_core.people.figure import Figure
from mmref_core.people.gait import Side, Stride, leg, shoulders, swinging_arm
from mmref_core.people.gestures import draw_gesture, fingers, held_arm
from mmref_core.people.limbs import SIDES
from mmref_core.people.skeleton import LEFT, UP, Rotation, rotation

WALKING_SHARE = 0.62
IN_HAND_SHARE = 0.8  # of the pictures of someone who has a thing to carry
LONG_SKIRT_STRIDE = 0.7
READING_SHARE = 0.75  # of those with a phone or a book before them who look down at it
LOOK_DOWN = 22.0  # degrees


@dataclass(frozen=True)
class Pose:
    """Joint rotations, and what a viewer would call them."""

    rotations: dict[str, Rotation]
    action: str  # walking, standing
    doing: tuple[str, ...]
    item: str  # what is in the hand now, "none" while it is put away


def draw_pose(rng: Generator, figure: Figure, attributes: Attributes, item_side: Side) -> Pose:
    """One moment; the hand that holds things is a habit of the person, a bag is in the other."""
    stride = _stride(rng, attributes)
    item = attributes.carried if rng.random() < IN_HAND_SHARE else NONE
    gesture = draw_gesture(rng, attributes, item, item_side, stride.walking)
    bulky = attributes.upper in ("puffer jacket", "long coat", "parka")
    rotations: dict[str, Rotation] = {}
    for side in SIDES:
        rotations |= leg(rng, stride, side)
        rotations |= swinging_arm(rng, figure, stride, side, bulky)
        rotations |= fingers(rng, side, side in gesture.gripping)
        if side in gesture.arms:
            rotations |= held_arm(figure, side, gesture.arms[side])
    reading = item in ("phone", "book") and "talking on a phone" not in gesture.words
    rotations |= shoulders(rng, stride) | _head(rng, reading and rng.random() < READING_SHARE)
    return Pose(rotations, "walking" if stride.walking else "standing", gesture.words, item)


def _stride(rng: Generator, attributes: Attributes) -> Stride:
    amplitude = float(rng.uniform(0.65, 1.1)) if rng.random() < WALKING_SHARE else 0.0
    if attributes.lower == "long skirt" or attributes.dress_length == "long":
        amplitude *= LONG_SKIRT_STRIDE
    return Stride(float(rng.uniform(0, 360)), amplitude)


def _head(rng: Generator, looks_down: bool) -> dict[str, Rotation]:
    aside = rng.normal(0, 18)
    down = LOOK_DOWN if looks_down else rng.normal(3, 6)
    return {
        bone: rotation(UP, share * aside) @ rotation(LEFT, share * down)
        for bone, share in (("neck01", 0.4), ("head", 0.6))
    }
