"""Files of a checkpoint, their hashes, and how rows of the token embedding are packed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Int
from torch import Tensor

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
VECTORS = "towers.clip.token_embedding.weight"
ROWS = "towers.shown_tokens"


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


def packed(weights: dict[str, Tensor], shown: Int[Tensor, " token"]) -> dict[str, Tensor]:
    """The same weights with vectors of the tokens `shown` alone, and after them one for all others.

    That one is the vector of median length among the others, since a word counts as learnt by its vectors' length.
    """
    vectors, shown = weights[VECTORS], shown.unique()
    others = torch.ones(len(vectors), dtype=torch.bool)
    others[shown] = False
    if not others.any():
        return weights
    unshown = vectors[others]
    usual = unshown[unshown.norm(dim=1).argsort()[len(unshown) // 2]]
    return weights | {VECTORS: torch.cat([vectors[shown], usual[None]]), ROWS: shown.int()}


def unpacked(weights: dict[str, Tensor], tokens: int) -> dict[str, Tensor]:
    """The weights of a checkpoint with a vector for each of so many tokens. RuntimeError where that cannot be."""
    weights = dict(weights)
    shown = weights.pop(ROWS, None)
    if shown is None:
        return weights
    rows = weights[VECTORS]
    if len(rows) != len(shown) + 1 or not ((shown >= 0) & (shown < tokens)).all():
        raise RuntimeError(f"{len(rows)} vectors do not belong to {len(shown)} tokens of {tokens}")
    vectors = rows[-1].repeat(tokens, 1)
    vectors[shown.long()] = rows[:-1]
    return weights | {VECTORS: vectors}
