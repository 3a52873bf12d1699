import pytest
from numpy.random import default_rng

from mmref_core.synthetic.captions.caption_noise import add_noise, ambiguity_class, omissions
from mmref_core.synthetic.captions.colour_words import NEIGHBOURS
from mmref_core.synthetic.geometry.random_streams import Chooser

LOOK = {
    "sex": "man",
    "upper": "hoodie",
    "upper_colour": "red",
    "lower": "jeans",
    "lower_colour": "navy",
    "shoes": "boots",
    "shoes_colour": "black",
    "bag": "backpack",
    "bag_colour": "beige",
    "bag_view": "full",
}
WHOLE = {key: value for key, value in LOOK.items() if key != "bag_view"}


def note(kind: str) -> dict[str, str]:
    return {"kind": kind, "attribute": "upper", "said": "top"}


@pytest.mark.parametrize(
    ("kinds", "slice_"),
    [
        ((), "clean"),
        (("omission",), "omitting"),
        (("vague", "omission"), "omitting"),
        (("neighbour",), "contradicting"),
        (("vague", "wrong"), "contradicting"),
    ],
)
def test_the_slice_of_a_caption_follows_from_its_worst_note(kinds: tuple[str, ...], slice_: str) -> None:
    assert ambiguity_class([note(kind) for kind in kinds]) == slice_


def test_a_slip_changes_what_it_notes_and_leaves_the_rest() -> None:
    for seed in range(400):
        said, notes = add_noise(Chooser(default_rng(seed)), LOOK, list(LOOK))
        noted = {each["attribute"]: each["said"] for each in notes}
        changed = {key: value for key, value in said.items() if value != LOOK[key]}
        assert changed == {key: value for key, value in noted.items() if key in said}
        assert len(LOOK) - len(said) <= 1


def test_slips_are_made_only_about_what_will_be_told() -> None:
    for seed in range(400):
        _, notes = add_noise(Chooser(default_rng(seed)), LOOK, ["shoes", "shoes_colour"])
        assert {each["attribute"] for each in notes} <= {"shoes", "shoes_colour"}


def test_a_whole_description_omits_nothing() -> None:
    assert omissions(LOOK, WHOLE) == []


@pytest.mark.parametrize("missing", ["upper", "upper_colour", "lower", "lower_colour", "bag"])
def test_a_salient_thing_left_out_is_an_omission(missing: str) -> None:
    told = {key: value for key, value in WHOLE.items() if key != missing}
    assert omissions(LOOK, told) == [{"kind": "omission", "attribute": missing, "said": ""}]


def test_the_straps_of_a_bag_may_be_passed_over() -> None:
    told = {key: value for key, value in WHOLE.items() if key not in ("bag", "bag_colour")}
    assert omissions(LOOK | {"bag_view": "straps only"}, told) == []


def test_neither_shoes_nor_hair_nor_bag_is_an_omission() -> None:
    visible = {key: value for key, value in LOOK.items() if not key.startswith("bag")} | {"bag": "none"}
    told = {key: value for key, value in visible.items() if key.startswith(("upper", "lower"))}
    assert omissions(visible, told) == [{"kind": "omission", "attribute": "shoes", "said": ""}]


def test_a_suit_tells_of_its_trousers() -> None:
    visible = {**LOOK, "upper": "suit"}
    told = {key: value for key, value in WHOLE.items() if not key.startswith("lower")} | {"upper": "suit"}
    assert omissions(visible, told) == []


def test_a_wrong_colour_is_no_neighbour_of_the_true_one() -> None:
    wrong = []
    for seed in range(2000):
        _, notes = add_noise(Chooser(default_rng(seed)), LOOK, ["upper_colour", "lower_colour"])
        wrong += [each for each in notes if each["kind"] == "wrong"]
    assert len(wrong) > 20
    assert all(each["said"] not in NEIGHBOURS[LOOK[each["attribute"]]] for each in wrong)


def test_no_slip_gives_a_pattern_one_colour_twice() -> None:
    striped = {"upper": "sweater", "upper_colour": "black", "upper_colour2": "navy", "upper_pattern": "check"}
    for seed in range(2000):
        said, _ = add_noise(Chooser(default_rng(seed)), striped, ["upper_colour"])
        assert said.get("upper_colour") != "navy"
