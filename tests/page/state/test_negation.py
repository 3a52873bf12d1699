import pytest

from mmref_core.page.state.negation import split_negation


@pytest.mark.parametrize(
    ("query", "rest", "thing"),
    [
        ("a man without a hat", "a man", "hat"),
        ("A man WITH NO glasses.", "A man.", "glasses"),
        ("a woman without a bag in a red coat", "a woman in a red coat", "bag"),
        ("man, without any backpack, in jeans", "man, in jeans", "backpack"),
        ("someone without red shoes and a cap", "someone and a cap", "red shoes"),
    ],
)
def test_what_is_wanted_missing_is_parted_from_the_rest(query: str, rest: str, thing: str) -> None:
    assert split_negation(query) == (rest, thing)


@pytest.mark.parametrize(
    "query", ["", "a man with a hat", "a man without", "without a hat", "withouta hat", "without 3"]
)
def test_a_description_that_negates_nothing_or_says_nothing_else_is_left_alone(query: str) -> None:
    assert split_negation(query) is None
