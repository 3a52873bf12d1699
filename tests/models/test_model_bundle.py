from mmref_core.models.model_bundle import AttributeLabels


def test_words_fall_back_to_the_attribute_and_the_value() -> None:
    words = AttributeLabels({"upper_colour": "colour of the top"}, {"upper_colour": {"red": "red top"}})
    assert words.of("upper_colour", "red") == "red top"
    assert words.of("upper_colour", None) == "colour of the top"
    assert words.of("bag", None) == "bag"
    assert words.of("lower_fit", "wide") == "lower fit wide"
