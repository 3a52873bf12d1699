"""Gait, gestures and whole poses."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.carrying import TWO_HANDED
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import BodyFigure, build_figure
from mmref_core.synthetic.body.skeleton import Rotations, carried, forward_kinematics
from mmref_core.synthetic.captions.action_words import DOINGS
from mmref_core.synthetic.captions.lexicon import NOUNS
from mmref_core.synthetic.captions.person_phrases import things_in
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.pose.body_pose import BodyPose, PersonHabits, draw_pose
from mmref_core.synthetic.pose.gait import GaitMoment, draw_stride, leg, swinging_arm, trunk
from mmref_core.synthetic.pose.gestures import CALL, HELD, IDLE, LOOK_WITH_BOTH, draw_gesture
from mmref_core.synthetic.pose.reaching import BONE_OF, ReachAnchors, ReachTarget, palm_at_rest, reaching_arm

WALKER = replace(
    draw_attributes(0),
    sex="man",
    age="young adult",
    height="medium",
    build="average",
    upper="t-shirt",
    lower="jeans",
    dress_length=NONE,
    bag=NONE,
    carried=NONE,
)
REACHES = [("idle", name, manner.reach) for name, (_, manner) in IDLE.items()]
REACHES += [("held", name, manner.reach) for name, manner in HELD.items() if manner.reach]


@pytest.fixture(scope="module")
def figure(atlas: BodyAtlas) -> BodyFigure:
    return build_figure(atlas, WALKER, 3)


def place(figure: BodyFigure, rotations: Rotations, bone: str) -> np.ndarray:
    transforms = forward_kinematics(figure.atlas.body, figure.heads, rotations, np.eye(3))
    return carried(transforms[figure.atlas.body.index[bone]], figure.joint(bone))


def poses(figure: BodyFigure, count: int = 60, has_seat: bool = False, **changes: str) -> list[BodyPose]:
    person, anchors = replace(WALKER, **changes), ReachAnchors.of(figure)
    habits = PersonHabits("R", has_seat)
    return [draw_pose(np.random.default_rng(seed), figure, anchors, person, habits) for seed in range(count)]


def feet_apart(figure: BodyFigure, pose: BodyPose) -> float:
    return abs(place(figure, pose.rotations, "foot.L")[2] - place(figure, pose.rotations, "foot.R")[2])


def test_at_the_start_of_a_stride_one_foot_is_in_front_and_the_arm_of_its_side_behind(figure: BodyFigure) -> None:
    rng, stride = np.random.default_rng(1), GaitMoment("walking", 0.0, 1.0)
    legs = leg(rng, stride, "L") | leg(rng, stride, "R")
    assert place(figure, legs, "foot.L")[2] > place(figure, legs, "foot.R")[2] + 0.4
    arms = swinging_arm(rng, figure, stride, "L", False) | swinging_arm(rng, figure, stride, "R", False)
    assert place(figure, arms, "wrist.L")[2] < place(figure, arms, "wrist.R")[2] - 0.15


def test_half_a_stride_later_the_legs_have_changed_places(figure: BodyFigure) -> None:
    early, late = (GaitMoment("walking", phase, 1.0) for phase in (30.0, 210.0))

    def foot(stride: GaitMoment, side: str) -> float:
        return place(figure, leg(np.random.default_rng(1), stride, side), f"foot.{side}")[2]

    assert foot(early, "L") == pytest.approx(foot(late, "R"), abs=0.01)


def test_standing_feet_are_side_by_side(figure: BodyFigure) -> None:
    for pose in poses(figure):
        assert pose.action != "standing" or feet_apart(figure, pose) < 0.25


@pytest.mark.parametrize("drop", [-6.0, 6.0])
def test_who_stands_at_ease_bends_the_leg_on_the_side_where_the_hip_sinks(figure: BodyFigure, drop: float) -> None:
    rng, stride = np.random.default_rng(0), GaitMoment("standing", drop=drop)
    rotations = trunk(rng, stride) | leg(rng, stride, "L") | leg(rng, stride, "R")
    low, high = ("L", "R") if drop > 0 else ("R", "L")
    assert place(figure, rotations, f"upperleg01.{low}")[1] < place(figure, rotations, f"upperleg01.{high}")[1] - 0.01
    assert np.trace(rotations[f"lowerleg01.{low}"]) < np.trace(rotations[f"lowerleg01.{high}"])  # bent more
    heights = [place(figure, rotations, f"foot.{side}")[1] for side in "LR"]
    assert abs(heights[0] - heights[1]) < 0.05  # both on the ground


def test_sitting_puts_the_hips_at_the_height_of_the_knees_and_crouching_below(figure: BodyFigure) -> None:
    def above_knee(action: str) -> float:
        stride = draw_stride(np.random.default_rng(2), action, 1.0, is_elderly=False)
        legs = leg(np.random.default_rng(2), stride, "L")
        return float(place(figure, legs, "upperleg01.L")[1] - place(figure, legs, "lowerleg01.L")[1])

    assert abs(above_knee("sitting")) < 0.1
    assert above_knee("crouching") < above_knee("sitting") < above_knee("standing") - 0.25


@pytest.mark.parametrize("side", ["L", "R"])
@pytest.mark.parametrize(("kind", "name", "reach"), REACHES)
def test_palms_come_to_their_place(figure: BodyFigure, side: str, kind: str, name: str, reach: ReachTarget) -> None:
    anchors, index = ReachAnchors.of(figure), figure.atlas.body.index
    still = forward_kinematics(figure.atlas.body, figure.heads, {}, np.eye(3))
    rotations = reaching_arm(figure, anchors, side, replace(reach, faces=None), still)
    transforms = forward_kinematics(figure.atlas.body, figure.heads, rotations, np.eye(3))
    palm = carried(transforms[index[f"wrist.{side}"]], palm_at_rest(figure, side))
    wanted = (anchors.points[reach.place] + np.array(reach.offset) * figure.scale) * [1 if side == "L" else -1, 1, 1]
    assert np.linalg.norm(palm - wanted) < 0.03, f"{kind} {name}: {palm} for {wanted}"


def test_arms_follow_a_body_that_leans(figure: BodyFigure) -> None:
    anchors, index = ReachAnchors.of(figure), figure.atlas.body.index
    bent = trunk(np.random.default_rng(0), GaitMoment("standing", lean=20.0))
    without_arms = forward_kinematics(figure.atlas.body, figure.heads, bent, np.eye(3))
    arm = reaching_arm(figure, anchors, "L", ReachTarget("side", (0.05, 0.0, 0.1)), without_arms)
    transforms = forward_kinematics(figure.atlas.body, figure.heads, bent | arm, np.eye(3))
    palm = carried(transforms[index["wrist.L"]], palm_at_rest(figure, "L"))
    wanted = carried(transforms[index["root"]], anchors.points["side"] + np.array([0.05, 0.0, 0.1]) * figure.scale)
    assert palm == pytest.approx(wanted, abs=0.02)


def test_every_anchor_moves_with_a_bone_of_the_body(figure: BodyFigure) -> None:
    anchors = ReachAnchors.of(figure)
    assert set(BONE_OF) <= set(anchors.points)
    assert set(BONE_OF.values()) <= set(figure.atlas.body.bones)
    assert anchors.points["back"][2] < anchors.points["side"][2] < anchors.points["belly"][2]


def test_people_walk_stand_run_or_crouch_and_do_what_is_said(figure: BodyFigure) -> None:
    drawn = poses(figure, 500)
    assert {pose.action for pose in drawn} == {"walking", "standing", "running", "crouching"}
    words = {word for pose in drawn for word in pose.doing}
    assert words - {"holding the straps of a backpack"} == {manner.words for _, manner in IDLE.values()} | {
        "looking down",
        "looking up",
        "looking over the shoulder",
    }


def test_who_has_a_seat_sits_now_and_then(figure: BodyFigure) -> None:
    actions = [pose.action for pose in poses(figure, 100, has_seat=True)]
    assert 0.3 < actions.count("sitting") / len(actions) < 0.7


def test_a_wheelchair_is_always_sat_in(figure: BodyFigure) -> None:
    assert {pose.action for pose in poses(figure, carried="wheelchair")} == {"sitting"}


def test_every_doing_has_words_and_names_the_thing_that_is_held() -> None:
    for item, manner in HELD.items():
        assert item in things_in(manner.words)
    told = [CALL, LOOK_WITH_BOTH, *HELD.values(), *(manner for _, manner in IDLE.values())]
    assert {manner.words for manner in told} <= DOINGS.keys()


@pytest.mark.parametrize("item", [item for item in NOUNS["carried"] if item != "something"])
def test_what_is_in_the_hand_is_held_and_small_things_are_sometimes_put_away(figure: BodyFigure, item: str) -> None:
    drawn = poses(figure, 40, carried=item)
    is_small = item in ("phone", "book", "bottle", "paper cup", "newspaper", "folded umbrella", "umbrella")
    assert {pose.item for pose in drawn} == ({item, NONE} if is_small else {item})
    for pose in drawn:
        assert pose.item == NONE or any(item in things_in(word) for word in pose.doing)


def test_who_holds_a_bag_is_spared_what_both_hands_hold() -> None:
    assert {item for item, manner in HELD.items() if manner.both} <= set(TWO_HANDED)


def test_hands_that_hold_a_bag_do_nothing_else() -> None:
    for bag in ("handbag", "suitcase"):
        person: PersonAttributes = replace(WALKER, bag=bag)
        for seed in range(60):
            gesture = draw_gesture(np.random.default_rng(seed), person, NONE, "R", "standing")
            assert gesture.words == ()
            assert set(gesture.curls) == {"L"}


def test_long_skirts_shorten_the_stride(figure: BodyFigure) -> None:
    def widest(**changes: str) -> float:
        return max(feet_apart(figure, pose) for pose in poses(figure, 80, **changes) if pose.action == "walking")

    assert widest(upper="dress", lower=NONE, dress_length="long") < 0.85 * widest()


def test_the_old_stoop(figure: BodyFigure) -> None:
    def head_ahead(age: str) -> float:
        drawn = [pose for pose in poses(figure, 60, age=age) if pose.action == "standing"]
        return float(np.mean([place(figure, pose.rotations, "head")[2] for pose in drawn]))

    assert head_ahead("elderly") > head_ahead("young adult") + 0.02
