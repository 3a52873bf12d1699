"""Commands that reproduce a checkpoint: settings that differ from the present defaults are written out."""

import json
from collections.abc import Set
from dataclasses import asdict
from typing import Any

from mmref_core.config import SECOND_CYCLE, SECOND_MODEL, SECOND_TRAINING, ModelConfig, TrainingConfig

LOSSES = ("align", "attributes", "fuse", "guide", "reconstruct", "local", "consistency", "branch_attributes")
LATER = {
    "patch_grid": {"local", "consistency"},
    "branches": {"branch_attributes"},
}  # parts that a later cycle may add, and for what
OWN_OPTION = {"seed", "epochs"}  # of the command
FOLDER = "data/people"  # of the data set of a checkpoint or a cycle that does not tell
OF_DATA = ("persons", "views", "seed", "captions", "validation", "test")  # what `render` is asked for


def reproduction_commands(model: dict[str, Any], cycles: list[dict[str, Any]]) -> list[str]:
    """Return a `render` command for each data set and a `train` command for each cycle, in order.

    Each cycle begins with the weights of the one before; one that began with a checkpoint of that is told likewise,
    for a checkpoint differs from its run only by rounding to half precision. A cycle's `data` tells its data set; where
    it tells none, that is the one of the cycle after it.
    """
    sources: list[dict[str, Any]] = []
    for cycle in reversed(cycles):
        sources.insert(0, cycle.get("data") or (sources[0] if sources else {}))
    lines = list(dict.fromkeys(_render(source) for source in sources if "settings" in source))
    taught: set[str] = set()
    for number, (cycle, source) in enumerate(zip(cycles, sources, strict=True), start=1):
        usual = asdict(TrainingConfig()) | (SECOND_CYCLE if number > 1 else {})
        last = number == len(cycles)
        taught.update(trained_losses(cycle))
        changed = {
            "model": _changed(model, asdict(ModelConfig())) if last else _then(model, taught),
            "training": {name: value for name, value in _changed(cycle, usual).items() if name not in OWN_OPTION},
        }
        changed = {part: values for part, values in changed.items() if values}
        words = [f"python -m mmref_core train --data {_folder(source)}", f"--run runs/cycle-{number}"]
        words += [f"--init-from runs/cycle-{number - 1}"] if number > 1 else []
        words += [f"--{name} {cycle[name]:g}" for name in sorted(OWN_OPTION & _changed(cycle, usual).keys())]
        words += [f"--settings <(echo '{json.dumps(changed)}')"] if changed else []
        lines.append(" ".join([*words, "--out checkpoints/small"]))
    return lines


def second_commands(config: dict[str, Any]) -> list[str]:
    """Return a `train-second` command for each cycle of the second pair of a checkpoint, by its `config.json`.

    Each cycle begins with the weights of the one before; the last puts its weights into the checkpoint to stay.
    """
    second, weight = config["second"], config["search"]["reference_weight"]
    facts = second["facts"]
    cycles = [*(facts.get("training_before") or []), facts.get("training", {})]
    model = _changed(second["model"], asdict(ModelConfig()) | SECOND_MODEL)
    lines = []
    for number, cycle in enumerate(cycles, start=1):
        usual = asdict(TrainingConfig()) | SECOND_TRAINING | {"image_weights": "package", "text_weights": "package"}
        training = {name: value for name, value in _changed(cycle, usual).items() if name not in OWN_OPTION}
        changed = {part: values for part, values in (("model", model), ("training", training)) if values}
        words = [
            f"python -m mmref_core train-second --data {facts.get('folder', 'DATA')}",
            f"--run runs/second-{number}",
        ]
        words += [f"--init-from runs/second-{number - 1}"] if number > 1 else []
        words += [f"--{name} {cycle[name]:g}" for name in sorted(OWN_OPTION & _changed(cycle, usual).keys())]
        words += [f"--weight {weight:g}"]
        words += [f"--settings <(echo '{json.dumps(changed)}')"] if changed else []
        lines.append(" ".join(words))
    return lines


def _render(source: dict[str, Any]) -> str:
    settings = source["settings"]
    asked = " ".join(f"--{name} {settings[name]}" for name in OF_DATA if name in settings)
    return f"python -m mmref_core render {asked} --out {_folder(source)}"


def _folder(source: dict[str, Any]) -> str:
    return source.get("folder", FOLDER)


def data_source(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the data set of a checkpoint's last cycle, with its folder."""
    return facts.get("data", {}) | {"folder": _folder(facts)}


def with_present_options(command: str) -> str:
    """Return a recorded command with the names that its options have now."""
    return command.replace(" --after ", " --init-from ")


def trained_losses(cycle: dict[str, Any]) -> list[str]:
    """Return the names of the losses with a weight above 0."""
    return [name for name in LOSSES if cycle.get(f"{name}_weight", 0) > 0]


def _then(model: dict[str, Any], taught: Set[str]) -> dict[str, Any]:
    """Return the model's settings at a cycle: changes from the defaults without parts that later losses needed."""
    missing = {part for part, its_losses in LATER.items() if its_losses.isdisjoint(taught)}
    return {name: value for name, value in _changed(model, asdict(ModelConfig())).items() if name not in missing}


def _changed(values: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in usual and value != usual[name]}
