import numpy as np

from mmref_core.synthetic.body.atlas import BROWS, BodyAtlas
from mmref_core.synthetic.body.body_shell import LEFT_ARM, LEFT_LEG, RIGHT_LEG
from mmref_core.synthetic.body.parametric_body import SKIN
from mmref_core.synthetic.geometry.mesh import normals


def joint(atlas: BodyAtlas, bone: str) -> np.ndarray:
    return atlas.body.joints(atlas.body.vertices)[atlas.body.index[bone]]


def test_landmarks_lie_in_the_order_of_a_standing_body(atlas: BodyAtlas) -> None:
    marks = atlas.landmarks
    top = atlas.body.vertices[SKIN, 1].max()
    assert 0 < marks.ankle < marks.crotch < marks.hip < marks.waist < marks.neck < marks.eye[1] < top


def test_places_along_a_limb_agree_with_its_joints(atlas: BodyAtlas) -> None:
    tights = atlas.tights
    forearm = (tights.limb == LEFT_ARM) & (tights.along_arm > 1.2) & (tights.along_arm < 1.8)
    elbow, wrist = joint(atlas, "lowerarm01.L"), joint(atlas, "wrist.L")
    assert np.linalg.norm(tights.template[forearm].mean(axis=0) - (elbow + wrist) / 2) < 0.02
    shin = (tights.limb == RIGHT_LEG) & (tights.along_leg > 1.2) & (tights.along_leg < 1.8)
    assert tights.template[shin, 0].max() < 0
    assert tights.template[shin, 1].max() < joint(atlas, "lowerleg01.R")[1]


def test_the_limbs_of_the_tights_mirror_each_other(atlas: BodyAtlas) -> None:
    limb = atlas.tights.limb
    assert (limb == LEFT_LEG).sum() == (limb == RIGHT_LEG).sum() > 500


def test_weights_stay_shares_after_subdivision_and_spreading(atlas: BodyAtlas) -> None:
    for weights in (atlas.tights.weights, atlas.tights.loose_weights):
        assert np.allclose(weights.sum(axis=1), 1, atol=1e-4)


def test_foot_hulls_face_outwards(atlas: BodyAtlas) -> None:
    for side, sign in (("L", 1), ("R", -1)):
        hull = atlas.feet[side]
        points = hull.subdivision @ atlas.body.vertices[hull.rows]
        outward = (normals(points, hull.faces) * (points - points.mean(axis=0))).sum(axis=1)
        assert (points[:, 0] * sign > 0).all()
        assert (outward > 0).mean() > 0.99


def test_face_paint_and_beard_lie_on_the_front_of_the_head(atlas: BodyAtlas) -> None:
    painted = (atlas.face_paint[:, BROWS] > 0) | (atlas.beard > 0.5)
    where = atlas.body.vertices[painted]
    assert len(where) > 50
    assert where[:, 1].min() > atlas.landmarks.neck
    assert where[:, 2].min() > atlas.landmarks.head_back + 0.05
    brows = atlas.body.vertices[atlas.face_paint[:, BROWS] > 0, 1]
    assert brows.min() > atlas.landmarks.eye[1] > atlas.body.vertices[atlas.beard > 0.5, 1].max()
