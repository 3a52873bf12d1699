"""Shoes: leather round the hull of each foot, on a sole, with a shaft or a heel."""

from dataclasses import dataclass

import numpy as np

from mmref_core.synthetic.body.body_shell import FootHull
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.shells import GarmentEase, cloth_part, settled, shell
from mmref_core.synthetic.clothing.soles import OVER_SOLE, FootOutline, heel, sole
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial, ShadingModel, StripCutout
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    make_skinned_mesh,
    normals,
    one_hot,
)
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.person_attributes import NONE
from mmref_core.synthetic.geometry.topology import smoothed

LACES, SIDE_STRIPES, TOE_CAP, HEEL_TAB, BAND = 1, 2, 4, 8, 16  # what the shader draws on the leather; they add up
PUMP, SANDAL, FLIP_FLOP = range(3)
TRAINER_MARKS = (LACES, LACES + SIDE_STRIPES, LACES + SIDE_STRIPES + HEEL_TAB, LACES + TOE_CAP, LACES + HEEL_TAB)
DARK_SOLE, WHITE_LACES = (24, 22, 20), (225, 225, 222)
RUBBER = {"white": (222, 222, 216), "black": DARK_SOLE}  # soles that are not dyed like cloth
SOCK_ENDS = (1.86, 1.74, 1.62)  # along the leg
SHAFT_IN_SHOE, SHAFT_NARROWS = 0.01, 0.06  # metres below the ankle that it reaches, and above from where it narrows
NARROW_LEGS = ("tight", "slim")  # a boot is worn over them
BARE_FROM = 1.9  # trousers that end above this place along the leg leave a shaft to be seen


@dataclass(frozen=True)
class ShoeKind:
    """Dimensions of a kind of shoe, in metres."""

    sole: float
    gap: float = 0.011  # between foot and leather
    overhang: float = 0.004  # of the sole
    shine: float = 0.05
    marks: int = 0
    opening: int | None = None  # which of the open kinds the shader cuts
    shaft: float | None = None  # where a boot ends along the leg: 1 is the knee, 2 the ankle
    shaft_width: float = 0.0  # how much wider than the leg


KINDS = {
    "trainers": ShoeKind(0.034, gap=0.012, overhang=0.007),
    "slip-ons": ShoeKind(0.024),
    "ankle boots": ShoeKind(0.028, shine=0.08, shaft=1.74, shaft_width=0.06),
    "knee boots": ShoeKind(0.022, shine=0.12, shaft=1.16, shaft_width=0.05),
    "wellingtons": ShoeKind(0.028, shine=0.22, gap=0.014, shaft=1.32, shaft_width=0.35),
    "dress shoes": ShoeKind(0.020, shine=0.25, marks=BAND),
    "loafers": ShoeKind(0.016, shine=0.12, marks=BAND),
    "ballet flats": ShoeKind(0.010, gap=0.009, overhang=0.001, shine=0.1, opening=PUMP),
    "high heels": ShoeKind(0.010, gap=0.009, overhang=0.001, shine=0.2, opening=PUMP),
    "sandals": ShoeKind(0.022, gap=0.011, opening=SANDAL),
    "flip-flops": ShoeKind(0.018, gap=0.011, opening=FLIP_FLOP),
}


def shoes(fitting: GarmentFitting) -> WornItem:
    """Return both shoes; shafts of boots are built only on bare or narrow legs."""
    attributes, rng = fitting.attributes, fitting.rng("shoes")
    kind = KINDS[attributes.shoes]
    leather = dye(rng, attributes.shoes_colour)
    trims = (linear(WHITE_LACES), 0.45 * leather, 0.35 + 0.5 * leather)
    marks, trim = int(rng.choice(TRAINER_MARKS)), trims[int(rng.integers(len(trims)))]
    bottom = RUBBER.get(attributes.sole_colour)
    trainers = attributes.shoes == "trainers"
    material = ShaderMaterial(
        leather
        if attributes.sole_colour == NONE
        else dye(rng, attributes.sole_colour)
        if bottom is None
        else linear(bottom),
        ShadingModel.LEATHER,
        colour2=leather,
        colour3=trim if trainers else 0.5 * leather,
        pattern=FabricPattern.SHOE,
        scale=kind.sole,
        duty=float(marks if trainers else kind.marks),
        specular=kind.shine,
        gloss=25.0,
        fold=0.006,
        strip=StripCutout.NONE if kind.opening is None else StripCutout.OPEN_SHOE,
        strip_values=(float(kind.opening or 0), 0.0, 0.0),
    )
    parts = [part for side, hull in fitting.atlas.feet.items() for part in _shoe(fitting, side, hull, kind)]
    materials = {"shoes": material}
    if (end := shaft_end(fitting)) is not None:
        parts.append(_shaft(fitting, kind, end))
        materials["boots"] = ShaderMaterial(leather, ShadingModel.LEATHER, specular=kind.shine, gloss=20.0, fold=0.012)
    return WornItem(tuple(parts), materials)


