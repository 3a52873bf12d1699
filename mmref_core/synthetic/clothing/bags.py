"""Worn bags, rigid on bones, with straps on the clothes; and materials of all bags."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.figure import BodyFigure
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel, StripCutout
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    Outfit,
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    make_skinned_mesh,
    one_hot,
    rounded_box,
)
from mmref_core.synthetic.geometry.palette import COLOURS, jitter
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream

STRAP_LIFT = 0.010  # metres over the outermost cloth
STRAP_HALF_WIDTH = 0.024
STRAP_FROM_MIDDLE = 0.088
STRAPS_PART_BELOW_NECK = 0.17  # from here down the two straps run outwards
STRAP_ACROSS, STRAP_ON_SHOULDER = (-0.10, 0.16), (0.13, 0.15)  # x at neck and at hip, towards the bag's side
BELT_HALF_WIDTH = 0.014
BESIDE_HIP = 0.055  # metres between the cloth at the hip and the middle of a shoulder bag
HUNG_ON_ONE = 0.06  # metres that a backpack on one shoulder hangs aside
DARKENINGS = (0.6, 1.3, 0.8)  # of pockets against the bag
SHINE = {"specular": 0.08, "gloss": 18.0}
ON_SPINE = {"spine02": 0.5, "spine01": 0.5}

BoxSpan = tuple[tuple[float, float, float], tuple[float, float, float]]  # size and place, as shares of the bag's size


@dataclass(frozen=True)
class BackpackShape:
    """The box of a backpack in metres, from and to, with pockets and lid; z points backwards."""

    smallest: tuple[float, float, float]
    largest: tuple[float, float, float]
    pockets: tuple[BoxSpan, ...]


FRONT_POCKET: BoxSpan = ((0.78, 0.45, 0.5), (0.0, -0.2, 0.48))
SIDE_POCKETS: tuple[BoxSpan, ...] = (((0.22, 0.34, 0.6), (0.5, -0.28, 0.0)), ((0.22, 0.34, 0.6), (-0.5, -0.28, 0.0)))
LID: BoxSpan = ((1.04, 0.22, 1.08), (0.0, 0.44, 0.06))
PACKS: Mapping[str, tuple[BackpackShape, ...]] = {
    "backpack": (
        BackpackShape((0.27, 0.38, 0.13), (0.33, 0.48, 0.19), (FRONT_POCKET,)),
        BackpackShape((0.27, 0.38, 0.13), (0.33, 0.48, 0.19), (FRONT_POCKET, *SIDE_POCKETS)),
        BackpackShape((0.25, 0.34, 0.12), (0.30, 0.42, 0.16), (LID, FRONT_POCKET)),
        BackpackShape((0.22, 0.28, 0.10), (0.26, 0.33, 0.13), (FRONT_POCKET,)),
    ),
    "large backpack": (
        BackpackShape((0.31, 0.52, 0.20), (0.36, 0.62, 0.25), (LID, FRONT_POCKET, *SIDE_POCKETS)),
        BackpackShape((0.31, 0.52, 0.20), (0.36, 0.62, 0.25), (LID, ((1.02, 0.24, 1.02), (0.0, -0.40, 0.0)))),
    ),
}
SHOULDER_BAG = ((0.09, 0.20, 0.26), (0.09, 0.28, 0.36))
TOTE_BAG = ((0.08, 0.32, 0.30), (0.11, 0.40, 0.38))
FLAP: BoxSpan = ((0.35, 0.62, 1.03), (0.45, 0.22, 0.0))
BELT_BAG = np.array([0.24, 0.13, 0.075])


@dataclass(frozen=True)
class BagWearer:
    """The figure, clothes and attributes that a bag is fitted to."""

    figure: BodyFigure
    attributes: PersonAttributes
    outfit: Outfit
    seed: int

    @property
    def points(self) -> Float[ndarray, "tights_vertex 3"]:
        return self.figure.atlas.tights.template


def worn_bag(figure: BodyFigure, attributes: PersonAttributes, outfit: Outfit, seed: int) -> WornItem:
    """Return the bag with its straps; for a handbag or suitcase the material alone, as its mesh depends on the pose."""
    if attributes.bag == NONE:
        return WornItem()
    rng = stream(seed, "bag colour")
    colour = jitter(rng, COLOURS[attributes.bag_colour])
    tone = float(rng.choice(DARKENINGS))
    second = colour * tone if attributes.bag_colour2 == NONE else jitter(rng, COLOURS[attributes.bag_colour2])
    material = ShaderMaterial(colour, ShadingModel.LEATHER, colour2=second, **SHINE)
    make = MAKERS.get(attributes.bag)
    if make is None:
        return WornItem((), {"bag": material})
    parts, strap = make(BagWearer(figure, attributes, outfit, seed), material)
    materials = {"bag": material, "strap": strap}
    if any(part.material == "bag pocket" for part in parts):
        materials["bag pocket"] = ShaderMaterial(second, ShadingModel.LEATHER, specular=0.06)
    return WornItem(tuple(parts), materials)


def _backpack(wearer: BagWearer, material: ShaderMaterial) -> tuple[list[SkinnedMesh], ShaderMaterial]:
    figure, points, rng = wearer.figure, wearer.points, stream(wearer.seed, "bag")
    marks, kinds = figure.atlas.landmarks, PACKS[wearer.attributes.bag]
    pack = kinds[int(rng.integers(len(kinds)))]
    size = rng.uniform(pack.smallest, pack.largest) * min(1.0, 1.02 * figure.scale)
    side = float(rng.choice([-1, 1])) if wearer.attributes.bag_strap == "on one shoulder" else 0.0
    on_back = (np.abs(points[:, 0]) < 0.08) & (np.abs(points[:, 1] - marks.waist - 0.18) < 0.12)
    back = wearer.outfit.tights.vertices[on_back, 2].min() - wearer.outfit.back_thickness
    top = figure.joint("spine01")[1] + 0.11 * figure.scale
    centre = np.array([side * HUNG_ON_ONE, top - size[1] / 2, back - size[2] / 2 + 0.012])
    if wearer.attributes.bag == "large backpack":
        centre[1] += 0.05 * figure.scale
    cut = cuts.nearest(
        0.16 - np.abs(points[:, 0]), points[:, 1] - marks.waist - 0.10, 0.1 * (0.6 - figure.atlas.tights.arm)
    )
    cut = np.where(points[:, 1] > marks.neck + 0.04, -1.0, cut)
    if side:
        cut = np.where(side * points[:, 0] < 0.02, -1.0, cut)
    values = (STRAP_FROM_MIDDLE, STRAP_HALF_WIDTH, marks.neck - STRAPS_PART_BELOW_NECK)
    body = _rigid(figure, rounded_box(size, 5).moved(centre), ON_SPINE, "bag")
    pockets = [_boxed(figure, box, size * [1, 1, -1], centre, ON_SPINE) for box in pack.pockets]
    return [body, *pockets, _strap(wearer, cut)], replace(material, strip=StripCutout.TWO_STRAPS, strip_values=values)


def _shoulder_bag(wearer: BagWearer, material: ShaderMaterial) -> tuple[list[SkinnedMesh], ShaderMaterial]:
    """A messenger bag with a flap, or a tote that hangs open from its handles."""
    figure, points, rng = wearer.figure, wearer.points, stream(wearer.seed, "bag")
    marks, side = figure.atlas.landmarks, float(rng.choice([-1, 1]))
    tote = wearer.attributes.bag == "tote bag"
    size = rng.uniform(*(TOTE_BAG if tote else SHOULDER_BAG)) * figure.scale
    hips = np.abs(points[:, 1] - marks.hip - 0.03) < 0.04
    half_width = np.abs(wearer.outfit.tights.vertices[hips, 0]).max()
    hip = figure.joint("upperleg01.L")
    beside = half_width + wearer.outfit.back_thickness + BESIDE_HIP
    centre = np.array([side * beside, hip[1] + (0.06 if tote else 0.02), -0.05 if tote else 0.0])
    across = wearer.attributes.bag_strap == "across the body"
    strap_cut, values = _slanted(wearer, side, *(STRAP_ACROSS if across else STRAP_ON_SHOULDER))
    parts = [_rigid(figure, rounded_box(size, 5).moved(centre), {"root": 1.0}, "bag")]
    if not tote:
        parts.append(_boxed(figure, FLAP, size * [side, 1, 1], centre, {"root": 1.0}))
    parts.append(_strap(wearer, strap_cut))
    return parts, replace(material, strip=StripCutout.SLANTED, strip_values=values)


def _belt_bag(wearer: BagWearer, material: ShaderMaterial) -> tuple[list[SkinnedMesh], ShaderMaterial]:
    """In front of the belly, or on the chest with the strap over one shoulder."""
    figure, points, rng = wearer.figure, wearer.points, stream(wearer.seed, "bag")
    marks, side = figure.atlas.landmarks, float(rng.choice([-1, 1]))
    on_chest = wearer.attributes.bag_strap == "across the body"
    level = marks.neck - 0.26 if on_chest else marks.waist - 0.04
    near = (np.abs(points[:, 0]) < 0.08) & (np.abs(points[:, 1] - level) < 0.05) & (points[:, 2] > 0)
    front = wearer.outfit.outer[near]
    size = BELT_BAG * rng.uniform(0.9, 1.15) * figure.scale
    centre = np.array([0.03 * side, front[:, 1].mean(), front[:, 2].max() + 0.4 * size[2]])
    bones = ON_SPINE if on_chest else {"root": 0.5, "spine04": 0.5}
    parts = [_rigid(figure, rounded_box(size, 4).moved(centre), bones, "bag")]
    parts.append(_boxed(figure, ((0.7, 0.55, 0.5), (0.0, -0.12, 0.4)), size, centre, bones))
    if on_chest:
        cut, values = _slanted(wearer, side, *STRAP_ACROSS)
        cut = np.minimum(cut, points[:, 1] - marks.waist - 0.04)
        return [*parts, _strap(wearer, cut)], replace(material, strip=StripCutout.SLANTED, strip_values=values)
    cut = np.minimum(BELT_HALF_WIDTH - np.abs(points[:, 1] - level), 0.1 * (0.6 - figure.atlas.tights.arm))
    return [*parts, _strap(wearer, cut)], material


MAKERS: Mapping[str, Callable[[BagWearer, ShaderMaterial], tuple[list[SkinnedMesh], ShaderMaterial]]] = {
    "backpack": _backpack,
    "large backpack": _backpack,
    "shoulder bag": _shoulder_bag,
    "tote bag": _shoulder_bag,
    "belt bag": _belt_bag,
}


def _slanted(
    wearer: BagWearer, side: float, start_x: float, end_x: float
) -> tuple[Float[ndarray, " tights_vertex"], tuple[float, float, float]]:
    """The cut of a strap from the neck to the hip on that side, and the line for the shader."""
    marks, points = wearer.figure.atlas.landmarks, wearer.points
    start = np.array([side * start_x, marks.neck - 0.02])
    along = np.array([side * end_x, marks.hip + 0.08]) - start
    along = along / np.linalg.norm(along)
    from_strap = np.abs((points[:, 0] - start[0]) * along[1] - (points[:, 1] - start[1]) * along[0])
    on_torso = 0.1 * (0.6 - wearer.figure.atlas.tights.arm)
    cut = cuts.nearest(0.05 - from_strap, points[:, 1] - marks.hip - 0.02, on_torso)
    cut = np.where(points[:, 1] > marks.neck + 0.03, -1.0, cut)
    return cut, (float(start[0]), float(start[1]), float(np.arctan2(along[0], along[1])))


def _boxed(figure: BodyFigure, box: BoxSpan, size: ndarray, centre: ndarray, bones: Mapping[str, float]) -> SkinnedMesh:
    """A pocket, lid or flap on a bag; a negative size mirrors where it is."""
    share, place = np.array(box[0]), np.array(box[1])
    return _rigid(figure, rounded_box(np.abs(size) * share, 4, 10).moved(centre + size * place), bones, "bag pocket")


def _rigid(figure: BodyFigure, mesh: Mesh, bones: Mapping[str, float], material: str) -> SkinnedMesh:
    return make_skinned_mesh(mesh, one_hot(figure.atlas.body.bones, len(mesh.vertices), bones), material)


def _strap(wearer: BagWearer, cut: Float[ndarray, " tights_vertex"]) -> SkinnedMesh:
    """On the outermost cloth; the shader narrows it to its exact width."""
    tights = wearer.figure.atlas.tights
    points = wearer.outfit.outer + STRAP_LIFT * wearer.outfit.tights_normals
    layout = VertexAttributes(tights.coordinates, tights.template, cut)
    return make_skinned_mesh(Mesh(points, tights.faces), tights.loose_weights, "strap", layout)
