from dataclasses import replace

import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.clothing.fitting import BARE_LEG, COVERED_LEG, GarmentMeasures, take_measures
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes


@pytest.fixture
def shirt() -> PersonAttributes:
    nothing = dict.fromkeys(("inner", "tucked", "dress_length", "coat_length", "tights_colour"), NONE)
    return replace(draw_attributes(0), upper="shirt", sleeves="long", lower="trousers", lower_fit="straight", **nothing)


def measure(atlas: BodyAtlas, attributes: PersonAttributes, seed: int = 5) -> GarmentMeasures:
    return take_measures(attributes, atlas.landmarks, seed)


def test_sleeves_end_where_their_word_says(atlas: BodyAtlas, shirt: PersonAttributes) -> None:
    for seed in range(20):
        ends = [
            measure(atlas, replace(shirt, sleeves=word), seed).sleeve
            for word in ("sleeveless", "short", "three-quarter", "long")
        ]
        assert ends[0] < 0 < ends[1] < 1 < ends[2] < 1.6 < ends[3] < 2


def test_coats_and_skirts_keep_to_their_lengths(atlas: BodyAtlas, shirt: PersonAttributes) -> None:
    for seed in range(20):
        knee, calf = (measure(atlas, replace(shirt, coat_length=w), seed) for w in ("knee-length", "calf-length"))
        assert 0.2 < calf.coat_hem < 0.36 < knee.coat_hem < atlas.landmarks.crotch
        short, long = (measure(atlas, replace(shirt, lower=f"{word} skirt"), seed) for word in ("short", "long"))
        assert atlas.landmarks.ankle < long.skirt_hem < 0.3 < short.skirt_hem < atlas.landmarks.crotch


def test_legs_are_bare_under_a_skirt_but_for_tights(atlas: BodyAtlas, shirt: PersonAttributes) -> None:
    skirt = replace(shirt, lower="short skirt")
    assert measure(atlas, skirt).leg == BARE_LEG
    assert measure(atlas, replace(skirt, tights_colour="black")).leg == COVERED_LEG
    assert 0 < measure(atlas, replace(shirt, lower="shorts")).leg < 1 < measure(atlas, shirt).leg


def test_colours_and_shoes_change_no_measure(atlas: BodyAtlas, shirt: PersonAttributes) -> None:
    other = replace(shirt, upper_colour="pink", lower_colour="white", shoes="boots", shoes_colour="red", bag="backpack")
    assert measure(atlas, other) == measure(atlas, shirt)


def test_people_differ(atlas: BodyAtlas, shirt: PersonAttributes) -> None:
    assert len({measure(atlas, shirt, seed).hem for seed in range(10)}) == 10
