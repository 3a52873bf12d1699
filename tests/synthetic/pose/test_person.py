"""Whole persons, with their bags."""

from dataclasses import replace
from time import process_time

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.pose.person import Person, PosedPerson, build_person

MATERIALS = {
    *("skin", "eye", "hair", "headwear", "hood", "frame", "lens", "upper", "inner", "lower", "tights", "belt", "tie"),
    *("scarf", "scarf tail", "shoes", "boots", "bag", "bag pocket", "strap", "item", "item trim", "seat", "beard"),
    *("mask", "headphones", "headwear band", "socks", "buttons"),
}
PLAIN = replace(
    draw_attributes(0),
    sex="man",
    age="young adult",
    height="medium",
    upper="jacket",
    upper_colour="navy",
    upper_colour2=NONE,
    upper_pattern="plain",
    sleeves="long",
    dress_length=NONE,
    coat_length=NONE,
    coat_open=NONE,
    inner=NONE,
    tie_colour=NONE,
    scarf_colour=NONE,
    scarf_pattern=NONE,
    lower="jeans",
    lower_colour="blue",
    lower_pattern="plain",
    lower_fit="straight",
    tucked=NONE,
    belt_colour=NONE,
    tights_colour=NONE,
    headwear=NONE,
    hood=NONE,
    hair="short",
    hair_texture="straight",
    fringe=NONE,
    mask_colour=NONE,
    headphones_colour=NONE,
    sole_colour=NONE,
    socks_colour=NONE,
    shoes="trainers",
    shoes_colour="white",
    bag=NONE,
    bag_colour=NONE,
    bag_colour2=NONE,
    bag_strap=NONE,
    carried=NONE,
    carried_colour=NONE,
)


def posed(atlas: BodyAtlas, attributes: PersonAttributes, seed: int = 4, yaw: float = 0.0) -> PosedPerson:
    return build_person(atlas, attributes, seed).pose(np.random.default_rng(seed), yaw)


def rest_of(person: Person, material: str) -> np.ndarray:
    """Rest vertices of one material."""
    rows = person.fixed[:, 7] == person.material_names.index(material)
    return person.rest.vertices[rows]


@pytest.fixture(scope="module")
def fifty(atlas: BodyAtlas) -> list[PosedPerson]:
    return [posed(atlas, draw_attributes(seed), seed, yaw=7.0 * seed) for seed in range(50)]


def test_anybody_can_be_built_and_posed(fifty: list[PosedPerson]) -> None:
    for person in fifty:
        assert np.isfinite(person.vertices).all()
        low = 0.6 if person.action in ("sitting", "crouching") else 0.9
        assert low < person.height_m < 2.0
        highest = 2.7 if person.item == "umbrella" else person.height_m + 0.2
        assert person.vertices[:, 1].max() < highest
        reach = 1.4 if person.framed == len(person.vertices) else 2.0
        assert np.abs(person.vertices[:, [0, 2]]).max() < reach
        assert person.faces.min() == 0
        assert person.faces.max() < len(person.vertices)


def test_nobody_sinks_into_the_ground_or_floats(fifty: list[PosedPerson]) -> None:
    for person in fifty:
        kept = person.vertices[:, 12] >= 0
        assert person.vertices[kept, 1].min() == pytest.approx(0, abs=0.01)


def test_material_names_are_those_that_tell_what_is_visible(fifty: list[PosedPerson]) -> None:
    names = {name.split(" trim ")[0] for person in fifty for name in person.material_names}
    assert names <= MATERIALS
    for person in fifty:
        assert person.vertices[:, 13].max() < len(person.material_names) == len(person.materials) <= 64
        assert {"skin", "eye", "upper", "shoes"} <= set(person.material_names)


def test_the_same_seed_is_the_same_person_to_the_last_bit(atlas: BodyAtlas) -> None:
    one, other = (posed(atlas, draw_attributes(8), 8, 30.0) for _ in range(2))
    assert (one.vertices == other.vertices).all()
    assert (one.materials == other.materials).all()


