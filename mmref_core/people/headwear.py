"""Caps, beanies, hats, hoods that are up, and glasses."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.people.attributes import NONE
from mmref_core.people.body import LEFT_EYE, RIGHT_EYE
from mmref_core.people.cloth import dye
from mmref_core.people.fields import ramp
from mmref_core.people.fitting import Fitting
from mmref_core.people.garments.uppers import upper_material
from mmref_core.people.head import HeadFrame, head_frame, on_head
from mmref_core.people.materials import Material, Pattern, Surface
from mmref_core.people.mesh import Layout, Mesh, Part, Piece, grid_faces, make_part, one_hot, tube
from mmref_core.people.palette import linear

HEAD_RADIUS = 0.09


@dataclass(frozen=True)
class Crown:
    """The part of a hat that covers the skull; metres, heights above the head's centre."""

    grow: float  # beyond the skull
    edge: float
    tilt: float  # rise of the edge per metre towards the face
    lift: float
    squash: float


CROWNS = {
    "cap": Crown(grow=0.014, edge=0.022, tilt=-0.06, lift=0.004, squash=0.96),
    "beanie": Crown(grow=0.016, edge=0.010, tilt=0.16, lift=0.012, squash=1.08),
    "hat": Crown(grow=0.014, edge=0.020, tilt=0.0, lift=0.008, squash=0.98),
}
RIM_RADIUS = 0.0028
FRAME_COLOUR, LENS_COLOUR = (20, 18, 18), (12, 12, 14)


def headwear(fitting: Fitting) -> Piece:
    kind = fitting.attributes.headwear
    if kind == NONE:
        return Piece()
    if kind == "hood":
        return hood_up(fitting)
    frame = head_frame(fitting.figure)
    colour = dye(fitting.rng("headwear", "colour"), fitting.attributes.headwear_colour)
    material = Material(colour, seed=0.3, fold=0.006, radius=HEAD_RADIUS)
    parts = [_crown(fitting, frame, CROWNS[kind])]
    if kind == "cap":
        parts.append(_brim(fitting, frame.half + 0.010, 0.075, round_about=False))
    elif kind == "hat":
        width = float(fitting.rng("headwear").uniform(0.05, 0.09))
        parts.append(_brim(fitting, frame.half + 0.008, width, round_about=True))
    else:
        material = replace(material, pattern=Pattern.RIBBED, scale=0.012, fold=0.010)
    return Piece(tuple(parts), {"headwear": material})


def edge_height(kind: str, depth: Float[ndarray, " vertex"]) -> Float[ndarray, " vertex"] | None:
    """How far above the head's centre a hat ends, at points that far before it; None without a hat or with a hood."""
    crown = CROWNS.get(kind)
    return None if crown is None else crown.edge + crown.tilt * depth


