"""Meshes of outdoor seats: a bench, a low wall, a stool."""

from collections.abc import Callable, Mapping

from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, PosedMesh
from mmref_core.synthetic.geometry.palette import jitter
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.pose.grip import HandGrip, block, rod
from mmref_core.synthetic.pose.held_items import posed
from mmref_core.synthetic.pose.wheeled import UNDER_SEAT

WOOD, STONE, METAL = (128, 92, 60), (150, 146, 138), (60, 62, 66)
WIDTH = 1.3


def bench(height: float) -> list[Mesh]:
    slats = [block([WIDTH, 0.035, 0.11], [0.1, height - 0.02, z]) for z in (-0.10, 0.03, 0.16)]
    slats += [block([WIDTH, 0.11, 0.03], [0.1, height + y, -0.19 - 0.1 * y]) for y in (0.2, 0.36)]
    legs = [rod([[x, 0, z], [x, height, z]], 0.022) for x in (-0.45, 0.65) for z in (-0.15, 0.17)]
    return [*slats, *legs, *(rod([[x, height, -0.17], [x, height + 0.42, -0.22]], 0.018) for x in (-0.45, 0.65))]


def low_wall(height: float) -> list[Mesh]:
    return [
        block([WIDTH, height - 0.05, 0.34], [-0.1, height / 2 - 0.025, 0.0]),
        block([WIDTH, 0.05, 0.4], [-0.1, height - 0.025, 0.0]),
    ]


def stool(height: float) -> list[Mesh]:
    legs = [rod([[1.3 * x, 0, 1.3 * z], [x, height, z]], 0.018) for x in (-0.13, 0.13) for z in (-0.13, 0.13)]
    return [block([0.38, 0.05, 0.36], [0, height - 0.025, 0.02]), *legs]


SEATS: Mapping[str, tuple[Callable[[float], list[Mesh]], tuple[int, int, int]]] = {
    "bench": (bench, WOOD),
    "low wall": (low_wall, STONE),
    "stool": (stool, METAL),
}


def seat(kind: str, grip: HandGrip) -> list[PosedMesh]:
    """Return the seat below the hips of a sitting person, with the material “seat”."""
    height = float(grip.hips[1]) - UNDER_SEAT
    return [posed(grip.placed(mesh), "seat", grip.turn) for mesh in SEATS[kind][0](height)]


def seat_material(kind: str, seed: int) -> ShaderMaterial:
    return ShaderMaterial(jitter(stream(seed, "seat"), SEATS[kind][1]), ShadingModel.LEATHER, specular=0.04)
