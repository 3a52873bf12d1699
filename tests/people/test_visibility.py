from dataclasses import replace

import pytest

from mmref_core.people.attributes import Attributes
from mmref_core.people.population import draw_attributes
from mmref_core.people.visibility import Sight, visible_attributes

ALL_SEEN = {"skin": 500, "hair": 200, "upper": 3000, "lower": 2500, "shoes": 300, "bag": 900, "strap": 200, "item": 100}
ALL_SEEN |= {"frame": 20, "headwear": 200, "inner": 400}


def sight(yaw: float = 0.0, item: str = "none", head_share: float = 1.0, **counts: int) -> Sight:
    return Sight(ALL_SEEN | counts, head_share, yaw, "walking", (), item)


def person(**changes: str) -> Attributes:
    return replace(draw_attributes(1), **changes)


@pytest.mark.parametrize(("yaw", "view"), [(0, "front"), (-30, "front"), (330, "front"), (90, "side"), (200, "back")])
def test_view_goes_by_the_side_that_is_turned_to_the_camera(yaw: float, view: str) -> None:
    assert visible_attributes(person(), sight(float(yaw)))["view"] == view


def test_what_has_no_pixels_is_not_told() -> None:
    seen = visible_attributes(person(lower="jeans", shoes="boots"), sight(lower=0, shoes=3))

    assert not {"lower", "lower_colour", "shoes", "shoes_colour"} & seen.keys()


def test_none_is_told_only_where_a_viewer_can_see_it() -> None:
    bare = person(headwear="none", glasses="none", bag="none")

    assert visible_attributes(bare, sight(0.0))["headwear"] == "none"
    assert visible_attributes(bare, sight(0.0))["glasses"] == "none"
    assert "glasses" not in visible_attributes(bare, sight(180.0))
    assert "headwear" not in visible_attributes(bare, sight(0.0, head_share=0.1))
    assert "bag" not in visible_attributes(bare, sight(0.0))
    assert visible_attributes(bare, sight(180.0))["bag"] == "none"


def test_glasses_are_not_told_from_behind() -> None:
    assert visible_attributes(person(glasses="sunglasses"), sight(10.0))["glasses"] == "sunglasses"
    assert "glasses" not in visible_attributes(person(glasses="sunglasses"), sight(170.0))


def test_straps_alone_tell_of_a_bag_that_is_behind() -> None:
    seen = visible_attributes(person(bag="backpack", bag_colour="red"), sight(0.0, bag=0))

    assert (seen["bag"], seen["bag_view"]) == ("backpack", "straps only")


def test_second_colours_go_with_their_pattern() -> None:
    striped = person(upper_pattern="horizontal stripes", upper_colour2="red")
    printed = person(upper_pattern="print", upper_colour2="red")

    assert visible_attributes(striped, sight(180.0))["upper_colour2"] == "red"
    assert "upper_colour2" not in visible_attributes(printed, sight(180.0))


def test_what_is_sewn_on_is_told_only_where_it_is_seen() -> None:
    player = person(upper="sports shirt", upper_pattern="number", upper_colour2="white", inner="none")
    behind = visible_attributes(player, sight(180.0, **{"upper trim number": 200}))
    in_front = visible_attributes(player, sight(0.0))

    assert (behind["upper_pattern"], behind["upper_colour2"]) == ("number", "white")
    assert in_front["upper_pattern"] == "plain" and "upper_colour2" not in in_front


def test_a_garment_is_seen_by_what_is_sewn_on_it_too() -> None:
    vest = person(upper="hi-vis vest", upper_pattern="reflective bands", upper_colour2="light grey")

    assert "upper" not in visible_attributes(vest, sight(0.0, upper=0))
    assert (
        visible_attributes(vest, sight(0.0, **{"upper": 0, "upper trim reflective bands": 900}))["upper"] == vest.upper
    )


def test_a_thing_put_away_is_not_carried() -> None:
    with_phone = person(carried="phone")

    assert visible_attributes(with_phone, sight(item="phone"))["carried"] == "phone"
    assert visible_attributes(with_phone, sight(item="none"))["carried"] == "none"
    assert "carried" not in visible_attributes(
        with_phone, Sight({"skin": 500, "item": 0}, 1.0, 0.0, "walking", (), "phone")
    )


def test_what_empty_hands_do_is_not_told_from_behind() -> None:
    in_front, behind = (
        Sight(ALL_SEEN, 1.0, yaw, "standing", ("with hands on the hips",), "none") for yaw in (0.0, 180.0)
    )

    assert visible_attributes(person(), in_front)["doing"] == "with hands on the hips"
    assert "doing" not in visible_attributes(person(), behind)
