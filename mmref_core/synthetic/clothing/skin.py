"""The visible skin (face, neck, hands and what clothes leave bare) and eyes."""

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from mmref_core.synthetic.attributes.footwear import OPEN_SHOES
from mmref_core.synthetic.body.atlas import BROWS
from mmref_core.synthetic.body.head import head_frame
from mmref_core.synthetic.body.parametric_body import LEFT_EYE, RIGHT_EYE
from mmref_core.synthetic.clothing.beards import stubble
from mmref_core.synthetic.clothing.cuts import AWAY, THIGH_METRES, UPPER_ARM_METRES
from mmref_core.synthetic.clothing.fitting import COVERED_LEG, MIDRIFF, GarmentFitting
from mmref_core.synthetic.clothing.hair import hair_colour
from mmref_core.synthetic.clothing.headwear import edge_height
from mmref_core.synthetic.geometry.materials import ShaderMaterial, ShadingModel
from mmref_core.synthetic.geometry.mesh import Mesh, VertexAttributes, WornItem, make_skinned_mesh, triangles
from mmref_core.synthetic.geometry.palette import linear
from mmref_core.synthetic.geometry.person_attributes import NONE

UNDER_CLOTH = 0.15  # joints that skin reaches under a sleeve or a trouser leg
LIPSTICK = np.array([0.42, 0.13, 0.12])
LIPSTICK_SHARE = 0.4
EYE_WHITE, IRIS = (0.62, 0.58, 0.55), (36, 24, 18)


def skin(fitting: GarmentFitting) -> WornItem:
    figure, rng = fitting.figure, fitting.rng("face")
    attributes, tone = fitting.attributes, np.asarray(figure.skin)
    paint = fitting.atlas.face_paint
    if attributes.beard != NONE:
        paint = paint.copy()
        paint[:, BROWS] = np.maximum(paint[:, BROWS], stubble(fitting))
    made_up = attributes.sex == "woman" and attributes.age != "child" and rng.random() < LIPSTICK_SHARE
    lips = 0.6 * LIPSTICK + 0.4 * tone if made_up else tone * [0.80, 0.55, 0.52]
    material = ShaderMaterial(
        tone, ShadingModel.SKIN, colour2=lips, colour3=0.8 * hair_colour(fitting), specular=0.05, gloss=14.0, fold=0.0
    )
    body = fitting.atlas.body
    layout = VertexAttributes(paint, body.vertices, _bare(fitting))
    part = make_skinned_mesh(Mesh(figure.vertices, fitting.atlas.faces), body.weights, "skin", layout)
    return WornItem((part,), {"skin": material})


def eyes(fitting: GarmentFitting) -> WornItem:
    body, vertices, parts = fitting.atlas.body, fitting.figure.vertices, []
    for faces, rows in ((body.left_eye_faces, LEFT_EYE), (body.right_eye_faces, RIGHT_EYE)):
        ball = vertices[rows]
        from_centre = ball - ball.mean(axis=0)
        radius = np.abs(from_centre).max()
        seen = (np.hypot(from_centre[:, 0], from_centre[:, 1]) < 0.5 * radius) & (from_centre[:, 2] > 0)
        paint = np.zeros((len(ball), 3), np.float32)
        paint[:, BROWS] = seen
        layout = VertexAttributes(paint, body.vertices[rows])
        parts.append(make_skinned_mesh(Mesh(ball, triangles(faces - rows.start)), body.weights[rows], "eye", layout))
    material = ShaderMaterial(EYE_WHITE, ShadingModel.SKIN, colour3=linear(IRIS), specular=0.3, gloss=40.0)
    return WornItem(tuple(parts), {"eye": material})


def _bare(fitting: GarmentFitting) -> Float[ndarray, " vertex"]:
    """Signed distance to the skin's edge, which lies a little way under the clothes."""
    atlas, measures, marks = fitting.atlas, fitting.measures, fitting.marks
    template, limbs = atlas.body.vertices, atlas.limbs
    chest = marks.neck - 0.06 - 1.3 * measures.neck_drop - measures.v_depth
    bare = np.where((np.abs(template[:, 0]) < 0.17) & (limbs.arm < 0.5), template[:, 1] - chest, AWAY)
    if fitting.attributes.upper == "sari":
        around = np.minimum(template[:, 1] - marks.waist, marks.waist + MIDRIFF + 0.03 - template[:, 1])
        bare = np.where((np.abs(template[:, 0]) < 0.2) & (limbs.arm < 0.1), np.maximum(bare, around), bare)
    if measures.sleeve < 0:
        bare = np.where(limbs.arm > 0.1, 0.1, bare)
    forearm = (limbs.along_arm - measures.sleeve + UNDER_CLOTH) * UPPER_ARM_METRES
    bare = np.where(limbs.arm > 0.35, np.maximum(AWAY, forearm), bare)
    bare = np.where(limbs.head > 0.5, 0.2, bare)
    on_leg = (limbs.leg > 0.3) & (template[:, 1] < marks.crotch)
    bare = np.where(on_leg, (limbs.along_leg - measures.leg + UNDER_CLOTH) * THIGH_METRES, bare)
    bare_foot = fitting.attributes.shoes in OPEN_SHOES
    on_foot = (limbs.foot > 0.45) & (template[:, 1] < marks.ankle + 0.025)
    bare = np.where(on_foot, 0.1 if bare_foot else AWAY, bare)
    if measures.leg >= COVERED_LEG and not bare_foot:
        bare = np.where(on_leg, AWAY, bare)
    from_centre = fitting.figure.vertices - head_frame(fitting.figure).centre
    edge = edge_height(fitting.attributes.headwear, from_centre[:, 2])
    if edge is not None:
        bare = np.where((limbs.head > 0.5) & (from_centre[:, 1] > edge + 0.02), AWAY, bare)
    return bare
