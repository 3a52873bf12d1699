"""Train a model step by step; a run can be resumed after it was killed."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from mmref_core.checkpoints.format import with_current_state
from mmref_core.config import TrainingConfig
from mmref_core.errors import SettingsError
from mmref_core.models.devices import quick_precision
from mmref_core.models.encode import embed_pixels
from mmref_core.models.mmref import ReferenceBank, bank_of_means
from mmref_core.training.batches import TrainingSet, batch_at
from mmref_core.training.objective import Losses, TrainingModel, total_loss
from mmref_core.training.optimiser import build_optimiser, learning_rate_at
from mmref_core.training.validation import ValidationSet, validate
from mmref_core.training.warm_start import BEST, OPTIONAL_WEIGHTS, WarmStart, read_warm_start

log = logging.getLogger(__name__)

STATE = "state.pt"  # everything that a resumed run needs; not part of a checkpoint
LOG = "log.jsonl"


class Run:
    """One training run in one folder: the model, its optimisers and the next step."""

    def __init__(
        self,
        folder: Path,
        data: TrainingSet,
        model: TrainingModel,
        config: TrainingConfig,
        source: dict[str, Any] | None = None,
    ) -> None:
        """`source` are the facts of the data set (`provenance.data_facts`), for runs that start from this one."""
        self.folder, self.data, self.model, self.config = folder, data, model, config
        self.source = source or {}
        self.steps = max(1, int(config.epochs * (len(data) // config.batch)))
        self.optimiser = build_optimiser(model, config)
        self.reference_optimiser: torch.optim.Adam | None = None
        self.step = 0
        self.best = -1.0
        self.before: list[dict[str, Any]] = []  # training settings of the runs that it starts from, in order
        self.seconds = 0.0  # spent in all pieces of this run, and of those before it

    @property
    def resumable(self) -> bool:
        """Whether its folder holds a state to resume."""
        return (self.folder / STATE).exists()

    def initialise_references(self) -> None:
        """Create the bank from the mean of each person's pictures and their first captions, and its optimiser."""
        images = embed_pixels(self.model.towers, self.data.pixels).features
        first = self.data.tokens[self.data.first_caption].long()
        with torch.inference_mode():
            texts = torch.cat([self.model.towers.embed_texts(part).cpu() for part in first.split(256)])
        self._set_bank(bank_of_means(torch.cat([images, texts]).clone(), self.data.persons.repeat(2)))

    def _set_bank(self, bank: ReferenceBank) -> None:
        self.model.bank = bank.to(self.model.towers.device)
        self.reference_optimiser = torch.optim.Adam(bank.parameters(), lr=self.config.reference_learning_rate)

    def warm_start_from(self, other: Path) -> None:
        """Load the best weights of another run, or of a checkpoint; optimisers and the learning rate start anew.

        The other run must have trained the same architecture; only `OPTIONAL_WEIGHTS` may be missing: new heads start
        untrained, new branches as copies. References and attribute heads are kept if the persons are the same. For
        other persons, and after a checkpoint, which has no such heads, both start anew: references at once, because
        features of trained towers describe a person from the first step. Raises ValueError for another architecture.
        """
        start = read_warm_start(other)
        if self.model.towers.branches is None:
            start = start.without_branches()
        same = self._knows_persons_of(start)
        if not same:
            start = start.without_persons()
        if start.owners is not None:
            self._set_bank(ReferenceBank.empty(len(start.owners), self.model.towers.config.dim))
        may_be_new = OPTIONAL_WEIGHTS if same else (*OPTIONAL_WEIGHTS, "heads.")
        try:
            found = self.model.load_state_dict(start.weights, strict=False)
            wrong = [*found.unexpected_keys, *(name for name in found.missing_keys if not name.startswith(may_be_new))]
            if wrong:
                raise RuntimeError(f"they differ in {wrong[0]}")
        except RuntimeError as error:
            raise SettingsError(f"{other} is of another kind of model: {str(error).splitlines()[-1]}") from error
        if not start.has_branches:
            self.model.towers.initialise_branches()
        self.seconds, self.before = start.seconds, start.cycles
        if not same and self.config.reference_start < 1:
            self.initialise_references()

    def _knows_persons_of(self, start: WarmStart) -> bool:
        """Return whether the persons are those of the other run, as far as it says."""
        sums = [source.get("sha256") for source in (self.source, start.data)]
        if None not in sums and sums[0] != sums[1]:
            return False  # persons of other data sets have the same numbers
        if start.owners is not None:
            return torch.equal(start.owners, self.data.persons.unique())
        return "heads.rows" in start.weights

    def train_step(self) -> Losses:
        """Take one step and return its losses. Raises FloatingPointError if their sum is not finite."""
        if self.model.bank is None and self.step >= self.config.reference_start * self.steps:
            self.initialise_references()
        self.model.train()
        rate = learning_rate_at(self.step, self.steps, self.config)
        for group in self.optimiser.param_groups:
            group["lr"] = self.config.learning_rate * rate * group["relative_rate"]
        device = self.model.towers.device
        batch = batch_at(self.data, self.step, self.config.batch, self.config.seed, self.config.photographic).on(device)
        torch.manual_seed(self.config.seed * 11_000_003 + self.step)  # stochastic depth, the same after a resume
        with quick_precision(device), math_attention() if device.type == "cpu" else nullcontext():
            losses = self.model.losses(batch, self.config)
        loss = total_loss(losses, self.config)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"the loss is {loss.item()} at step {self.step}: {losses.floats()}")
        self.optimiser.zero_grad(set_to_none=True)
        if self.reference_optimiser is not None:
            self.reference_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        towers = [weight for group in self.optimiser.param_groups for weight in group["params"]]
        nn.utils.clip_grad_norm_(towers, self.config.clip_norm)
        self.optimiser.step()
        if self.reference_optimiser is not None and self.model.bank is not None:
            self.reference_optimiser.step()
            self.model.bank.renormalise()
        self.step += 1
        return losses

    def save(self, name: str = STATE) -> None:
        """Save the state; the file is replaced at once, so that a kill leaves the old one or the new one."""
        bank = self.model.bank
        state = {
            "step": self.step,
            "steps": self.steps,
            "best": self.best,
            "seconds": self.seconds,
            "before": self.before,
            "data": self.source,
            "config": asdict(self.config),
            "weights": self.model.state_dict(),
            "references": 0 if bank is None else len(bank),
            "optimiser": self.optimiser.state_dict(),
            "reference_optimiser": None if self.reference_optimiser is None else self.reference_optimiser.state_dict(),
        }
        partial = self.folder / f"{name}.part"
        torch.save(state, partial)
        partial.replace(self.folder / name)

    def resume(self, name: str = STATE) -> None:
        """Continue from a saved state. Raises ValueError if it was made with other settings or data."""
        state = with_current_state(torch.load(self.folder / name, "cpu", weights_only=True))
        asked = (asdict(self.config), self.steps, self.source.get("sha256"))
        if (state["config"], state["steps"], state["data"].get("sha256")) != asked:
            raise SettingsError(f"{self.folder / name} was made with other settings or data; give another folder")
        if state["references"]:
            self._set_bank(ReferenceBank.empty(state["references"], self.model.towers.config.dim))
            self.reference_optimiser.load_state_dict(state["reference_optimiser"])
        self.model.load_state_dict(state["weights"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.best, self.seconds = state["step"], state["best"], state["seconds"]
        self.before = state["before"]


@contextmanager
def math_attention() -> Iterator[None]:
    """Compute attention as two matrix products.

    On a CPU the backward pass of the fused kernel is slow for short texts: 32 ms a layer for 96 texts of 46 tokens on
    two cores, 6 ms this way, which is a seventh of a whole step.
    """
    reduced = torch.backends.cuda.fp16_bf16_reduction_math_sdp_allowed()  # named after CUDA, but rules here as well
    torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(True)
    try:
        with sdpa_kernel(SDPBackend.MATH):
            yield
    finally:
        torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(reduced)


def train(run: Run, validation: ValidationSet, after_step: Callable[[Run], None] | None = None) -> None:
    """Train to the last step, from the saved state if there is one. Logs one JSON line for each validation."""
    if run.resumable:
        run.resume()
        log.info("continuing at step %d of %d", run.step, run.steps)
    started, first, spent = time.perf_counter(), run.step, run.seconds
    recent: list[dict[str, float]] = []
    while run.step < run.steps:
        recent.append(run.train_step().floats())
        run.seconds = spent + time.perf_counter() - started
        if after_step is not None:
            after_step(run)
        last = run.step == run.steps
        if run.step % run.config.validate_every == 0 or last:
            pace = (run.step - first) / (run.seconds - spent)
            figures = validate(run.model.towers, validation)
            means = {name: round(fmean(losses[name] for losses in recent), 4) for name in recent[0]}
            _log(run, {**means, **figures, "pictures_per_second": round(pace * run.config.batch, 1)})
            recent.clear()
            complete = run.model.bank is not None or run.config.reference_start >= 1  # it has what it will ever have
            if complete and figures["map"] >= run.best:  # frozen towers stay as good, while branches learn
                run.best = figures["map"]
                run.save(BEST)
        if run.step % run.config.save_every == 0 or last:
            run.save()


def _log(run: Run, figures: dict[str, float]) -> None:
    line = {"step": run.step, "steps": run.steps, **figures}
    with (run.folder / LOG).open("a") as file:
        file.write(json.dumps(line) + "\n")
    log.info("%s", "  ".join(f"{name} {value}" for name, value in line.items()))
