import pytest

from mmref_core.config import ModelConfig, SearchConfig, TrainingConfig, read_settings


def test_an_unknown_setting_is_named_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown setting poool; known: pool, token_weight"):
        read_settings(SearchConfig, {"poool": 3})


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (SearchConfig, {"profile_temperature": 0.0}, "profile_temperature must be above 0, got 0.0"),
        (SearchConfig, {"person_weight": -0.1}, "person_weight must be 0 or above"),
        (TrainingConfig, {"batch": 1}, "batch must be at least 2"),
        (TrainingConfig, {"reference_start": 1.5}, "reference_start must be between 0 and 1"),
        (SearchConfig, {"token_weight": 1.5}, "token_weight must be at most 1, got 1.5"),
        (SearchConfig, {"gate": 0.0}, "gate must be above 0, or none, got 0.0"),
        (ModelConfig, {"patch_grid": (6, 3)}, r"patch_grid must be 16 patches at most, got \(6, 3\)"),
        (ModelConfig, {"text_heads": 3}, "text_heads must be a divisor of text_width, got 3"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_on_creation(kind: type, values: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_settings(kind, values)
