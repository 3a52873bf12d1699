"""Headscarves and raised hoods, which fall to the shoulders."""

from dataclasses import dataclass, replace

import numpy as np

from mmref_core.synthetic.body.head import head_frame
from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.garments.uppers import upper_material
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    grid_faces,
    make_skinned_mesh,
    one_hot,
)


@dataclass(frozen=True)
class HeadWrap:
    """Shape of cloth about a head, in metres."""

    grow: tuple[float, float, float]  # beyond the skull, sideways, up and in depth
    opening: tuple[float, float]  # half width and half height of the hole for the face
    middle: float  # of that hole, from the head's centre
    backwards: float  # how far the cloth over the head lies behind
    low: float  # its width at the shoulders, as a share of that over the ears


HOOD = HeadWrap((0.028, 0.030, 0.030), (0.078, 0.125), -0.045, 0.02, 0.95)
HEADSCARF = HeadWrap((0.014, 0.012, 0.016), (0.060, 0.082), -0.018, 0.006, 1.18)


def hood_up(fitting: GarmentFitting) -> WornItem:
    """Return a raised hood of the garment's cloth."""
    material = replace(upper_material(fitting), pattern=FabricPattern.PLAIN, zipped=0.0)
    return WornItem((_wrapped(fitting, HOOD, "hood"),), {"hood": material})


def headscarf(fitting: GarmentFitting) -> WornItem:
    """Return a headscarf, close about the face and under the chin, falling on the shoulders."""
    colour = dye(fitting.rng("headwear", "colour"), fitting.attributes.headwear_colour)
    material = ShaderMaterial(colour, fold=0.022, seed=float(fitting.rng("headwear").uniform()), radius=0.1)
    return WornItem((_wrapped(fitting, HEADSCARF, "headwear"),), {"headwear": material})


def _wrapped(fitting: GarmentFitting, wrap: HeadWrap, material: str) -> SkinnedMesh:
    frame, rows, columns = head_frame(fitting.figure), 24, 44
    polar = np.linspace(0.02, 0.80 * np.pi, rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    half = frame.half + np.array(wrap.grow)
    low = ramp(np.pi / 2, 0.8 * np.pi, polar)
    radius = np.maximum(np.sin(polar), wrap.low * low)
    height = np.cos(polar) * half[1] * np.where(np.cos(polar) < 0, 1.7, 1.0) + 0 * angle
    depth = radius * np.cos(angle) * half[2] - wrap.backwards * (1 - low)
    points = np.stack([radius * np.sin(angle) * half[0], height, depth], axis=-1).reshape(-1, 3)
    width, tall = wrap.opening
    opening = (np.hypot(points[:, 0] / width, (points[:, 1] - wrap.middle) / tall) - 1) * 0.9 * width
    cut = np.where(points[:, 2] > -0.02, opening, 0.1)
    share = np.repeat(low[:, 0], columns)[:, None]
    bones = fitting.atlas.body.bones
    weights = one_hot(bones, len(points), {"head": 1.0}) * (1 - share)
    weights = weights + one_hot(bones, len(points), {"neck01": 0.5, "spine01": 0.5}) * share
    mesh = Mesh(points + frame.centre, grid_faces(rows, columns)[:, ::-1])
    return make_skinned_mesh(mesh, weights, material, VertexAttributes(points[:, [0, 2, 1]], points, cut))
