"""Weights that a run starts from: the best ones of another run, or the towers of a checkpoint."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mmref_core.checkpoints.format import CONFIG, with_current_state
from mmref_core.checkpoints.load import load_model
from mmref_core.errors import MMRefError
from mmref_core.reports.train_commands import data_source

BEST = "best.pt"
DATA_SET_WEIGHTS = ("heads.", "bank.", "classifiers.")  # that depend on the persons and attributes of a data set
BRANCH_WEIGHTS = ("towers.branches.", "classifiers.")
# Weights that another run may lack: of TGDT's patches and words, of branches, and of the decoder of `reconstruct`.
OPTIONAL_WEIGHTS = ("towers.patch_head.", "towers.word_head.", *BRANCH_WEIGHTS, "reconstructor.")


@dataclass(frozen=True)
class WarmStart:
    """Weights by their names in `TrainingModel`, and how they were trained."""

    weights: dict[str, Tensor]
    cycles: list[dict[str, Any]]  # training settings of all runs that led to them, in order, each with its `data`
    seconds: float
    samples: int  # of the last of them, up to these weights

    @property
    def data(self) -> dict[str, Any]:
        """Return the facts of the data set of the last cycle; empty if unknown."""
        return (self.cycles[-1].get("data") or {}) if self.cycles else {}

    @property
    def owners(self) -> Tensor | None:
        """Return the owners of its references, if it has any."""
        return self.weights.get("bank.owners")

    @property
    def has_branches(self) -> bool:
        """Whether it has weights of branches."""
        return any(name.startswith(BRANCH_WEIGHTS) for name in self.weights)

    def without_persons(self) -> "WarmStart":
        """Return the same without weights that depend on the persons of the data set."""
        return self._without(DATA_SET_WEIGHTS)

    def without_branches(self) -> "WarmStart":
        """Return the same for a model without branches."""
        return self._without(BRANCH_WEIGHTS)

    def _without(self, kinds: tuple[str, ...]) -> "WarmStart":
        return replace(self, weights={name: own for name, own in self.weights.items() if not name.startswith(kinds)})


def read_warm_start(folder: Path) -> WarmStart:
    """Return the weights of a run's or a checkpoint's folder. Raises MMRefError if it is neither."""
    if (folder / CONFIG).exists():
        return _of_checkpoint(folder)
    try:
        state = with_current_state(torch.load(folder / BEST, "cpu", weights_only=True))
    except FileNotFoundError as error:
        raise MMRefError(
            f"{folder} holds neither the best weights of a run ({BEST}) nor a checkpoint. "
            "Give the --run folder of one that has come to its references, or a folder such as checkpoints/small."
        ) from error
    cycle = state["config"] | {"data": state["data"]}
    samples = state["step"] * cycle["batch"]
    return WarmStart(state["weights"], [*state["before"], cycle], state["seconds"], samples)


def _of_checkpoint(folder: Path) -> WarmStart:
    """Return the towers of a checkpoint, in half precision; it has no heads, and references of its own persons."""
    model = load_model(folder)
    weights = {f"towers.{name}": value for name, value in model.towers.state_dict().items()}
    facts = model.facts
    if "training" not in facts:
        return WarmStart(weights, [], 0.0, 0)
    cycle = facts["training"] | {"data": data_source(facts)}
    samples = facts["best_step"] * cycle["batch"]
    return WarmStart(weights, [*facts["training_before"], cycle], 60 * facts["minutes"], samples)
