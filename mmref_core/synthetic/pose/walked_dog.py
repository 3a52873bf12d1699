"""A dog on a lead, beside the hand."""

import numpy as np

from mmref_core.synthetic.pose.grip import HandGrip, HeldObject, blob, rod

AHEAD, ASIDE = 0.02, 0.12  # metres from the hand to the dog's shoulders
LEGS = ((-0.06, 0.20, 0.05), (0.06, 0.20, -0.04), (-0.06, -0.22, -0.05), (0.06, -0.22, 0.06))  # x, z, stride
SLACK = 0.10  # metres that the lead sags


def dog(grip: HandGrip) -> HeldObject:
    """Return a dog of medium size, scaled by `grip.size`."""
    size, hand = grip.size, grip.local(grip.palm)
    at = np.array([hand[0] + ASIDE * grip.sign, 0.0, hand[2] + AHEAD])
    body = [
        blob([0, 0.40, 0.0], [0.19, 0.21, 0.58]),
        blob([0, 0.40, 0.19], [0.21, 0.25, 0.26]),
        blob([0, 0.50, 0.29], [0.12, 0.24, 0.20], 10),
        blob([0, 0.60, 0.37], [0.14, 0.14, 0.19], 10),
        blob([0, 0.575, 0.49], [0.075, 0.075, 0.16], 10),
        *(blob([x, 0.66, 0.33], [0.035, 0.12, 0.07], 8) for x in (-0.055, 0.055)),
        rod([[0, 0.46, -0.26], [0, 0.55, -0.38], [0, 0.66, -0.42]], 0.018),
    ]
    body += [rod([[x, 0.36, z], [x, 0.17, z + step - 0.02], [x, 0.0, z + step]], 0.028) for x, z, step in LEGS]
    neck = at + size * np.array([0, 0.53, 0.27])
    middle = (neck + hand) / 2 - [0, SLACK, 0]
    lead = rod([hand, (hand + middle) / 2 - [0, 0.02, 0], middle, neck], 0.006, 4)
    collar = blob([0, 0.515, 0.30], [0.15, 0.05, 0.19], 10)
    trim = (lead, type(collar)(collar.vertices * size, collar.faces).moved(at))
    main = tuple(type(mesh)(mesh.vertices * size, mesh.faces).moved(at) for mesh in body)
    return HeldObject(tuple(grip.placed(mesh) for mesh in main), tuple(grip.placed(mesh) for mesh in trim))