def shaft_end(fitting: GarmentFitting) -> float | None:
    """Return the position along the leg of the upper end of the shaft; None if it is absent or hidden by trousers."""
    attributes = fitting.attributes
    is_bare = fitting.measures.leg < BARE_FROM or attributes.tights_colour != NONE
    return KINDS[attributes.shoes].shaft if is_bare or over_trousers(fitting) else None


def over_trousers(fitting: GarmentFitting) -> bool:
    """Return whether boots are worn over trousers."""
    shaft = KINDS[fitting.attributes.shoes].shaft
    return shaft is not None and fitting.attributes.lower_fit in NARROW_LEGS and fitting.measures.leg > shaft


def socks(fitting: GarmentFitting) -> WornItem:
    """Return socks to above the ankle or the calf; nothing under trousers, which hide them."""
    attributes, rng = fitting.attributes, fitting.rng("socks")
    if attributes.socks_colour == NONE:
        return WornItem()
    end = float(rng.choice(SOCK_ENDS))
    points = shell(fitting.underlay, GarmentEase(0.0035, fold=0.001, smoothing=1), rng)
    in_shoe = cuts.above(fitting.tights, fitting.marks.ankle)
    cut = cuts.nearest(cuts.up_the_leg(fitting.atlas, end), in_shoe)
    material = ShaderMaterial(
        dye(rng, attributes.socks_colour), pattern=FabricPattern.RIBBED, scale=0.008, fold=0.003, radius=0.04
    )
    return WornItem((cloth_part(fitting.underlay, points, cut, "socks", clinging=True),), {"socks": material})


def _shoe(fitting: GarmentFitting, side: str, hull: FootHull, kind: ShoeKind) -> list[SkinnedMesh]:
    """The leather, and the sole it stands on."""
    name, bones = fitting.attributes.shoes, fitting.atlas.body.bones
    foot = FootOutline.of(fitting.figure, hull)
    points = smoothed(hull.smoothing, hull.subdivision @ foot.corners, 2)
    points = points + normals(points, hull.faces) * kind.gap
    ground = foot.underside(points[:, 2], flat=name != "high heels")
    points[:, 1] = np.maximum(points[:, 1], ground - 0.002)
    aside, along = foot.place(points)
    coordinates = np.stack([aside, points[:, 1] - ground - OVER_SOLE + kind.sole, along], axis=1)
    flat = name != "high heels"
    meshes = [sole(foot, kind.sole, kind.gap + kind.overhang, flat)]
    parts = [
        (
            Mesh(points, hull.faces),
            VertexAttributes(coordinates, hull.subdivision @ fitting.atlas.body.vertices[hull.rows]),
        ),
        *meshes,
    ]
    if not flat:
        parts.append(heel(foot, kind.sole))
    return [
        make_skinned_mesh(mesh, one_hot(bones, len(mesh.vertices), {f"foot.{side}": 1.0}), "shoes", layout)
        for mesh, layout in parts
    ]


def _shaft(fitting: GarmentFitting, kind: ShoeKind, end: float) -> SkinnedMesh:
    """The leather of the leg; it comes out of that of the foot."""
    loose = GarmentEase(0.011, leg=kind.shaft_width, fold=0.003)
    points = shell(fitting.underlay, loose, fitting.rng("boots"))
    ankle, height = fitting.marks.ankle, fitting.tights.template[:, 1]
    points = settled(fitting.underlay, points, ramp(ankle + SHAFT_NARROWS, ankle, height), 0.6 * kind.gap)
    cut = cuts.nearest(cuts.up_the_leg(fitting.atlas, end), cuts.above(fitting.tights, ankle - SHAFT_IN_SHOE))
    return cloth_part(fitting.underlay, points, cut, "boots")
