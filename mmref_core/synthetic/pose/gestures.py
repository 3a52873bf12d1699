"""Gestures of arms and hands, with the words for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.body.limbs import SIDES
from mmref_core.synthetic.body.skeleton import Rotation, rotation
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.pose.gait import Side
from mmref_core.synthetic.pose.reaching import ReachTarget

FINGER_AXIS = np.array([0.39, -0.42, -0.82])  # across the knuckles of the left hand at rest
RELAXED, GRIP, FIST, FLAT = (12.0, 40.0), (52.0, 62.0), (62.0, 72.0), (4.0, 12.0)  # degrees a joint
THUMB_CURL = {RELAXED: 8.0, GRIP: 24.0, FIST: 30.0, FLAT: 4.0}
FIST_SHARE = 0.2  # of hands that hang
POCKETED = ("trousers", "jeans", "shorts", "joggers", "cargo trousers", "denim shorts")  # lowers to put hands into
CALL_SHARE, DRINK_SHARE, BOTH_HANDS_SHARE = 0.25, 0.2, 0.4  # of the pictures with a phone, a drink, a phone
STRAP_SHARE = 0.2  # of the pictures with a backpack and free hands
IDLE_SHARE = {"standing": 0.55, "walking": 0.16, "sitting": 1.0}  # of free hands that are put somewhere
OTHER_SIDE: dict[Side, Side] = {"L": "R", "R": "L"}


@dataclass(frozen=True)
class Gesture:
    """Targets of both arms by side, curl of the fingers, and the words for the gesture."""

    arms: Mapping[Side, ReachTarget] = field(default_factory=dict)
    curls: Mapping[Side, tuple[float, float]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandUse:
    """Pose of one or both hands; the second target is for the other hand, the same one if both do alike."""

    words: str
    reach: ReachTarget | None
    other: ReachTarget | None = None
    curl: tuple[float, float] = GRIP
    both: bool = False  # the other hand mirrors this one

    def of(self, side: Side) -> Gesture:
        other = self.reach if self.both else self.other
        arms = {each: reach for each, reach in ((side, self.reach), (OTHER_SIDE[side], other)) if reach}
        sides: tuple[Side, ...] = (side, OTHER_SIDE[side]) if self.both or self.other else (side,)
        return Gesture(arms, dict.fromkeys(sides, self.curl), (self.words,) if self.words else ())


INWARDS, BACKWARDS, DOWN = (-1.0, 0.0, 0.0), (0.0, 0.4, -1.0), (0.0, -1.0, 0.0)
POCKET = ReachTarget("pocket", (-0.03, -0.10, 0.03), (0.4, 0.1, -1.0), INWARDS)
ON_HIP = ReachTarget("hip", (0.01, 0.0, 0.03), (1.0, 0.1, -0.35))
STRAP = ReachTarget("chest", (0.13, 0.0, 0.05), (0.7, -1.0, 0.0), BACKWARDS)
LOOKING = ReachTarget("chest", (0.05, -0.06, 0.24), (0.5, -1.0, -0.1), BACKWARDS)
ON_FOREARM = "on the forearm"  # a way of wearing a handbag
CROOKED = ReachTarget("belly", (0.17, 0.06, 0.17), (0.7, -1.0, -0.5), INWARDS)
BEHIND = ReachTarget("back", (0.0, -0.06, -0.06), (0.9, 0.0, -0.6), (0.0, 0.0, -1.0))
CALLING = ReachTarget("ear", (0.035, -0.03, 0.035), (0.7, -0.9, 0.35), INWARDS)
SIPPING = ReachTarget("mouth", (0.03, -0.03, 0.05), (0.8, -0.7, 0.1), INWARDS)

IDLE: Mapping[str, tuple[float, HandUse]] = {  # weight of each among those who stand
    "pockets": (2.6, HandUse("with hands in the pockets", POCKET, curl=FLAT, both=True)),
    "pocket": (1.8, HandUse("with one hand in a pocket", POCKET, curl=FLAT)),
    "hips": (0.7, HandUse("with hands on the hips", ON_HIP, curl=RELAXED, both=True)),
    "hip": (1.0, HandUse("with one hand on the hip", ON_HIP, curl=RELAXED)),
    "crossed": (
        2.0,
        HandUse(
            "with arms crossed",
            ReachTarget("chest", (-0.15, -0.09, 0.06), (0.9, -0.6, 0.3), (0.0, 0.0, -1.0)),
            ReachTarget("chest", (-0.13, -0.13, 0.10), (0.9, -0.6, 0.3), (0.0, 0.0, -1.0)),
            RELAXED,
        ),
    ),
    "behind": (1.3, HandUse("with hands behind the back", BEHIND, curl=GRIP, both=True)),
    "clasped": (
        1.5,
        HandUse(
            "with hands clasped in front",
            ReachTarget("lap", (-0.01, -0.06, 0.06), (0.7, -0.2, -0.7)),
            curl=GRIP,
            both=True,
        ),
    ),
    "scratching": (
        0.4,
        HandUse(
            "scratching the head", ReachTarget("crown", (0.06, 0.03, 0.02), (1.0, 0.2, 0.2), INWARDS), curl=RELAXED
        ),
    ),
    "chin": (
        0.5,
        HandUse(
            "with a hand at the chin", ReachTarget("mouth", (0.02, -0.07, 0.02), (0.4, -1.0, 0.2), INWARDS), curl=FIST
        ),
    ),
    "waving": (
        0.4,
        HandUse("waving", ReachTarget("ear", (0.24, 0.12, 0.16), (0.7, -1.0, 0.0), (0.0, 0.0, 1.0)), curl=FLAT),
    ),
    "pointing": (
        0.3,
        HandUse("pointing at something", ReachTarget("chest", (0.20, 0.10, 0.38), (0.5, -1.0, 0.0)), curl=FIST),
    ),
}
POCKETS = ("pockets", "pocket")
WHILE_WALKING = ("pockets", "pocket", "behind", "crossed", "waving", "scratching", "pointing")
SEATED: tuple[HandUse, ...] = (  # what free hands do in a lap
    HandUse("", ReachTarget("thigh", (-0.02, 0.0, 0.03), (0.8, -0.3, -0.4), DOWN), curl=RELAXED, both=True),
    HandUse("", ReachTarget("lap", (0.0, 0.10, 0.14), (0.8, -0.4, -0.4)), curl=GRIP, both=True),
    HandUse("with arms crossed", IDLE["crossed"][1].reach, IDLE["crossed"][1].other, RELAXED),
)

HELD: Mapping[str, HandUse] = {  # how each thing is held; without a reach the arm hangs or swings
    "book": HandUse("holding a book", LOOKING),
    "paper cup": HandUse("holding a paper cup", ReachTarget("chest", (0.10, -0.11, 0.22), (0.5, -1.0, -0.3), INWARDS)),
    "umbrella": HandUse("holding an umbrella", ReachTarget("chest", (0.13, 0.0, 0.17), (0.6, -1.0, -0.1), INWARDS)),
    "bottle": HandUse("carrying a bottle", None),
    "newspaper": HandUse(
        "reading a newspaper", ReachTarget("chest", (0.17, -0.05, 0.24), (0.9, -0.8, 0.0), INWARDS), both=True
    ),
    "flowers": HandUse("holding flowers", ReachTarget("chest", (0.06, -0.10, 0.20), (0.6, -1.0, -0.2), INWARDS)),
    "box": HandUse(
        "carrying a box", ReachTarget("belly", (0.20, 0.03, 0.20), (0.7, -0.7, -0.5), INWARDS), curl=RELAXED, both=True
    ),
    "shopping bag": HandUse("carrying a shopping bag", None),
    "shopping bags": HandUse("carrying shopping bags", None, both=True),
    "folded umbrella": HandUse("carrying a folded umbrella", None),
    "guitar case": HandUse("carrying a guitar case", None),
    "skateboard": HandUse(
        "carrying a skateboard", ReachTarget("side", (0.075, 0.0, 0.06), (0.6, -0.1, -1.0), INWARDS), curl=GRIP
    ),
    "ball": HandUse(
        "carrying a ball", ReachTarget("side", (0.235, 0.10, 0.10), (0.7, 0.0, -1.0), INWARDS), curl=RELAXED
    ),
    "walking stick": HandUse("walking with a stick", ReachTarget("side", (0.12, 0.03, 0.20), (0.5, -0.2, -1.0), DOWN)),
    "crutches": HandUse(
        "walking on crutches", ReachTarget("side", (0.15, 0.02, 0.14), (0.5, -0.1, -1.0), INWARDS), both=True
    ),
    "pram": HandUse("pushing a pram", ReachTarget("lap", (0.12, 0.13, 0.24), (0.6, -0.5, -0.7), DOWN), both=True),
    "walker": HandUse("pushing a walker", ReachTarget("side", (0.08, 0.04, 0.24), (0.5, -0.3, -1.0), DOWN), both=True),
    "bicycle": HandUse("pushing a bicycle", ReachTarget("side", (0.16, 0.12, 0.30), (0.7, -0.3, -0.7), DOWN)),
    "scooter": HandUse("pushing a scooter", ReachTarget("side", (0.13, 0.10, 0.26), (0.7, -0.3, -0.7), DOWN)),
    "dog": HandUse("walking a dog", ReachTarget("side", (0.11, 0.02, 0.16), (0.5, -0.2, -1.0))),
    "wheelchair": HandUse(
        "sitting in a wheelchair", ReachTarget("side", (0.10, 0.06, 0.10), (0.7, 0.3, -0.7), DOWN), both=True
    ),
}
RIDE = HandUse("riding a scooter", ReachTarget("lap", (0.13, 0.16, 0.30), (0.8, -0.5, -0.5), DOWN), both=True)
CALL = HandUse("talking on a phone", CALLING)
DRINK = {
    "paper cup": HandUse("drinking from a paper cup", SIPPING),
    "bottle": HandUse("drinking from a bottle", SIPPING),
}
LOOK = HandUse("looking at a phone", LOOKING)
LOOK_WITH_BOTH = HandUse(
    "looking at a phone", ReachTarget("chest", (0.035, -0.07, 0.26), (0.7, -1.0, 0.0), BACKWARDS), both=True
)
PULLING = HandUse("", ReachTarget("side", (0.06, 0.0, -0.20), (0.5, 0.0, -1.0), INWARDS))


def holding(rng: Generator, item: str, side: Side, both_free: bool) -> Gesture:
    """Return the gesture of holding a thing in the hand of a side."""
    roll = rng.random()
    if item == "phone":
        manner = CALL if roll < CALL_SHARE else LOOK_WITH_BOTH if both_free and roll > 1 - BOTH_HANDS_SHARE else LOOK
    else:
        manner = DRINK[item] if item in DRINK and roll < DRINK_SHARE else HELD[item]
    return manner.of(side)


def with_bag(bag: str, strap: str, side: Side) -> Gesture:
    """Return the gesture that a handbag or a suitcase asks of the hand of a side."""
    if bag == "suitcase":
        return PULLING.of(side)
    if strap == ON_FOREARM:
        return Gesture({side: CROOKED}, {side: RELAXED})
    return Gesture(curls={side: GRIP}) if bag == "handbag" else Gesture()


def idle(rng: Generator, attributes: PersonAttributes, action: str) -> Gesture:
    """Return a random gesture of free hands; most often they hang."""
    side: Side = "L" if rng.random() < 0.5 else "R"
    if action == "sitting":
        return SEATED[int(rng.integers(len(SEATED)))].of(side)
    if attributes.bag_strap == "on both shoulders" and action == "walking" and rng.random() < STRAP_SHARE:
        return HandUse("holding the straps of a backpack", STRAP, both=True).of(side)
    if rng.random() > IDLE_SHARE.get(action, 0.0):
        return Gesture()
    has_pockets = attributes.lower in POCKETED
    ways = {
        name: weight
        for name, (weight, _) in IDLE.items()
        if (has_pockets or name not in POCKETS) and (action == "standing" or name in WHILE_WALKING)
    }
    shares = np.array(list(ways.values()))
    name = list(ways)[int(rng.choice(len(ways), p=shares / shares.sum()))]
    return IDLE[name][1].of(side)


def draw_gesture(rng: Generator, attributes: PersonAttributes, item: str, item_side: Side, action: str) -> Gesture:
    """Return a random gesture of both hands, given the carried thing and the action."""
    bag = with_bag(attributes.bag, attributes.bag_strap, OTHER_SIDE[item_side])
    if item == NONE:
        return idle(rng, attributes, action) if not bag.curls else bag
    hand = holding(rng, item, item_side, not bag.curls)
    if item == "scooter" and action == "standing":
        hand = RIDE.of(item_side)
    return Gesture({**hand.arms, **bag.arms}, {**hand.curls, **bag.curls}, hand.words)


def fingers(rng: Generator, side: Side, curl: tuple[float, float] | None) -> dict[str, Rotation]:
    """Return rotations of all fingers, curled alike; a hanging hand is relaxed, sometimes a fist."""
    kind = curl or (FIST if rng.random() < FIST_SHARE else RELAXED)
    axis = FINGER_AXIS * [1, SIDES[side], SIDES[side]]
    bent = rotation(axis, rng.uniform(*kind))
    bones = {f"finger{finger}-{joint}.{side}": bent for finger in "2345" for joint in "123"}
    return bones | {f"finger1-{joint}.{side}": rotation(axis, THUMB_CURL[kind]) for joint in "12"}
