"""Collars, lowered hoods, scarves and ties."""

from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.attributes.fabrics import made_of
from mmref_core.synthetic.clothing import cuts
from mmref_core.synthetic.clothing.cloth import dye, weave
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.shells import GarmentEase, cloth_part, shell
from mmref_core.synthetic.geometry.fields import ramp
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel, StripCutout
from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    SkinnedMesh,
    VertexAttributes,
    WornItem,
    grid_faces,
    make_skinned_mesh,
    one_hot,
    tube,
)
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

COLLARED = (
    *("shirt", "jacket", "puffer jacket", "suit", "long coat", "open jacket", "polo shirt", "denim jacket", "gilet"),
    *("leather jacket", "track jacket", "raincoat", "blazer"),
)
HIGH_COLLARED = ("jacket", "puffer jacket", "track jacket", "gilet", "raincoat")
SHIRT_ABOVE = ("suit", "open jacket", "blazer", "denim jacket", "leather jacket", "cardigan", "gilet", "hi-vis vest")
# height above the neck joint and radius, from the inside of the stand over the fold to the fall's edge
SHIRT_PROFILE = ((-0.03, 0.078), (0.0, 0.070), (0.03, 0.066), (0.045, 0.068), (0.03, 0.078), (0.0, 0.086))
HIGH_PROFILE = ((-0.04, 0.088), (0.0, 0.078), (0.04, 0.074), (0.075, 0.076), (0.07, 0.084), (-0.01, 0.094))
FURRED = ("parka",)  # hoods with an edge of fur
FURS = ("beige", "brown", "grey", "black")
FALL_FROM = 3  # rings of the profile that hang lower in front
TAIL_X, TAIL_HALF_WIDTH = 0.05, 0.042


def has_collar(attributes: PersonAttributes) -> bool:
    return attributes.upper in COLLARED or attributes.inner == "shirt"


def collar(fitting: GarmentFitting) -> WornItem:
    """Return a collar, of the shirt's cloth under a suit or an open jacket."""
    attributes = fitting.attributes
    if not has_collar(attributes):
        return WornItem()
    of_inner = attributes.upper == "suit" or (attributes.inner == "shirt" and attributes.upper in SHIRT_ABOVE)
    profile = HIGH_PROFILE if attributes.upper in HIGH_COLLARED and not of_inner else SHIRT_PROFILE
    angle = np.linspace(-np.pi, np.pi, 36, endpoint=False)
    front = ramp(0.3, 0.0, np.abs(angle) / np.pi)
    rings = []
    for number, (height, radius) in enumerate(profile):
        level = height - front * (0.05 + 0.035 * (number >= FALL_FROM))
        rings.append(np.stack([radius * np.sin(angle), level, 1.05 * radius * np.cos(angle) + 0.012 * front], axis=-1))
    place = fitting.figure.joint("neck01") + [0, 0.012, -0.012]
    mesh = Mesh(np.concatenate(rings) * fitting.figure.scale + place, grid_faces(len(profile), 36)[:, ::-1])
    cut = np.tile(np.abs(angle) * 0.08 - 0.012, len(profile))
    return WornItem((_round_neck(fitting, mesh, "inner" if of_inner else "upper", 0.5, cut),))


def hood_down(fitting: GarmentFitting) -> WornItem:
    """Return a hood lying on the back, of the upper garment's cloth."""
    if fitting.attributes.hood == NONE:
        return WornItem()
    angle = np.linspace(-2.2, 2.2, 30)
    droop = 0.028 * (angle / 2.2) ** 2
    level = 0.037 - 0.018 * np.cos(angle) - droop
    path = np.stack([0.095 * np.sin(angle), level, -0.082 * np.cos(angle) - 0.01], axis=1)
    path = path * fitting.figure.scale + fitting.figure.joint("neck01")
    radius = 0.018 + 0.026 * np.cos(angle / 2.2 * np.pi / 2).clip(0) ** 0.7
    hood = _round_neck(fitting, tube(path, radius, sides=10), "upper", 0.4)
    if fitting.attributes.upper not in FURRED:
        return WornItem((hood,))
    edge = path + np.array([0.0, 0.018, 0.012]) * fitting.figure.scale
    fur = ShaderMaterial(
        dye(fitting.rng("fur"), FURS[int(fitting.rng("fur kind").integers(len(FURS)))]), ShadingModel.HAIR
    )
    trim = _round_neck(fitting, tube(edge, 0.9 * radius + 0.008, sides=9), "upper trim fur", 0.4)
    return WornItem((hood, trim), {"upper trim fur": fur})


