"""The files of a checkpoint folder: their names, how they are read, and what is said of a damaged one."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mmref_core.errors import CheckpointError

FORMAT = 5
READABLE = (3, 4, FORMAT)  # 3 kept a vector for every token, and neither knew of branches
WEIGHTS, REFERENCES, DETAILS, CONFIG, REPORT = (
    "model.safetensors",
    "references.safetensors",
    "details.json",
    "config.json",
    "report.json",
)
SUMS, CARD, PAGE, PLOTS = "SHA256SUMS", "README.md", "report.md", "plots"
CHECKED = (WEIGHTS, REFERENCES, DETAILS, CONFIG)
PORTRAITS = "portraits.safetensors"  # a checkpoint may do without
COMPARISONS = "comparisons.json"  # what each part of the method adds, at every budget; a checkpoint may do without
GOLDEN_TEXT = "a woman in a red coat with a white bag"


def guarded(file: Path, read: Callable[[Path], Any]) -> Any:
    """What `read` makes of a file; CheckpointError where it is missing or cannot be read."""
    try:
        return read(file)
    except FileNotFoundError as error:
        raise CheckpointError(f"{file} is missing. Restore the whole checkpoint folder.") from error
    except (OSError, ValueError) as error:
        raise damaged(file, error) from error


def read_json(file: Path) -> Any:
    return guarded(file, lambda file: json.loads(file.read_text(encoding="utf-8")))


def damaged(file: Path, reason: object) -> CheckpointError:
    return CheckpointError(f"{file} cannot be used ({reason}). Restore the whole checkpoint folder.")


def sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
