"""Meshes of heavy things carried by hand: bags, suitcase, box, guitar case, skateboard, crutches."""

from collections.abc import Callable, Mapping

import numpy as np

from mmref_core.synthetic.body.skeleton import LEFT, UP, rotation
from mmref_core.synthetic.geometry.mesh import Mesh, rounded_box, tube
from mmref_core.synthetic.pose.grip import HandGrip, HeldObject, Vector, block, lathe, rod

SUITCASE_TILT = 24.0  # degrees
SUITCASE = np.array([0.36, 0.56, 0.22])
SHORTEST_HANDLE = 0.05
RODS = (-0.07, 0.07)  # to either side of a suitcase's handle
HANDBAG = np.array([0.12, 0.22, 0.30])
SHOPPING_BAG = np.array([0.13, 0.36, 0.30])
GATHERED = 0.75  # of the thickness of a shopping bag, at its top
OFF_THE_GROUND = 0.04  # metres that what hangs from a hand stays above it
BOX_DEPTH, BOX_HEIGHT = 0.30, 0.27
GUITAR = ((-0.52, 0.11), (-0.50, 0.17), (-0.34, 0.21), (-0.14, 0.145), (-0.02, 0.16), (0.10, 0.12), (0.16, 0.07)) + (
    (0.40, 0.055),
    (0.44, 0.085),
    (0.60, 0.08),
    (0.63, 0.02),
)  # half width of a guitar case along it, in metres
BOARD = (0.20, 0.76)


def handbag(grip: HandGrip) -> HeldObject:
    """Return a handbag that hangs from the hand by a looped handle."""
    return HeldObject(_hanging(grip, grip.palm, HANDBAG * grip.size, 0.17 * grip.size))


def suitcase(grip: HandGrip) -> HeldObject:
    """Return a trolley case rolling behind the person; its rods are as long as the hand is high."""
    tilt = grip.turn @ rotation(LEFT, SUITCASE_TILT)
    size = SUITCASE * [grip.size, grip.size, 1]
    body = rounded_box(size, 6).turned(tilt)
    lowest = body.vertices[:, 1].min()
    to_centre = (grip.palm[1] + lowest) / np.cos(np.radians(SUITCASE_TILT))
    rods = max(SHORTEST_HANDLE, to_centre - size[1] / 2)
    along = np.array([[q, -rods * share, 0] for q in RODS for share in (0, 1)]).reshape(2, 2, 3)
    parts = [tube(path, 0.008, 6) for path in along]
    parts.append(tube(np.array([[-0.08, 0, 0], [0.08, 0, 0]]), 0.012, 6))
    handle = [part.turned(tilt).moved(grip.palm) for part in parts]
    return HeldObject((body.moved(grip.palm + tilt @ np.array([0, -rods - size[1] / 2, 0])), *handle))


def shopping_bag(grip: HandGrip) -> HeldObject:
    bag, handle = _hanging(grip, grip.palm, SHOPPING_BAG * grip.size, 0.11, GATHERED)
    return HeldObject((bag,), (handle,))


def shopping_bags(grip: HandGrip) -> HeldObject:
    """Return one bag in each hand, of slightly different sizes."""
    first = _hanging(grip, grip.palm, SHOPPING_BAG * grip.size, 0.11, GATHERED)
    second = _hanging(grip, grip.other, SHOPPING_BAG * grip.size * [1.0, 0.85, 0.9], 0.11, GATHERED)
    return HeldObject((first[0], second[0]), (first[1], second[1]))


def box(grip: HandGrip) -> HeldObject:
    """Return a box between both palms, with a strip of tape."""
    left, right = grip.local(grip.palm), grip.local(grip.other)
    middle, width = (left + right) / 2, abs(left[0] - right[0]) - 0.03
    across = np.degrees(np.arctan2(left[2] - right[2], left[0] - right[0]))
    turned = rotation(UP, -across if abs(across) < 90 else 180 - across)
    whole = block([width, BOX_HEIGHT, BOX_DEPTH]).turned(turned).moved(middle + [0, 0.03, 0.02])
    tape = block([0.05, BOX_HEIGHT + 0.004, BOX_DEPTH + 0.004]).turned(turned).moved(middle + [0, 0.03, 0.02])
    return HeldObject((grip.placed(whole),), (grip.placed(tape),))


