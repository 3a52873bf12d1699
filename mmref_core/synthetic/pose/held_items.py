"""Meshes and materials of held things, built in world space at the posed hands; large things stand on the ground."""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from mmref_core.synthetic.body.skeleton import Rotation
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, PosedMesh, normals
from mmref_core.synthetic.geometry.palette import COLOURS, jitter, linear
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.pose.baggage import CARRIED_BY_HAND, handbag, suitcase
from mmref_core.synthetic.pose.grip import HandGrip, HeldObject
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
ITEMS: Mapping[str, Callable[[HandGrip], HeldObject]] = {
    **SMALL_THINGS,
    **CARRIED_BY_HAND,
    **WHEELED,
    "dog": dog,
    "scooter": pushed,
}
RIDDEN: Mapping[str, Callable[[HandGrip], HeldObject]] = {"riding a scooter": ridden}  # by what is done with it
BESIDE = ("pram", "bicycle", "dog")  # what a detector's box round the person does not take in


def held_item(item: str, grip: HandGrip, doing: Collection[str] = ()) -> list[PosedMesh]:
    """Return a thing in the hand or beside the person, with the materials “item” and “item trim”."""
    make = next((RIDDEN[done] for done in doing if done in RIDDEN), ITEMS[item])
    return _posed(make(grip), ("item", "item trim"), grip.turn)


def held_bag(bag: str, grip: HandGrip) -> list[PosedMesh]:
    """Return a handbag or a suitcase with the material “bag”; other bags are worn."""
    makers: Mapping[str, Callable[[HandGrip], HeldObject]] = {"handbag": handbag, "suitcase": suitcase}
    return _posed(makers[bag](grip), ("bag", "bag"), grip.turn) if bag in makers else []


def item_materials(attributes: PersonAttributes, seed: int) -> dict[str, ShaderMaterial]:
    """Return the materials of the carried thing: its colour, and a second one for rods, wheels and handles."""
    rng, kind = stream(seed, "item"), attributes.carried
    trim = ShaderMaterial(linear(TRIMS.get(kind, DARK_METAL)), ShadingModel.LEATHER, **SHEEN)
    if kind == "phone":
        return {"item": ShaderMaterial(linear(PHONE_GLASS), ShadingModel.LEATHER, **SHEEN), "item trim": trim}
    sheen = {"specular": 0.02, "fold": 0.008} if kind in DULL else SHEEN
    return {
        "item": ShaderMaterial(jitter(rng, COLOURS[attributes.carried_colour]), ShadingModel.LEATHER, **sheen),
        "item trim": trim,
    }


def _posed(made: HeldObject, materials: tuple[str, str], turn: Rotation) -> list[PosedMesh]:
    pairs = [
        (mesh, material) for meshes, material in zip((made.main, made.trim), materials, strict=True) for mesh in meshes
    ]
    return [posed(mesh, material, turn) for mesh, material in pairs]


def posed(mesh: Mesh, material: str, turn: Rotation) -> PosedMesh:
    """Return a mesh in world space with pattern coordinates that turn with the person."""
    vertices = mesh.vertices.astype(np.float32)
    return PosedMesh(
        vertices=vertices,
        normals=normals(vertices, mesh.faces),
        faces=mesh.faces.astype(np.int32),
        coordinates=(vertices @ turn).astype(np.float32),
        template=vertices,
        cut=np.ones(len(vertices), np.float32),
        material=material,
    )
