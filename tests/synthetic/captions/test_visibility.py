from dataclasses import replace

import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.visibility_thresholds import Visibility
from mmref_core.synthetic.captions.visibility import visible_attributes
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes

ALL_SEEN = {"skin": 500, "hair": 200, "upper": 3000, "lower": 2500, "shoes": 300, "bag": 900, "strap": 200, "item": 100}
ALL_SEEN |= {"frame": 20, "headwear": 200, "inner": 400}


def visibility(yaw: float = 0.0, item: str = "none", head_share: float = 1.0, **counts: int) -> Visibility:
    return Visibility(ALL_SEEN | counts, head_share, yaw, "walking", (), item)


def person(**changes: str) -> PersonAttributes:
    return replace(draw_attributes(1), **changes)


@pytest.mark.parametrize(("yaw", "view"), [(0, "front"), (-30, "front"), (330, "front"), (90, "side"), (200, "back")])
def test_view_goes_by_the_side_that_is_turned_to_the_camera(yaw: float, view: str) -> None:
    assert visible_attributes(person(), visibility(float(yaw)))["view"] == view


def test_what_has_no_pixels_is_not_told() -> None:
    seen = visible_attributes(person(lower="jeans", shoes="ankle boots"), visibility(lower=0, shoes=3))

    assert not {"lower", "lower_colour", "shoes", "shoes_colour"} & seen.keys()


def test_none_is_told_only_where_a_viewer_can_see_it() -> None:
    bare = person(headwear="none", glasses="none", bag="none")

    assert visible_attributes(bare, visibility(0.0))["headwear"] == "none"
    assert visible_attributes(bare, visibility(0.0))["glasses"] == "none"
    assert "glasses" not in visible_attributes(bare, visibility(180.0))
    assert "headwear" not in visible_attributes(bare, visibility(0.0, head_share=0.1))
    assert "bag" not in visible_attributes(bare, visibility(0.0))
    assert visible_attributes(bare, visibility(180.0))["bag"] == "none"


def test_glasses_are_not_told_from_behind() -> None:
    assert visible_attributes(person(glasses="sunglasses"), visibility(10.0))["glasses"] == "sunglasses"
    assert "glasses" not in visible_attributes(person(glasses="sunglasses"), visibility(170.0))


def test_straps_alone_tell_of_a_bag_that_is_behind() -> None:
    seen = visible_attributes(person(bag="backpack", bag_colour="red"), visibility(0.0, bag=0))

    assert (seen["bag"], seen["bag_view"]) == ("backpack", "straps only")


def test_a_ponytail_is_told_from_the_side_and_a_fringe_from_the_front() -> None:
    tied = person(hair="ponytail", fringe="yes", headwear="none", hair_texture="straight")

    assert visible_attributes(tied, visibility(0.0))["hair"] == "tied back"
    assert visible_attributes(tied, visibility(90.0))["hair"] == "ponytail"
    assert visible_attributes(tied, visibility(20.0))["fringe"] == "yes"
    assert "fringe" not in visible_attributes(tied, visibility(170.0))


def test_a_hat_hides_what_the_crown_is_like() -> None:
    under_cap = person(hair="undercut", headwear="cap", headwear_colour="red", fringe="yes")

    seen = visible_attributes(under_cap, visibility(90.0))
    assert seen["hair"] == "short"
    assert "fringe" not in seen


def test_socks_soles_and_the_shafts_of_boots_are_told_when_seen() -> None:
    walker = person(shoes="knee boots", shoes_colour="black", sole_colour="white", socks_colour="red")

    assert visible_attributes(walker, visibility(boots=400, socks=90))["socks_colour"] == "red"
    assert visible_attributes(walker, visibility())["shoes"] == "ankle boots"
    assert visible_attributes(walker, visibility(boots=400))["shoes"] == "knee boots"
    assert visible_attributes(walker, visibility(boots=400))["sole_colour"] == "white"
    assert "socks_colour" not in visible_attributes(walker, visibility(boots=400))
    assert "sole_colour" not in visible_attributes(walker, visibility(shoes=30))


def test_a_mask_hides_the_beard_and_stubble_needs_no_pixels() -> None:
    man = person(sex="man", age="young adult", beard="stubble", mask_colour="none")
    masked = person(sex="man", age="young adult", beard="full beard", mask_colour="black")

    assert visible_attributes(man, visibility(0.0))["beard"] == "stubble"
    assert visible_attributes(masked, visibility(0.0, mask=60))["mask_colour"] == "black"
    assert "beard" not in visible_attributes(masked, visibility(0.0, mask=60))
    assert "mask_colour" not in visible_attributes(masked, visibility(170.0, mask=60))


def test_second_colours_go_with_their_pattern() -> None:
    striped = person(upper_pattern="horizontal stripes", upper_colour2="red")
    printed = person(upper_pattern="print", upper_colour2="red")

    assert visible_attributes(striped, visibility(180.0))["upper_colour2"] == "red"
    assert "upper_colour2" not in visible_attributes(printed, visibility(180.0))


def test_what_is_sewn_on_is_told_only_where_it_is_seen() -> None:
    player = person(upper="sports shirt", upper_pattern="number", upper_colour2="white", inner="none")
    behind = visible_attributes(player, visibility(180.0, **{"upper trim number": 200}))
    in_front = visible_attributes(player, visibility(0.0))

    assert (behind["upper_pattern"], behind["upper_colour2"]) == ("number", "white")
    assert in_front["upper_pattern"] == "plain" and "upper_colour2" not in in_front


def test_a_garment_is_seen_by_what_is_sewn_on_it_too() -> None:
    vest = person(upper="hi-vis vest", upper_pattern="reflective bands", upper_colour2="light grey")

    assert "upper" not in visible_attributes(vest, visibility(0.0, upper=0))
    assert (
        visible_attributes(vest, visibility(0.0, **{"upper": 0, "upper trim reflective bands": 900}))["upper"]
        == vest.upper
    )


