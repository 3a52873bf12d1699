"""Bags that are worn: backpack and shoulder bag with their straps, rigid on bones; and what bags are made of."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.people import cuts
from mmref_core.people.attributes import NONE, Attributes
from mmref_core.people.figure import Figure
from mmref_core.people.materials import Material, Strip, Surface
from mmref_core.people.mesh import Layout, Mesh, Outfit, Part, Piece, make_part, one_hot, rounded_box
from mmref_core.people.palette import COLOURS, contrasting, jitter
from mmref_core.people.streams import stream

STRAP_LIFT = 0.010  # metres over the outermost cloth
STRAP_HALF_WIDTH = 0.024
STRAP_FROM_MIDDLE = 0.088
STRAPS_PART_BELOW_NECK = 0.17  # from here down the two straps run outwards
STRAP_ACROSS, STRAP_ON_SHOULDER = (-0.10, 0.16), (0.13, 0.15)  # x at neck and at hip, towards the bag's side
BESIDE_HIP = 0.055  # metres between the cloth at the hip and the middle of a shoulder bag
POCKET = np.array([0.78, 0.45, 0.5])  # size of a backpack's pocket against the backpack's
DARKENINGS = (0.6, 1.3, 1.0)  # of a pocket against the bag


SHINE = {"specular": 0.08, "gloss": 18.0}


def worn_bag(figure: Figure, attributes: Attributes, outfit: Outfit, seed: int) -> Piece:
    """The bag with its straps; of a handbag or a suitcase the material only, since its shape waits for the pose."""
    if attributes.bag == NONE:
        return Piece()
    rng = stream(seed, "bag colour")
    colour = jitter(rng, COLOURS[attributes.bag_colour])
    accent = jitter(rng, COLOURS[str(rng.choice(contrasting(attributes.bag_colour)))])
    material = Material(colour, Surface.LEATHER, colour2=accent, **SHINE)
    if attributes.bag == "backpack":
        dark_pocket = rng.random() < 0.7
        pocket_colour = colour * float(rng.choice(DARKENINGS)) if dark_pocket else accent
        pocket = Material(pocket_colour, Surface.LEATHER, specular=0.06)
        return _backpack(figure, outfit, material, pocket, seed)
    if attributes.bag == "shoulder bag":
        return _shoulder_bag(figure, outfit, material, attributes.bag_strap == "across the body", seed)
    return Piece((), {"bag": material})


def _backpack(figure: Figure, outfit: Outfit, material: Material, pocket: Material, seed: int) -> Piece:
    marks, points = figure.atlas.landmarks, figure.atlas.tights.template
    size = stream(seed, "bag").uniform((0.27, 0.38, 0.13), (0.33, 0.48, 0.19)) * min(1.0, 1.02 * figure.scale)
    on_back = (np.abs(points[:, 0]) < 0.08) & (np.abs(points[:, 1] - marks.waist - 0.18) < 0.12)
    back = outfit.tights.vertices[on_back, 2].min() - outfit.back_thickness
    centre = np.array([0, figure.joint("spine01")[1] - 0.10 * figure.scale, back - size[2] / 2 + 0.012])
    body = rounded_box(size, 5).moved(centre)
    front = rounded_box(size * POCKET, 4).moved(centre + size * [0, -0.2, -0.48])
    cut = cuts.nearest(
        0.16 - np.abs(points[:, 0]), points[:, 1] - marks.waist - 0.10, 0.1 * (0.6 - figure.atlas.tights.arm)
    )
    cut = np.where(points[:, 1] > marks.neck + 0.04, -1.0, cut)
    values = (STRAP_FROM_MIDDLE, STRAP_HALF_WIDTH, marks.neck - STRAPS_PART_BELOW_NECK)
    straps = replace(material, strip=Strip.TWO_STRAPS, strip_values=values)
    on_spine = {"spine02": 0.5, "spine01": 0.5}
    parts = (
        _rigid(figure, body, on_spine, "bag"),
        _rigid(figure, front, on_spine, "bag pocket"),
        _strap(figure, outfit, cut),
    )
    return Piece(parts, {"bag": material, "bag pocket": pocket, "strap": straps})


def _shoulder_bag(figure: Figure, outfit: Outfit, material: Material, across: bool, seed: int) -> Piece:
    rng = stream(seed, "bag")
    marks, points = figure.atlas.landmarks, figure.atlas.tights.template
    side = float(rng.choice([-1, 1]))
    size = rng.uniform((0.09, 0.20, 0.26), (0.09, 0.28, 0.36)) * figure.scale
    hips = np.abs(points[:, 1] - marks.hip - 0.03) < 0.04
    half_width = np.abs(outfit.tights.vertices[hips, 0]).max()
    hip = figure.joint("upperleg01.L")
    centre = np.array([side * (half_width + outfit.back_thickness + BESIDE_HIP), hip[1] + 0.02, 0.0])
    start_x, end_x = STRAP_ACROSS if across else STRAP_ON_SHOULDER
    start = np.array([side * start_x, marks.neck - 0.02])
    along = np.array([side * end_x, marks.hip + 0.08]) - start
    along = along / np.linalg.norm(along)
    from_strap = np.abs((points[:, 0] - start[0]) * along[1] - (points[:, 1] - start[1]) * along[0])
    on_torso = 0.1 * (0.6 - figure.atlas.tights.arm)
    cut = cuts.nearest(0.05 - from_strap, points[:, 1] - marks.hip - 0.02, on_torso)
    cut = np.where(points[:, 1] > marks.neck + 0.03, -1.0, cut)
    values = (float(start[0]), float(start[1]), float(np.arctan2(along[0], along[1])))
    strap = replace(material, strip=Strip.SLANTED, strip_values=values)
    body = _rigid(figure, rounded_box(size, 5).moved(centre), {"root": 1.0}, "bag")
    return Piece((body, _strap(figure, outfit, cut)), {"bag": material, "strap": strap})


def _rigid(figure: Figure, mesh: Mesh, bones: dict[str, float], material: str) -> Part:
    return make_part(mesh, one_hot(figure.atlas.body.bones, len(mesh.vertices), bones), material)


def _strap(figure: Figure, outfit: Outfit, cut: Float[ndarray, " tights_vertex"]) -> Part:
    """On the outermost cloth; the shader narrows it to its exact width."""
    tights = figure.atlas.tights
    points = outfit.outer + STRAP_LIFT * outfit.tights_normals
    layout = Layout(tights.coordinates, tights.template, cut)
    return make_part(Mesh(points, tights.faces), tights.loose_weights, "strap", layout)
