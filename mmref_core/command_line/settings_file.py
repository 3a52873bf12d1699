"""Files of settings that people give to commands."""

import json
from collections.abc import Callable
from pathlib import Path

from mmref_core.config import ModelConfig, TrainingConfig, Values, read_settings
from mmref_core.errors import SettingsError

SHAPE = '{"model": {"dim": 256}, "training": {"epochs": 9}}'


def read_settings_file(file: Path, renamed: Callable[[Values], Values]) -> dict[str, Values]:
    """Return what a file of settings changes of the defaults: `{"model": {…}, "training": {…}}`, each part optional.

    `renamed` gives settings of earlier versions their present names. Raises SettingsError for a file that cannot be
    read, is not JSON, or has an unknown setting or a value of a wrong type or out of bounds.
    """
    parts = {"model": ModelConfig, "training": TrainingConfig}
    try:
        changed = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}. Give a file of JSON with --settings.") from error
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{file} is not JSON: {error}. Write it as {SHAPE}.") from error
    if not isinstance(changed, dict) or not all(isinstance(values, dict) for values in changed.values()):
        raise SettingsError(f"{file} is not an object of settings by part. Write it as {SHAPE}.")
    if unknown := sorted(changed.keys() - parts.keys()):
        raise SettingsError(f"{file}: unknown part {', '.join(unknown)}. Write it as {SHAPE}.")
    changed = {part: renamed(values) for part, values in changed.items()}
    try:
        for part, values in changed.items():
            read_settings(parts[part], values)
    except SettingsError as error:
        raise SettingsError(f"{file}: {error}. Correct it in the file, or leave it out for the default.") from error
    return changed
