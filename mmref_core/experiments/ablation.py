"""What each part of the method adds: models that differ in one part, learnt from the same data at the same cost."""

import json
import logging
import time
from dataclasses import asdict
from functools import cached_property
from itertools import product
from pathlib import Path

import torch

from mmref_core.data.datasets import Sample, learnable_values, read_dataset
from mmref_core.errors import MMRefError
from mmref_core.evaluation.evaluate import embed_trial, initial_figures, trial_of
from mmref_core.evaluation.metrics import QueryFigures
from mmref_core.experiments.ablation_variants import (
    LAST,
    LINEAR,
    TOGETHER,
    VARIANTS,
    Plan,
    Values,
    Variant,
    from_plain,
    linear_figures,
    lines_of,
    plain,
    refined_figures,
    tally,
)
from mmref_core.experiments.export import Phrases, WordsOf, publish
from mmref_core.experiments.provenance import data_facts, facts_of
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.models.clip import Towers
from mmref_core.text.normalize import QueryNormalizer, count_words
from mmref_core.training.batches import TrainingSet, read_training_set
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import STATE, Run, train
from mmref_core.training.validation import ValidationSet, read_validation_set
from mmref_core.training.warm_start import BEST, read_warm_start

log = logging.getLogger(__name__)

RESULT, ASKED, GATHERED = "result.json", "settings.json", "comparison.json"
TOLD_EVERY = 25  # steps


class Material:
    """What all runs learn from and are measured on, read when it is first needed and then shared."""

    def __init__(self, plan: Plan, phrases_of: Phrases, words_of: WordsOf) -> None:
        self.plan, self.phrases_of, self.words_of = plan, phrases_of, words_of

    @cached_property
    def training(self) -> list[Sample]:
        samples = read_dataset(self.plan.data, "train")
        chosen = set(list(dict.fromkeys(sample.person for sample in samples))[: self.plan.persons])
        return [sample for sample in samples if sample.person in chosen]

    @cached_property
    def values(self) -> dict[str, list[str]]:
        return learnable_values(self.training)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.from_dict(self.values)

    @cached_property
    def reader(self) -> QueryNormalizer:
        return QueryNormalizer(count_words(caption for sample in self.training for caption in sample.captions))

    @cached_property
    def towers(self) -> Towers:
        """Untrained: they say how pictures and texts are read, which no variant changes."""
        return Towers(self.plan.settings(VARIANTS[0])[0])

    @cached_property
    def learnt_from(self) -> TrainingSet:
        return read_training_set(self.training, self.towers, self.vocabulary)

    @cached_property
    def validation(self) -> list[Sample]:
        return read_dataset(self.plan.data, "val")

    @cached_property
    def looked_at(self) -> ValidationSet:
        return read_validation_set(self.validation, self.towers)

    @cached_property
    def test(self) -> list[Sample]:
        return read_dataset(self.plan.data, "test")


def compare(plan: Plan, phrases_of: Phrases, words_of: WordsOf) -> Values:
    """Learn and measure what the plan's folder has not got yet, and what comes out of all of it.

    Seeds come one after another, each with all variants of the plan. An interrupted comparison goes on at the step that
    was saved.
    """
    _keep_settings(plan)
    material = Material(plan, phrases_of, words_of)
    todo = [
        (variant, seed)
        for seed, variant in product(range(plan.seeds), plan.variants)
        if not (plan.run_folder(variant, seed) / RESULT).exists()
    ]
    for number, (variant, seed) in enumerate(todo, 1):
        run = _learnt(material, variant, seed, len(todo) - number)
        folder = run.folder
        rows = _measured(run, material, variant)
        result = {
            "persons": [sample.person for sample in material.test for _ in sample.captions],
            "pictures": len(material.test),
            "learnt_from": {"persons": len(set(run.data.persons.tolist())), "pictures": len(run.data)},
            "steps": run.steps,
            "samples": run.steps * run.config.batch,
            "minutes": run.seconds / 60,
            "rows": {name: plain(figures) for name, figures in rows.items()},
        }
        _write(folder / RESULT, result)
        for name in (STATE, BEST):  # 200 MB each, and nothing will read them again
            (folder / name).unlink(missing_ok=True)
    comparison = gathered(plan)
    _write(plan.folder / GATHERED, comparison)
    return comparison


