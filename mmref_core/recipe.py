"""How a checkpoint was made, as commands: what differs from the defaults of today is written out."""

import json
from dataclasses import asdict
from typing import Any

from mmref_core.config import SECOND_CYCLE, ModelConfig, TrainingConfig

LOSSES = ("align", "attributes", "fuse", "guide", "reconstruct", "local", "consistency")
OF_PLACES = {"local", "consistency"}
OWN_OPTION = {"seed", "epochs"}  # of the command


def commands(model: dict[str, Any], cycles: list[dict[str, Any]]) -> list[str]:
    """A `train` command for each cycle, in order; each begins with the weights of the one before."""
    lines = []
    for number, cycle in enumerate(cycles, start=1):
        usual = asdict(TrainingConfig()) | (SECOND_CYCLE if number > 1 else {})
        whole = number == len(cycles) or not OF_PLACES.isdisjoint(losses(cycle))
        changed = {
            "model": _changed(model, asdict(ModelConfig())) if whole else _kept(model),
            "training": {name: value for name, value in _changed(cycle, usual).items() if name not in OWN_OPTION},
        }
        changed = {part: values for part, values in changed.items() if values}
        words = ["python -m mmref_core train --data data/people", f"--run runs/cycle-{number}"]
        words += [f"--after runs/cycle-{number - 1}"] if number > 1 else []
        words += [f"--{name} {cycle[name]:g}" for name in sorted(OWN_OPTION & _changed(cycle, usual).keys())]
        words += [f"--settings <(echo '{json.dumps(changed)}')"] if changed else []
        lines.append(" ".join([*words, "--out checkpoints/small"]))
    return lines


def losses(cycle: dict[str, Any]) -> list[str]:
    """Names of the losses that took part."""
    return [name for name in LOSSES if cycle.get(f"{name}_weight", 0) > 0]


def _kept(model: dict[str, Any]) -> dict[str, Any]:
    """Changes of the model that hold from the first cycle on: all but the heads that a later one may add."""
    return {name: value for name, value in _changed(model, asdict(ModelConfig())).items() if name != "places"}


def _changed(values: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in usual and value != usual[name]}
