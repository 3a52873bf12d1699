"""Beards as displaced meshes, and face masks."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.clothing.cloth import dye
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.hair import hair_colour
from mmref_core.synthetic.geometry.fields import noise, ramp
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, VertexAttributes, WornItem, make_skinned_mesh
from mmref_core.synthetic.geometry.person_attributes import NONE

DEPTHS = {
    "full beard": (0.007, 0.013),
    "long beard": (0.010, 0.016),
    "goatee": (0.006, 0.010),
    "moustache": (0.006, 0.009),
}
LONG = (0.05, 0.11)  # metres that a long beard hangs below the chin
STUBBLE = (0.30, 0.5)  # how much of the hair's colour the skin takes on
OVER_NOSE, TO_EAR = 0.022, 0.072  # metres that a mask reaches up to, and back to, from the eyes
MASK_LIFT = 0.006


def bearded(fitting: GarmentFitting) -> Float[ndarray, " vertex"]:
    """Return the signed distance in metres to the edge of the kind of beard, on the template, positive inside."""
    template, eye = fitting.atlas.body.vertices, fitting.marks.eye
    full = np.where(fitting.atlas.beard > 0, 0.014 * fitting.atlas.beard, -0.02)
    below, aside = eye[1] - template[:, 1], np.abs(template[:, 0])
    front = (fitting.atlas.limbs.head > 0.5) & (template[:, 2] > eye[2] - 0.02) & (fitting.atlas.body.lips < 0.3)
    lip = np.minimum(0.030 - aside, 0.0085 - np.abs(below - 0.058 - 0.25 * aside))
    chin = np.minimum(0.021 - aside, np.minimum(below - 0.079, 0.135 - below))
    kinds = {"moustache": lip, "goatee": np.maximum(lip, chin), "stubble": full}
    own = kinds.get(fitting.attributes.beard, np.maximum(full, lip))
    return np.where(front | (own == full), own, -0.02)


def stubble(fitting: GarmentFitting) -> Float[ndarray, " vertex"]:
    """Return the opacity of hair colour on the skin under and around a beard."""
    if fitting.attributes.beard == NONE:
        return np.zeros(len(fitting.atlas.body.vertices))
    rng = fitting.rng("stubble")
    share = rng.uniform(*STUBBLE) if fitting.attributes.beard == "stubble" else 0.75
    return share * ramp(-0.002, 0.008, bearded(fitting))


def beard(fitting: GarmentFitting) -> WornItem:
    """Return a displaced mesh of the beard; nothing for stubble, which is colour alone, and under a mask."""
    attributes, rng = fitting.attributes, fitting.rng("beard")
    if attributes.beard not in DEPTHS or attributes.mask_colour != NONE:
        return WornItem()
    figure, body = fitting.figure, fitting.atlas.body
    inside, template = bearded(fitting), body.vertices
    depth = float(rng.uniform(*DEPTHS[attributes.beard])) * ramp(-0.004, 0.010, inside)
    vertices = figure.vertices + figure.normals * (depth * (1 + 0.4 * noise(template * 130, rng)))[:, None]
    if attributes.beard == "long beard":
        under = ramp(0.085, 0.125, fitting.marks.eye[1] - template[:, 1]) * ramp(0.045, 0.01, np.abs(template[:, 0]))
        vertices[:, 1] -= float(rng.uniform(*LONG)) * under
        vertices[:, 2] += 0.02 * under
    faces = fitting.atlas.faces
    faces = faces[(inside > -0.012)[faces].all(axis=1)]
    material = ShaderMaterial(
        0.9 * hair_colour(fitting), ShadingModel.HAIR, duty=0.4, specular=0.04, seed=float(rng.uniform())
    )
    part = make_skinned_mesh(
        Mesh(vertices, faces), body.weights, "beard", VertexAttributes(template, template, inside + 0.001)
    )
    return WornItem((part,), {"beard": material})


def mask(fitting: GarmentFitting) -> WornItem:
    """Return a mask from the nose to under the chin, with ear loops."""
    attributes, rng = fitting.attributes, fitting.rng("mask")
    if attributes.mask_colour == NONE:
        return WornItem()
    figure, body, eye = fitting.figure, fitting.atlas.body, fitting.marks.eye
    template = body.vertices
    below, behind = eye[1] - template[:, 1], eye[2] - template[:, 2]
    upper_edge = below - OVER_NOSE - 0.25 * np.abs(template[:, 0])
    inside = np.minimum.reduce([upper_edge, 0.128 - below, TO_EAR - behind])
    loop = np.minimum(0.0025 - np.abs(below - 0.045), np.minimum(behind - TO_EAR, 0.10 - behind))
    inside = np.where(fitting.atlas.limbs.head > 0.5, np.maximum(inside, loop), -0.05)
    faces = fitting.atlas.faces
    faces = faces[(inside > -0.02)[faces].all(axis=1)]
    used = np.unique(faces)
    vertices = figure.vertices.astype(float)
    lifted = MASK_LIFT + 0.006 * ramp(0.03, 0.0, np.abs(template[used, 0])) * ramp(0.02, 0.05, below[used])
    vertices[used] += figure.normals[used] * lifted[:, None]
    material = ShaderMaterial(dye(rng, attributes.mask_colour), fold=0.004, radius=0.08)
    part = make_skinned_mesh(Mesh(vertices, faces), body.weights, "mask", VertexAttributes(template, template, inside))
    return WornItem((part,), {"mask": material})
