"""A kick scooter, pushed beside the person or ridden; built in person space."""

import numpy as np

from mmref_core.synthetic.pose.grip import HandGrip, HeldObject, Vector, block, rod, wheel

WHEEL, TYRE = 0.085, 0.02
DECK_TOP = 0.085  # metres above the ground that a rider stands
DECK, THICKNESS = np.array([0.13, 0.50]), 0.025  # width and length; metres
HALF_BAR = 0.19
RAKE = 0.10  # metres that the front wheel stands before the bar


def pushed(grip: HandGrip) -> HeldObject:
    """Return a scooter beside the person, its near grip in the hand."""
    hand = grip.local(grip.palm)
    return _built(grip, hand + [HALF_BAR * grip.sign, 0.0, 0.0])


def ridden(grip: HandGrip) -> HeldObject:
    """Return a scooter under both feet, a grip in either hand."""
    return _built(grip, (grip.local(grip.palm) + grip.local(grip.other)) / 2)


def _built(grip: HandGrip, bar: Vector) -> HeldObject:
    x, height, z = bar
    front, back = z + RAKE, z + RAKE - DECK[1] - 0.25
    neck, middle = DECK_TOP + 0.10, (front + back) / 2
    deck = block([DECK[0], THICKNESS, DECK[1]], [x, DECK_TOP - THICKNESS / 2, middle])
    main = [
        deck,
        rod([[x, height, z], [x, neck, front - 0.03], [x, WHEEL + TYRE, front]], 0.019),
        rod([[x, DECK_TOP - 0.01, middle + DECK[1] / 2 - 0.02], [x, neck, front - 0.03]], 0.018),
    ]
    trim = [wheel([x, WHEEL + TYRE, end], WHEEL, TYRE) for end in (front, back)]
    trim.append(rod([[x - HALF_BAR, height, z - 0.02], [x, height, z], [x + HALF_BAR, height, z - 0.02]], 0.017))
    return HeldObject(tuple(grip.placed(mesh) for mesh in main), tuple(grip.placed(mesh) for mesh in trim))
