from collections import Counter

import pytest
from numpy.random import default_rng

from mmref_core.synthetic.geometry.random_streams import Chooser


def test_options_come_as_often_as_their_shares_say() -> None:
    chooser = Chooser(default_rng(1))
    drawn = Counter(chooser.weighted("abc", [6, 3, 1]) for _ in range(20_000))
    assert [drawn[option] / 20_000 for option in "abc"] == pytest.approx([0.6, 0.3, 0.1], abs=0.02)


def test_the_first_word_of_a_table_is_the_most_usual() -> None:
    chooser = Chooser(default_rng(2))
    drawn = Counter(chooser.pick_usual("abcd") for _ in range(5000))
    assert drawn["a"] > 2500 > drawn["b"] > drawn["c"] > drawn["d"] > 0