def hood_up(fitting: Fitting) -> Piece:
    """A hood over the head, of the garment's cloth."""
    frame, rows, columns = head_frame(fitting.figure), 20, 40
    polar = np.linspace(0.02, 0.80 * np.pi, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    half = frame.half + [0.028, 0.030, 0.030]
    low = ramp(np.pi / 2, 0.8 * np.pi, polar)
    radius = np.maximum(np.sin(polar), 0.95 * low)
    height = np.cos(polar) * half[1] * np.where(np.cos(polar) < 0, 1.7, 1.0) + 0 * angle
    behind = radius * np.cos(angle) * half[2] - 0.02 * (1 - low)
    points = np.stack([radius * np.sin(angle) * half[0], height, behind], axis=-1).reshape(-1, 3)
    face_opening = (np.hypot(points[:, 0] / 0.078, (points[:, 1] + 0.045) / 0.125) - 1) * 0.07
    cut = np.where(points[:, 2] > -0.02, face_opening, 0.1)
    share = np.repeat(low[:, 0], columns)[:, None]
    bones = fitting.atlas.body.bones
    weights = one_hot(bones, len(points), {"head": 1.0}) * (1 - share)
    weights = weights + one_hot(bones, len(points), {"neck01": 0.5, "spine01": 0.5}) * share
    mesh = Mesh(points + frame.centre, grid_faces(rows, columns)[:, ::-1])
    part = make_part(mesh, weights, "hood", Layout(points[:, [0, 2, 1]], points, cut))
    return Piece((part,), {"hood": replace(upper_material(fitting), pattern=Pattern.PLAIN, zipped=0.0)})


def glasses(fitting: Fitting) -> Piece:
    """Two rims and two temples; dark lenses make them sunglasses."""
    if fitting.attributes.glasses == NONE:
        return Piece()
    figure = fitting.figure
    angle = np.linspace(0, 2 * np.pi, 17)
    rim = np.stack([0.023 * np.cos(angle), 0.018 * np.sin(angle), -0.00276 * np.abs(np.cos(angle))], axis=1)
    parts: list[Part] = []
    materials = {"frame": Material(linear(FRAME_COLOUR), Surface.LEATHER, specular=0.3, gloss=30.0)}
    for eye, sign in ((LEFT_EYE, 1), (RIGHT_EYE, -1)):
        centre = figure.vertices[eye].mean(axis=0) + [0, -0.002, 0.022]
        hinge = centre + [0.024 * sign, 0.006, -0.004]
        temple = np.linspace(hinge, hinge + [0.016 * sign, 0, -0.10], 4)
        parts += [on_head(figure, tube(path, RIM_RADIUS, sides=6), "frame") for path in (rim + centre, temple)]
        if fitting.attributes.glasses == "sunglasses":
            fan = np.array([[0, corner, corner % 16 + 1] for corner in range(1, 17)])
            lens = Mesh(np.concatenate([centre[None], (rim + centre)[:-1]]), fan)
            parts.append(on_head(figure, lens, "lens"))
            materials["lens"] = Material(linear(LENS_COLOUR), Surface.LEATHER, specular=0.5, gloss=40.0)
    return Piece(tuple(parts), materials)


def _crown(fitting: Fitting, frame: HeadFrame, crown: Crown, rows: int = 14, columns: int = 36) -> Part:
    polar = np.linspace(0.02, np.pi / 2 + 0.45, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    directions = [np.sin(polar) * np.sin(angle), np.cos(polar) + 0 * angle, np.sin(polar) * np.cos(angle)]
    unit = np.stack(directions, axis=-1).reshape(-1, 3)
    points = unit * (frame.half + crown.grow)
    points[:, 1] = np.where(points[:, 1] > 0, points[:, 1] * crown.squash, points[:, 1]) + crown.lift
    cut = points[:, 1] - crown.edge - crown.tilt * points[:, 2]
    coordinates = np.stack([unit[:, 0], unit[:, 2], points[:, 1]], axis=1)
    mesh = Mesh(points + frame.centre, grid_faces(rows, columns)[:, ::-1])
    weights = one_hot(fitting.atlas.body.bones, len(points), {"head": 1.0})
    return make_part(mesh, weights, "headwear", Layout(coordinates, points, cut))


def _brim(fitting: Fitting, half: Float[ndarray, "3"], width: float, round_about: bool) -> Part:
    """Round about the head, or in front only; both sides of it."""
    rings, columns, droop = 5, 40, 0.25
    angle = np.linspace(-np.pi, np.pi, columns, endpoint=False)
    share = np.linspace(0, 1, rings)[:, None]
    reach = share * width * (np.ones(columns) if round_about else ramp(1.15, 0.75, np.abs(angle)))
    curl = 0.0 if round_about else 0.02 * np.sin(angle) ** 2
    height = (0.024 if round_about else 0.030) - droop * reach - curl * share
    flat = [(0.97 * half[0] + reach) * np.sin(angle), height + 0 * angle, (0.97 * half[2] + reach) * np.cos(angle)]
    top = np.stack(flat, axis=-1).reshape(-1, 3)
    faces = grid_faces(rings, columns)
    mesh = Mesh(np.concatenate([top, top - [0, 0.006, 0]]), np.concatenate([faces[:, ::-1], faces + len(top)]))
    return on_head(fitting.figure, mesh.moved(head_frame(fitting.figure).centre), "headwear")
