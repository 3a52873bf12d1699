"""What no person would write, and annotators do not."""

import re

import pytest
from numpy.random import default_rng

from mmref_core.synthetic.captions.caption_writer import write_caption
from mmref_core.synthetic.captions.noun_phrases import is_plural
from mmref_core.synthetic.captions.person_words import NOT_IN_HAND
from mmref_core.synthetic.captions.spelling import run_together


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("cap worn backwards", False),
        ("snapback worn backwards", False),
        ("jeans", True),
        ("dress", False),
        ("shirt with buttons down the front", False),
        ("ear plugs for music", True),
        ("bags of shopping", True),
    ],
)
def test_the_head_of_a_noun_decides_whether_it_is_many(noun: str, plural: bool) -> None:
    assert is_plural(noun) == plural


def test_here_is_runs_together_only_at_the_start() -> None:
    assert run_together("Here is a man.") == "Here's a man."
    assert run_together("Pictured here is a man. He is walking.") == "Pictured here is a man. He's walking."


@pytest.mark.parametrize("carried", NOT_IN_HAND)
def test_what_rolls_or_walks_is_in_nobodys_hand(carried: str) -> None:
    seen = {"sex": "man", "upper": "hoodie", "upper_colour": "red", "carried": carried, "carried_colour": "blue"}
    texts = [write_caption(seen, default_rng(seed)).text.lower() for seed in range(300)]
    assert not any(re.search(r"\bin (his|their) hand\b|in hand", text) for text in texts)


def test_no_lead_is_said_twice() -> None:
    pink = {"sex": "woman", "headwear": "bucket hat", "headwear_colour": "pink", "upper": "hoodie"}
    assert not any("soft soft" in write_caption(pink, default_rng(seed)).text.lower() for seed in range(1500))


def test_nothing_stands_behind_a_noun_that_has_a_remark_of_its_own() -> None:
    striped = {"sex": "man", "upper": "shirt", "upper_pattern": "horizontal stripes"}
    striped |= {"upper_colour": "white", "upper_colour2": "red"}
    texts = [write_caption(striped, default_rng(seed)).text.lower() for seed in range(1500)]
    assert any("buttons down the front" in text for text in texts)
    assert not any(re.search(r"front (banded|with)|with a collar (banded|with)", text) for text in texts)
