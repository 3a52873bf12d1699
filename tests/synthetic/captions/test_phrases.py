import pytest
from random_labels import LABELS, NONE

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.captions.caption_writer import attribute_words, describe_value, write_phrases

LOOK = {
    "sex": "woman",
    "age": "elderly",
    "upper": "open jacket",
    "upper_colour": "red",
    "upper_pattern": "check",
    "inner": "t-shirt",
    "inner_colour": "white",
    "lower": "jeans",
    "lower_colour": "blue",
    "shoes": "trainers",
    "shoes_colour": "white",
    "bag": "backpack",
    "bag_colour": "black",
    "hair": "long",
    "hair_colour": "brown",
    "headwear": NONE,
    "glasses": "sunglasses",
    "scarf_colour": "navy",
    "sleeves": "long",
    "carried": "umbrella",
}


def test_phrases_name_things_with_their_colours() -> None:
    assert dict(write_phrases(LOOK)) == {
        "upper": "red jacket",
        "inner": "white t-shirt",
        "lower": "blue jeans",
        "shoes": "white trainers",
        "bag": "black backpack",
        "carried": "umbrella",
        "upper_pattern": "checked jacket",
        "scarf_colour": "navy scarf",
        "hair": "long brown hair",
        "glasses": "sunglasses",
        "sleeves": "long sleeves",
        "sex": "elderly woman",
    }


def test_the_size_of_a_garment_stands_before_its_colour() -> None:
    assert write_phrases({"lower": "short skirt", "lower_colour": "red"}) == (("lower", "short red skirt"),)


def test_hair_reads_well() -> None:
    assert write_phrases({"hair": "bun", "hair_colour": "black"}) == (("hair", "black hair in a bun"),)
    assert write_phrases({"hair": "bald"}) == (("hair", "bald head"),)


def test_phrases_of_a_persons_attributes_pass_over_what_is_not_there() -> None:
    for seed in range(100):
        phrases = write_phrases(draw_attributes(seed).to_dict())
        assert len(phrases) >= 5
        assert all(NONE not in phrase.split() and phrase == " ".join(phrase.split()) for _, phrase in phrases)


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        ("upper_colour", "red", "red top"),
        ("bag", "backpack", "backpack"),
        ("headwear", NONE, "no headwear"),
        ("sleeves", "short", "short sleeves"),
        ("upper_pattern", "dots", "top with dots"),
        ("lower_pattern", "plain", "plain bottoms"),
        ("hair", "long", "long hair"),
        ("beard", NONE, "no beard"),
        ("view", "back", "seen from the back"),
        ("tights_colour", "black", "black tights"),
    ],
)
def test_a_value_is_described_in_words(attribute: str, value: str, words: str) -> None:
    assert describe_value(attribute, value) == words


def test_every_value_of_an_attribute_has_words_of_its_own() -> None:
    _, values = attribute_words(LABELS)
    for attribute, words in values.items():
        assert len(set(words.values())) == len(words), attribute
        assert all("_" not in text and "{" not in text for text in words.values())


def test_every_attribute_has_a_name_without_underscores() -> None:
    names, _ = attribute_words(LABELS | dict.fromkeys(draw_attributes(0).to_dict(), ()))
    assert all("_" not in name for name in names.values())
    assert len(set(names.values())) == len(names)
