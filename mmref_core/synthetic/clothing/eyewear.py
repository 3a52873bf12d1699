"""Glasses and sunglasses: rims, temples and lenses."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from mmref_core.synthetic.body.head import on_head
from mmref_core.synthetic.body.parametric_body import LEFT_EYE, RIGHT_EYE
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.geometry.materials import Colour, ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, SkinnedMesh, WornItem, tube
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.person_attributes import NONE


@dataclass(frozen=True)
class GlassesFrame:
    """Dimensions of a kind of frame, in metres."""

    width: float  # half of a lens'
    height: float
    rim: float  # radius of the wire
    squareness: float = 2.0  # 2 is an ellipse


FRAMES = {
    "glasses": GlassesFrame(0.024, 0.017, 0.0024, 3.0),
    "round glasses": GlassesFrame(0.024, 0.024, 0.0022),
    "thick glasses": GlassesFrame(0.026, 0.020, 0.0046, 3.5),
    "sunglasses": GlassesFrame(0.027, 0.021, 0.0032, 2.6),
}
RIM_COLOURS = ((20, 18, 18), (20, 18, 18), (70, 44, 26), (120, 118, 112))
LENS_COLOUR = (12, 12, 14)
CORNERS = 20


def glasses(fitting: GarmentFitting) -> WornItem:
    if fitting.attributes.glasses == NONE:
        return WornItem()
    figure, kind = fitting.figure, FRAMES[fitting.attributes.glasses]
    angle = np.linspace(0, 2 * np.pi, CORNERS + 1)
    corner_x, corner_y = (
        np.sign(wave) * np.abs(wave) ** (2 / kind.squareness) for wave in (np.cos(angle), np.sin(angle))
    )
    rim = np.stack([kind.width * corner_x, kind.height * corner_y, -0.00276 * np.abs(corner_x)], axis=1)
    parts: list[SkinnedMesh] = []
    colour = _rim_colour(fitting.attributes.glasses, fitting.rng("glasses"))
    materials = {"frame": ShaderMaterial(colour, ShadingModel.LEATHER, specular=0.3, gloss=30.0)}
    for eye, sign in ((LEFT_EYE, 1), (RIGHT_EYE, -1)):
        centre = figure.vertices[eye].mean(axis=0) + [0, -0.002, 0.022]
        hinge = centre + [(kind.width + 0.001) * sign, 0.006, -0.004]
        temple = np.linspace(hinge, hinge + [0.014 * sign, 0, -0.10], 4)
        bridge = np.linspace(centre - [kind.width * sign, -0.004, 0.003], [0, centre[1] + 0.005, centre[2] + 0.002], 3)
        parts += [on_head(figure, tube(path, kind.rim, sides=6), "frame") for path in (rim + centre, temple, bridge)]
        if fitting.attributes.glasses == "sunglasses":
            fan = np.array([[0, corner, corner % CORNERS + 1] for corner in range(1, CORNERS + 1)])
            lens = Mesh(np.concatenate([centre[None], (rim + centre)[:-1]]), fan)
            parts.append(on_head(figure, lens, "lens"))
            materials["lens"] = ShaderMaterial(linear(LENS_COLOUR), ShadingModel.LEATHER, specular=0.5, gloss=40.0)
    return WornItem(tuple(parts), materials)


def _rim_colour(kind: str, rng: Generator) -> Colour:
    choices = RIM_COLOURS[:3] if kind == "thick glasses" else RIM_COLOURS
    return linear(choices[int(rng.integers(len(choices)))])
