"""Hair on the scalp as a shell; `long_hair` has the hanging and tied parts."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.body.head import HeadFrame, head_frame
from mmref_core.synthetic.clothing.fitting import GarmentFitting
from mmref_core.synthetic.clothing.headwear import COVERING, edge_height
from mmref_core.synthetic.clothing.long_hair import tresses
from mmref_core.synthetic.geometry.fields import noise, ramp
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, SkinnedMesh, VertexAttributes, WornItem, make_skinned_mesh
from mmref_core.synthetic.geometry.palette import HAIR_COLOURS, jitter
from mmref_core.synthetic.geometry.person_attributes import NONE


@dataclass(frozen=True)
class HairCut:
    """Thickness and shape of hair on the scalp, in metres."""

    top: tuple[float, float]  # thickness on the crown, from and to
    sides: float = 1.0  # thickness at temples and nape, as a share of that
    tousled: float = 0.15  # how uneven it is, as a share of the thickness
    back: float = 0.0  # how far behind the usual place the hairline runs, at the temples half as far again
    aside: float = 0.0  # how much more of it lies on one side, as a share


CUTS = {
    "buzz cut": HairCut((0.004, 0.005), sides=0.6),
    "short": HairCut((0.016, 0.032), sides=0.45, tousled=0.35, aside=0.35),
    "undercut": HairCut((0.018, 0.030), sides=0.05, tousled=0.3, aside=0.5),
    "receding": HairCut((0.008, 0.016), sides=0.8, tousled=0.3, back=0.035),
    "half-bald": HairCut((0.009, 0.016), tousled=0.3, back=0.035),
    "mohawk": HairCut((0.035, 0.055), sides=0.03, tousled=0.25),
    "afro": HairCut((0.050, 0.085), sides=0.95, tousled=0.12),
    "bob": HairCut((0.022, 0.030), sides=1.0),
    "shoulder-length": HairCut((0.018, 0.024), aside=0.25),
    "long": HairCut((0.016, 0.024), aside=0.25),
    "dreadlocks": HairCut((0.012, 0.018), tousled=0.6),
}
TIED = HairCut((0.009, 0.013), tousled=0.06)  # back, or up
UNEVEN = {"wavy": 1.6, "curly": 2.6}  # against straight hair
FULLER = {"wavy": 1.15, "curly": 1.5}
THIN_UNDER_HAT = 0.005
FRINGE = (0.038, 0.050)  # metres that one comes down the forehead
UNDER_BRIM = 0.004  # metres that hair still reaches above a hat's edge
CROWN_BARE = 0.072  # metres above the eyes from where a half-bald head is bare
CREST = 0.022  # half width of a mohawk

# The hairline: height above the eyes at distances in front of the back of the head and behind the eyes.
NAPE, BEHIND_EAR, EAR = -0.085, -0.070, -0.004
SIDEBURN, TEMPLE = -0.014, 0.026
FOREHEAD_SIDE, FOREHEAD = 0.066, 0.074


def hair(fitting: GarmentFitting, outer: Float[ndarray, "tights_vertex 3"]) -> WornItem:
    """Return the hair: none on a bald head, thin and cut off under a hat, a scalp alone under a hood.

    Hanging hair lies on the outermost cloth.
    """
    attributes, style = fitting.attributes, fitting.attributes.hair
    if style == "bald" or attributes.headwear in COVERING:
        return WornItem()
    frame = head_frame(fitting.figure)
    parts = [scalp(fitting, frame)]
    if attributes.headwear != "hood":
        parts += tresses(fitting, frame, outer)
    rng = fitting.rng("hair", "colour")
    curl = {"straight": 0.0, "wavy": 0.25, "curly": 0.8}.get(attributes.hair_texture, 0.0)
    material = ShaderMaterial(
        hair_colour(fitting),
        ShadingModel.HAIR,
        duty=1.0 if style in ("afro", "dreadlocks") else curl,
        specular=0.05 if style == "afro" else 0.10,
        gloss=18.0,
        seed=float(rng.uniform()),
    )
    return WornItem(tuple(parts), {"hair": material})


def hair_colour(fitting: GarmentFitting) -> Float[ndarray, "3"]:
    """Return the linear colour of hair, brows and beard."""
    return jitter(fitting.rng("hair", "dye"), HAIR_COLOURS[fitting.attributes.hair_colour], 0.12)


def scalp(fitting: GarmentFitting, frame: HeadFrame) -> SkinnedMesh:
    attributes, rng, body = fitting.attributes, fitting.rng("hair", "scalp"), fitting.atlas.body
    cut_of, texture = CUTS.get(attributes.hair, TIED), attributes.hair_texture
    thickness = float(rng.uniform(*cut_of.top)) * FULLER.get(texture, 1.0)
    if attributes.headwear != NONE:
        thickness = min(thickness, 0.012 if attributes.headwear == "headband" else THIN_UNDER_HAT)
    fringe = float(rng.uniform(*FRINGE)) if attributes.fringe != NONE and attributes.headwear != "hood" else 0.0
    inside = _inside_hairline(fitting, fringe, cut_of.back, float(rng.uniform(-0.006, 0.006)))
    faces = fitting.atlas.faces
    faces = faces[(inside > -0.012)[faces].all(axis=1)]
    used = np.unique(faces)
    outward = fitting.figure.vertices[used] - frame.centre
    outward = outward / np.linalg.norm(outward, axis=1, keepdims=True)
    template = body.vertices[used]
    above_eyes = template[:, 1] - float(fitting.marks.eye[1])
    waves = 0.5 * noise(template * 45, rng) + 0.5 * noise(template * 110, rng)
    side = float(rng.choice([-1, 1]))
    profile = cut_of.sides + (1 - cut_of.sides) * ramp(0.02, 0.085, above_eyes)
    profile = profile * (1 + cut_of.aside * side * template[:, 0] / 0.07)
    if attributes.hair == "mohawk":
        profile = np.where(np.abs(template[:, 0]) < CREST, profile, cut_of.sides)
    depth = thickness * profile * ramp(-0.008, 0.030, inside[used]) + 0.0025
    vertices = fitting.figure.vertices.astype(np.float64)
    uneven = cut_of.tousled * UNEVEN.get(texture, 1.0)
    vertices[used] += outward * (depth * (1 + np.minimum(uneven, 0.6) * waves))[:, None]
    cut = inside.copy()
    cut[used] += 0.005 * noise(template * [260, 60, 160], rng)  # in locks, not in a line
    combed = np.stack([template[:, 0], 0.7 * (template[:, 1] - template[:, 2]), template[:, 2]], axis=1)
    coordinates = np.zeros_like(body.vertices)
    coordinates[used] = combed
    cut = np.minimum(cut, below_hat(fitting, vertices - frame.centre))
    return make_skinned_mesh(
        Mesh(vertices, faces), body.weights, "hair", VertexAttributes(coordinates, body.vertices, cut)
    )


def _inside_hairline(fitting: GarmentFitting, fringe: float, back: float, higher: float) -> Float[ndarray, " vertex"]:
    """Metres above the hairline on the template; negative on face, neck and everything but the head."""
    template, marks = fitting.atlas.body.vertices, fitting.marks
    behind, eye = marks.head_back, float(marks.eye[2])
    depths = [behind, behind + 0.06, behind + 0.085, eye - 0.085, eye - 0.06, eye - 0.02, eye + 0.015]
    forehead_side = FOREHEAD_SIDE + higher + 1.4 * back - 0.9 * fringe
    line = [NAPE, BEHIND_EAR, EAR, SIDEBURN, TEMPLE + back, forehead_side, FOREHEAD + higher + back - fringe]
    above_eyes = template[:, 1] - float(marks.eye[1])
    inside = above_eyes - np.interp(template[:, 2], depths, line)
    if fitting.attributes.hair == "half-bald":
        inside = np.minimum(inside, CROWN_BARE - above_eyes - 0.25 * np.maximum(template[:, 2] - behind - 0.03, 0))
    return np.where(fitting.atlas.limbs.head < 0.4, -0.05, inside)


def below_hat(fitting: GarmentFitting, from_centre: Float[ndarray, "vertex 3"]) -> Float[ndarray, " vertex"]:
    """Return metres below the edge of the headwear, for points relative to the centre of the head."""
    edge = edge_height(fitting.attributes.headwear, from_centre[:, 2])
    return np.full(len(from_centre), 1.0) if edge is None else edge + UNDER_BRIM - from_centre[:, 1]
