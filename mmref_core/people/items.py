"""Things in a hand, made where the posed hand is: phone, book, bottle, cup, umbrella, handbag, suitcase."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.people.attributes import Attributes
from mmref_core.people.materials import Material, Surface
from mmref_core.people.mesh import Mesh, PosedPart, grid_faces, normals, rounded_box, tube
from mmref_core.people.palette import COLOURS, jitter, linear
from mmref_core.people.skeleton import LEFT, UP, Rotation, rotation
from mmref_core.people.streams import stream

PHONE_GLASS = (18, 18, 20)
SUITCASE_TILT = 24.0  # degrees
SUITCASE = np.array([0.36, 0.56, 0.22])
SHORTEST_HANDLE = 0.05
RODS = (-0.07, 0.07)  # to either side of a suitcase's handle
HANDBAG = np.array([0.12, 0.22, 0.30])
UMBRELLA_STICK, UMBRELLA_RADIUS, UMBRELLA_HEIGHT, UMBRELLA_RIBS = 0.62, 0.52, 0.42, 8
UMBRELLA_OPENING = 1.15  # radians from its tip to its rim
LEANING = 0.8  # how far a page leans back from upright, as a share of facing the eyes


@dataclass(frozen=True)
class Grip:
    """A posed hand and what surrounds it, in world metres."""

    palm: Float[ndarray, "3"]
    turn: Rotation  # of the whole person about the vertical
    eyes: Float[ndarray, "3"]
    size: float = 1.0  # of bags, as a share of the usual


def held_item(item: str, grip: Grip) -> list[PosedPart]:
    """A thing in the hand, as the material "item"."""
    return [posed(mesh, "item", grip.turn) for mesh in ITEMS[item](grip)]


def held_bag(bag: str, grip: Grip) -> list[PosedPart]:
    """A handbag or a suitcase, as the material "bag"; other bags are worn, not held."""
    makers: Mapping[str, Callable[[Grip], list[Mesh]]] = {"handbag": handbag, "suitcase": suitcase}
    return [posed(mesh, "bag", grip.turn) for mesh in makers[bag](grip)] if bag in makers else []


def item_material(attributes: Attributes, seed: int) -> Material:
    """A phone is dark glass, other things have their colour."""
    rng = stream(seed, "item")
    if attributes.carried == "phone":
        return Material(linear(PHONE_GLASS), Surface.LEATHER, specular=0.2, gloss=25.0)
    colour = jitter(rng, COLOURS[attributes.carried_colour])
    return Material(colour, Surface.LEATHER, specular=0.2, gloss=25.0)


def posed(mesh: Mesh, material: str, turn: Rotation) -> PosedPart:
    """World vertices as a part; patterns stay with the thing when the person turns."""
    vertices = mesh.vertices.astype(np.float32)
    return PosedPart(
        vertices=vertices,
        normals=normals(vertices, mesh.faces),
        faces=mesh.faces.astype(np.int32),
        coordinates=(vertices @ turn).astype(np.float32),
        template=vertices,
        cut=np.ones(len(vertices), np.float32),
        material=material,
    )


def phone(grip: Grip) -> list[Mesh]:
    return [_towards_eyes(rounded_box([0.075, 0.15, 0.012], 8), grip).moved(grip.palm + 0.05 * UP)]


def book(grip: Grip) -> list[Mesh]:
    return [_towards_eyes(rounded_box([0.16, 0.23, 0.03], 10), grip).moved(grip.palm + 0.03 * UP)]


def bottle(grip: Grip) -> list[Mesh]:
    heights = np.array([-0.09, -0.088, 0.05, 0.08, 0.11, 0.112])
    return [_turned_on_a_lathe(heights, np.array([0.001, 0.034, 0.034, 0.016, 0.016, 0.001]), grip)]


def paper_cup(grip: Grip) -> list[Mesh]:
    heights = 0.7 * np.array([-0.09, -0.088, 0.05, 0.08, 0.11, 0.112])
    return [_turned_on_a_lathe(heights, np.array([0.001, 0.03, 0.038, 0.04, 0.041, 0.001]), grip)]


def umbrella(grip: Grip) -> list[Mesh]:
    stick = tube(np.array([-0.12 * UP, UMBRELLA_STICK * UP]), 0.008, 6)
    down, around = np.linspace(0.02, UMBRELLA_OPENING, 8)[:, None], np.linspace(0, 2 * np.pi, 32, endpoint=False)
    radius = UMBRELLA_RADIUS * np.sin(down) / np.sin(UMBRELLA_OPENING)
    scallops = 0.02 * (down / UMBRELLA_OPENING) ** 3 * np.cos(UMBRELLA_RIBS * around)
    height = (np.cos(down) - 1) * UMBRELLA_HEIGHT - scallops
    points = np.stack([radius * np.sin(around), height, radius * np.cos(around)], axis=-1).reshape(-1, 3)
    canopy = Mesh(points, grid_faces(8, 32)).moved(UMBRELLA_STICK * UP)
    return [mesh.turned(grip.turn).moved(grip.palm) for mesh in (stick, canopy)]


def handbag(grip: Grip) -> list[Mesh]:
    """Hangs from the hand by a looped handle."""
    angle = np.linspace(0, np.pi, 12)
    loop = np.stack([0 * angle, 0.17 * np.sin(angle), 0.09 * np.cos(angle)], axis=1) * grip.size
    body = rounded_box(HANDBAG * grip.size, 5).turned(grip.turn).moved(grip.palm - 0.27 * grip.size * UP)
    handle = tube(loop, 0.008, 6).turned(grip.turn).moved(grip.palm - 0.165 * grip.size * UP)
    return [body, handle]


def suitcase(grip: Grip) -> list[Mesh]:
    """Rolls behind on the ground; its rods are as long as the hand is high."""
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
    return [body.moved(grip.palm + tilt @ np.array([0, -rods - size[1] / 2, 0])), *handle]


def _towards_eyes(mesh: Mesh, grip: Grip) -> Mesh:
    """Turned and leaning back so that its flat side faces the reader, or the head it is held to."""
    right, up, back = grip.turn.T @ (grip.eyes - grip.palm)
    aside, lean = np.degrees(np.arctan2(right, back)), np.degrees(np.arctan2(up, np.hypot(right, back)))
    return mesh.turned(grip.turn @ rotation(UP, aside) @ rotation(LEFT, -LEANING * lean))


def _turned_on_a_lathe(heights: Float[ndarray, " ring"], radii: Float[ndarray, " ring"], grip: Grip) -> Mesh:
    path = heights[:, None] * UP
    return tube(path, radii, 12).turned(grip.turn).moved(grip.palm + 0.03 * UP)


ITEMS: Mapping[str, Callable[[Grip], list[Mesh]]] = {
    "phone": phone,
    "book": book,
    "bottle": bottle,
    "paper cup": paper_cup,
    "umbrella": umbrella,
}
