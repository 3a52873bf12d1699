"""Things in a hand, and things with a person."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.skeleton import FRONT, UP, rotation
from mmref_core.synthetic.captions.lexicon import NOUNS
from mmref_core.synthetic.captions.visibility import LEAST_OF_ITEM
from mmref_core.synthetic.pose.grip import HandGrip
from mmref_core.synthetic.pose.held_items import ITEMS, held_bag, held_item, item_materials
from mmref_core.synthetic.pose.seats import SEATS, seat

ON_THE_GROUND = ("pram", "walker", "bicycle", "wheelchair", "dog", "walking stick", "crutches", "scooter")


def grip(yaw: float = 0.0, height: float = 0.75) -> HandGrip:
    turn = rotation(UP, yaw)
    return HandGrip(
        palm=turn @ np.array([0.2, height, 0.3]),
        turn=turn,
        eyes=turn @ np.array([0.0, 1.6, 0.1]),
        other=turn @ np.array([-0.2, height, 0.3]),
        hips=turn @ np.array([0.0, 0.9, 0.0]),
    )


def points_of(item: str, held: HandGrip) -> np.ndarray:
    return np.concatenate([part.vertices for part in held_item(item, held)])


def test_all_that_is_carried_can_be_made() -> None:
    assert set(ITEMS) == set(NOUNS["carried"]) - {"something"}
    assert set(LEAST_OF_ITEM) <= set(ITEMS)


@pytest.mark.parametrize("item", ITEMS)
def test_a_thing_is_where_the_hand_is(item: str) -> None:
    for part in held_item(item, grip(40)):
        assert part.material in ("item", "item trim")
        assert np.isfinite(part.normals).all()
    points, palm = points_of(item, grip(40)) @ grip(40).turn, grip(40).palm @ grip(40).turn
    outside = np.maximum(np.maximum(points.min(axis=0) - palm, palm - points.max(axis=0)), 0)
    assert np.linalg.norm(outside) < 0.05


@pytest.mark.parametrize("item", ITEMS)
def test_solids_are_seen_from_outside(item: str) -> None:
    for part in held_item(item, grip()):
        edges = (part.vertices - part.vertices.mean(axis=0))[part.faces]
        signed = np.einsum("ij,ij->i", edges[:, 0], np.cross(edges[:, 1], edges[:, 2])).sum() / 6
        if signed and item not in ("umbrella", "pram"):  # whose canopy and hood are open surfaces
            assert signed > -1e-4, part.material


@pytest.mark.parametrize("item", ON_THE_GROUND)
def test_what_stands_on_the_ground_floats_no_more_than_it_sinks(item: str) -> None:
    for height in (0.6, 0.75, 0.9):
        assert points_of(item, grip(70, height))[:, 1].min() == pytest.approx(0.0, abs=0.035)


@pytest.mark.parametrize("item", set(ITEMS) - set(ON_THE_GROUND))
def test_what_is_carried_stays_off_the_ground(item: str) -> None:
    assert points_of(item, grip(70, 0.62))[:, 1].min() > 0.0


@pytest.mark.parametrize("thing", ["handbag", "suitcase"])
def test_bags_hang_below_the_hand_and_clear_the_ground(thing: str) -> None:
    points = np.concatenate([part.vertices for part in held_bag(thing, grip())])
    assert points[:, 1].min() > -0.001
    assert points[:, 1].mean() < grip().palm[1] - 0.1


def test_a_childs_bags_clear_the_ground() -> None:
    for item in ("shopping bag", "shopping bags", "folded umbrella"):
        assert points_of(item, grip(0, 0.42))[:, 1].min() > 0.0


@pytest.mark.parametrize("height", [0.70, 0.80, 0.90])
def test_a_suitcase_rolls_on_the_ground_behind_its_owner(height: float) -> None:
    turned = grip(120, height)
    points = np.concatenate([part.vertices for part in held_bag("suitcase", turned)])
    assert points[:, 1].min() == pytest.approx(0, abs=0.002)
    assert (points.mean(axis=0) - turned.palm) @ turned.turn @ FRONT < -0.1


def test_things_turn_with_the_person() -> None:
    for item in ITEMS:
        for still, turned in zip(held_item(item, grip()), held_item(item, grip(70)), strict=True):
            assert turned.vertices == pytest.approx(still.vertices @ rotation(UP, 70).T, abs=1e-5), item
            assert turned.coordinates == pytest.approx(still.coordinates, abs=1e-5), item


@pytest.mark.parametrize("item", ["bicycle", "dog", "skateboard", "ball"])
def test_what_is_at_a_side_is_at_the_other_for_the_other_hand(item: str) -> None:
    left = grip()
    right = replace(left, palm=left.other, other=left.palm, sign=-1.0)
    across = [points_of(item, held)[:, 0].mean() for held in (left, right)]
    assert across[0] == pytest.approx(-across[1], abs=0.03)


def test_a_canopy_is_above_the_head_whatever_the_height_of_the_hand() -> None:
    for height in (1.0, 1.3):
        canopy = held_item("umbrella", grip(0, height))[0]
        assert canopy.vertices[:, 1].max() > grip().eyes[1] + 0.25


def test_a_book_before_the_chest_shows_its_pages_to_the_reader() -> None:
    reading = replace(grip(), palm=np.array([0.1, 1.2, 0.4]), eyes=np.array([0.0, 1.6, 0.1]))
    (book,) = held_item("book", reading)
    _, _, axes = np.linalg.svd(book.vertices - book.vertices.mean(axis=0), full_matrices=False)
    to_eyes = reading.eyes - reading.palm
    assert abs(axes[2] @ to_eyes) / np.linalg.norm(to_eyes) > 0.9  # its thinnest direction


def test_a_box_lies_between_the_palms() -> None:
    held = replace(grip(), palm=np.array([0.2, 1.0, 0.4]), other=np.array([-0.2, 1.0, 0.3]))
    box = held_item("box", held)[0].vertices
    assert (box.mean(axis=0) - (held.palm + held.other) / 2)[[0, 2]] == pytest.approx([0, 0], abs=0.04)


@pytest.mark.parametrize("kind", SEATS)
def test_a_seat_reaches_from_the_ground_to_below_the_hips(kind: str) -> None:
    sitting = replace(grip(30), hips=np.array([0.3, 0.6, 0.0]))
    points = np.concatenate([part.vertices for part in seat(kind, sitting)])
    assert points[:, 1].min() == pytest.approx(0.0, abs=0.01)
    assert 0.4 < points[np.linalg.norm((points - sitting.hips)[:, [0, 2]], axis=1) < 0.75][:, 1].max() < 1.0


def test_nothing_is_held_of_a_bag_that_is_worn() -> None:
    assert held_bag("backpack", grip()) == []


def test_a_phone_is_dark_whatever_the_seed() -> None:
    person = replace(draw_attributes(0), carried="phone")
    assert all(np.max(item_materials(person, seed)["item"].colour) < 0.02 for seed in range(5))
