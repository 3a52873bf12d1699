from dataclasses import asdict
from pathlib import Path

import pytest

from mmref_core.checkpoints.format import with_current_settings
from mmref_core.config import ModelConfig, SearchConfig, TrainingConfig, read_settings, read_settings_file
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


def test_a_settings_file_gives_what_it_changes_by_part(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"training": {"batch": 12}}')
    assert read_settings_file(file, dict) == {"training": {"batch": 12}}


def test_settings_of_an_earlier_version_get_their_present_names(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"model": {"places": [6, 2]}}')
    assert read_settings_file(file, with_current_settings) == {"model": {"patch_grid": [6, 2]}}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"{batch: 1}", b"[" * 100_000])
def test_a_file_that_is_no_json_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.json is not JSON: .*\. Write it as \{"):
        read_settings_file(file, dict)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "settings.json is not an object of settings by part. Write it as {"),
        ('{"training": 3}', "settings.json is not an object of settings by part. Write it as {"),
        ('{"tower": {}}', "settings.json: unknown part tower. Write it as {"),
        ('{"training": {"bach": 12}}', "unknown setting bach; known: epochs, batch, "),
        ('{"training": {"batch": 1}}', "settings.json: TrainingConfig.batch must be at least 2: a contrast needs two"),
        ('{"training": {"batch": "twelve"}}', "TrainingConfig.batch must be a whole number, got 'twelve'. Correct it"),
        (
            '{"model": {"patch_grid": [6, "2"]}}',
            "ModelConfig.patch_grid must be a list of whole numbers or null, got [6, '2']",
        ),
        ('{"training": {"learning_rate": NaN}}', "TrainingConfig.learning_rate must be a number, got nan"),
    ],
)
def test_a_mistake_in_a_settings_file_is_told_in_one_line_that_names_it(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings_file(file, dict)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(file)) and "\n" not in str(caught.value)


def test_a_settings_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere cannot be read: No such file or directory. Give a file of JSON"):
        read_settings_file(tmp_path / "nowhere", dict)
