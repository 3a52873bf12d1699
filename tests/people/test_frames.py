import re

import pytest

from mmref_core.people.frames import (
    CLAUSE_FRAMES,
    CONTINUATION_FRAMES,
    FRAGMENT_FRAMES,
    GROUPS,
    PERSON_FRAMES,
    THINGS,
    Frame,
)
from mmref_core.people.grammar import CLAUSES, CONTINUATIONS, FRAGMENTS, ORDERS, PERSONS, SETTINGS, VERBS

NAMED = {"a person", "someone", "he", "his", "him", "bears", "bearing"}


def test_there_are_hundreds_of_ways_to_begin_and_to_go_on() -> None:
    beginnings = len(set(PERSONS)) * len(set(SETTINGS)) + len(set(CLAUSES))
    assert beginnings > 1000
    assert len(set(CONTINUATIONS)) + len(set(FRAGMENTS)) > 60


@pytest.mark.parametrize("table", [PERSONS, CLAUSES, CONTINUATIONS, FRAGMENTS], ids=["np", "clause", "next", "notes"])
def test_every_slot_is_known(table: tuple[str, ...]) -> None:
    slots = {slot for text in table for slot in re.findall(r"\{(.*?)\}", text)}
    things = {slot.removesuffix(".is") for slot in slots} - NAMED - VERBS.keys() - GROUPS.keys()
    assert things <= THINGS


def test_no_frame_takes_the_same_thing_twice() -> None:
    for frame in PERSON_FRAMES + CLAUSE_FRAMES + CONTINUATION_FRAMES + FRAGMENT_FRAMES:
        taking = [slot for slot in frame.parts[1::2] if slot in GROUPS or slot in ("bears", "bearing")]
        assert len(taking) == len(frame.groups), frame.parts


def test_anything_that_is_left_can_be_said_by_some_next_sentence() -> None:
    for frames in (CONTINUATION_FRAMES, FRAGMENT_FRAMES):
        for thing in THINGS - ({"absent"} if frames is FRAGMENT_FRAMES else set()):
            assert any(frame.fits({thing}, ()) for frame in frames), thing


def test_a_frame_fits_when_its_groups_have_something_beside_its_single_things() -> None:
    frame = Frame.of("{he} {wears} {shoes} with {worn}, and {his} {bag.is}.")
    assert frame.fits({"shoes", "upper", "bag"}, {"bag"})
    assert not frame.fits({"shoes", "bag"}, {"bag"})
    assert not frame.fits({"shoes", "upper", "bag"}, ())
    assert not frame.fits({"upper", "bag"}, {"bag"})


def test_every_order_looks_at_all_clothes() -> None:
    assert all(sorted(order) == sorted(GROUPS["worn"]) for order in ORDERS)
