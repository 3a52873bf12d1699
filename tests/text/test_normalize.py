"""Unknown words are read as known ones that mean nearly the same; known ones stay."""

import gzip
from pathlib import Path

import pytest

from mmref_core.text.build_synonyms import gather, is_colour, write_table
from mmref_core.text.normalize import (
    MIN_WEIGHT,
    TABLE,
    WEIGHT_OUT_OF_CONTEXT,
    NormalizedQuery,
    QueryNormalizer,
    Replacement,
    count_words,
    one_edit_away,
    related_words,
)
from mmref_core.text.wordnet import read_wordnet

KNOWN = "a woman man girl with backpack red blue black coat overcoat walking walk hat sneakers shoe long dark wearing"
READER = QueryNormalizer(dict.fromkeys([*KNOWN.split(), "a backpack"], 100))
DATA = """  1 licence
00000001 07 n 01 colour 0 000 | a quality
00000002 07 n 02 chromatic_color 0 hue 0 001 @ 00000001 n 0000 | a colour with hue
00000003 07 n 02 red 0 redness 0 001 @ 00000002 n 0000 | red colour
00000004 07 n 01 claret 0 001 @ 00000003 n 0000 | a dark purplish-red color
00000005 13 n 01 claret 0 000 | a red wine
00000006 06 n 02 rucksack 0 back_pack 0 002 @ 00000007 n 0000 + 00000001 v 0101 | carried on the back
00000007 06 n 01 bag 0 000 | a container
"""
INDEX = """  1 licence
back_pack n 1 1 @ 1 0 00000006
bag n 1 0 1 0 00000007
claret n 2 1 @ 2 0 00000004 00000005
red n 1 1 @ 1 0 00000003
rucksack n 1 1 @ 1 0 00000006
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("verb", "adj", "adv"):
        (tmp_path / f"data.{part}").write_text("  1 licence\n")
        (tmp_path / f"index.{part}").write_text("  1 licence\n")
    (tmp_path / "data.verb").write_text("00000001 35 v 01 pack 0 000 01 + 08 00 | fill\n")
    (tmp_path / "data.noun").write_text(DATA)
    (tmp_path / "index.noun").write_text(INDEX)
    return tmp_path


def test_wordnet_is_read_as_its_manual_says(folder: Path) -> None:
    wordnet = read_wordnet(folder)
    assert [synset.gloss for synset in wordnet.senses["claret"]] == ["a dark purplish-red color", "a red wine"]
    rucksack = wordnet.senses["rucksack"][0]
    assert (rucksack.words, rucksack.field) == (("rucksack", "back pack"), 6)
    assert [other.words for other in wordnet.targets(rucksack, "@", "+")] == [("bag",), ("pack",)]


def test_a_colour_counts_more_than_other_senses(folder: Path) -> None:
    wordnet = read_wordnet(folder)
    assert [is_colour(wordnet, synset) for synset in wordnet.senses["claret"]] == [True, False]
    found = gather(wordnet)
    weights = dict(found["claret"])
    assert weights["red"] > 1 and weights["maroon"] > 1, "from WordNet, and from the survey of colour names"
    assert found["rucksack"] == [("back pack", 1.0), ("bag", 0.6), ("pack", 0.4)]
    assert found["bag"] == [], "it is related to nothing here, and a word all the same"
    assert dict(found["ice blue"])["pale blue"] > dict(found["ice blue"])["light sky blue"] > 0, "a colour of two words"
    assert all(phrase.count(" ") < 2 for phrase in found), "one of three would never be looked up"


def test_the_table_is_the_same_bytes_again(folder: Path, tmp_path: Path) -> None:
    found = gather(read_wordnet(folder))
    for name in ("one", "two"):
        write_table(found, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert "rucksack\tback pack=1.00\tbag=0.60\tpack=0.40" in gzip.decompress((tmp_path / "one").read_bytes()).decode()


def test_the_shipped_table_names_its_words_once_and_sorts_relations() -> None:
    words = [line.split("\t", 1)[0] for line in gzip.decompress(TABLE.read_bytes()).decode().split("\n")]
    assert words == sorted(set(words)) and len(words) > 30_000
    for word, related in related_words().items():
        weights = [weight for _, weight in related]
        assert weights == sorted(weights, reverse=True) and word not in dict(related)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("haversack", "backpack"),  # the same thing by another name
        ("sapphire", "blue"),  # a kind of it
        ("ebony", "black"),  # a colour, although it is a wood first
        ("greatcoat", "overcoat"),
        ("marching", "walking"),  # in the same form
        ("plimsolls", "sneakers"),  # as many of it
        ("wmoan", "woman"),  # a typing error
        ("ebony-sapphire", "black blue"),  # every part of it
    ],
)
def test_an_unknown_word_is_read_as_a_known_one(typed: str, read: str) -> None:
    assert READER.meaning(typed) == read


def test_several_things_are_read_as_several() -> None:
    assert QueryNormalizer({"backpack": 100, "backpacks": 100}).meaning("haversacks") == "backpacks"
    assert READER.meaning("haversacks") == "backpack", "the plural is not known"


def test_a_phrase_is_known_where_it_was_seen_and_not_because_its_words_were() -> None:
    words = dict.fromkeys(("rubber", "band"), 100)
    assert "rubber band" in dict(related_words()["elastic"])
    assert (
        QueryNormalizer(words).meaning("elastic")
        != "rubber band"
        == QueryNormalizer(words | {"rubber band": 20}).meaning("elastic")
    )


def test_weak_relations_are_left_alone() -> None:
    """On validation persons reading them lost more than it gained."""
    assert 0.25 < dict(related_words()["stride"])["walk"] < MIN_WEIGHT
    assert READER.meaning("striding") == ""


@pytest.mark.parametrize("word", ["woman", "coat", "furthermore", "xqzzt", "the"])
def test_what_is_known_or_near_to_nothing_stays(word: str) -> None:
    assert READER.meaning(word) == ""


def test_a_shade_before_a_colour_is_read_with_it() -> None:
    pairs = ("pale blue", "bottle green")
    reader = QueryNormalizer(
        dict.fromkeys((*KNOWN.split(), *pairs, *" ".join(pairs).split(), "sky", "light", "grey", "gray"), 100)
    )
    assert reader.read("a marine blue hat, an Ice Blue coat").changes == (Replacement("Ice Blue", "pale blue"),)
    assert reader.read("racing green overcoat").text == "bottle green overcoat"
    assert reader.read("a racing-green hat").text == "a bottle green hat"
    assert reader.read("ice, blue coat").text.endswith(", blue coat"), "they are not one colour"
    assert reader.read("lihgt blue coat").text == "light blue coat", "a typing error"
    assert reader.read("sky blue, light blue").changes == ()


def test_a_shade_that_the_table_does_not_have_stays() -> None:
    assert READER.read("a raven black coat").changes == ()
    assert READER.read("an ebony coat").text == "an black coat"


def test_how_a_word_is_made_says_nothing_by_itself() -> None:
    assert READER.meaning("sapphire-coloured") == "blue"
    assert READER.meaning("hat-like") == "hat"
    assert READER.meaning("coloured") == "", "its other senses are of people"


def test_signs_and_capitals_around_words_stay() -> None:
    reading = READER.read("A woman, with a Haversack (sapphire) & a Haversack!")
    assert reading.text == "A woman, with a backpack (blue) & a backpack!"
    assert reading.changes == (Replacement("Haversack", "backpack"), Replacement("sapphire", "blue"))


@pytest.mark.parametrize("text", ["", "42", " ?! ", "blue", "marine"])
def test_a_text_of_one_word_or_none_is_read_too(text: str) -> None:
    assert READER.read(text) == NormalizedQuery(text)


def test_reading_twice_changes_nothing_more() -> None:
    once = READER.read("a gal in a claret topcoat with a knapsack and plimsolls").text
    assert READER.read(once) == NormalizedQuery(once)


def test_a_model_that_says_nothing_of_its_words_reads_all_as_they_are() -> None:
    assert QueryNormalizer({}).read("a haversack") == NormalizedQuery("a haversack")


def test_usual_words_come_before_rare_ones() -> None:
    for usual in ("hat", "turban"):
        counts = {"hat": 30, "turban": 30} | {usual: 100_000}
        assert QueryNormalizer(counts).meaning("toque") == usual


def test_words_are_known_from_their_number_on() -> None:
    texts = ["A red coat"] * 19 + ["red-haired, red coat's"]
    assert count_words(texts) == {"red": 20}
    assert count_words([*texts, "a coat"]) == {"a": 20, "red": 20, "coat": 20}


def test_pairs_of_words_side_by_side_are_counted() -> None:
    texts = ["a Navy-blue hat"] * 12 + ["one navy blue hat, sky blue"] * 8 + ["hat; with band"] * 20
    pairs = {"navy blue": 20, "blue hat": 20, "with band": 20}
    assert count_words(texts) == {"hat": 40, "with": 20, "band": 20} | pairs, "“sky blue” is rare, “hat with” no pair"


def test_a_weak_relation_counts_where_its_word_was_seen_beside_a_neighbour() -> None:
    assert MIN_WEIGHT < dict(related_words()["rucksack"])["bag"] < 2 * MIN_WEIGHT
    known = dict.fromkeys(("with", "a", "bag", "for"), 100)
    assert QueryNormalizer(known).read("a rucksack").changes == (), "“a bag” was never seen"
    assert QueryNormalizer(known | {"a bag": 20}).read("a rucksack").text == "a bag"
    assert QueryNormalizer(known | {"bag for": 20}).read("red rucksack for").text == "red bag for", "“red” is not known"
    assert QueryNormalizer(known | {"bag for": 20}).read("a rucksack, for").changes == (), "a sign stands between them"
    assert QueryNormalizer(known).read("red rucksack").text == "red bag", "no neighbour is known"


def test_a_strong_relation_counts_wherever_its_word_stands() -> None:
    assert WEIGHT_OUT_OF_CONTEXT * dict(related_words()["ebony"])["black"] > MIN_WEIGHT
    assert READER.read("a woman ebony").text == "a woman black"


def test_parts_of_a_word_are_neighbours_of_each_other() -> None:
    known = dict.fromkeys(("small", "bag", "a"), 100)
    assert QueryNormalizer(known).meaning("small-rucksack") == "", "“small bag” was never seen"
    assert QueryNormalizer(known | {"small bag": 20}).meaning("small-rucksack") == "small bag"


def test_a_word_that_exists_is_no_typing_error() -> None:
    assert related_words()["make"] == () and "male" in one_edit_away("make")
    assert (
        QueryNormalizer({"male": 100}).meaning("make") == ""
        and QueryNormalizer({"male": 100}).meaning("mael") == "male"
    )


def test_one_error_is_a_letter_less_more_changed_or_swapped() -> None:
    near = set(one_edit_away("hat"))
    assert {"at", "ht", "ha", "aht", "hta", "cat", "that", "hats"} <= near
    assert "tha" not in near and "ha s" not in near
