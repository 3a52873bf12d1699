"""What a person has in hand or with them, made where the posed hands are; large things stand on the ground."""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from mmref_core.synthetic.body.skeleton import Rotation
from mmref_core.synthetic.geometry.materials import Material, Surface
from mmref_core.synthetic.geometry.mesh import Mesh, PosedPart, normals
from mmref_core.synthetic.geometry.palette import COLOURS, jitter, linear
from mmref_core.synthetic.geometry.person_attributes import Attributes
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.pose.baggage import CARRIED_BY_HAND, handbag, suitcase
from mmref_core.synthetic.pose.grip import Grip, Made
from mmref_core.synthetic.pose.scooters import pushed, ridden
from mmref_core.synthetic.pose.small_things import SMALL_THINGS
from mmref_core.synthetic.pose.walked_dog import dog
from mmref_core.synthetic.pose.wheeled import WHEELED

PHONE_GLASS = (18, 18, 20)
SHEEN = {"specular": 0.2, "gloss": 25.0, "fold": 0.004}
TRIMS: Mapping[str, tuple[int, int, int]] = {  # sRGB of the second material, where it is not dark metal
    "umbrella": (150, 150, 152),
    "paper cup": (240, 238, 232),
    "bottle": (225, 226, 228),
    "newspaper": (70, 70, 72),
    "flowers": (58, 104, 46),
    "box": (196, 172, 128),
    "shopping bag": (214, 210, 200),
    "shopping bags": (214, 210, 200),
    "folded umbrella": (96, 64, 40),
    "skateboard": (222, 214, 196),
    "crutches": (70, 74, 80),
    "dog": (160, 36, 40),
}
DARK_METAL = (42, 43, 46)
DULL = ("newspaper", "box", "dog", "shopping bag", "shopping bags", "flowers", "pram")  # paper, fur and cloth
ITEMS: Mapping[str, Callable[[Grip], Made]] = {
    **SMALL_THINGS,
    **CARRIED_BY_HAND,
    **WHEELED,
    "dog": dog,
    "scooter": pushed,
}
RIDDEN: Mapping[str, Callable[[Grip], Made]] = {"riding a scooter": ridden}  # by what is done with it
BESIDE = ("pram", "bicycle", "dog")  # what a detector's box round the person does not take in


def held_item(item: str, grip: Grip, doing: Collection[str] = ()) -> list[PosedPart]:
    """A thing in the hand or beside the person, as the materials "item" and "item trim"."""
    make = next((RIDDEN[done] for done in doing if done in RIDDEN), ITEMS[item])
    return _posed(make(grip), ("item", "item trim"), grip.turn)


def held_bag(bag: str, grip: Grip) -> list[PosedPart]:
    """A handbag or a suitcase, as the material "bag"; other bags are worn, not held."""
    makers: Mapping[str, Callable[[Grip], Made]] = {"handbag": handbag, "suitcase": suitcase}
    return _posed(makers[bag](grip), ("bag", "bag"), grip.turn) if bag in makers else []


def item_materials(attributes: Attributes, seed: int) -> dict[str, Material]:
    """A phone is dark glass, other things have their colour; rods, wheels and handles are of a second material."""
    rng, kind = stream(seed, "item"), attributes.carried
    trim = Material(linear(TRIMS.get(kind, DARK_METAL)), Surface.LEATHER, **SHEEN)
    if kind == "phone":
        return {"item": Material(linear(PHONE_GLASS), Surface.LEATHER, **SHEEN), "item trim": trim}
    sheen = {"specular": 0.02, "fold": 0.008} if kind in DULL else SHEEN
    return {
        "item": Material(jitter(rng, COLOURS[attributes.carried_colour]), Surface.LEATHER, **sheen),
        "item trim": trim,
    }


def _posed(made: Made, materials: tuple[str, str], turn: Rotation) -> list[PosedPart]:
    pairs = [
        (mesh, material) for meshes, material in zip((made.main, made.trim), materials, strict=True) for mesh in meshes
    ]
    return [posed(mesh, material, turn) for mesh, material in pairs]


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
