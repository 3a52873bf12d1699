"""What arms and hands do besides swinging, and the words for it."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from mmref_core.people.attributes import NONE, Attributes
from mmref_core.people.figure import Figure
from mmref_core.people.gait import Side, elbow_axis
from mmref_core.people.limbs import SIDES
from mmref_core.people.skeleton import FRONT, LEFT, UP, Rotation, rotation

FINGER_AXIS = np.array([0.39, -0.42, -0.82])  # across the knuckles of the left hand at rest
THUMB_CURL, RELAXED_CURL, GRIP_CURL = 8.0, (10.0, 26.0), (46.0, 60.0)  # degrees a joint
EMPTY_HANDS_SHARE = 0.35  # of those standing with nothing in hand who put their hands somewhere
POCKETED = ("trousers", "jeans", "shorts", "joggers", "cargo trousers", "denim shorts")  # lowers to put hands into
CALL_SHARE = 0.25  # of the pictures with a phone: it is at the ear
STRAP_SHARE = 0.2  # of the pictures with a backpack and free hands


@dataclass(frozen=True)
class Reach:
    """An arm held on purpose, in degrees from the rest pose; mirrored for the right arm."""

    forward: float
    bend: float  # of the elbow
    inward: float = 0.0  # of the forearm, about the vertical
    lowered: float = 30.0  # of the upper arm, from the rest pose's slant towards the body
    roll: float = 0.0  # of the forearm about the upper arm, inwards


@dataclass(frozen=True)
class Gesture:
    """Arms held by side, the sides whose fingers close round something, and what a viewer would say."""

    arms: dict[Side, Reach]
    gripping: tuple[Side, ...] = ()
    words: tuple[str, ...] = ()


# Fitted on average bodies: the palm comes within about 4 cm of ear, trouser pocket, hip bone and strap.
AT_EAR = Reach(forward=75.0, bend=100.0, lowered=18.0, roll=22.0)
IN_POCKET = Reach(forward=-18.0, bend=18.0, lowered=16.0, roll=39.0)
ON_HIP = Reach(forward=-36.0, bend=64.0, lowered=-16.0, roll=44.0)
ON_STRAP = Reach(forward=-13.0, bend=96.0, lowered=13.0, roll=22.0)
UMBRELLA_UP = Reach(forward=25.0, bend=68.0, inward=8.0)
PULLING = Reach(forward=-12.0, bend=-30.0, inward=0.0, lowered=26.0)
OTHER_SIDE: dict[Side, Side] = {"L": "R", "R": "L"}


def holding(rng: Generator, item: str, side: Side) -> Gesture:
    """How a thing is held in that hand."""
    if item == "phone" and rng.random() < CALL_SHARE:
        return Gesture({side: AT_EAR}, (side,), ("talking on a phone",))
    if item in ("phone", "book", "paper cup"):
        reach = Reach(rng.uniform(8, 28), rng.uniform(40, 68), rng.uniform(5, 28))
        return Gesture({side: reach}, (side,), ("looking at a phone" if item == "phone" else f"holding a {item}",))
    if item == "umbrella":
        return Gesture({side: UMBRELLA_UP}, (side,), ("holding an umbrella",))
    if item == "bottle":
        return Gesture({}, (side,), ("carrying a bottle",))
    return Gesture({})


def with_bag(bag: str, side: Side) -> Gesture:
    """What a handbag or a suitcase asks of the other hand."""
    if bag == "suitcase":
        return Gesture({side: PULLING}, (side,))
    return Gesture({}, (side,)) if bag == "handbag" else Gesture({})


def idle(rng: Generator, attributes: Attributes, walking: bool) -> Gesture:
    """Free hands: mostly they just hang."""
    both = float(rng.random())
    if attributes.bag == "backpack" and both < STRAP_SHARE:
        return Gesture({"L": ON_STRAP, "R": ON_STRAP}, ("L", "R"), ("holding the straps of a backpack",))
    if walking or rng.random() > EMPTY_HANDS_SHARE:
        return Gesture({})
    side: Side = "L" if rng.random() < 0.5 else "R"
    pockets = attributes.lower in POCKETED
    match "pockets" if pockets and rng.random() < 0.5 else "hips" if rng.random() < 0.6 else "front":
        case "pockets":
            sides = ("L", "R") if both < 0.6 else (side,)
            words = "with hands in the pockets" if len(sides) == 2 else "with one hand in a pocket"
            return Gesture(dict.fromkeys(sides, IN_POCKET), words=(words,))
        case "hips":
            sides = ("L", "R") if both < 0.3 else (side,)
            words = "with hands on the hips" if len(sides) == 2 else "with one hand on the hip"
            return Gesture(dict.fromkeys(sides, ON_HIP), words=(words,))
        case _:
            return Gesture({each: Reach(rng.uniform(5, 20), rng.uniform(20, 70), 30.0) for each in SIDES})


def draw_gesture(rng: Generator, attributes: Attributes, item: str, item_side: Side, walking: bool) -> Gesture:
    """Of both hands together."""
    bag = with_bag(attributes.bag, OTHER_SIDE[item_side])
    hand = holding(rng, item, item_side) if item != NONE else Gesture({})
    if item == NONE and not bag.gripping:
        return idle(rng, attributes, walking)
    return Gesture(bag.arms | hand.arms, bag.gripping + hand.gripping, hand.words)


def held_arm(figure: Figure, side: Side, reach: Reach) -> dict[str, Rotation]:
    sign = SIDES[side]
    along = figure.joint(f"lowerarm01.{side}") - figure.joint(f"upperarm01.{side}")
    inwards = rotation(UP, -sign * reach.inward) @ rotation(along, sign * reach.roll)
    forearm = inwards @ rotation(elbow_axis(figure, side), reach.bend)
    upper_arm = rotation(LEFT, -reach.forward) @ rotation(FRONT, -sign * reach.lowered)
    return {f"upperarm01.{side}": upper_arm, f"lowerarm01.{side}": forearm}


def fingers(rng: Generator, side: Side, gripping: bool) -> dict[str, Rotation]:
    axis = FINGER_AXIS * [1, SIDES[side], SIDES[side]]
    curl = rotation(axis, rng.uniform(*(GRIP_CURL if gripping else RELAXED_CURL)))
    bones = {f"finger{finger}-{joint}.{side}": curl for finger in "2345" for joint in "123"}
    return bones | {f"finger1-1.{side}": rotation(axis, THUMB_CURL)}
