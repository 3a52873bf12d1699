"""Buttons, torn knees, saris, earphones, scooters and bags on a forearm: where they are, and when they are told."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.fine_details import BUTTONED, draw_ears
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.visibility_thresholds import Visibility
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.body.head import head_frame
from mmref_core.synthetic.captions.noun_phrases import BUTTONED as SAID_WITH_BUTTONS
from mmref_core.synthetic.captions.visibility import visible_attributes
from mmref_core.synthetic.clothing.garments.buttons import ROWS
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.geometry.mesh import Outfit, SkinnedMesh
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream
from mmref_core.synthetic.pose.person import build_person
from mmref_core.synthetic.pose.scooters import DECK_TOP

DRAWN = 4000
ALL_SEEN = {"skin": 500, "hair": 200, "upper": 3000, "inner": 400, "lower": 2500, "shoes": 300, "bag": 900, "item": 300}


@pytest.fixture(scope="module")
def people() -> list[PersonAttributes]:
    return [draw_attributes(seed) for seed in range(DRAWN)]


@pytest.fixture(scope="module")
def someone(people: list[PersonAttributes]) -> Callable[..., tuple[PersonAttributes, int]]:
    def find(**wanted: str) -> tuple[PersonAttributes, int]:
        seed = next(seed for seed, person in enumerate(people) if wanted.items() <= person.to_dict().items())
        return people[seed], seed

    return find


def wear(atlas: BodyAtlas, attributes: PersonAttributes, seed: int) -> Outfit:
    return dress(build_figure(atlas, attributes, seed), attributes, seed)


def part_of(outfit: Outfit, material: str) -> SkinnedMesh:
    return next(part for part in outfit.parts if part.material == material)


def seen(person: PersonAttributes, yaw: float = 0.0, resolution: float = 256.0, **counts: int) -> dict[str, str]:
    return visible_attributes(
        person, Visibility(ALL_SEEN | counts, 1.0, yaw, "standing", (), person.carried, resolution=resolution)
    )


def test_small_things_are_as_rare_as_in_a_street(people: list[PersonAttributes]) -> None:
    def share(
        claim: Callable[[PersonAttributes], bool], among: Callable[[PersonAttributes], bool] = lambda _: True
    ) -> float:
        counted = [claim(person) for person in people if among(person)]
        return sum(counted) / len(counted)

    assert 0.03 < share(lambda person: person.button_colour != NONE) < 0.2
    assert 0.03 < share(lambda person: person.headphones != NONE) < 0.12
    assert 0.04 < share(lambda person: person.lower_pattern == "ripped", lambda person: person.lower == "jeans") < 0.14
    assert 0.001 < share(lambda person: person.upper == "sari") < 0.01
    assert 0.003 < share(lambda person: person.carried == "scooter") < 0.03
    assert (
        0.2 < share(lambda person: person.bag_strap == "on the forearm", lambda person: person.bag == "handbag") < 0.5
    )


def test_buttons_differ_from_the_cloth_and_only_buttoned_kinds_have_them(people: list[PersonAttributes]) -> None:
    assert set(BUTTONED) == set(ROWS) == set(SAID_WITH_BUTTONS)
    for person in people:
        if person.button_colour != NONE:
            assert person.upper in BUTTONED
            assert person.button_colour in contrasting(person.upper_colour)


@pytest.mark.parametrize("upper", list(ROWS))
def test_buttons_lie_on_the_front_of_the_cloth(atlas: BodyAtlas, someone: Callable, upper: str) -> None:
    person, seed = someone(upper=upper, tucked=NONE, age="young adult")
    outfit = wear(atlas, replace(person, button_colour="white"), seed)
    buttons, cloth = part_of(outfit, "buttons").vertices, part_of(outfit, "upper")
    shown = cloth.vertices[cloth.cut > -0.01]
    nearest = np.linalg.norm(buttons[:, None] - shown[None], axis=2).min(axis=1)
    assert nearest.max() < 0.035  # metres; vertices of the cloth are further apart than that
    assert buttons[:, 2].min() > shown[:, 2].mean()
    assert len(buttons) >= 2 * 7


def test_without_a_colour_there_are_no_buttons(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(upper="shirt")
    assert "buttons" not in wear(atlas, replace(person, button_colour=NONE), seed).materials


def test_buttons_of_an_open_coat_are_beside_its_gap(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(upper="long coat", coat_open="open")
    assert part_of(wear(atlas, replace(person, button_colour="white"), seed), "buttons").vertices[:, 0].min() > 0.02


def test_torn_knees_show_skin_on_the_front_of_the_legs(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(lower="jeans", lower_pattern="ripped")
    outfit = wear(atlas, person, seed)
    gaps = part_of(outfit, "lower trim ripped")
    middle = gaps.template[gaps.cut > 0]
    assert middle[:, 1].min() > 0.35
    assert middle[:, 1].max() < 0.75
    assert gaps.normals[gaps.cut > 0, 2].min() > 0
    skin, denim = (np.asarray(outfit.materials[name].colour) for name in ("skin", "lower"))
    assert np.abs(0.85 * skin - outfit.materials["lower trim ripped"].colour).max() < 1e-6
    whole = wear(atlas, replace(person, lower_pattern="plain"), seed)
    assert "lower trim ripped" not in whole.materials
    assert np.allclose(whole.materials["lower"].colour, denim)


def test_a_sari_runs_from_the_right_hip_over_the_left_shoulder_and_down_to_the_ankles(
    atlas: BodyAtlas, someone: Callable
) -> None:
    outfit = wear(atlas, *someone(upper="sari"))
    cloth, marks = part_of(outfit, "upper"), atlas.landmarks
    kept = cloth.template[cloth.cut > 0]
    front = kept[kept[:, 2] > 0]
    assert kept[kept[:, 1] > marks.neck - 0.08, 0].min() > -0.01  # nothing on the right shoulder
    assert front[front[:, 1] < marks.waist + 0.06, 0].min() < -0.08
    assert outfit.drapes[0].bottom < 0.15
    blouse = part_of(outfit, "inner")
    assert blouse.template[blouse.cut > 0, 1].min() > marks.waist + 0.08
    border = part_of(outfit, "upper trim border")
    assert 0 < (border.cut > 0).sum() < (cloth.cut > 0).sum()


def test_buds_sit_in_the_ears_and_wires_run_down_the_chest(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(headphones="earbuds", scarf_colour=NONE)
    reach = {}
    for kind in ("earbuds", "earphones"):
        outfit = wear(atlas, replace(person, headphones=kind), seed)
        reach[kind] = np.concatenate([part.vertices for part in outfit.parts if part.material == "headphones"])
    frame = head_frame(build_figure(atlas, person, seed))
    assert np.abs(np.abs(reach["earbuds"][:, 0]) - frame.half[0]).max() < 0.02
    assert np.abs(reach["earbuds"][:, 1] - frame.centre[1]).max() < 0.07
    assert reach["earphones"][:, 1].min() < frame.centre[1] - 0.5
    assert reach["earphones"][:, 1].max() == pytest.approx(reach["earbuds"][:, 1].max())


def test_nobody_wears_two_things_on_the_ears() -> None:
    over = {"headphones_colour": "black", "headwear": NONE}
    assert all(draw_ears(stream(seed), over, "young adult") == {"headphones": "headphones"} for seed in range(50))
    hooded = {"headphones_colour": NONE, "headwear": "hood"}
    assert all(draw_ears(stream(seed), hooded, "young adult") == {"headphones": NONE} for seed in range(50))


def test_a_rider_stands_on_the_scooter_and_is_not_said_to_stand(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(carried="scooter", age="child")
    posed = [build_person(atlas, person, seed).pose(stream(number), 0.0) for number in range(12)]
    lowest = {}
    for each in posed:
        items = [row for row, name in enumerate(each.material_names) if name in ("item", "item trim")]
        lowest[each.doing[0]] = each.vertices[~np.isin(each.vertices[:, 13], items), 1].min()
    assert lowest["riding a scooter"] == pytest.approx(DECK_TOP, abs=0.03)
    assert lowest["pushing a scooter"] == pytest.approx(0.0, abs=0.03)
    riding = Visibility(ALL_SEEN, 1.0, 90.0, "standing", ("riding a scooter",), "scooter")
    told = visible_attributes(person, riding)
    assert told["doing"] == "riding a scooter" and "action" not in told


def test_a_bag_on_the_forearm_hangs_higher_than_one_in_the_hand(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(bag="handbag", carried=NONE, age="young adult")
    heights = []
    for strap in ("in the hand", "on the forearm"):
        posed = build_person(atlas, replace(person, bag_strap=strap), seed).pose(stream(3), 0.0)
        row = posed.material_names.index("bag")
        heights.append(posed.vertices[posed.vertices[:, 13] == row, 1].mean())
    assert heights[1] > heights[0] + 0.15
    assert seen(replace(person, bag_strap="on the forearm"))["bag_strap"] == "on the forearm"
    assert "bag_strap" not in seen(replace(person, bag_strap="on the forearm"), resolution=50.0)


def test_buttons_are_told_only_near_and_from_the_front(someone: Callable) -> None:
    person = replace(someone(upper="shirt")[0], button_colour="white")
    assert seen(person, buttons=20)["button_colour"] == "white"
    for unseen in (seen(person, buttons=3), seen(person, 120.0, buttons=20), seen(person, 0.0, 100.0, buttons=20)):
        assert "button_colour" not in unseen


def test_earphones_are_told_only_near_and_headphones_from_further_away(someone: Callable) -> None:
    person = replace(someone(headphones="headphones")[0], headphones="earphones", headphones_colour="white")
    assert seen(person, headphones=30)["headphones"] == "earphones"
    assert "headphones" not in seen(person, 0.0, 100.0, headphones=30)
    assert seen(replace(person, headphones="headphones"), 0.0, 100.0, headphones=30)["headphones_colour"] == "white"


def test_rips_and_belts_are_told_where_they_are_seen(someone: Callable) -> None:
    person = replace(someone(lower="jeans", lower_pattern="ripped")[0], belt_colour="brown")
    assert seen(person, **{"lower trim ripped": 60, "belt": 60}).items() >= {
        ("lower_pattern", "ripped"),
        ("belt_colour", "brown"),
    }
    assert seen(person)["lower_pattern"] == "plain"
    assert "belt_colour" not in seen(person)


def test_two_rows_of_buttons_stand_on_a_coat_without_an_edge_in_the_middle(atlas: BodyAtlas, someone: Callable) -> None:
    person, _ = someone(upper="long coat", coat_open="closed", age="young adult")
    person = replace(person, button_colour="white")
    edges = {}
    for seed in range(8):
        outfit = wear(atlas, person, seed)
        on_both_sides = part_of(outfit, "buttons").vertices[:, 0].min() < -0.03
        edges.setdefault(on_both_sides, set()).add(outfit.materials["upper"].zipped)
    assert edges == {True: {0.0}, False: {1.0}}
