"""The second pair of towers of a checkpoint: weights in 8 bits, vocabulary, and its entry in `config.json`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from safetensors.torch import save_file

from mmref_core.checkpoints.format import (
    CONFIG,
    SECOND_VOCABULARY,
    SECOND_WEIGHTS,
    damaged,
    load_tensors,
    load_weights,
    read_vocabulary,
    write_vocabulary,
)
from mmref_core.checkpoints.golden import check_golden_feature, golden_feature
from mmref_core.checkpoints.quantise import quantise_rows, restore_rows
from mmref_core.config import SENTENCE, ModelConfig, read_settings
from mmref_core.models.clip import Towers


def write_second_pair(folder: Path, towers: Towers, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the files of a second pair; return its entry in `config.json`. The list of hashes is renewed after it."""
    packed = quantise_rows({name: value.cpu() for name, value in towers.state_dict().items()})
    save_file(packed, folder / SECOND_WEIGHTS)
    write_vocabulary(folder / SECOND_VOCABULARY, towers)
    as_read = Towers(towers.config, towers.vocabulary)
    as_read.load_state_dict(restore_rows(packed))
    return {"model": asdict(towers.config), "golden": golden_feature(as_read), "facts": facts}


def read_second_pair(folder: Path, entry: dict[str, Any]) -> Towers:
    """Return the second pair of a checkpoint by its entry in `config.json`. Raises CheckpointError if it is damaged."""
    try:
        config, golden = read_settings(ModelConfig, entry["model"]), entry["golden"]
        towers = Towers(config, read_vocabulary(folder / SECOND_VOCABULARY) if config.text_tower == SENTENCE else ())
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(folder / CONFIG, error) from error
    file = folder / SECOND_WEIGHTS
    try:
        weights = restore_rows(load_tensors(file))
    except KeyError as error:
        raise damaged(file, error) from error
    load_weights(towers, weights, file)
    check_golden_feature(folder, towers, golden)
    return towers.eval()
