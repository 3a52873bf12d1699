from dataclasses import replace

import pytest

from mmref_core.models.reference_thumbnails import join
from mmref_core.retrieval.reference_catalogue import EMPTY_CATALOGUE, ReferenceCatalogue, ReferencePerson, catalogue_of
from small_world import tiny_model

PERSONS = (
    ReferencePerson(30, "A woman in a dark-red coat.", ("white backpack",)),
    ReferencePerson(10, "The man wears layered shirts.", ("RED top", "blue jeans")),
    ReferencePerson(20, "Someone is covered by an umbrella.", ()),
)


def test_the_roster_of_a_model_says_what_each_reference_is_made_of() -> None:
    catalogue = catalogue_of(tiny_model().knowledge)
    assert [one.person for one in catalogue.persons] == [100, 101, 102, 103, 104, 105]
    assert catalogue.of(103) == ReferencePerson(
        103, "caption of person 103", ("red top", "blue jeans", "white backpack")
    )
    assert catalogue.persons[0].phrases == ()
    assert catalogue.of(99) is None


def test_the_values_of_a_detail_come_by_how_often_they_were_seen() -> None:
    colour, bag = catalogue_of(tiny_model().knowledge).details  # priors 0.4, 0.24, 0.16 and 0.2; 0.7, 0.3 and 0
    assert (colour.label, bag.label) == ("colour of the top", "bag")
    assert [value.label for value in colour.values] == ["red top", "upper colour green", "upper colour blue"]
    assert [value.share for value in colour.values] == pytest.approx([0.4, 0.24, 0.16])
    assert (colour.seen, bag.seen) == pytest.approx((0.8, 1.0))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("red", [30, 10]),  # not layered, not covered
        ("man", [10]),  # not a woman
        ("Red COAT", [30]),
        ("umb", [20]),
        ("backpack woman", [30]),
        ("red umbrella", []),
        ("dark-red", [30]),
        ("?!", [30, 10, 20]),
        ("", [30, 10, 20]),
    ],
)
def test_every_word_must_begin_a_word_of_the_caption_or_the_phrases(text: str, found: list[int]) -> None:
    assert [one.person for one in ReferenceCatalogue(PERSONS, ()).find(text)] == found


def test_a_portrait_belongs_to_its_person_whatever_the_order() -> None:
    catalogue = ReferenceCatalogue(PERSONS, (), join((30, 10, 20), (b"a", b"b", b"c")))
    assert [catalogue.portrait(person) for person in (10, 20, 30, 40)] == [b"b", b"c", b"a", None]


def test_a_checkpoint_without_pictures_has_no_portraits() -> None:
    assert ReferenceCatalogue(PERSONS, ()).portrait(10) is None
    assert replace(EMPTY_CATALOGUE).find("red") == ()
