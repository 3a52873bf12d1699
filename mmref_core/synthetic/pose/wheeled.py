"""Meshes of pram, walker, bicycle and wheelchair, built in person space."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from mmref_core.synthetic.geometry.mesh import Mesh, grid_faces, rounded_box
from mmref_core.synthetic.pose.grip import HandGrip, HeldObject, block, rod, spokes, wheel

PRAM_WHEEL, BICYCLE_WHEEL, CHAIR_WHEEL, SMALL_WHEEL = 0.13, 0.33, 0.30, 0.09
HALF_BASE = 0.52  # metres from the middle of a bicycle to an axle
UNDER_SEAT = 0.11  # metres from the pelvis to what is sat on


def hood(centre: tuple[float, float, float], radius: float, width: float) -> Mesh:
    """Return a quarter of a cylinder over the back half of a pram."""
    angle = np.linspace(0.25, np.pi * 0.72, 9)
    arc = np.stack([0 * angle, radius * np.sin(angle), -radius * np.cos(angle)], axis=1)
    rows = [arc * [0, share, share] + [x * width, 0, 0] for x, share in ((-0.5, 0.2), (-0.5, 1), (0.5, 1), (0.5, 0.2))]
    return Mesh(np.concatenate(rows) + np.asarray(centre), grid_faces(4, 9, closed=False))


def pram(grip: HandGrip) -> HeldObject:
    """Return a pram before the person: a seat with a hood, four wheels, and a bar at the height of the hands."""
    hands = (grip.local(grip.palm) + grip.local(grip.other)) / 2
    far = hands[2] + 0.42
    seat = rounded_box([0.42, 0.26, 0.62], 5, 10).moved([0, 0.52, far])
    cloths = (seat, hood((0, 0.60, far - 0.10), 0.33, 0.44))
    frame = [rod([[-0.2, hands[1], hands[2]], [0.2, hands[1], hands[2]]], 0.014)]
    for side in (-0.21, 0.21):
        frame.append(rod([[side, hands[1], hands[2]], [side, 0.5, far - 0.26], [side, 0.13, far + 0.28]]))
        frame.append(rod([[side, 0.48, far + 0.1], [side, 0.13, far - 0.30]]))
        frame += [wheel([side * 1.15, PRAM_WHEEL + 0.015, far + z], PRAM_WHEEL, 0.022) for z in (-0.30, 0.30)]
    return _placed(grip, cloths, frame)


def walker(grip: HandGrip) -> HeldObject:
    """Return a rollator: two side frames with a handle and two wheels each, a seat and a basket between them."""
    hands = (grip.local(grip.palm), grip.local(grip.other))
    frame, tyres = [], []
    for hand in hands:
        x, y, z = hand
        frame.append(rod([[x, y, z - 0.06], [x, y, z + 0.05], [x, 0.12, z + 0.36]], 0.016))
        frame.append(rod([[x, 0.55, z + 0.18], [x, 0.12, z - 0.08]], 0.014))
        tyres += [wheel([x, SMALL_WHEEL + 0.012, z + end], SMALL_WHEEL, 0.018) for end in (-0.08, 0.36)]
    middle, width = (hands[0] + hands[1]) / 2, abs(hands[0][0] - hands[1][0])
    tyres.append(block([width, 0.03, 0.24], [middle[0], 0.55, middle[2] + 0.16]))
    tyres.append(block([width * 0.8, 0.20, 0.22], [middle[0], 0.38, middle[2] + 0.24]))
    return _placed(grip, frame, tyres)


def bicycle(grip: HandGrip) -> HeldObject:
    """Return a bicycle upright beside the person, its near grip in the hand."""
    hand = grip.local(grip.palm)
    x, bar, axle = hand[0] + 0.24 * grip.sign, hand[2], BICYCLE_WHEEL + 0.02
    front, back = bar + 0.10, bar + 0.10 - 2 * HALF_BASE
    saddle, head, pedals = [x, 0.80, back + 0.34], [x, 0.76, bar - 0.02], [x, 0.28, back + 0.42]
    main = [
        *(rod([head, [x, 0.72, back + 0.36]], 0.018), rod([[x, 0.66, bar], pedals], 0.018)),
        *(rod([saddle, pedals], 0.016), rod([[x, 0.70, back + 0.37], [x, axle, back]], 0.012)),
        *(rod([pedals, [x, axle, back]], 0.012), rod([[x, hand[1], bar - 0.04], head, [x, axle, front]], 0.016)),
    ]
    trim = [wheel([x, axle, z], BICYCLE_WHEEL) for z in (front, back)]
    trim += [*spokes([x, axle, front], BICYCLE_WHEEL), *spokes([x, axle, back], BICYCLE_WHEEL)]
    trim.append(rounded_box([0.13, 0.06, 0.25], 3, 6).moved([x, 0.84, back + 0.33]))
    ends = [[x + side * 0.27, hand[1], bar - 0.06] for side in (-1, 1)]
    trim.append(rod([ends[0], [x, hand[1], bar + 0.0], ends[1]], 0.014))
    trim.append(rod([[x - 0.09, 0.28, back + 0.36], [x + 0.09, 0.28, back + 0.48]], 0.012))
    return _placed(grip, main, trim)


def wheelchair(grip: HandGrip) -> HeldObject:
    """Return a wheelchair under the sitting person, large wheels beside the hips, small ones before the feet."""
    hips = grip.local(grip.hips)
    seat, half = hips[1] - UNDER_SEAT, 0.25
    cloth = [
        block([2 * half, 0.05, 0.44], [0, seat, 0.12]),
        block([2 * half, 0.42, 0.04], [0, seat + 0.22, -0.16]),
    ]
    metal = []
    for side in (-half, half):
        metal.append(wheel([side * 1.22, CHAIR_WHEEL + 0.015, 0.0], CHAIR_WHEEL, 0.018))
        metal += spokes([side * 1.22, CHAIR_WHEEL + 0.015, 0.0], CHAIR_WHEEL, 5)
        metal.append(wheel([side * 0.9, SMALL_WHEEL, 0.42], SMALL_WHEEL - 0.01, 0.018))
        metal.append(rod([[side, seat + 0.48, -0.32], [side, seat + 0.46, -0.17], [side, seat, -0.15]], 0.014))
        metal.append(rod([[side, seat + 0.20, -0.1], [side, seat + 0.20, 0.22], [side, seat, 0.30]], 0.018))
        metal.append(rod([[side, seat, 0.32], [side * 0.9, 0.12, 0.44], [side * 0.8, 0.05, 0.56]], 0.012))
    metal.append(block([0.42, 0.015, 0.16], [0, 0.015, 0.5]))
    return _placed(grip, cloth, metal)


def _placed(grip: HandGrip, main: Iterable[Mesh], trim: Iterable[Mesh]) -> HeldObject:
    return HeldObject(tuple(grip.placed(mesh) for mesh in main), tuple(grip.placed(mesh) for mesh in trim))


WHEELED: Mapping[str, Callable[[HandGrip], HeldObject]] = {
    "pram": pram,
    "walker": walker,
    "bicycle": bicycle,
    "wheelchair": wheelchair,
}
