"""Meshes of things held in one hand: phone, book, newspaper, bottle, cup, flowers, umbrella, stick, ball."""

from collections.abc import Callable, Mapping

import numpy as np

from mmref_core.synthetic.body.skeleton import FRONT, LEFT, UP, rotation
from mmref_core.synthetic.geometry.mesh import Mesh, grid_faces, rounded_box, tube
from mmref_core.synthetic.pose.grip import HandGrip, HeldObject, blob, block, lathe, rod

UMBRELLA_RADIUS, UMBRELLA_HEIGHT, UMBRELLA_RIBS = 0.52, 0.42, 8
UMBRELLA_OPENING = 1.15  # radians from its tip to its rim
OVER_EYES, SHORTEST_STICK = 0.36, 0.5  # metres from the eyes, and from the palm, to the tip of an umbrella
PAGE = (0.27, 0.38)
BALL = 0.115
STEM_TILT = 18.0  # degrees


def phone(grip: HandGrip) -> HeldObject:
    between = (grip.palm + grip.other) / 2 if np.linalg.norm(grip.palm - grip.other) < 0.15 else grip.palm
    return HeldObject((grip.towards_eyes(rounded_box([0.075, 0.15, 0.012], 8), between + 0.05 * UP),))


def book(grip: HandGrip) -> HeldObject:
    return HeldObject((grip.towards_eyes(rounded_box([0.16, 0.23, 0.03], 10), grip.palm + 0.03 * UP),))


def newspaper(grip: HandGrip) -> HeldObject:
    """Return two pages held open by both hands, printed on both sides."""
    middle = (grip.palm + grip.other) / 2 + 0.08 * UP
    main, trim = [], []
    for side in (-1, 1):
        page = rotation(UP, -16.0 * side)
        main.append(block([PAGE[0], PAGE[1], 0.006]).moved([side * PAGE[0] / 2, 0, 0]).turned(page))
        for row, height in ((0.15, 0.03), (0.02, 0.12), (-0.12, 0.10)):
            column = block([PAGE[0] * 0.72, height, 0.009]).moved([side * PAGE[0] / 2, row, 0])
            trim.append(column.turned(page))
    return HeldObject(
        tuple(grip.towards_eyes(mesh, middle) for mesh in main), tuple(grip.towards_eyes(mesh, middle) for mesh in trim)
    )


def bottle(grip: HandGrip) -> HeldObject:
    body = lathe([-0.13, -0.128, 0.03, 0.06, 0.085], [0.001, 0.034, 0.034, 0.014, 0.014])
    cap = lathe([0.085, 0.086, 0.108, 0.11], [0.001, 0.017, 0.017, 0.001])
    return HeldObject((grip.in_hand(body),), (grip.in_hand(cap),))


def paper_cup(grip: HandGrip) -> HeldObject:
    cup = lathe([-0.06, -0.059, 0.06], [0.001, 0.03, 0.04])
    lid = lathe([0.055, 0.058, 0.072, 0.073], [0.042, 0.043, 0.038, 0.001])
    return HeldObject((grip.in_hand(cup.moved(0.02 * UP)),), (grip.in_hand(lid.moved(0.02 * UP)),))


def flowers(grip: HandGrip) -> HeldObject:
    """Return a bunch that widens upwards from its stems."""
    tilt, heads, stems = rotation(LEFT, STEM_TILT), [], []
    for number, angle in enumerate(np.linspace(0, 2 * np.pi, 9, endpoint=False)):
        out = 0.035 if number % 3 == 0 else 0.085
        top = np.array([out * np.sin(angle), 0.22 + 0.02 * (number % 2) - 0.2 * out, out * np.cos(angle)])
        heads.append(blob(top, [0.075, 0.06, 0.075], 8))
        stems.append(rod([[0.2 * top[0], -0.13, 0.2 * top[2]], top], 0.007, 4))
    stems.append(blob([0, 0.12, 0], [0.17, 0.16, 0.17], 8))  # leaves
    return HeldObject(
        tuple(grip.in_hand(mesh.turned(tilt)) for mesh in heads),
        tuple(grip.in_hand(mesh.turned(tilt)) for mesh in stems),
    )


def umbrella(grip: HandGrip) -> HeldObject:
    """Return an open umbrella, its canopy a hand's breadth above the head."""
    stick = max(SHORTEST_STICK, float(grip.eyes[1] - grip.palm[1]) + OVER_EYES)
    down, around = np.linspace(0.02, UMBRELLA_OPENING, 8)[:, None], np.linspace(0, 2 * np.pi, 32, endpoint=False)
    radius = UMBRELLA_RADIUS * np.sin(down) / np.sin(UMBRELLA_OPENING)
    scallops = 0.02 * (down / UMBRELLA_OPENING) ** 3 * np.cos(UMBRELLA_RIBS * around)
    height = (np.cos(down) - 1) * UMBRELLA_HEIGHT - scallops
    points = np.stack([radius * np.sin(around), height, radius * np.cos(around)], axis=-1).reshape(-1, 3)
    tilt = rotation(FRONT, 8.0 * grip.sign) @ rotation(LEFT, -7.0)  # towards the head
    canopy = Mesh(points, grid_faces(8, 32)).moved(stick * UP).turned(tilt)
    shaft = tube(np.array([-0.12 * UP, (stick + 0.05) * UP]), 0.009, 6).turned(tilt)
    return HeldObject((grip.in_hand(canopy),), (grip.in_hand(shaft),))


def folded_umbrella(grip: HandGrip) -> HeldObject:
    """Return a folded umbrella that hangs from its crook, tip down."""
    length = min(0.72, float(grip.palm[1]) - 0.03)
    cloth = lathe([-length + 0.08, -length + 0.09, -0.5 * length, -0.12], [0.001, 0.014, 0.036, 0.02])
    bow = [[0, 0.035 + 0.045 * np.sin(a), 0.045 - 0.045 * np.cos(a)] for a in np.linspace(0, np.pi, 8)]
    stick = rod([[0, -length, 0], [0, 0.02, 0], *bow], 0.009)
    lean = rotation(LEFT, -6.0)
    return HeldObject((grip.in_hand(cloth.turned(lean)),), (grip.in_hand(stick.turned(lean)),))


def walking_stick(grip: HandGrip) -> HeldObject:
    """Return a stick from the palm to the ground, slightly before the foot."""
    foot = np.array([0.02 * grip.sign, -grip.palm[1], 0.05])
    handle = rod([[0, 0.0, -0.05], [0, 0.012, 0.0], [0, 0.0, 0.06]], 0.014)
    return HeldObject((grip.in_hand(rod([[0, 0, 0], foot], 0.013)), grip.in_hand(handle)))


def ball(grip: HandGrip) -> HeldObject:
    """Return a ball held against the side of the body, the palm on its outside."""
    return HeldObject((grip.in_hand(blob([-grip.sign * (BALL + 0.012), 0, 0], [2 * BALL] * 3, 16)),))


SMALL_THINGS: Mapping[str, Callable[[HandGrip], HeldObject]] = {
    "phone": phone,
    "book": book,
    "newspaper": newspaper,
    "bottle": bottle,
    "paper cup": paper_cup,
    "flowers": flowers,
    "umbrella": umbrella,
    "folded umbrella": folded_umbrella,
    "walking stick": walking_stick,
    "ball": ball,
}