def tie(fitting: GarmentFitting) -> WornItem:
    marks, tights, rng = fitting.marks, fitting.tights, fitting.rng("tie")
    points = shell(fitting.underlay, GarmentEase(0.013, torso=0.3, fold=0.001), rng)
    height = tights.template[:, 1]
    half_width = 0.018 + 0.02 * ramp(marks.neck, marks.waist, height)
    cut = cuts.nearest(
        half_width - np.abs(tights.template[:, 0]),
        cuts.below(tights, marks.neck - 0.015),
        cuts.above(tights, marks.waist - 0.02),
    )
    cut = np.where(tights.template[:, 2] > 0.02, cut, -1.0)
    material = replace(weave(rng, fitting.attributes.tie_colour), specular=0.08)
    return WornItem((cloth_part(fitting.underlay, points, cut, "tie"),), {"tie": material})


def scarf(fitting: GarmentFitting, outer: Float[ndarray, "vertex 3"]) -> WornItem:
    """Return a ring round the neck and one end down the front, on the outermost shell."""
    attributes, marks, tights, rng = fitting.attributes, fitting.marks, fitting.tights, fitting.rng("scarf")
    angle = np.linspace(0, 2 * np.pi, 34)
    level = 0.035 + 0.008 * np.sin(3 * angle) - 0.02 * np.cos(angle)
    path = np.stack([0.078 * np.sin(angle), level, 0.080 * np.cos(angle) + 0.001], axis=1)
    path = path * fitting.figure.scale + fitting.figure.joint("neck01")
    ring = _round_neck(fitting, tube(path, 0.034 + 0.006 * np.sin(5 * angle), sides=10), "scarf", 0.6)
    end = marks.waist + float(rng.uniform(0, 0.12))
    cut = cuts.nearest(
        TAIL_HALF_WIDTH + 0.028 - np.abs(tights.template[:, 0] - TAIL_X),  # the strip's own test is exact
        cuts.above(tights, end),
        cuts.below(tights, marks.neck),
    )
    cut = np.where(tights.template[:, 2] > 0, cut, -1.0)
    tail = cloth_part(fitting.underlay, outer + 0.010 * fitting.underlay.normals, cut, "scarf tail")
    second = contrasting(attributes.scarf_colour)[0]
    woven = weave(rng, attributes.scarf_colour, attributes.scarf_pattern, second)
    material = replace(made_of(woven, "rib knit"), fold=0.03, radius=0.08)
    strip = replace(material, strip=StripCutout.TAIL, strip_values=(TAIL_X, TAIL_HALF_WIDTH, 0.0))
    return WornItem((ring, tail), {"scarf": material, "scarf tail": strip})


def _round_neck(
    fitting: GarmentFitting, mesh: Mesh, material: str, with_neck: float, cut: Float[ndarray, " vertex"] | None = None
) -> SkinnedMesh:
    """A part that follows the neck by that share and the upper back for the rest."""
    shares = {"spine01": 1 - with_neck, "neck01": with_neck}
    weights = one_hot(fitting.atlas.body.bones, len(mesh.vertices), shares)
    return make_skinned_mesh(mesh, weights, material, VertexAttributes(mesh.vertices[:, [0, 2, 1]], mesh.vertices, cut))