@pytest.mark.parametrize(
    "changes",
    [
        {"shoes_colour": "red"},
        {"upper_colour": "red"},
        {"glasses": "sunglasses"},
        {"bag": "shoulder bag", "bag_colour": "brown", "bag_strap": "across the body"},
        {"scarf_colour": "red", "scarf_pattern": "plain"},
        {"carried": "bottle", "carried_colour": "red"},
        {"lower_colour": "grey"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_changing_one_detail_leaves_everything_else_as_it_was(atlas: BodyAtlas, changes: dict[str, str]) -> None:
    before, after = build_person(atlas, PLAIN, 4), build_person(atlas, replace(PLAIN, **changes), 4)
    affected = {"shoes_colour": {"shoes"}, "upper_colour": {"upper"}, "lower_colour": {"lower"}}
    for name in ("skin", "hair", "upper", "lower", "shoes"):
        assert (rest_of(before, name) == rest_of(after, name)).all(), name
        rows = [person.materials[person.material_names.index(name)] for person in (before, after)]
        assert (rows[0] == rows[1]).all() or name in affected.get(next(iter(changes)), ()), name


def test_a_turned_person_is_the_same_person_turned(atlas: BodyAtlas) -> None:
    person = replace(PLAIN, bag="handbag", bag_colour="red", carried="umbrella", carried_colour="green")
    front, left = posed(atlas, person, yaw=0.0), posed(atlas, person, yaw=90.0)
    x, y, z = front.vertices[:, :3].T
    assert left.vertices[:, :3] == pytest.approx(np.stack([z, y, -x], axis=1), abs=2e-4)


def test_a_backpack_lies_on_the_back_with_its_straps_in_front(atlas: BodyAtlas) -> None:
    person = build_person(atlas, replace(PLAIN, bag="backpack", bag_colour="red", bag_strap="on both shoulders"), 4)
    back = rest_of(person, "upper")[:, 2].min()
    assert rest_of(person, "bag")[:, 2].mean() < back
    assert rest_of(person, "bag pocket")[:, 2].mean() < rest_of(person, "bag")[:, 2].mean()
    assert rest_of(person, "strap")[:, 2].max() > 0.05


@pytest.mark.parametrize("strap", ["across the body", "on one shoulder"])
def test_a_shoulder_bag_hangs_at_the_hip(atlas: BodyAtlas, strap: str) -> None:
    person = build_person(atlas, replace(PLAIN, bag="shoulder bag", bag_colour="red", bag_strap=strap), 4)
    bag, hip = rest_of(person, "bag").mean(axis=0), person.figure.joint("upperleg01.L")
    assert abs(bag[0]) > hip[0] + 0.1
    assert bag[1] == pytest.approx(hip[1], abs=0.1)
    start_x = person.materials[person.material_names.index("strap")][7, 1]
    assert (start_x * bag[0] > 0) == (strap == "on one shoulder")


def test_a_bag_is_carried_in_the_hand_that_holds_nothing_else(atlas: BodyAtlas) -> None:
    attributes = replace(PLAIN, bag="handbag", bag_colour="red", carried="bottle", carried_colour="green")
    for seed in range(6):
        person = posed(atlas, attributes, seed)
        if person.item != NONE:
            bag, item = (
                person.vertices[person.vertices[:, 13] == person.material_names.index(name), 0].mean()
                for name in ("bag", "item")
            )
            assert bag * item < 0


def test_a_person_is_built_and_posed_fast(atlas: BodyAtlas) -> None:
    """Budgets with room for a busy machine: 0.08 s and 8 ms on a quiet one."""
    person = build_person(atlas, PLAIN, 1)
    person.pose(np.random.default_rng(0), 0.0)
    start = process_time()
    for seed in range(5):
        person.pose(np.random.default_rng(seed), 0.0)
    assert (process_time() - start) / 5 < 0.1


def test_no_pleat_of_a_skirt_comes_through_the_coat_over_it(atlas: BodyAtlas) -> None:
    coat = {"upper": "long coat", "coat_length": "knee-length", "coat_open": "closed", "upper_fabric": "wool"}
    wearer = replace(PLAIN, sex="woman", lower="pleated skirt", lower_fit=NONE, lower_fabric="wool", **coat)
    posed = build_person(atlas, wearer, 4).pose(np.random.default_rng(2), 0.0)
    material = posed.vertices[:, -1]

    def reach(name: str, height: float) -> np.ndarray:
        """Metres from the middle in twelve directions."""
        own = posed.vertices[
            (material == posed.material_names.index(name)) & (np.abs(posed.vertices[:, 1] - height) < 0.03)
        ]
        own = own[own[:, 12] > 0]
        angle = np.arange(12) * np.pi / 6
        return (own[:, [0, 2]] @ np.stack([np.sin(angle), np.cos(angle)])).max(axis=0)

    hem = posed.vertices[(material == posed.material_names.index("upper")) & (posed.vertices[:, 12] > 0), 1].min()
    for height in (hem + 0.04, hem + 0.12, hem + 0.2):
        assert (reach("upper", height) > reach("lower", height)).all()