def test_a_thing_put_away_is_not_carried() -> None:
    with_phone = person(carried="phone")

    assert visible_attributes(with_phone, visibility(item="phone"))["carried"] == "phone"
    assert visible_attributes(with_phone, visibility(item="none"))["carried"] == "none"
    assert "carried" not in visible_attributes(
        with_phone, Visibility({"skin": 500, "item": 0}, 1.0, 0.0, "walking", (), "phone")
    )


def test_what_empty_hands_do_is_not_told_from_behind() -> None:
    in_front, behind = (
        Visibility(ALL_SEEN, 1.0, yaw, "standing", ("with hands on the hips",), "none") for yaw in (0.0, 180.0)
    )

    assert visible_attributes(person(), in_front)["doing"] == "with hands on the hips"
    assert "doing" not in visible_attributes(person(), behind)


@pytest.mark.parametrize(
    ("pattern", "seen_from", "not_seen_from"),
    [("print", 0.0, 180.0), ("small logo", 20.0, 90.0), ("back print", 180.0, 0.0), ("side stripes", 90.0, 0.0)],
)
def test_a_figure_is_told_only_from_where_it_shows(pattern: str, seen_from: float, not_seen_from: float) -> None:
    figured = person(upper_pattern=pattern, upper_colour2="red")
    large = {name: 1000 * count for name, count in ALL_SEEN.items()}
    front, away = (
        visible_attributes(figured, Visibility(large, 1.0, yaw, "standing", (), "none"))
        for yaw in (seen_from, not_seen_from)
    )

    assert (front["upper_pattern"], front["upper_colour2"]) == (pattern, "red")
    assert away["upper_pattern"] == "plain" and "upper_colour2" not in away


def test_what_is_small_is_not_told_of_a_person_far_away() -> None:
    far = Visibility({**ALL_SEEN}, 1.0, 0.0, "standing", (), "none", resolution=120.0)
    assert visible_attributes(person(upper_pattern="pinstripes"), far)["upper_pattern"] == "plain"


def test_at_forty_pixels_clothes_are_told_and_details_are_not() -> None:
    somebody = person(sex="man", age="adult", hair="ponytail", headwear="none", glasses="glasses", bag="none")
    somebody = replace(somebody, upper="shirt", upper_pattern="striped", upper_colour2="white", lower="jeans")
    near = visible_attributes(somebody, visibility())
    far = visible_attributes(somebody, replace(visibility(), resolution=40.0, true_share=0.03))

    assert {"glasses", "beard", "hair", "upper_pattern", "upper", "lower"} <= near.keys()
    assert {"upper", "upper_colour", "lower", "lower_colour", "sex", "view"} <= far.keys()
    assert not {"glasses", "beard", "hair", "upper_pattern", "carried"} & far.keys()


def test_few_pixels_of_the_camera_do_not_tell_a_tie_however_large_the_picture_is_kept() -> None:
    tied = person(tie_colour="red")

    assert visible_attributes(tied, visibility(tie=100))["tie_colour"] == "red"
    assert "tie_colour" not in visible_attributes(tied, replace(visibility(tie=100), true_share=0.1))


@pytest.mark.parametrize(("lowest", "is_told"), [(0.0, True), (0.2, True), (0.35, False)])
def test_a_length_is_told_if_the_hem_is_in_the_picture(lowest: float, is_told: bool) -> None:
    dressed = person(upper="dress", dress_length="knee-length", coat_length="none")

    assert ("dress_length" in visible_attributes(dressed, replace(visibility(), lowest=lowest))) == is_told


def doing_seen(doing: str, yaw: float, held: str = "none", head_share: float = 1.0, **counts: int) -> bool:
    seen = visible_attributes(person(), Visibility(ALL_SEEN | counts, head_share, yaw, "standing", (doing,), held))
    return seen.get("doing") == doing


def test_hands_are_told_from_the_side_that_they_are_on() -> None:
    assert doing_seen("with hands behind the back", 180.0)
    assert not doing_seen("with hands behind the back", 0.0)
    assert doing_seen("with arms crossed", 40.0)
    assert not doing_seen("with arms crossed", 120.0)


def test_where_somebody_looks_is_told_only_with_the_head_in_sight() -> None:
    assert doing_seen("looking down", 30.0)
    assert not doing_seen("looking down", 30.0, head_share=0.2)
    assert doing_seen("looking over the shoulder", 180.0)


def test_a_corner_of_a_pram_does_not_tell_of_it() -> None:
    assert doing_seen("pushing a pram", 0.0, "pram", item=900)
    assert not doing_seen("pushing a pram", 180.0, "pram", item=60)
    assert doing_seen("looking at a phone", 0.0, "phone", item=60)


def test_both_materials_of_a_thing_count() -> None:
    with_bicycle = visible_attributes(
        person(carried_colour="red"),
        Visibility(ALL_SEEN | {"item": 0, "item trim": 900}, 1.0, 0.0, "walking", (), "bicycle"),
    )
    assert (with_bicycle["carried"], with_bicycle["carried_colour"]) == ("bicycle", "red")


@pytest.mark.parametrize(
    ("period", "resolution", "is_told"), [(0.035, 200, True), (0.035, 100, False), (0.1, 100, True)]
)
def test_stripes_are_told_if_they_do_not_run_into_one_another(period: float, resolution: float, is_told: bool) -> None:
    striped = person(upper_pattern="horizontal stripes", upper_colour2="red")
    seen = visible_attributes(striped, replace(visibility(), resolution=resolution, periods={"upper": period}))

    assert ("upper_pattern" in seen) == is_told
