from numpy.random import default_rng

from mmref_core.synthetic.captions.spelling import mistyped, run_together, spelled
from mmref_core.synthetic.geometry.random_streams import Chooser

TEXT = "The man is wearing a grey hoodie and sand-coloured trousers. He carries a backpack."


def variants() -> list[str]:
    return [spelled(Chooser(default_rng(seed)), TEXT, lower_case=0.1, contracted=0.0) for seed in range(2000)]


def test_some_annotators_are_american() -> None:
    share = sum("gray" in text and "sand-colored" in text for text in variants()) / 2000
    assert 0.4 < share < 0.6


def test_a_mistyped_word_keeps_its_ends_and_changes_by_a_letter() -> None:
    for seed in range(200):
        typed = mistyped(Chooser(default_rng(seed)), "backpack.")
        assert (typed[0], typed[-1]) == ("b", ".")
        assert abs(len(typed) - len("backpack.")) <= 1


def test_short_words_and_hyphens_are_typed_right() -> None:
    for seed in range(50):
        assert mistyped(Chooser(default_rng(seed)), "the") == "the"
        assert mistyped(Chooser(default_rng(seed)), "t-shirt") == "t-shirt"


def test_no_mistake_makes_a_rude_word() -> None:
    typed = {mistyped(Chooser(default_rng(seed)), "shirt,") for seed in range(300)}
    assert {"shrt,", "shir,"} & typed
    assert "shit," not in typed


def test_about_one_word_in_a_hundred_is_mistyped() -> None:
    right = set(TEXT.lower().replace(".", "").split()) | {"gray", "sand-colored"}
    typed = [word for text in variants() for word in text.lower().replace(".", "").split()]
    assert 0.003 < sum(word not in right for word in typed) / len(typed) < 0.015


def test_relaxed_annotators_run_words_together() -> None:
    assert (
        run_together("He is tall. I think he has got a bag and she is near.")
        == "He's tall. I think he's got a bag and she's near."
    )
    assert run_together("Where is the man? The headwear is red.") == "Where's the man? The headwear is red."


def test_who_never_contracts_never_does() -> None:
    texts = [spelled(Chooser(default_rng(seed)), "He is tall.", lower_case=0.0, contracted=0.0) for seed in range(50)]
    assert not any("'" in text for text in texts)
