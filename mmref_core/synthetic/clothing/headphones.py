"""Headphones with a band over the head, and earbuds with or without wires."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.head import head_frame, on_head
from mmref_core.synthetic.clothing.chest import ChestSurface
from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import (
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    make_skinned_mesh,
    one_hot,
    rounded_box,
    tube,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

CUP = np.array([0.034, 0.078, 0.066])
BESIDE = 0.016  # metres between the skull and the middle of a cup
OVER = 0.030  # metres between the skull and the band
LOWER, BEHIND = -0.018, -0.012  # of the cups, from the head's centre
BUD, STEM = np.array([0.016, 0.018, 0.018]), np.array([0.007, 0.030, 0.009])
WIRE_RADIUS, WIRE_SIDES = 0.0019, 4
WIRE_LIFT = 0.008  # metres over the clothes
# Places on the chest: metres to the side and below the neck, of each wire before the two meet, and of the one after.
BESIDE_NECK, MEETING, ENDING = (0.052, 0.035), (0.008, 0.20), (0.075, 0.46)
MATERIAL = "headphones"


def headphones(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> WornItem:
    """Return headphones of any kind; wires lie on the outermost shell."""
    attributes = fitting.attributes
    if attributes.headphones_colour == NONE:
        return WornItem()
    makers = {"headphones": over_ear, "earbuds": buds, "earphones": buds}
    parts = makers[attributes.headphones](fitting)
    if attributes.headphones == "earphones":
        parts.extend(wires(fitting, outer))
    colour = dye(fitting.rng("headphones"), attributes.headphones_colour)
    return WornItem(tuple(parts), {MATERIAL: ShaderMaterial(colour, ShadingModel.LEATHER, specular=0.2, gloss=25.0)})


def over_ear(fitting: GarmentFitting) -> list[SkinnedMesh]:
    figure, frame = fitting.figure, head_frame(fitting.figure)
    angle = np.linspace(-np.pi / 2, np.pi / 2, 17)
    across, above = frame.half[0] + BESIDE, frame.half[1] + OVER
    arc = np.stack([across * np.sin(angle), LOWER + (above - LOWER) * np.cos(angle), BEHIND + 0 * angle], axis=1)
    parts = [on_head(figure, tube(arc + frame.centre, 0.0075, sides=8), MATERIAL)]
    for sign in (-1, 1):
        cup = rounded_box(CUP, 3.0, 10).moved(frame.centre + [sign * across, LOWER, BEHIND])
        parts.append(on_head(figure, cup, MATERIAL))
    return parts


def buds(fitting: GarmentFitting) -> list[SkinnedMesh]:
    """Return an earbud with a short stem in each ear."""
    figure, parts = fitting.figure, []
    for sign in (-1, 1):
        ear = _ear(fitting, sign)
        parts.append(on_head(figure, rounded_box(BUD, 2.0, 6).moved(ear), MATERIAL))
        parts.append(on_head(figure, rounded_box(STEM, 3.0, 5).moved(ear - [0.0, 0.018, -0.004]), MATERIAL))
    return parts


def wires(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> list[SkinnedMesh]:
    """Return wires from both ears, joined on the chest and on to a pocket; they follow head and cloth."""
    neck, scale = fitting.marks.neck, fitting.figure.scale
    side = 1.0 if fitting.rng("wires").random() < 0.5 else -1.0
    chest = ChestSurface.of(fitting.underlay, outer)
    lines = [[(sign * BESIDE_NECK[0], BESIDE_NECK[1]), (sign * MEETING[0], MEETING[1])] for sign in (-1, 1)]
    lines.append([(0.0, MEETING[1]), (side * ENDING[0], ENDING[1])])
    parts = []
    for line, sign in zip(lines, (-1, 1, 0), strict=True):
        (x, y), (end_x, end_y) = line
        share = np.linspace(0, 1, 9)
        places = np.stack([x + share * (end_x - x), neck - y - share * (end_y - y)], axis=1)
        path = chest.blended(places, chest.points + WIRE_LIFT * chest.normals)
        moves = chest.blended(places, chest.weights)
        if sign:
            ear = _ear(fitting, sign)
            below = np.stack([ear, ear + np.array([-0.012 * sign, -0.075, 0.012]) * scale])
            path, on = np.concatenate([below, path]), one_hot(fitting.atlas.body.bones, 2, {"head": 1.0})
            moves = np.concatenate([on, moves])
        mesh = tube(path, WIRE_RADIUS, WIRE_SIDES)
        layout = VertexAttributes(template=np.zeros_like(mesh.vertices))
        parts.append(make_skinned_mesh(mesh, np.repeat(moves, WIRE_SIDES, axis=0), MATERIAL, layout))
    return parts


def _ear(fitting: GarmentFitting, sign: float) -> Float[ndarray, "3"]:
    frame = head_frame(fitting.figure)
    return frame.centre + np.array([sign * (frame.half[0] + 0.004), LOWER, BEHIND + 0.006])
