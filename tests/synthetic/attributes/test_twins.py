"""Near-twins differ in what can be seen, and in little."""

from dataclasses import fields, replace

import pytest

from mmref_core.synthetic.attributes.luggage import STRAPS
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.twins import DETAILS, TOLD_APART, draw_twin
from mmref_core.synthetic.geometry.palette import contrasting, difference
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

DETAIL_OF = {
    **dict.fromkeys(("bag", "bag_colour", "bag_colour2", "bag_strap"), "bag"),
    **dict.fromkeys(("hair", "hair_texture", "fringe"), "hair"),
    **dict.fromkeys(("upper_pattern", "upper_colour2"), "upper pattern"),
    **dict.fromkeys(("headwear", "headwear_colour", "hood"), "headwear"),
    **dict.fromkeys(("carried", "carried_colour"), "carried"),
}


def changed(person: PersonAttributes, twin: PersonAttributes) -> set[str]:
    return {field.name for field in fields(person) if getattr(person, field.name) != getattr(twin, field.name)}


@pytest.fixture(scope="module")
def pairs() -> list[tuple[PersonAttributes, PersonAttributes]]:
    people = [draw_attributes(seed) for seed in range(800)]
    return [(person, draw_twin(person, seed)) for seed, person in enumerate(people)]


def test_a_twin_differs_in_one_detail_or_two(pairs: list[tuple[PersonAttributes, PersonAttributes]]) -> None:
    counts = []
    for person, twin in pairs:
        details = {DETAIL_OF.get(field, field) for field in changed(person, twin)}
        if person.headwear == "hood" and "upper_colour" in details:
            details -= {"headwear"}  # a hood has the colour of its hoodie
        counts.append(len(details))
    assert set(counts) == {1, 2}
    assert 0.5 < counts.count(1) / len(counts) < 0.7


def test_who_they_are_never_changes(pairs: list[tuple[PersonAttributes, PersonAttributes]]) -> None:
    fixed = {"sex", "age", "build", "height", "skin", "hair_colour", "upper", "lower", "shoes"}
    assert not any(fixed & changed(person, twin) for person, twin in pairs)


def test_every_kind_of_detail_is_used(pairs: list[tuple[PersonAttributes, PersonAttributes]]) -> None:
    used = {field for person, twin in pairs for field in changed(person, twin)}
    assert {"shoes_colour", "bag", "upper_colour", "sleeves", "headwear", "glasses", "hair", "inner_colour"} <= used
    assert {"beard", "socks_colour", "sole_colour", "upper_fabric", "lower_pattern", "button_colour"} <= used
    assert {"lower_colour", "carried", "tights_colour", "upper_pattern", "bag_colour"} <= used
    assert len(DETAILS) == 18


def test_a_changed_colour_is_told_apart_and_keeps_its_pattern_readable(
    pairs: list[tuple[PersonAttributes, PersonAttributes]],
) -> None:
    for person, twin in pairs:
        for field in ("shoes_colour", "upper_colour", "lower_colour", "inner_colour"):
            if field in changed(person, twin):
                assert difference(getattr(person, field), getattr(twin, field)) > TOLD_APART
        if "upper_colour" in changed(person, twin) and twin.upper_colour2 != NONE:
            assert twin.upper_colour in contrasting(twin.upper_colour2)


def test_outfits_stay_coherent(pairs: list[tuple[PersonAttributes, PersonAttributes]]) -> None:
    for _, twin in pairs:
        assert twin.upper != "suit" or twin.lower_colour == twin.upper_colour
        assert twin.headwear != "hood" or twin.headwear_colour == twin.upper_colour
        assert (twin.bag == NONE) == (twin.bag_colour == NONE)
        assert (twin.bag_strap != NONE) == (twin.bag in STRAPS)


def test_the_same_seed_gives_the_same_twin() -> None:
    person = replace(draw_attributes(1), headwear=NONE)
    assert draw_twin(person, 5) == draw_twin(person, 5)
    assert len({draw_twin(person, seed) for seed in range(30)}) > 10
