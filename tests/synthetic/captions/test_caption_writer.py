import re
from functools import cache

import pytest
from numpy.random import default_rng
from random_labels import LABELS, NONE, draw_visible

from mmref_core.synthetic.captions.caption_noise import ambiguity_class
from mmref_core.synthetic.captions.caption_writer import Caption, write_caption
from mmref_core.synthetic.captions.lexicon import NOUNS

COUNT = 4000
Labels = dict[str, str]


@cache
def written() -> tuple[tuple[Labels, Caption], ...]:
    """Captions of many people, each by another annotator."""
    people = [draw_visible(seed) for seed in range(COUNT)]
    return tuple((visible, write_caption(visible, default_rng([9, seed]))) for seed, visible in enumerate(people))


def share(kind: str) -> float:
    return sum(any(note["kind"] == kind for note in caption.notes) for _, caption in written()) / COUNT


def typed_well() -> list[tuple[Labels, Caption]]:
    """Captions whose words are all spelled as in most others: the hurried ones cannot be scanned for words."""
    counts: dict[str, int] = {}
    for _, caption in written():
        for word in words(caption.text):
            counts[word] = counts.get(word, 0) + 1
    return [(seen, caption) for seen, caption in written() if all(counts[word] > 4 for word in words(caption.text))]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z'-]+", text.lower())


def test_the_same_draws_write_the_same_caption() -> None:
    visible = draw_visible(3)
    assert write_caption(visible, default_rng(5)) == write_caption(visible, default_rng(5))


def test_different_annotators_write_different_captions() -> None:
    texts = {write_caption(draw_visible(3), default_rng(number)).text for number in range(50)}
    assert len(texts) == 50


def test_what_is_visible_is_not_changed() -> None:
    visible = draw_visible(4)
    before = dict(visible)
    write_caption(visible, default_rng(1))
    assert visible == before


def test_whatever_is_stated_is_visible_or_noted() -> None:
    for visible, caption in written():
        admitted = {(note["attribute"], note["said"]) for note in caption.notes}
        for attribute, value in caption.mentions.items():
            assert visible.get(attribute) == value or (attribute, value) in admitted, caption


def test_nothing_is_stated_of_what_is_not_visible() -> None:
    for visible, caption in written():
        assert caption.mentions.keys() <= visible.keys(), caption


def test_a_note_tells_of_a_difference_that_the_caption_has() -> None:
    for visible, caption in written():
        for note in caption.notes:
            assert note.keys() == {"kind", "attribute", "said"}
            if note["kind"] == "omission":
                assert note["said"] == ""
                assert note["attribute"] in visible
                assert note["attribute"] not in caption.mentions
            else:
                assert note["kind"] in ("vague", "neighbour", "wrong")
                assert caption.mentions[note["attribute"]] == note["said"] != visible[note["attribute"]]


@pytest.mark.parametrize(
    "thing", ["bag", "headwear", "carried", "glasses", "scarf", "tie", "tights", "shoes", "socks", "mask"]
)
def test_no_word_for_a_thing_is_used_where_there_is_none(thing: str) -> None:
    names = {name.replace("|", " ") for options in NOUNS[thing].values() for name in options}
    names -= {"mobile", "shoes", "dark glasses"} if thing != "shoes" else set()
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, names)))})\b")
    checked = 0
    for visible, caption in typed_well():
        if thing in visible or f"{thing}_colour" in visible or "doing" in visible:
            continue
        checked += 1
        own_words = re.sub(
            r"(?:book|school|hand|sling|guitar|shopping|carrier|grocery|store) bags?|bag of shopping|bottle green|"
            r"bike helmet|football|ball cap|tied? (?:back|up|in)|tie-dyed?|with a hood",
            "",
            caption.text.lower(),
        )
        assert not pattern.search(own_words), caption.text
    assert checked > 10


def test_most_captions_are_whole() -> None:
    whole = 0
    for visible, caption in written():
        told = set(caption.mentions)
        expected = {key for key in ("upper", "upper_colour", "lower", "lower_colour") if key in visible}
        if caption.mentions.get("upper") == "suit":
            expected -= {"lower", "lower_colour"}
        more = [key for key in ("shoes", "hair", "bag") if visible.get(key, NONE) != NONE]
        whole += expected <= told and (not more or any(key in told or f"{key}_colour" in told for key in more))
    assert whole / COUNT > 0.75
    assert sum(ambiguity_class(caption.notes) == "clean" for _, caption in written()) / COUNT > 0.57


def test_slips_come_as_often_as_intended() -> None:
    assert 0.02 < share("wrong") < 0.045
    assert 0.04 < share("neighbour") < 0.11
    assert 0.07 < share("vague") < 0.18
    assert 0.09 < share("omission") < 0.30


def test_absent_things_are_seldom_remarked_on() -> None:
    assert 0 < sum(NONE in caption.mentions.values() for _, caption in written()) / COUNT < 0.03


def test_lengths() -> None:
    lengths = [len(caption.text.split()) for _, caption in written()]
    assert max(lengths) <= 45
    assert 21 < sum(lengths) / COUNT < 28.5
    assert min(lengths) >= 8
    noun_phrases = [len(re.findall(r"[a-z]+|[^a-z\s]", caption.text.lower())) for _, caption in written()]
    assert max(noun_phrases) <= 55


