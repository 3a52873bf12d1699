import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.body_shell import LEFT_ARM, LEFT_LEG
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.clothing.shells import BodyUnderlay, GarmentEase, beneath, lay_under, settled, shell

FLAT = 0.0  # no folds, so that only the looseness differs


@pytest.fixture(scope="module")
def underlay(atlas: BodyAtlas) -> BodyUnderlay:
    return lay_under(build_figure(atlas, draw_attributes(3), 3))


def sew(underlay: BodyUnderlay, loose: GarmentEase) -> np.ndarray:
    return shell(underlay, loose, np.random.default_rng(0))


def gap(underlay: BodyUnderlay, points: np.ndarray) -> np.ndarray:
    """Metres off the body, along its normals."""
    return ((points - underlay.vertices) * underlay.normals).sum(axis=1)


def test_a_shell_keeps_off_the_body(underlay: BodyUnderlay) -> None:
    trunk = (underlay.figure.atlas.tights.arm < 0.1) & (underlay.figure.atlas.tights.foot < 0.1)
    off = gap(underlay, sew(underlay, GarmentEase(0.02, fold=FLAT)))[trunk]
    assert np.median(off) == pytest.approx(0.03, abs=0.01)
    assert np.mean(off > 0) > 0.97


def test_looser_limbs_are_wider(underlay: BodyUnderlay) -> None:
    tights = underlay.figure.atlas.tights
    shin = (tights.limb == LEFT_LEG) & (tights.along_leg > 1.3) & (tights.along_leg < 1.8)
    widths = [np.ptp(sew(underlay, GarmentEase(0.006, leg=leg, fold=FLAT))[shin, 2]) for leg in (0.0, 0.22, 0.6, 1.0)]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0] + 0.02


def test_a_cuff_narrows_the_wrist_and_leaves_the_upper_arm(underlay: BodyUnderlay) -> None:
    tights = underlay.figure.atlas.tights
    wide = gap(underlay, sew(underlay, GarmentEase(0.02, arm=0.5, fold=FLAT)))
    cuffed = gap(underlay, sew(underlay, GarmentEase(0.02, arm=0.5, fold=FLAT, cuff=0.01)))
    wrist = (tights.limb == LEFT_ARM) & (np.abs(tights.along_arm - 1.95) < 0.05)
    upper_arm = (tights.limb == LEFT_ARM) & (tights.along_arm < 1.3)
    assert cuffed[wrist].mean() < 0.6 * wide[wrist].mean()
    assert cuffed[upper_arm] == pytest.approx(wide[upper_arm])


def test_neither_half_of_a_garment_reaches_into_the_other(underlay: BodyUnderlay) -> None:
    across = underlay.figure.atlas.tights.template[:, 0]
    for loose in (GarmentEase(0.006, leg=1.0), GarmentEase(0.02, torso=0.5)):
        points = sew(underlay, loose)
        assert (points[across > 0.001, 0] > 0).all()
        assert (points[across < -0.001, 0] < 0).all()


def test_falling_cloth_spans_the_cleft_of_the_seat(underlay: BodyUnderlay) -> None:
    tights, marks = underlay.figure.atlas.tights, underlay.figure.atlas.landmarks
    seat = (tights.template[:, 2] < 0) & (np.abs(tights.template[:, 1] - marks.hip) < 0.03)
    middle, beside = (seat & (np.abs(np.abs(tights.template[:, 0]) - x) < 0.012) for x in (0.0, 0.05))
    depths = [
        points[middle, 2].mean() - points[beside, 2].mean()
        for points in (sew(underlay, GarmentEase(0.01, torso=torso, fold=FLAT)) for torso in (0.0, 0.4))
    ]
    assert depths[0] > 0.004
    assert depths[1] < 0.25 * depths[0]


def test_falling_cloth_spans_the_small_of_the_back(underlay: BodyUnderlay) -> None:
    tights, marks = underlay.figure.atlas.tights, underlay.figure.atlas.landmarks
    spine = (np.abs(tights.template[:, 0]) < 0.02) & (tights.template[:, 2] < 0)
    spine &= np.abs(tights.template[:, 1] - marks.waist) < 0.05
    clinging = gap(underlay, sew(underlay, GarmentEase(0.01, fold=FLAT)))[spine]
    falling = gap(underlay, sew(underlay, GarmentEase(0.01, torso=0.5, fold=FLAT)))[spine]
    assert falling.mean() > clinging.mean() + 0.005


def test_folds_come_from_the_stream_alone(underlay: BodyUnderlay) -> None:
    loose = GarmentEase(0.01, fold=0.005)
    first, second = (shell(underlay, loose, np.random.default_rng(seed)) for seed in (1, 2))
    assert (first == shell(underlay, loose, np.random.default_rng(1))).all()
    assert 0.001 < np.abs(first - second).max() < 0.1


def test_settled_cloth_lies_at_its_gap_where_its_share_is_whole(underlay: BodyUnderlay) -> None:
    points = sew(underlay, GarmentEase(0.03))
    share = (underlay.vertices[:, 1] > 1.0).astype(float)
    lying = settled(underlay, points, share, 0.004)
    assert gap(underlay, lying)[share == 1] == pytest.approx(0.004, abs=1e-6)
    assert (lying[share == 0] == points[share == 0]).all()


def test_what_is_worn_beneath_keeps_in_and_moves_no_further_than_it_must(underlay: BodyUnderlay) -> None:
    inside, outside = sew(underlay, GarmentEase(0.02)), sew(underlay, GarmentEase(0.008))
    pressed = beneath(underlay, inside, outside, np.ones(len(inside)), 0.005)
    room = ((outside - pressed) * underlay.normals).sum(axis=1)
    assert room.min() > 0.005 - 1e-5
    fits = ((outside - inside) * underlay.normals).sum(axis=1) > 0.006
    assert (pressed[fits] == inside[fits]).all()
