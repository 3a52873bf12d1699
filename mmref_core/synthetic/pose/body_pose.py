"""Random poses of the whole body, with the words that describe them."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.attributes.carrying import can_sit_in
from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.skeleton import LEFT, UP, Rotation, forward_kinematics, rotation
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.pose.gait import Action, GaitMoment, Side, draw_stride, leg, swinging_arm, trunk
from mmref_core.synthetic.pose.gestures import Gesture, draw_gesture, fingers
from mmref_core.synthetic.pose.reaching import ReachAnchors, reaching_arm

WALKING_SHARE, RUNNING_SHARE, CROUCHING_SHARE = 0.6, 0.025, 0.012
SITTING_SHARE = 0.5  # of the pictures of someone who has a seat
IN_HAND_SHARE = 0.85  # of the pictures of someone who has a thing that a pocket or a bag takes
POCKETABLE = ("phone", "book", "bottle", "paper cup", "newspaper", "folded umbrella", "umbrella")
LONG_SKIRT_STRIDE, FRAIL_STRIDE = 0.7, 0.6
FRAIL = ("walking stick", "crutches", "walker")
SEATED_WITH = (NONE, "phone", "book", "bottle", "paper cup", "newspaper")
READING = ("phone", "book", "newspaper")
READING_SHARE = 0.8  # of those with a phone or a book before them who look down at it
LOOKS = {"": 0.8, "looking down": 0.08, "looking up": 0.04, "looking over the shoulder": 0.08}
LOOK_DOWN, LOOK_UP, LOOK_BACK = 24.0, -24.0, 62.0  # degrees


@dataclass(frozen=True)
class BodyPose:
    """Joint rotations, and the words for the pose."""

    rotations: dict[str, Rotation]
    action: str  # walking, running, standing, sitting, crouching
    doing: tuple[str, ...]
    item: str  # what is in the hand now, "none" while it is put away


@dataclass(frozen=True)
class PersonHabits:
    """Properties of the pose that one person keeps from picture to picture."""

    item_side: Side  # the hand that holds things; a bag is in the other
    has_seat: bool = False


def can_sit(attributes: PersonAttributes) -> bool:
    """Return whether clothes and held things allow sitting."""
    return (
        can_sit_in(attributes.upper, attributes.lower)
        and attributes.carried in SEATED_WITH
        and attributes.bag not in ("handbag", "suitcase")
    )


def draw_pose(
    rng: Generator, figure: BodyFigure, anchors: ReachAnchors, attributes: PersonAttributes, habits: PersonHabits
) -> BodyPose:
    """Return a random pose."""
    put_away = attributes.carried in POCKETABLE and rng.random() > IN_HAND_SHARE
    item = NONE if put_away else attributes.carried
    action = draw_action(rng, attributes, item, habits.has_seat)
    stride = draw_stride(rng, action, longest_stride(attributes, item), attributes.age == "elderly")
    gesture = draw_gesture(rng, attributes, item, habits.item_side, action)
    look, turned = draw_look(rng, item, gesture, stride)
    rotations = trunk(rng, stride) | turned
    for side in SIDES:
        rotations |= leg(rng, stride, side)
    rotations |= _arms(rng, figure, anchors, attributes, stride, gesture, rotations)
    words = (*gesture.words, look) if look else gesture.words
    return BodyPose(rotations, action, words, item)


def draw_action(rng: Generator, attributes: PersonAttributes, item: str, has_seat: bool) -> Action:
    """Return a random action; running and crouching need free hands and clothes that allow them."""
    roll, seat = float(rng.random()), float(rng.random())
    if item == "wheelchair" or (has_seat and seat < SITTING_SHARE):
        return "sitting"
    free = item == NONE and attributes.bag not in ("handbag", "suitcase") and attributes.age != "elderly"
    if free and can_sit(attributes) and roll < RUNNING_SHARE + CROUCHING_SHARE:
        return "running" if roll < RUNNING_SHARE else "crouching"
    return "walking" if roll < WALKING_SHARE else "standing"


def longest_stride(attributes: PersonAttributes, item: str) -> float:
    hindered = attributes.lower == "long skirt" or attributes.dress_length == "long"
    return (LONG_SKIRT_STRIDE if hindered else 1.0) * (FRAIL_STRIDE if item in FRAIL else 1.0)


def draw_look(rng: Generator, item: str, gesture: Gesture, stride: GaitMoment) -> tuple[str, dict[str, Rotation]]:
    """Return the words for the direction of the head, empty where it looks ahead, and its rotations; a stoop is partly
    compensated.
    """
    aside, down, back = float(rng.normal(0, 16)), float(rng.normal(3, 6)), 0.0
    look = str(rng.choice(list(LOOKS), p=list(LOOKS.values()))) if not gesture.words else ""
    if item in READING and "talking on a phone" not in gesture.words:
        down = LOOK_DOWN if rng.random() < READING_SHARE else down
    elif look == "looking over the shoulder":
        aside, back = float(rng.choice([-1, 1])) * LOOK_BACK, 16.0
    elif look:
        down = LOOK_DOWN + 4 if look == "looking down" else LOOK_UP
    down -= 0.6 * stride.stoop + (0.7 * stride.lean if stride.action in ("running", "crouching") else 0.0)
    turned = {
        bone: rotation(UP, share * aside) @ rotation(LEFT, share * down)
        for bone, share in (("neck01", 0.4), ("head", 0.6))
    }
    return look, turned | ({"spine04": rotation(UP, back * np.sign(aside))} if back else {})


def _arms(
    rng: Generator,
    figure: BodyFigure,
    anchors: ReachAnchors,
    attributes: PersonAttributes,
    stride: GaitMoment,
    gesture: Gesture,
    rotations: dict[str, Rotation],
) -> dict[str, Rotation]:
    bulky = attributes.upper in ("puffer jacket", "long coat", "parka")
    without_arms = forward_kinematics(figure.atlas.body, figure.heads, rotations, np.eye(3)) if gesture.arms else None
    turned: dict[str, Rotation] = {}
    for side in SIDES:
        turned |= fingers(rng, side, gesture.curls.get(side))
        swinging = swinging_arm(rng, figure, stride, side, bulky)
        held = gesture.arms.get(side)
        turned |= swinging if held is None else reaching_arm(figure, anchors, side, held, without_arms)
    return turned
