"""Caps, beanies, brimmed hats, helmets, turbans and headbands: a crown with brim and band."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.head import HeadFrame, head_frame, on_head
from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.headscarves import headscarf, hood_up
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    grid_faces,
    make_skinned_mesh,
    one_hot,
    rounded_box,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

HEAD_RADIUS = 0.09


@dataclass(frozen=True)
class HatBrim:
    """Shape of a brim or peak, in metres."""

    width: tuple[float, float]
    all_round: bool = True
    droop: float = 0.25  # fall per metre outwards
    curl: float = 0.0  # rise at the sides


@dataclass(frozen=True)
class HatCrown:
    """Shape of the part that covers the skull, in metres; heights are above the centre of the head."""

    grow: float  # beyond the skull
    edge: float
    tilt: float  # rise of the edge per metre towards the face
    lift: float
    squash: float
    brim: HatBrim | None = None
    boxy: float = 0.0  # how far its sides are upright instead of round
    lumps: float = 0.0  # depth of folds that run round it
    band: float | None = None  # height of an open ring in place of a closed crown


PEAK = HatBrim((0.060, 0.078), all_round=False)
CROWNS = {
    "cap": HatCrown(grow=0.014, edge=0.022, tilt=-0.06, lift=0.004, squash=0.98, brim=PEAK),
    "backward cap": HatCrown(grow=0.014, edge=0.028, tilt=0.06, lift=0.004, squash=0.98, brim=PEAK),
    "beanie": HatCrown(grow=0.016, edge=0.010, tilt=0.16, lift=0.014, squash=1.10),
    "bobble hat": HatCrown(grow=0.017, edge=0.008, tilt=0.16, lift=0.014, squash=1.12),
    "bucket hat": HatCrown(
        grow=0.015, edge=0.024, tilt=0.0, lift=0.006, squash=0.96, brim=HatBrim((0.045, 0.060), droop=0.75), boxy=0.7
    ),
    "sun hat": HatCrown(
        grow=0.014, edge=0.024, tilt=0.0, lift=0.008, squash=1.0, brim=HatBrim((0.095, 0.135), droop=0.16)
    ),
    "fedora": HatCrown(
        grow=0.015,
        edge=0.026,
        tilt=0.0,
        lift=0.012,
        squash=1.12,
        brim=HatBrim((0.048, 0.062), droop=0.12, curl=0.016),
        boxy=0.5,
    ),
    "helmet": HatCrown(grow=0.030, edge=0.034, tilt=0.05, lift=0.006, squash=1.04),
    "turban": HatCrown(grow=0.032, edge=0.022, tilt=0.22, lift=0.006, squash=1.05, lumps=0.006),
    "headband": HatCrown(grow=0.019, edge=0.024, tilt=0.14, lift=0.0, squash=1.0, band=0.055),
}
COVERING = ("headscarf", "turban")  # they leave no hair to be seen
KNITTED = ("beanie", "bobble hat", "headband")
POMPOM = 0.030  # radius
TURN_UP = 0.035  # metres of a beanie's folded edge


def headwear(fitting: GarmentFitting) -> WornItem:
    kind = fitting.attributes.headwear
    if kind == NONE:
        return WornItem()
    if kind == "hood":
        return hood_up(fitting)
    if kind == "headscarf":
        return headscarf(fitting)
    frame, crown, rng = head_frame(fitting.figure), CROWNS[kind], fitting.rng("headwear")
    colour = dye(fitting.rng("headwear", "colour"), fitting.attributes.headwear_colour)
    parts = [_crown(fitting, frame, crown, np.inf if crown.band is None else crown.band)]
    if crown.brim is not None:
        parts.append(_brim(fitting, frame, crown, float(rng.uniform(*crown.brim.width)), kind == "backward cap"))
    if kind in ("beanie", "bobble hat") and rng.random() < 0.7:
        parts.append(_crown(fitting, frame, replace(crown, grow=crown.grow + 0.006), TURN_UP))
    if kind == "fedora":
        parts.append(_crown(fitting, frame, replace(crown, grow=crown.grow + 0.002), 0.022, "headwear band"))
    if kind == "bobble hat":
        ball = rounded_box([2 * POMPOM] * 3, power=2.0, resolution=10)
        top = [0, (frame.half[1] + crown.grow) * crown.squash + crown.lift + 0.6 * POMPOM, 0]
        parts.append(on_head(fitting.figure, ball.moved(frame.centre + top), "headwear"))
    materials = {"headwear": _material(kind, colour)}
    if kind == "fedora":
        materials["headwear band"] = ShaderMaterial(0.25 * colour + 0.004, fold=0.002, radius=HEAD_RADIUS)
    return WornItem(tuple(parts), materials)


def edge_height(kind: str, depth: Float[ndarray, " vertex"]) -> Float[ndarray, " vertex"] | None:
    """Return the height of the lower edge above the centre of the head, at depths before it; None if hair goes on
    above.
    """
    crown = CROWNS.get(kind)
    return None if crown is None or crown.band is not None else crown.edge + crown.tilt * depth


def _material(kind: str, colour: Float[ndarray, "3"]) -> ShaderMaterial:
    if kind in KNITTED:
        return ShaderMaterial(
            colour, pattern=FabricPattern.RIBBED, scale=0.012, seed=0.3, fold=0.010, radius=HEAD_RADIUS
        )
    if kind == "helmet":  # with dark vents
        vents = {"pattern": FabricPattern.VERTICAL_STRIPES, "colour2": np.full(3, 0.01), "scale": 0.036, "duty": 0.3}
        return ShaderMaterial(colour, ShadingModel.LEATHER, specular=0.3, gloss=30.0, fold=0.0, **vents)
    return ShaderMaterial(colour, seed=0.3, fold=0.012 if kind == "turban" else 0.006, radius=HEAD_RADIUS)


def _crown(
    fitting: GarmentFitting,
    frame: HeadFrame,
    crown: HatCrown,
    band: float,
    material: str = "headwear",
    rows: int = 16,
    columns: int = 40,
) -> SkinnedMesh:
    """Down to its edge, or the lowest `band` metres of it."""
    polar = np.linspace(0.02, np.pi / 2 + 0.45, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    upright = np.sin(polar) ** (1 - 0.75 * crown.boxy)
    directions = [upright * np.sin(angle), np.cos(polar) + 0 * angle, upright * np.cos(angle)]
    unit = np.stack(directions, axis=-1).reshape(-1, 3)
    slant = np.abs(np.sin(26 * unit[:, 1] + 9 * np.abs(unit[:, 0])))[:, None]
    points = unit * (frame.half + crown.grow + crown.lumps * slant)
    points[:, 1] = np.where(points[:, 1] > 0, points[:, 1] * crown.squash, points[:, 1]) + crown.lift
    above_edge = points[:, 1] - crown.edge - crown.tilt * points[:, 2]
    cut = np.minimum(above_edge, band - above_edge)
    around = (1 + HEAD_RADIUS) * np.tile(
        np.stack([np.sin(angle), np.cos(angle)], axis=1), (rows, 1)
    )  # ribs meet on top
    coordinates = np.concatenate([around, points[:, 1:2]], axis=1)
    mesh = Mesh(points + frame.centre, grid_faces(rows, columns)[:, ::-1])
    weights = one_hot(fitting.atlas.body.bones, len(points), {"head": 1.0})
    return make_skinned_mesh(mesh, weights, material, VertexAttributes(coordinates, points, cut))


def _brim(fitting: GarmentFitting, frame: HeadFrame, crown: HatCrown, width: float, backwards: bool) -> SkinnedMesh:
    """Round about the head, or a peak on one side only; both sides of it."""
    assert crown.brim is not None
    brim, half, rings, columns = crown.brim, frame.half + 0.7 * crown.grow, 5, 44
    angle = np.linspace(-np.pi, np.pi, columns, endpoint=False)
    share = np.linspace(0, 1, rings)[:, None]
    reach = share * width * (np.ones(columns) if brim.all_round else ramp(1.15, 0.75, np.abs(angle)))
    hollow = 0.0 if brim.all_round else 0.02 * np.sin(angle) ** 2
    height = crown.edge + (0.003 if brim.all_round else 0.008) - brim.droop * reach - hollow * share
    height = height + brim.curl * share * np.sin(angle) ** 2
    side = -1 if backwards else 1
    flat = [(half[0] + reach) * np.sin(angle), height + 0 * angle, side * (half[2] + reach) * np.cos(angle)]
    top = np.stack(flat, axis=-1).reshape(-1, 3)
    faces = grid_faces(rings, columns)
    mesh = Mesh(np.concatenate([top, top - [0, 0.006, 0]]), np.concatenate([faces[:, ::-1], faces + len(top)]))
    return on_head(fitting.figure, mesh.moved(frame.centre), "headwear")