def test_hardly_anything_visible_still_gives_a_sentence() -> None:
    for seed in range(30):
        caption = write_caption({"sex": "woman", "view": "back", "action": "walking"}, default_rng(seed))
        assert len(words(caption.text)) >= 2
        assert caption.mentions.keys() <= {"sex", "view", "action"}


@pytest.mark.parametrize(
    "mistake",
    [
        r"\s\s",
        r"\s[,.?]",
        r"[,.?][,.?]",
        r"[{}|]",
        r"\b(\w+) \1\b",
        r"\ba (?!one\b)[aeio]",
        r"\ban ([^aeiou]|one\b)",
        r"\ba ([a-z-]+ )?(jeans|trousers|pants|shorts|leggings|trainers|sneakers|boots|shoes|sandals|glasses)\b",
        r"\bin \S+-colou?red(?! \w)",
        r"\bnone\b",
        r"\band and\b|\bwith with\b|\band with\b|, and,",
        r"^[,. ]|[, ]$",
    ],
)
def test_no_caption_has_a_mistake_of_grammar(mistake: str) -> None:
    for _, caption in typed_well():
        assert not re.search(mistake, caption.text), caption.text


def test_a_caption_begins_with_a_capital_or_has_none() -> None:
    for _, caption in written():
        assert caption.text[0].isupper() or caption.text == caption.text.lower(), caption.text


def test_pronouns_suit_the_person() -> None:
    for _, caption in typed_well():
        other = {"man": {"she", "her", "hers"}, "woman": {"he", "his", "him"}}
        assert not other.get(caption.mentions.get("sex", ""), set()) & set(words(caption.text)), caption.text


def test_a_dress_comes_without_trousers() -> None:
    for visible, caption in written():
        if visible.get("upper") == "dress":
            assert "lower" not in caption.mentions


def test_every_value_is_said_at_some_time() -> None:
    said = {item for _, caption in written() for item in caption.mentions.items()}
    never = {(key, value) for key, values in LABELS.items() for value in values if (key, value) not in said}
    unsaid = {
        ("fringe", NONE),
        ("beard", NONE),
        ("inner", NONE),
        ("carried", NONE),
        ("bag_view", "full"),
        ("bag_view", "straps only"),
    }
    rare = ("inner_pattern", "tie_colour", "tights_colour", "scarf_colour", "carried_colour", "lower_colour2")
    rare += ("bag_colour2", "sole_colour", "socks_colour", "headphones_colour", "belt_colour", "button_colour")
    sayable = {item for item in never - unsaid if item[0] not in rare}
    assert sayable == set()


def test_captions_are_rich() -> None:
    texts = [caption.text for _, caption in written()]
    assert len(set(texts)) == COUNT
    assert len({word for _, caption in typed_well() for word in words(caption.text)}) > 350
    assert len({" ".join(text.split()[:3]) for text in texts}) > 300


def test_some_annotators_write_notes_lists_questions_or_no_capitals() -> None:
    texts = [caption.text for _, caption in written()]
    assert 0.04 < sum(text == text.lower() for text in texts) / COUNT < 0.2
    assert 0.01 < sum(text.endswith("?") or "? " in text for text in texts) / COUNT < 0.1


def test_a_short_query_is_short_and_says_only_what_is_visible_or_noted() -> None:
    for seed in range(COUNT):
        visible = draw_visible(seed)
        query = write_caption(visible, default_rng(seed), "short")
        assert 1 <= len(query.text.split()) <= 9
        admitted = {(note["attribute"], note["said"]) for note in query.notes}
        assert set(query.mentions.items()) <= set(visible.items()) | admitted
        assert all(note["kind"] != "omission" for note in query.notes)


def test_short_queries_name_things_and_persons_with_things() -> None:
    look = {"sex": "woman", "upper": "hoodie", "upper_colour": "red", "bag": "backpack", "bag_colour": "black"}
    queries = {write_caption(look, default_rng(seed), "short").text for seed in range(2000)}
    assert {"red hoodie", "woman in red hoodie", "woman with black backpack"} <= queries
    assert len(queries) > 300


def test_a_paraphrase_speaks_of_the_same_person_in_other_words() -> None:
    look = {"sex": "man", "upper": "hoodie", "upper_colour": "navy", "lower": "jeans", "lower_colour": "black"}
    texts = " ".join(write_caption(look, default_rng(seed), "paraphrase").text.lower() for seed in range(200))
    assert {"fellow", "sporting", "hooded"} <= set(words(texts))
    for seed in range(COUNT):
        visible = draw_visible(seed)
        caption = write_caption(visible, default_rng(seed), "paraphrase")
        admitted = {(note["attribute"], note["said"]) for note in caption.notes}
        assert set(caption.mentions.items()) <= set(visible.items()) | admitted
        assert 8 <= len(caption.text.split()) <= 45


def test_witnesses_speak_of_the_past() -> None:
    past = [caption.text for _, caption in typed_well() if re.match("i (saw|noticed|remember)", caption.text.lower())]
    assert len(past) > 10
    assert not any(re.search(r"\b(is|are|has|wears|carries)\b", text) for text in past)
