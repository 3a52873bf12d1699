from mmref_core.synthetic.captions.vocabularies import HELD_OUT, PLAIN, USUAL, led_by


def test_rare_words_lead_and_a_few_usual_ones_follow() -> None:
    usual = {"navy": ("navy", "dark blue", "midnight", "indigo"), "red": ("red", "crimson")}
    assert led_by({"navy": ("ink blue",)}, usual) == {
        "navy": ("ink blue", "navy", "dark blue", "midnight"),
        "red": ("red", "crimson"),
    }


def test_a_woman_has_words_of_her_own_for_some_things() -> None:
    assert "blouse" in USUAL.names("upper", "shirt", "woman")
    assert "blouse" not in USUAL.names("upper", "shirt", "man")


def test_a_value_without_words_is_said_as_it_is() -> None:
    assert USUAL.names("upper", "poncho", "man") == ("poncho",)
    assert USUAL.colour("puce") == ("puce",)


def test_who_is_in_a_hurry_uses_the_most_usual_words() -> None:
    assert PLAIN.names("upper", "t-shirt", "woman") == USUAL.names("upper", "t-shirt", "man")[:4]
    assert "button-through shirt" in HELD_OUT.names("upper", "shirt", "man")
