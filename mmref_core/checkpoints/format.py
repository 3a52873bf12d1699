"""Files of a checkpoint, their hashes, names of earlier versions, and how rows of the token embedding are packed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Int
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from mmref_core.errors import CheckpointError
from mmref_core.models.clip import Towers

FORMAT = 6
READABLE = (
    3,
    4,
    5,
    FORMAT,
)  # 3 stored a vector for every token; 3 and 4 had no branches
WEIGHTS, REFERENCES, PHRASES, CONFIG, REPORT = (
    "model.safetensors",
    "references.safetensors",
    "details.json",
    "config.json",
    "report.json",
)
SUMS, CARD, PAGE, PLOTS = "SHA256SUMS", "README.md", "report.md", "plots"
CHECKED = (WEIGHTS, REFERENCES, PHRASES, CONFIG)
THUMBNAILS = "portraits.safetensors"  # optional
VOCABULARY = "vocabulary.txt"  # of a sentence encoder, a token a line
SECOND_WEIGHTS, SECOND_VOCABULARY = "second.safetensors", "second_vocabulary.txt"  # optional: another pair of towers
OPTIONAL = (THUMBNAILS, VOCABULARY, SECOND_WEIGHTS, SECOND_VOCABULARY)
COMPARISONS = "comparisons.json"  # optional: what each part of the method adds, at every budget
EMBEDDING = "towers.clip.token_embedding.weight"
SHOWN_TOKENS = "towers.shown_tokens"
FORMER_SETTINGS = {  # fields of `config` by the names of earlier versions
    "places": "patch_grid",
    "slack": "tolerance",
    "details_weight": "branch_attributes_weight",
    "details_dropout": "branch_dropout",
    "standing": "no_match_threshold",
    "second_weight": "reference_weight",
}
FORMER_WEIGHTS = {  # beginnings of names in state dicts before format 6
    "readers.": "classifiers.",
    "towers.place_head.": "towers.patch_head.",
    "reconstructor.think.": "reconstructor.feed_forward_words.",
    "reconstructor.conclude.": "reconstructor.feed_forward_output.",
}


def with_current_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings under the names of this version."""
    return {FORMER_SETTINGS.get(name, name): value for name, value in settings.items()}


def with_current_weights(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors of a state dict under the names of this version."""
    return {_current_weight(name): value for name, value in weights.items()}


def _current_weight(name: str) -> str:
    for former, current in FORMER_WEIGHTS.items():
        if name.startswith(former):
            return current + name.removeprefix(former)
    return name


def with_current_names(config: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a `config.json` of any readable format under the names of this version."""
    parts: dict[str, Any] = {
        part: with_current_settings(config[part]) for part in ("model", "search") if part in config
    }
    facts = config.get("facts", {})
    if "training" in facts:
        cycles = [with_current_settings(cycle) for cycle in facts.get("training_before") or []]
        named = {"training": with_current_settings(facts["training"]), "training_before": cycles}
        parts["facts"] = facts | named
    return config | parts


def with_current_state(state: dict[str, Any]) -> dict[str, Any]:
    """Return the saved state of a training run of any version under the names of this version."""
    return {
        **{name: value for name, value in state.items() if name != "learner"},
        "weights": with_current_weights(state["learner"] if "learner" in state else state["weights"]),
        "config": with_current_settings(state["config"]),
        "before": [with_current_settings(cycle) for cycle in state["before"]],
    }


def read_file(file: Path, read: Callable[[Path], Any]) -> Any:
    """Return the result of `read`. Raises CheckpointError for a file that is missing or cannot be read."""
    try:
        return read(file)
    except FileNotFoundError as error:
        raise CheckpointError(f"{file} is missing. Restore the whole checkpoint folder.") from error
    except (OSError, ValueError) as error:
        raise damaged(file, error) from error


def read_json(file: Path) -> Any:
    """Return the content of a JSON file. Raises CheckpointError for a file that is missing or cannot be read."""
    return read_file(file, lambda file: json.loads(file.read_text(encoding="utf-8")))


def load_tensors(file: Path) -> dict[str, Tensor]:
    """Return the tensors of a file. Raises CheckpointError if it cannot be read."""
    try:
        return load_file(file)
    except (OSError, SafetensorError) as error:
        raise damaged(file, error) from error


def load_weights(module: nn.Module, weights: dict[str, Tensor], file: Path) -> None:
    """Put weights that were read from a file into a module. Raises CheckpointError if they do not fit."""
    try:
        module.load_state_dict(
            {name: value.float() if value.is_floating_point() else value for name, value in weights.items()}
        )
    except RuntimeError as error:
        raise damaged(file, str(error).splitlines()[0]) from error


def write_vocabulary(file: Path, towers: Towers) -> None:
    """Write the vocabulary of a sentence encoder, or remove that of another model."""
    file.unlink(missing_ok=True)
    if towers.vocabulary:
        file.write_text("".join(f"{token}\n" for token in towers.vocabulary), encoding="utf-8")


def read_vocabulary(file: Path) -> tuple[str, ...]:
    """Return the tokens of a vocabulary. Raises CheckpointError if it cannot be read."""
    return tuple(read_file(file, lambda file: file.read_text(encoding="utf-8")).splitlines())


def damaged(file: Path, reason: object) -> CheckpointError:
    """Return the error for a file that cannot be used."""
    return CheckpointError(f"{file} cannot be used ({reason}). Restore the whole checkpoint folder.")


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file's content in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pack_embedding(weights: dict[str, Tensor], shown: Int[Tensor, " token"]) -> dict[str, Tensor]:
    """Return weights whose token embedding has the rows of the tokens `shown`, then one row for all other tokens.

    That row is the vector of median length among the others, because `Towers.known_words` tells trained tokens by the
    length of their vectors.
    """
    vectors, shown = weights[EMBEDDING], shown.unique()
    others = torch.ones(len(vectors), dtype=torch.bool)
    others[shown] = False
    if not others.any():
        return weights
    unshown = vectors[others]
    usual = unshown[unshown.norm(dim=1).argsort()[len(unshown) // 2]]
    return weights | {EMBEDDING: torch.cat([vectors[shown], usual[None]]), SHOWN_TOKENS: shown.int()}


def unpack_embedding(weights: dict[str, Tensor], tokens: int) -> dict[str, Tensor]:
    """Return weights with one row of the token embedding for each of `tokens` tokens; undo `pack_embedding`.

    Raises RuntimeError if the rows do not fit the tokens.
    """
    weights = dict(weights)
    shown = weights.pop(SHOWN_TOKENS, None)
    if shown is None:
        return weights
    rows = weights[EMBEDDING]
    if len(rows) != len(shown) + 1 or not ((shown >= 0) & (shown < tokens)).all():
        raise RuntimeError(f"{len(rows)} vectors do not belong to {len(shown)} tokens of {tokens}")
    vectors = rows[-1].repeat(tokens, 1)
    vectors[shown.long()] = rows[:-1]
    return weights | {EMBEDDING: vectors}
