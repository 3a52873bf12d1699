"""Learn a model step by step, resumable after a kill."""

import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from mmref_core.config import TrainingConfig
from mmref_core.models.encode import embed_pixels
from mmref_core.models.mmref import ReferenceBank, bank_of_means
from mmref_core.training.batches import TrainingSet, batch_at
from mmref_core.training.objective import Learner, Losses, weighted
from mmref_core.training.validation import ValidationSet, validate
from mmref_core.training.warm_start import BEST, MAY_BE_NEW, Beginning, read_beginning

log = logging.getLogger(__name__)

STATE = "state.pt"  # everything a resumed run needs; stays in the run's folder and is never shipped
LOG = "log.jsonl"


def learning_rate_at(step: int, steps: int, config: TrainingConfig) -> float:
    """Linear warm-up, then a cosine to 0 at the last step, relative to the full rate."""
    if step < config.warmup_steps:
        return (step + 1) / config.warmup_steps
    done = (step - config.warmup_steps) / max(steps - config.warmup_steps, 1)
    return (1 + math.cos(math.pi * min(done, 1))) / 2


def optimiser_of(learner: Learner, config: TrainingConfig) -> torch.optim.AdamW:
    """No decay on biases, norms and temperatures."""
    modules = (learner.towers, learner.heads, learner.readers, learner.reconstructor)
    weights = [weight for module in modules if module is not None for weight in module.parameters()]
    return torch.optim.AdamW(
        [
            {"params": [weight for weight in weights if weight.ndim > 1], "weight_decay": config.weight_decay},
            {"params": [weight for weight in weights if weight.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=config.learning_rate,
        betas=(0.9, 0.98),
        fused=True,
    )


class Run:
    """One training run in one folder: the learner, its optimisers and the step that comes next."""

    def __init__(
        self,
        folder: Path,
        data: TrainingSet,
        learner: Learner,
        config: TrainingConfig,
        source: dict[str, Any] | None = None,
    ) -> None:
        """`source` tells where `data` comes from (`provenance.data_facts`), for runs that will begin after this one."""
        self.folder, self.data, self.learner, self.config = folder, data, learner, config
        self.source = source or {}
        self.steps = max(1, int(config.epochs * (len(data) // config.batch)))
        self.optimiser = optimiser_of(learner, config)
        self.reference_optimiser: torch.optim.Adam | None = None
        self.step = 0
        self.best = -1.0
        self.before: list[dict[str, Any]] = []  # training settings of the runs whose weights it began with, in order
        self.seconds = 0.0  # spent in all pieces of this run, and of those before it

    @property
    def begun(self) -> bool:
        """Whether its folder holds a state to go on from."""
        return (self.folder / STATE).exists()

    def begin_references(self) -> None:
        """Make the bank of means of each training person's pictures and their first captions, and its own optimiser."""
        images = embed_pixels(self.learner.towers, self.data.pixels).features
        first = self.data.tokens[self.data.first_caption].long()
        with torch.inference_mode():
            texts = torch.cat([self.learner.towers.embed_texts(part) for part in first.split(256)])
        self._adopt(bank_of_means(torch.cat([images, texts]).clone(), self.data.persons.repeat(2)))

    def _adopt(self, bank: ReferenceBank) -> None:
        self.learner.bank = bank
        self.reference_optimiser = torch.optim.Adam(bank.parameters(), lr=self.config.reference_learning_rate)

    def begin_after(self, other: Path) -> None:
        """Take over the best weights of another run, or of a checkpoint; optimisers and the rate's cycle begin anew.

        A second cycle with nothing masked and a lower rate sharpens what a first one has learnt roughly. The other run
        may have other training settings, but it must have learnt the same kind of model; only parts that it had no use
        for (`MAY_BE_NEW`) may be new here: heads begin untrained, branches as copies. References and heads of
        attributes are taken over where the persons are the same. For other persons, and after a checkpoint, which has
        no such heads, both begin anew: the references at once, since features of towers that have learnt say something
        of a person from the first step.
        """
        beginning = read_beginning(other)
        if self.learner.towers.branches is None:
            beginning = beginning.without_branches()
        same = self._knows_persons_of(beginning)
        if not same:
            beginning = beginning.without_persons()
        if beginning.owners is not None:
            self._adopt(ReferenceBank.empty(len(beginning.owners), self.learner.towers.config.dim))
        may_be_new = MAY_BE_NEW if same else (*MAY_BE_NEW, "heads.")
        try:
            found = self.learner.load_state_dict(beginning.weights, strict=False)
            wrong = [*found.unexpected_keys, *(name for name in found.missing_keys if not name.startswith(may_be_new))]
            if wrong:
                raise RuntimeError(f"they differ in {wrong[0]}")
        except RuntimeError as error:
            raise ValueError(f"{other} is of another kind of model: {str(error).splitlines()[-1]}") from error
        if not beginning.has_branches:
            self.learner.towers.begin_branches()
        self.seconds, self.before = beginning.seconds, beginning.cycles
        if not same and self.config.reference_start < 1:
            self.begin_references()

    def _knows_persons_of(self, beginning: Beginning) -> bool:
        """Whether the persons here are those that the other has learnt, as far as it tells."""
        sums = [source.get("sha256") for source in (self.source, beginning.data)]
        if None not in sums and sums[0] != sums[1]:
            return False  # persons of other data sets have the same numbers
        if beginning.owners is not None:
            return torch.equal(beginning.owners, self.data.persons.unique())
        return "heads.rows" in beginning.weights

    def advance(self) -> Losses:
        """One step of training."""
        if self.learner.bank is None and self.step >= self.config.reference_start * self.steps:
            self.begin_references()
        self.learner.train()
        rate = learning_rate_at(self.step, self.steps, self.config)
        for group in self.optimiser.param_groups:
            group["lr"] = self.config.learning_rate * rate
        batch = batch_at(self.data, self.step, self.config.batch, self.config.seed)
        torch.manual_seed(self.config.seed * 11_000_003 + self.step)  # stochastic depth, the same after a resume
        with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()), plain_attention():
            losses = self.learner.losses(batch, self.config)
        loss = weighted(losses, self.config)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"the loss is {loss.item()} at step {self.step}: {losses.floats()}")
        self.optimiser.zero_grad(set_to_none=True)
        if self.reference_optimiser is not None:
            self.reference_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        towers = [weight for group in self.optimiser.param_groups for weight in group["params"]]
        nn.utils.clip_grad_norm_(towers, self.config.clip_norm)
        self.optimiser.step()
        if self.reference_optimiser is not None and self.learner.bank is not None:
            self.reference_optimiser.step()
            self.learner.bank.renormalise()
        self.step += 1
        return losses

    def save(self, name: str = STATE) -> None:
        """Replace the file at once, so that a kill leaves the old one or the new one."""
        bank = self.learner.bank
        state = {
            "step": self.step,
            "steps": self.steps,
            "best": self.best,
            "seconds": self.seconds,
            "before": self.before,
            "data": self.source,
            "config": asdict(self.config),
            "learner": self.learner.state_dict(),
            "references": 0 if bank is None else len(bank),
            "optimiser": self.optimiser.state_dict(),
            "reference_optimiser": None if self.reference_optimiser is None else self.reference_optimiser.state_dict(),
        }
        partial = self.folder / f"{name}.part"
        torch.save(state, partial)
        partial.replace(self.folder / name)

    def resume(self, name: str = STATE) -> None:
        """Continue from a saved state; settings that differ are refused, since the result would be of neither."""
        state = torch.load(self.folder / name, weights_only=True)
        asked = (asdict(self.config), self.steps, self.source.get("sha256"))
        if (state["config"], state["steps"], state["data"].get("sha256")) != asked:
            raise ValueError(f"{self.folder / name} was made with other settings or data; give another folder")
        if state["references"]:
            self._adopt(ReferenceBank.empty(state["references"], self.learner.towers.config.dim))
            self.reference_optimiser.load_state_dict(state["reference_optimiser"])
        self.learner.load_state_dict(state["learner"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.best, self.seconds = state["step"], state["best"], state["seconds"]
        self.before = state["before"]


def fast_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 in hardware; elsewhere it would only be slower."""
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


@contextmanager
def plain_attention() -> Iterator[None]:
    """Attention as two matrix products.

    On short texts the fused kernel's backward pass is what costs on a processor: 32 ms a layer for 96 texts of 46
    tokens on two cores, 6 ms this way, which is a seventh of a whole step.
    """
    reduced = torch.backends.cuda.fp16_bf16_reduction_math_sdp_allowed()  # named after CUDA, but rules here as well
    torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(True)
    try:
        with sdpa_kernel(SDPBackend.MATH):
            yield
    finally:
        torch.backends.cuda.allow_fp16_bf16_reduction_math_sdp(reduced)


def train(run: Run, validation: ValidationSet, after_step: Callable[[Run], None] | None = None) -> None:
    """Run to the end, from wherever the folder stands. Logs one JSON line for each validation."""
    if run.begun:
        run.resume()
        log.info("continuing at step %d of %d", run.step, run.steps)
    started, first, spent = time.perf_counter(), run.step, run.seconds
    recent: list[dict[str, float]] = []
    while run.step < run.steps:
        recent.append(run.advance().floats())
        run.seconds = spent + time.perf_counter() - started
        if after_step is not None:
            after_step(run)
        last = run.step == run.steps
        if run.step % run.config.validate_every == 0 or last:
            pace = (run.step - first) / (run.seconds - spent)
            figures = validate(run.learner.towers, validation)
            means = {name: round(fmean(losses[name] for losses in recent), 4) for name in recent[0]}
            _log(run, {**means, **figures, "pictures_per_second": round(pace * run.config.batch, 1)})
            recent.clear()
            complete = run.learner.bank is not None or run.config.reference_start >= 1  # it has what it will ever have
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
