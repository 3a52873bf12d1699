"""Shoes: the hull of each foot, rounded, on a sole; boots have a shaft as well."""

import numpy as np

from mmref_core.people import cuts
from mmref_core.people.cloth import dye
from mmref_core.people.fitting import Fitting
from mmref_core.people.materials import Material, Pattern, Surface
from mmref_core.people.mesh import Layout, Mesh, Part, Piece, make_part, normals, one_hot
from mmref_core.people.palette import linear
from mmref_core.people.shells import Looseness, cloth_part, shell
from mmref_core.people.tights import FootHull
from mmref_core.people.topology import smoothed

WHITE_SOLE, DARK_SOLE = (215, 215, 210), (24, 22, 20)
WHITE_SOLE_SHARE = 0.7  # of trainers
SOLE_HEIGHT = {"trainers": 0.026}
THIN_SOLE = 0.016
SOLE_OVERHANG = 0.004  # metres that a sole stands out
GAP = {"sandals": 0.006}
LEATHER_GAP = 0.012
GROUND_SINK = 0.012  # metres that the sole lies below the bare foot's
ANKLE_SHAFT, CALF_SHAFT = 1.75, 1.45  # where a boot ends along the leg
CALF_SHARE = 0.5  # of women's boots


def shoes(fitting: Fitting) -> Piece:
    """Boots show their shaft only where the legs are bare or narrow."""
    attributes, rng = fitting.attributes, fitting.rng("shoes")
    kind = attributes.shoes
    white_sole = kind == "trainers" and rng.random() < WHITE_SOLE_SHARE
    leather = dye(rng, attributes.shoes_colour)
    material = Material(
        linear(WHITE_SOLE if white_sole else DARK_SOLE),
        Surface.LEATHER,
        colour2=leather,
        pattern=Pattern.COLOUR_BLOCK,
        scale=SOLE_HEIGHT.get(kind, THIN_SOLE),
        specular=0.25 if kind == "dress shoes" else 0.05,
        gloss=25.0,
        fold=0.01,
    )
    parts = [_shoe(fitting, side, hull) for side, hull in fitting.atlas.feet.items()]
    materials = {"shoes": material}
    narrow = attributes.lower_fit in ("tight", "slim")
    if kind == "boots" and (narrow or fitting.measures.leg < 1.2):
        high = attributes.sex == "woman" and rng.random() < CALF_SHARE
        parts.append(_shaft(fitting, CALF_SHAFT if high else ANKLE_SHAFT))
        materials["boots"] = Material(leather, Surface.LEATHER, specular=0.08, fold=0.012)
    return Piece(tuple(parts), materials)


def _shoe(fitting: Fitting, side: str, hull: FootHull) -> Part:
    figure, kind = fitting.figure, fitting.attributes.shoes
    points = smoothed(hull.smoothing, hull.subdivision @ figure.vertices[hull.rows], 2)
    outward = normals(points, hull.faces)
    points = points + outward * GAP.get(kind, LEATHER_GAP)
    points[:, 1] = np.maximum(points[:, 1], points[:, 1].min() + 0.004) - GROUND_SINK
    height = points[:, 1] - points[:, 1].min()
    if kind != "sandals":
        standing_out = np.where(height < SOLE_HEIGHT.get(kind, THIN_SOLE), SOLE_OVERHANG, 0.0)
        points[:, [0, 2]] += outward[:, [0, 2]] * standing_out[:, None]
    template = hull.subdivision @ fitting.atlas.body.vertices[hull.rows]
    cut = None
    if kind == "sandals":
        instep = np.abs(template[:, 2] - np.median(template[:, 2]) - 0.05)
        cut = np.maximum(0.022 - height, 0.014 - instep)
    layout = Layout(np.stack([template[:, 0], height, template[:, 2]], axis=1), template, cut)
    weights = one_hot(fitting.atlas.body.bones, len(points), {f"foot.{side}": 1.0})
    return make_part(Mesh(points, hull.faces), weights, "shoes", layout)


def _shaft(fitting: Fitting, end: float) -> Part:
    tights = fitting.tights
    points = shell(fitting.underlay, Looseness(0.012, leg=0.12), fitting.rng("boots"))
    cut = np.where(tights.leg > 0.3, (tights.along_leg - end) * cuts.THIGH_METRES, cuts.AWAY)
    return cloth_part(fitting.underlay, points, cut, "boots")
