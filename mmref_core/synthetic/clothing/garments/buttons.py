"""Buttons: small domes in rows down the front, moving with the cloth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.clothing.chest import ChestSurface
from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, VertexAttributes, WornItem, make_skinned_mesh
from mmref_core.synthetic.geometry.person_attributes import NONE

SIDES = 6  # corners of a button: one has a few pixels at most
LIFT, HEIGHT = 0.005, 0.005  # metres over the cloth that its rim and, above that, its middle lie
FROM_EDGE = 0.014  # metres that a button sits inside the edge of an open front
ASIDE = np.linspace(0, 0.16, 33)  # metres from the middle where that edge is looked for
DOUBLE_BREASTED_SHARE, HALF_APART = 0.35, 0.05  # of closed coats; metres from the middle to either row


@dataclass(frozen=True)
class ButtonRow:
    """Count and radius of buttons, and the range of heights from neck to waist, in template metres."""

    count: int
    radius: float
    below_neck: float
    above_waist: float


ROWS: Mapping[str, ButtonRow] = {
    "shirt": ButtonRow(6, 0.0068, 0.055, -0.04),
    "blouse": ButtonRow(5, 0.0065, 0.075, 0.0),
    "polo shirt": ButtonRow(2, 0.0068, 0.06, 0.24),
    "cardigan": ButtonRow(5, 0.0105, 0.16, -0.08),
    "denim jacket": ButtonRow(5, 0.009, 0.10, -0.04),
    "blazer": ButtonRow(2, 0.011, 0.30, -0.01),
    "long coat": ButtonRow(4, 0.0135, 0.14, 0.03),
}


def buttoned(
    fitting: GarmentFitting, piece: WornItem, points: Float[ndarray, "vertex 3"], cut: Float[ndarray, " vertex"]
) -> WornItem:
    """Return the garment, its cloth at `points` and cut at `cut`, with buttons if it has visible ones."""
    attributes, marks = fitting.attributes, fitting.marks
    if attributes.button_colour == NONE or attributes.upper not in ROWS:
        return piece
    row, chest = ROWS[attributes.upper], ChestSurface.of(fitting.underlay, points, cut)
    lowest = max(marks.waist + row.above_waist, fitting.measures.hem + 0.02)
    heights = np.linspace(marks.neck - row.below_neck, lowest, row.count)
    found = [(chest.beside_edge(float(height), FROM_EDGE, ASIDE), float(height)) for height in heights]
    places = [[aside, height] for aside, height in found if aside is not None]
    if is_double_breasted(fitting):
        places = [[sign * HALF_APART, height] for _, height in places for sign in (-1, 1)]
    if not places:
        return piece
    mesh, weights = _domes(chest, np.array(places), row.radius * fitting.figure.scale)
    part = make_skinned_mesh(mesh, weights, "buttons", VertexAttributes(template=np.zeros_like(mesh.vertices)))
    colour = dye(fitting.rng("upper", "button colour"), attributes.button_colour)
    material = ShaderMaterial(colour, ShadingModel.LEATHER, specular=0.15, gloss=24.0, fold=0.0)
    return replace(piece, parts=(*piece.parts, part), materials={**piece.materials, "buttons": material})


def is_double_breasted(fitting: GarmentFitting) -> bool:
    """Return whether a closed coat has two rows of buttons and no edge in the middle."""
    attributes = fitting.attributes
    if attributes.button_colour == NONE or attributes.coat_open != "closed":
        return False
    return bool(fitting.rng("upper", "buttons").random() < DOUBLE_BREASTED_SHARE)


def _domes(
    chest: ChestSurface, places: Float[ndarray, "button 2"], radius: float
) -> tuple[Mesh, Float[ndarray, "_ bone"]]:
    """One mesh of all of them, and what each of its vertices moves with."""
    centres, outwards = chest.blended(places, chest.points), chest.blended(places, chest.normals)
    outwards = outwards / np.linalg.norm(outwards, axis=1, keepdims=True)
    across = np.cross([0.0, 1.0, 0.0], outwards)
    across = across / np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(outwards, across)
    angle = np.linspace(0, 2 * np.pi, SIDES, endpoint=False)[None, :, None]
    rims = np.cos(angle) * across[:, None] + np.sin(angle) * up[:, None]
    rims = (centres + LIFT * outwards)[:, None] + radius * rims
    tops = (centres + (LIFT + HEIGHT) * outwards)[:, None]
    vertices = np.concatenate([rims, tops], axis=1).reshape(-1, 3)
    corner = np.arange(SIDES)
    dome = np.stack([corner, (corner + 1) % SIDES, np.full(SIDES, SIDES)], axis=1)
    faces = (dome[None] + (SIDES + 1) * np.arange(len(places))[:, None, None]).reshape(-1, 3)
    return Mesh(vertices, faces), np.repeat(chest.blended(places, chest.weights), SIDES + 1, axis=0)
