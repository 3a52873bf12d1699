"""What a run may begin with: the best weights of another run, or the towers of a finished checkpoint."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mmref_core.checkpoints.format import CONFIG
from mmref_core.checkpoints.load import load_model
from mmref_core.errors import MMRefError
from mmref_core.reports.train_commands import data_source

BEST = "best.pt"
OF_PERSONS = ("heads.", "bank.", "readers.")  # weights that say something of persons of a data set or its attributes
OF_BRANCHES = ("towers.branches.", "readers.")
# Weights that another run may lack: of TGDT's places and words, of branches, and of the decoder of `reconstruct`.
MAY_BE_NEW = ("towers.place_head.", "towers.word_head.", *OF_BRANCHES, "reconstructor.")


@dataclass(frozen=True)
class Beginning:
    """Weights by the names that a learner has for them, and what they have cost."""

    weights: dict[str, Tensor]
    cycles: list[dict[str, Any]]  # training settings of all runs that led to them, in order, each with its `data`
    seconds: float
    samples: int  # of the last of them, up to these weights

    @property
    def data(self) -> dict[str, Any]:
        """What is known of the data set that was learnt from last."""
        return (self.cycles[-1].get("data") or {}) if self.cycles else {}

    @property
    def owners(self) -> Tensor | None:
        """Persons of its references, if it has any."""
        return self.weights.get("bank.owners")

    @property
    def has_branches(self) -> bool:
        return any(name.startswith(OF_BRANCHES) for name in self.weights)

    def without_persons(self) -> "Beginning":
        """The same for a data set of other persons."""
        return self._without(OF_PERSONS)

    def without_branches(self) -> "Beginning":
        """The same for a model that has none."""
        return self._without(OF_BRANCHES)

    def _without(self, kinds: tuple[str, ...]) -> "Beginning":
        return replace(self, weights={name: own for name, own in self.weights.items() if not name.startswith(kinds)})


def read_beginning(folder: Path) -> Beginning:
    """Of the folder of a run or of a checkpoint. MMRefError where it is neither."""
    if (folder / CONFIG).exists():
        return _of_checkpoint(folder)
    try:
        state = torch.load(folder / BEST, weights_only=True)
    except FileNotFoundError as error:
        raise MMRefError(
            f"{folder} holds neither the best weights of a run ({BEST}) nor a checkpoint. "
            "Give the --run folder of one that has come to its references, or a folder such as checkpoints/small."
        ) from error
    cycle = state["config"] | {"data": state["data"]}
    samples = state["step"] * cycle["batch"]
    return Beginning(state["learner"], [*state["before"], cycle], state["seconds"], samples)


def _of_checkpoint(folder: Path) -> Beginning:
    """Its towers, in half precision; it has no heads, and its references are only good for its own persons."""
    model = load_model(folder)
    weights = {f"towers.{name}": value for name, value in model.towers.state_dict().items()}
    facts = model.facts
    if "training" not in facts:
        return Beginning(weights, [], 0.0, 0)
    cycle = facts["training"] | {"data": data_source(facts)}
    samples = facts["best_step"] * cycle["batch"]
    return Beginning(weights, [*facts["training_before"], cycle], 60 * facts["minutes"], samples)
