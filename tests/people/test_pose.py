"""Gait, gestures and whole poses."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.people.atlas import Atlas
from mmref_core.people.attributes import NONE, Attributes
from mmref_core.people.body import LEFT_EYE
from mmref_core.people.figure import Figure, build_figure
from mmref_core.people.gait import Stride, leg, swinging_arm
from mmref_core.people.gestures import AT_EAR, IN_POCKET, ON_HIP, Reach, draw_gesture, held_arm
from mmref_core.people.population import draw_attributes
from mmref_core.people.pose import draw_pose
from mmref_core.people.skeleton import Rotations, carried, forward_kinematics

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


@pytest.fixture(scope="module")
def figure(atlas: Atlas) -> Figure:
    return build_figure(atlas, WALKER, 3)


def place(figure: Figure, rotations: Rotations, bone: str) -> np.ndarray:
    transforms = forward_kinematics(figure.atlas.body, figure.heads, rotations, np.eye(3))
    return carried(transforms[figure.atlas.body.index[bone]], figure.joint(bone))


def poses(figure: Figure, count: int = 60, **changes: str) -> list:
    person = replace(WALKER, **changes)
    return [draw_pose(np.random.default_rng(seed), figure, person, "R") for seed in range(count)]


def test_at_the_start_of_a_stride_one_foot_is_in_front_and_the_arm_of_its_side_behind(figure: Figure) -> None:
    rng, stride = np.random.default_rng(1), Stride(phase=0.0, amplitude=1.0)
    legs = leg(rng, stride, "L") | leg(rng, stride, "R")
    assert place(figure, legs, "foot.L")[2] > place(figure, legs, "foot.R")[2] + 0.4
    arms = swinging_arm(rng, figure, stride, "L", False) | swinging_arm(rng, figure, stride, "R", False)
    assert place(figure, arms, "wrist.L")[2] < place(figure, arms, "wrist.R")[2] - 0.2


def test_half_a_stride_later_the_legs_have_changed_places(figure: Figure) -> None:
    early, late = (Stride(phase, 1.0) for phase in (30.0, 210.0))

    def foot(stride: Stride, side: str) -> float:
        return place(figure, leg(np.random.default_rng(1), stride, side), f"foot.{side}")[2]

    assert foot(early, "L") == pytest.approx(foot(late, "R"), abs=0.01)


def test_standing_feet_are_side_by_side(figure: Figure) -> None:
    for pose in poses(figure):
        apart = abs(place(figure, pose.rotations, "foot.L")[2] - place(figure, pose.rotations, "foot.R")[2])
        assert apart < 0.16 or pose.action == "walking"


@pytest.mark.parametrize("side", ["L", "R"])
@pytest.mark.parametrize(("reach", "near"), [(AT_EAR, "eye"), (IN_POCKET, "hip"), (ON_HIP, "hip")])
def test_hands_reach_what_their_gesture_is_called_after(figure: Figure, side: str, reach: Reach, near: str) -> None:
    sign = 1 if side == "L" else -1
    eye = figure.vertices[LEFT_EYE].mean(axis=0) * [sign, 1, 1]
    target = eye if near == "eye" else figure.joint(f"upperleg01.{side}")
    palm = place(figure, held_arm(figure, side, reach), f"finger3-1.{side}")
    assert np.linalg.norm(palm - target) < 0.22
    assert palm[0] * sign > 0


def test_people_walk_or_stand_and_do_what_is_said(figure: Figure) -> None:
    assert {pose.action for pose in poses(figure)} == {"walking", "standing"}
    words = {word for pose in poses(figure, 400) for word in pose.doing}
    assert {"with hands in the pockets", "with one hand in a pocket", "with one hand on the hip"} <= words
    assert not any("phone" in word for word in words)


@pytest.mark.parametrize(
    ("carried_thing", "said"),
    [
        ("phone", {"looking at a phone", "talking on a phone"}),
        ("book", {"holding a book"}),
        ("paper cup", {"holding a paper cup"}),
        ("umbrella", {"holding an umbrella"}),
        ("bottle", {"carrying a bottle"}),
    ],
)
def test_what_is_in_the_hand_is_said_and_sometimes_put_away(figure: Figure, carried_thing: str, said: set) -> None:
    drawn = poses(figure, carried=carried_thing)
    assert {pose.item for pose in drawn} == {carried_thing, NONE}
    assert {word for pose in drawn if pose.item != NONE for word in pose.doing} == said


def test_nobody_puts_a_hand_that_holds_a_bag_into_a_pocket() -> None:
    for bag in ("handbag", "suitcase"):
        person: Attributes = replace(WALKER, bag=bag)
        for seed in range(60):
            assert draw_gesture(np.random.default_rng(seed), person, NONE, "R", False).words == ()


def test_long_skirts_shorten_the_stride(figure: Figure) -> None:
    def widest(**changes: str) -> float:
        return max(
            abs(place(figure, pose.rotations, "foot.L")[2] - place(figure, pose.rotations, "foot.R")[2])
            for pose in poses(figure, 80, **changes)
        )

    assert widest(upper="dress", lower=NONE, dress_length="long") < 0.85 * widest()
