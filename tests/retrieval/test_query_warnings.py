"""What a search says of a query that fits nothing."""

from mmref_core.retrieval.query_warnings import faint_sentence


def test_a_description_that_fits_nothing_is_told_in_one_sentence_with_the_words_that_are_not_known() -> None:
    start = "Nothing stands out: this description fits no picture clearly better than “somebody” does"
    assert faint_sentence(()) == f"{start}. Clothes and their colours say most."
    assert faint_sentence(("theorem", "of")) == f"{start}, and the model has not learnt “theorem”, “of”."
    many = faint_sentence([f"word{number}" for number in range(9)])
    assert many.endswith("“word3”, “word4” and 4 more.")
    assert len(faint_sentence(["x" * 2000])) < 200
