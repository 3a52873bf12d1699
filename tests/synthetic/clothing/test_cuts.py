import numpy as np
import pytest

from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.body_shell import LEFT_ARM, RIGHT_LEG
from mmref_core.synthetic.clothing import cuts


def nearest_vertex(atlas: BodyAtlas, point: tuple[float, float, float]) -> int:
    return int(np.linalg.norm(atlas.tights.template - np.asarray(point), axis=1).argmin())


def test_a_sleeve_to_the_elbow_keeps_the_upper_arm_and_cuts_the_forearm(atlas: BodyAtlas) -> None:
    tights, cut = atlas.tights, cuts.sleeve(atlas.tights, 1.0)
    on_arm = tights.limb == LEFT_ARM
    assert (cut[on_arm & (tights.along_arm < 0.99)] > 0).all()
    assert (cut[on_arm & (tights.along_arm > 1.01)] < 0).all()
    assert cut[on_arm] == pytest.approx((1 - tights.along_arm[on_arm]) * 0.27)


def test_a_longer_sleeve_covers_more(atlas: BodyAtlas) -> None:
    covered = [(cuts.sleeve(atlas.tights, end) > 0).sum() for end in (-0.2, 0.7, 1.35, 1.97)]
    assert covered == sorted(set(covered))


def test_a_sleeveless_cut_leaves_the_whole_arm_bare_and_the_chest_covered(atlas: BodyAtlas) -> None:
    cut = cuts.sleeve(atlas.tights, -0.2)
    assert (cut[atlas.tights.arm > 0.9] < 0).all()
    assert (cut[atlas.tights.arm < 0.1] > 0).all()


def test_a_deep_neck_and_bare_arms_leave_straps_on_the_shoulders(atlas: BodyAtlas) -> None:
    kept = cuts.nearest(cuts.sleeve(atlas.tights, -0.2), cuts.neckline(atlas, 0.06)) > 0
    points = atlas.tights.template
    on_top = kept & (points[:, 1] > atlas.landmarks.neck - 0.03) & (np.abs(points[:, 2]) < 0.02) & (points[:, 0] > 0)
    assert 0.025 < np.ptp(points[on_top, 0]) < 0.07


def test_hems_of_trousers_and_tops_of_boots_are_level_and_meet(atlas: BodyAtlas) -> None:
    height, on_leg = atlas.tights.template[:, 1], atlas.tights.limb == RIGHT_LEG
    for end in (0.6, 1.3, 1.95):
        hem, top = cuts.leg(atlas, end), cuts.up_the_leg(atlas, end)
        near = on_leg & (np.abs(hem) < 0.1)
        assert np.ptp((height - hem)[near]) < 1e-6
        assert top[near] == pytest.approx(-hem[near], abs=1e-6)
    marks = atlas.landmarks
    assert [cuts.leg_height(marks, end) for end in (0, 1, 2)] == pytest.approx([marks.hip, marks.knee, marks.ankle])


def test_a_leg_cut_at_the_knee_spares_the_torso(atlas: BodyAtlas) -> None:
    tights, cut = atlas.tights, cuts.leg(atlas, 1.0)
    assert (cut[(tights.limb == RIGHT_LEG) & (tights.along_leg > 1.06)] < 0).all()
    assert (cut[tights.template[:, 1] > atlas.landmarks.waist] > 0).all()


def test_a_v_neck_opens_the_chest_in_front_only(atlas: BodyAtlas) -> None:
    neck = atlas.landmarks.neck
    rounded, pointed = cuts.neckline(atlas, 0.015), cuts.neckline(atlas, 0.015, v_depth=0.11)
    breastbone = nearest_vertex(atlas, (0.0, neck - 0.07, 0.12))
    between_shoulders = nearest_vertex(atlas, (0.0, neck - 0.07, -0.09))
    assert rounded[breastbone] > 0 > pointed[breastbone]
    assert rounded[between_shoulders] == pointed[between_shoulders] > 0


def test_a_wider_neckline_uncovers_more(atlas: BodyAtlas) -> None:
    assert (cuts.neckline(atlas, 0.05) < 0).sum() > (cuts.neckline(atlas, 0.02) < 0).sum()


def test_heights_and_open_fronts_are_plain_differences(atlas: BodyAtlas) -> None:
    tights = atlas.tights
    belly = nearest_vertex(atlas, (0.05, 1.0, 0.12))
    x, height, depth = tights.template[belly]
    assert depth > 0
    assert cuts.above(tights, 0.9)[belly] == pytest.approx(height - 0.9)
    assert cuts.below(tights, 0.9)[belly] == pytest.approx(0.9 - height)
    assert cuts.open_front(tights, 0.02)[belly] == pytest.approx(abs(x) - 0.02)
    assert (cuts.open_front(tights, 0.02)[tights.template[:, 2] < 0] > 0).all()


def test_a_lapel_is_closed_at_the_button_and_opens_both_ways(atlas: BodyAtlas) -> None:
    gap, height = cuts.lapel_gap(atlas.tights, 1.05), atlas.tights.template[:, 1]
    assert gap.min() == pytest.approx(0.003)
    assert gap[np.abs(height - 1.25).argmin()] == pytest.approx(0.066, abs=0.004)
    assert gap[np.abs(height - 0.85).argmin()] == pytest.approx(0.05, abs=0.004)


def test_the_nearest_of_several_cuts_decides() -> None:
    first, second = np.array([0.1, -0.2, 0.3]), np.array([0.2, 0.1, -0.1])
    assert cuts.nearest(first, second).tolist() == [0.1, -0.2, -0.1]