def gathered(plan: Plan) -> Values:
    """What came out of finished runs, as a folder of runs and a checkpoint hold it; without rows that a run lacks."""
    seeds, minutes = [], 0.0
    for seed in range(plan.seeds):
        rows: dict[str, QueryFigures] = {}
        for variant in plan.variants:
            result = json.loads((plan.run_folder(variant, seed) / RESULT).read_text())
            rows |= {name: from_plain(figures) for name, figures in result["rows"].items()}
            minutes += result["minutes"]
        seeds.append(rows | {TOGETHER: rows[variant.name]})
    persons = torch.tensor(result["persons"])
    lines = [line for line in lines_of(plan.variants) if all(line.name in rows for rows in seeds)]
    return {
        "command": plan.command,
        "after": read_warm_start(plan.after).samples if plan.after else 0,
        "changed": {name: value for values in plan.changed.values() for name, value in values.items()},
        "data": data_facts(plan.data),
        **result["learnt_from"],
        "steps": result["steps"],
        "samples": result["samples"],
        "seeds": list(range(plan.seeds)),
        "minutes": round(minutes, 1),  # of learning
        "test_persons": len(persons.unique()),
        "test_pictures": result["pictures"],
        "queries": len(persons),
        "rows": tally(lines, seeds, persons),
    }


def _keep_settings(plan: Plan) -> None:
    """A folder holds runs of one kind, since rows of different kinds are no comparison."""
    asked = {"data": data_facts(plan.data), "persons": plan.persons}
    asked |= {variant.name: [asdict(part) for part in plan.settings(variant)] for variant in VARIANTS}
    asked |= {"after": str(plan.after)} if plan.after else {}
    asked = json.loads(json.dumps(asked))
    file = plan.folder / ASKED
    if file.exists() and json.loads(file.read_text()) != asked:
        raise MMRefError(
            f"{plan.folder} holds runs of other settings or of another data set. Give another folder with --run."
        )
    plan.folder.mkdir(parents=True, exist_ok=True)
    _write(file, asked)


def _learnt(material: Material, variant: Variant, seed: int, runs_after: int) -> Run:
    """A run at its last step: no variant is helped by a choice among steps, and one without references makes none."""
    model, training = material.plan.settings(variant, seed)
    torch.manual_seed(seed)
    training_model = TrainingModel(model, material.vocabulary, training)
    folder = material.plan.run_folder(variant, seed)
    folder.mkdir(exist_ok=True)
    run = Run(folder, material.learnt_from, training_model, training, data_facts(material.plan.data))
    if material.plan.after and not run.resumable:
        run.warm_start_from(material.plan.after)
        run.seconds = 0.0  # those of the other run are nobody's here
    log.info("%s: %d steps, %d more runs after it", folder.name, run.steps, runs_after)
    train(run, material.looked_at, Progress(runs_after))
    training_model.eval()
    return run


class Progress:
    """Tells how long this run and all runs will take, by the pace of the steps that it has seen."""

    def __init__(self, runs_after: int) -> None:
        self.runs_after = runs_after
        self.first: tuple[int, float] | None = None  # step and time

    def __call__(self, run: Run) -> None:
        now = time.perf_counter()
        if self.first is None:
            self.first = run.step, now
        elif run.step % TOLD_EVERY == 0:
            each = (now - self.first[1]) / (run.step - self.first[0])
            left = each * (run.steps - run.step)
            whole = left + each * run.steps * self.runs_after
            told = run.folder.name, run.step, run.steps, left, whole / 60
            log.info("%s: step %d of %d, %.0f s left, about %.0f minutes of learning in all", *told)


def _measured(run: Run, material: Material, variant: Variant) -> dict[str, QueryFigures]:
    """Rows of the test split; the last variant becomes a checkpoint, whose settings validation chooses."""
    towers, test = run.model.towers, material.test
    if variant.name != LAST:
        return {variant.name: initial_figures(trial_of(in_half_precision(towers), material.reader, test))}
    facts = facts_of(run, material.training, material.plan.data, run.seconds)
    words = material.words_of(material.values)
    parts = (material.training, run.data, material.validation, material.phrases_of, words, facts)
    model = publish(run.folder / "checkpoint", run.model, *parts)
    trial = embed_trial(model, test)
    linear = linear_figures(model, embed_trial(model, material.validation), trial)
    return {LAST: initial_figures(trial), **refined_figures(model, trial), LINEAR.name: linear}


def in_half_precision(towers: Towers) -> Towers:
    """The same towers with their numbers rounded as a checkpoint rounds them, so that all rows are measured alike."""
    state = towers.state_dict()
    towers.load_state_dict(
        {name: value.half().float() if value.is_floating_point() else value for name, value in state.items()}
    )
    return towers


def _write(file: Path, values: Values) -> None:
    """At once, so that a kill leaves a whole file or none."""
    partial = file.with_suffix(".part")
    partial.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(file)
