import pytest

from mmref_core.text.attribute_phrases import attribute_groups, label_words, named

NAMES = ("bag", "bag_colour", "shoes", "shoes_colour", "upper", "dress_length", "age", "sex")
LABELS = (
    ("no bag", "backpack", "bag on one shoulder"),
    ("red bag", "black bag"),
    ("dress shoes", "round shoes"),
    ("red shoes", "black shoes"),
    ("t-shirt", "dress"),
    ("long dress", "short dress"),
    ("elderly", "child"),
    ("woman", "man"),
)
COLUMNS = [label for labels in LABELS for label in (*labels, "")]


def read(phrase: str) -> list[list[set[str]]]:
    """Labels that each word of each part may stand for."""
    return [
        [{COLUMNS[place] for place, meant in enumerate(row) if meant} for row in part.tolist()]
        for part in named(phrase, NAMES, LABELS)
    ]


def test_a_word_names_every_value_whose_label_ends_with_it() -> None:
    assert read("a bag") == [[{"bag on one shoulder", "red bag", "black bag"}]]
    assert read("the Backpacks") == [[{"backpack"}]]


def test_the_last_word_says_what_it_is() -> None:
    assert read("dress") == [[{"dress", "long dress", "short dress"}]]
    assert read("dress shoes")[0][1] == {"dress shoes", "round shoes", "red shoes", "black shoes"}


def test_a_colour_alone_names_everything_of_that_colour() -> None:
    assert read("red") == [[{"red bag", "red shoes"}]]


def test_words_of_one_part_speak_of_one_thing() -> None:
    assert read("red bag")
    assert read("elderly man") == [[{"elderly"}, {"man"}]]
    assert read("elderly bag") == []


def test_joined_things_are_parts_of_their_own() -> None:
    assert len(read("man with a red bag")) == 2


def test_nothing_of_a_kind_is_named_by_no_alone() -> None:
    assert read("no bag") == [[{"no bag"}]]
    assert read("no shoes") == []


@pytest.mark.parametrize("phrase", ["", " ", "the", "42", "?!", "xqzzt", "red xqzzt", "бэг", "bag with xqzzt"])
def test_a_phrase_that_no_label_has_words_for_names_nothing(phrase: str) -> None:
    assert read(phrase) == []


def test_other_words_for_a_thing_are_as_good() -> None:
    assert read("rucksack") == read("backpack")
    assert label_words("Old LADY in tees") == ("elderly", "woman", "in", "t-shirt")


def test_attributes_of_one_thing_are_one_group() -> None:
    assert attribute_groups(NAMES) == [[0, 1], [2, 3], [4, 5], [6, 7]]
