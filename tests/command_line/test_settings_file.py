from pathlib import Path

import pytest

from mmref_core.checkpoints.format import with_current_settings
from mmref_core.command_line.settings_file import read_settings_file
from mmref_core.errors import SettingsError


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
