from dataclasses import asdict

import pytest

from mmref_core.config import ModelConfig, SearchConfig, TrainingConfig, read_settings
from mmref_core.errors import SettingsError


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
        (TrainingConfig, {"learning_rate": 0.0}, "learning_rate must be above 0, got 0.0"),
        (TrainingConfig, {"save_every": 0}, "save_every must be above 0, got 0"),
        (TrainingConfig, {"margin": -0.1}, "margin must be 0 or above"),
        (ModelConfig, {"drop_path": 1.0}, "drop_path must be at least 0 and below 1"),
        (ModelConfig, {"head_scale": 0.0}, "head_scale must be above 0"),
        (ModelConfig, {"text_heads": 3}, "text_heads must be a divisor of text_width, got 3"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_on_creation(kind: type, values: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_settings(kind, values)


@pytest.mark.parametrize(
    ("kind", "values", "message"),
    [
        (ModelConfig, {"dim": 256.5}, "dim must be a whole number, got 256.5"),
        (ModelConfig, {"dim": True}, "dim must be a whole number, got True"),
        (ModelConfig, {"branches": "yes"}, "branches must be true or false, got 'yes'"),
        (ModelConfig, {"image_tower": 4}, "image_tower must be a text, got 4"),
        (ModelConfig, {"patch_grid": "62"}, "patch_grid must be a list of whole numbers or null, got '62'"),
        (SearchConfig, {"gate": "low"}, "gate must be a number or null, got 'low'"),
        (SearchConfig, {"gate": float("inf")}, "gate must be a number or null, got inf"),
        (SearchConfig, {"object_certainty": [1, "2", 3]}, "object_certainty must be a list of numbers or null, got"),
        (SearchConfig, {"pool": None}, "pool must be a whole number, got None"),
    ],
)
def test_a_setting_of_a_wrong_type_is_refused(kind: type, values: dict, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(kind, values)


@pytest.mark.parametrize("kind", [ModelConfig, TrainingConfig, SearchConfig])
def test_the_defaults_are_of_the_types_that_are_read(kind: type) -> None:
    assert read_settings(kind, asdict(kind())) == kind()


def test_a_whole_number_is_a_number_and_a_list_of_places_is_kept_as_a_pair() -> None:
    assert read_settings(TrainingConfig, {"epochs": 3}).epochs == 3
    assert read_settings(ModelConfig, {"patch_grid": [6, 2]}).patch_grid == (6, 2)


def test_coefficients_of_certainty_are_kept_as_so_many_numbers() -> None:
    read = read_settings(SearchConfig, {"object_certainty": [1, -2.5, 3]})
    assert read.object_certainty == (1, -2.5, 3) and hash(read) is not None and read.cluster_certainty is None
    assert read_settings(SearchConfig, asdict(read)) == read
    for name, count in (("object_certainty", 3), ("cluster_certainty", 7)):
        with pytest.raises(SettingsError, match=f"{name} must be {count} numbers, or none"):
            SearchConfig(**{name: (1.0, 2.0)})