def guitar_case(grip: HandGrip) -> HeldObject:
    """Return a guitar case, level, hung from a handle on its side, the neck to the front."""
    along, half = np.array(GUITAR).T
    flat = lathe(along.tolist(), half.tolist(), 20)
    case = Mesh(flat.vertices * [0.42, 1.0, 1.0], flat.faces).turned(rotation(LEFT, 90.0))
    body = case.moved([0.03 * grip.sign, -0.04 - 0.155, 0.04])
    handle = rod([[0, -0.06, -0.08], [0, 0.0, -0.05], [0, 0.0, 0.05], [0, -0.06, 0.08]], 0.012)
    return HeldObject((grip.in_hand(body),), (grip.in_hand(handle),))


def skateboard(grip: HandGrip) -> HeldObject:
    """Return a skateboard upright beside the body, the hand below its edge, the wheels outwards."""
    deck = rounded_box([0.016, BOARD[0], BOARD[1]], 8, 8).moved([0, BOARD[0] / 2, 0])
    wheels = [
        lathe([-0.02, -0.019, 0.019, 0.02], [0.001, 0.027, 0.027, 0.001], 10).moved(
            [grip.sign * 0.05, BOARD[0] / 2 + y, z]
        )
        for y in (-0.075, 0.075)
        for z in (-0.22, 0.22)
    ]
    axles = [
        rod([[grip.sign * 0.045, BOARD[0] / 2 - 0.06, z], [grip.sign * 0.045, BOARD[0] / 2 + 0.06, z]], 0.014)
        for z in (-0.22, 0.22)
    ]
    tilt = rotation(LEFT, -8.0)
    trim = tuple(grip.in_hand(mesh.turned(tilt)) for mesh in (*wheels, *axles))
    return HeldObject((grip.in_hand(deck.turned(tilt)),), trim)


def crutches(grip: HandGrip) -> HeldObject:
    """Return a crutch for each side, from the forearm to the ground."""
    shafts, cuffs = [], []
    for palm, sign in ((grip.palm, grip.sign), (grip.other, -grip.sign)):
        foot = np.array([0.05 * sign, -palm[1] + 0.01, 0.06])
        top = np.array([0.0, 0.22, -0.11])
        shafts += [rod([foot, [0.02 * sign, 0, 0.0], top + [0.03 * sign, 0, 0]], 0.013)]
        cuffs += [rod([[0.02 * sign, 0, 0], [0, 0, 0.10]], 0.015)]
        cuffs += [rod([top + [0.05 * sign, 0, 0.0], top + [0.0, 0, 0.07], top + [-0.05 * sign, 0, 0.0]], 0.012)]
        shafts[-1], cuffs[-2], cuffs[-1] = (
            mesh.turned(grip.turn).moved(palm) for mesh in (shafts[-1], cuffs[-2], cuffs[-1])
        )
    return HeldObject(tuple(shafts), tuple(cuffs))


def _hanging(grip: HandGrip, palm: Vector, size: Vector, loop: float, gathered: float = 0.0) -> tuple[Mesh, Mesh]:
    """A bag and its looped handle below a palm; a short person's is lifted off the ground.

    `gathered` is the share of its thickness that it loses towards the top.
    """
    loop = min(loop, max(0.04, float(palm[1]) - OFF_THE_GROUND - size[1]))
    angle = np.linspace(0, np.pi, 12)
    path = np.stack([0 * angle, (loop + 0.01) * np.sin(angle), 0.3 * size[2] * np.cos(angle)], axis=1)
    body = rounded_box(size, 5.0, 10)
    narrowing = 1 - gathered * (body.vertices[:, 1:2] / size[1] + 0.5) * [1.0, 0.0, 0.3]
    bag = Mesh(body.vertices * narrowing, body.faces).turned(grip.turn).moved(palm - (loop + size[1] / 2) * UP)
    return bag, tube(path, 0.008, 6).turned(grip.turn).moved(palm - (loop + 0.01) * UP)


CARRIED_BY_HAND: Mapping[str, Callable[[HandGrip], HeldObject]] = {
    "shopping bag": shopping_bag,
    "shopping bags": shopping_bags,
    "box": box,
    "guitar case": guitar_case,
    "skateboard": skateboard,
    "crutches": crutches,
}
