"""Things in a hand."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.people.items import ITEMS, Grip, held_bag, held_item, item_material
from mmref_core.people.population import draw_attributes
from mmref_core.people.skeleton import FRONT, UP, rotation


def grip(yaw: float = 0.0, height: float = 0.75) -> Grip:
    turn = rotation(UP, yaw)
    return Grip(turn @ np.array([0.2, height, 0.1]), turn, turn @ np.array([0.0, 1.6, 0.1]))


@pytest.mark.parametrize("item", ITEMS)
def test_a_thing_is_where_the_hand_is(item: str) -> None:
    for part in held_item(item, grip(40)):
        assert part.material == "item"
        assert np.isfinite(part.normals).all()
    points = np.concatenate([part.vertices for part in held_item(item, grip(40))])
    assert np.linalg.norm(points - grip(40).palm, axis=1).min() < 0.13


@pytest.mark.parametrize("thing", ["handbag", "suitcase"])
def test_bags_hang_below_the_hand_and_clear_the_ground(thing: str) -> None:
    points = np.concatenate([part.vertices for part in held_bag(thing, grip())])
    assert points[:, 1].min() > -0.001
    assert points[:, 1].mean() < grip().palm[1] - 0.15


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


def test_a_book_before_the_chest_shows_its_pages_to_the_reader() -> None:
    reading = Grip(np.array([0.1, 1.2, 0.4]), np.eye(3), np.array([0.0, 1.6, 0.1]))
    (book,) = held_item("book", reading)
    _, _, axes = np.linalg.svd(book.vertices - book.vertices.mean(axis=0), full_matrices=False)
    to_eyes = reading.eyes - reading.palm
    assert abs(axes[2] @ to_eyes) / np.linalg.norm(to_eyes) > 0.9  # its thinnest direction


def test_nothing_is_held_of_a_bag_that_is_worn() -> None:
    assert held_bag("backpack", grip()) == []


def test_a_phone_is_dark_whatever_the_seed() -> None:
    person = replace(draw_attributes(0), carried="phone")
    assert all(np.max(item_material(person, seed).colour) < 0.02 for seed in range(5))
