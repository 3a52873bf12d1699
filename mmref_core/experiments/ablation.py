"""Ablation: models that differ in one part, trained on the same data for the same number of steps."""

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
from mmref_core.evaluation.evaluate import embed_split, embed_split_with, initial_figures
from mmref_core.evaluation.metrics import QueryFigures
from mmref_core.experiments.ablation_variants import (
    LAST,
    LINEAR,
    TOGETHER,
    VARIANTS,
    AblationPlan,
    Values,
    Variant,
    figures_from_json,
    figures_to_json,
    linear_figures,
    lines_of,
    refined_figures,
    seed_statistics,
)
from mmref_core.experiments.export import Phrases, WordsOf, export_checkpoint
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

RESULT, SETTINGS, COMPARISON = "result.json", "settings.json", "comparison.json"
LOG_EVERY = 25  # steps


class AblationData:
    """Training, validation and test data of all runs, read when first needed."""

    def __init__(self, plan: AblationPlan, phrases_of: Phrases, words_of: WordsOf) -> None:
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
        """Untrained towers, for preprocessing and tokenisation, which no variant changes."""
        return Towers(self.plan.settings(VARIANTS[0])[0])

    @cached_property
    def training_set(self) -> TrainingSet:
        return read_training_set(self.training, self.towers, self.vocabulary)

    @cached_property
    def validation(self) -> list[Sample]:
        return read_dataset(self.plan.data, "val")

    @cached_property
    def validation_set(self) -> ValidationSet:
        return read_validation_set(self.validation, self.towers)

    @cached_property
    def test(self) -> list[Sample]:
        return read_dataset(self.plan.data, "test")


def compare(plan: AblationPlan, phrases_of: Phrases, words_of: WordsOf) -> Values:
    """Train and measure the runs that the plan's folder lacks, and return the comparison of all.

    Each seed trains all variants of the plan. An interrupted comparison continues at the last saved step.
    """
    _check_settings(plan)
    material = AblationData(plan, phrases_of, words_of)
    todo = [
        (variant, seed)
        for seed, variant in product(range(plan.seeds), plan.variants)
        if not (plan.run_folder(variant, seed) / RESULT).exists()
    ]
    for number, (variant, seed) in enumerate(todo, 1):
        run = _train_variant(material, variant, seed, len(todo) - number)
        folder = run.folder
        rows = _measure(run, material, variant)
        result = {
            "persons": [sample.person for sample in material.test for _ in sample.captions],
            "pictures": len(material.test),
            "learnt_from": {"persons": len(set(run.data.persons.tolist())), "pictures": len(run.data)},
            "steps": run.steps,
            "samples": run.steps * run.config.batch,
            "minutes": run.seconds / 60,
            "rows": {name: figures_to_json(figures) for name, figures in rows.items()},
        }
        _write(folder / RESULT, result)
        for name in (STATE, BEST):  # 200 MB each, and nothing will read them again
            (folder / name).unlink(missing_ok=True)
    comparison = collect_results(plan)
    _write(plan.folder / COMPARISON, comparison)
    return comparison


def collect_results(plan: AblationPlan) -> Values:
    """Return the comparison of finished runs as it is stored, without rows that a run lacks."""
    seeds, minutes = [], 0.0
    for seed in range(plan.seeds):
        rows: dict[str, QueryFigures] = {}
        for variant in plan.variants:
            result = json.loads((plan.run_folder(variant, seed) / RESULT).read_text())
            rows |= {name: figures_from_json(figures) for name, figures in result["rows"].items()}
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
        "rows": seed_statistics(lines, seeds, persons),
    }


def _check_settings(plan: AblationPlan) -> None:
    """Write the settings of the plan. Raises MMRefError if the folder holds runs of other settings or data."""
    asked = {"data": data_facts(plan.data), "persons": plan.persons}
    asked |= {variant.name: [asdict(part) for part in plan.settings(variant)] for variant in VARIANTS}
    asked |= {"after": str(plan.after)} if plan.after else {}
    asked = json.loads(json.dumps(asked))
    file = plan.folder / SETTINGS
    if file.exists() and json.loads(file.read_text()) != asked:
        raise MMRefError(
            f"{plan.folder} holds runs of other settings or of another data set. Give another folder with --run."
        )
    plan.folder.mkdir(parents=True, exist_ok=True)
    _write(file, asked)


def _train_variant(material: AblationData, variant: Variant, seed: int, runs_after: int) -> Run:
    """Return a run at its last step, the same for all variants; validation chooses no step."""
    model, training = material.plan.settings(variant, seed)
    torch.manual_seed(seed)
    training_model = TrainingModel(model, material.vocabulary, training)
    folder = material.plan.run_folder(variant, seed)
    folder.mkdir(exist_ok=True)
    run = Run(folder, material.training_set, training_model, training, data_facts(material.plan.data))
    if material.plan.after and not run.resumable:
        run.warm_start_from(material.plan.after)
        run.seconds = 0.0  # those of the other run are nobody's here
    log.info("%s: %d steps, %d more runs after it", folder.name, run.steps, runs_after)
    train(run, material.validation_set, AblationProgress(runs_after))
    training_model.eval()
    return run


class AblationProgress:
    """Log the remaining time of this run and of all runs."""

    def __init__(self, runs_after: int) -> None:
        self.runs_after = runs_after
        self.first: tuple[int, float] | None = None  # step and time

    def __call__(self, run: Run) -> None:
        now = time.perf_counter()
        if self.first is None:
            self.first = run.step, now
        elif run.step % LOG_EVERY == 0:
            each = (now - self.first[1]) / (run.step - self.first[0])
            left = each * (run.steps - run.step)
            whole = left + each * run.steps * self.runs_after
            told = run.folder.name, run.step, run.steps, left, whole / 60
            log.info("%s: step %d of %d, %.0f s left, about %.0f minutes of learning in all", *told)


def _measure(run: Run, material: AblationData, variant: Variant) -> dict[str, QueryFigures]:
    """Return the rows of a variant on the test split; the last variant is exported with settings from validation."""
    towers, test = run.model.towers, material.test
    if variant.name != LAST:
        return {variant.name: initial_figures(embed_split_with(in_half_precision(towers), material.reader, test))}
    facts = facts_of(run, material.training, material.plan.data, run.seconds)
    words = material.words_of(material.values)
    parts = (material.training, run.data, material.validation, material.phrases_of, words, facts)
    model = export_checkpoint(run.folder / "checkpoint", run.model, *parts)
    split = embed_split(model, test)
    linear = linear_figures(model, embed_split(model, material.validation), split)
    return {LAST: initial_figures(split), **refined_figures(model, split), LINEAR.name: linear}


def in_half_precision(towers: Towers) -> Towers:
    """Round the weights to half precision, as a checkpoint does, so that all rows are comparable."""
    state = towers.state_dict()
    towers.load_state_dict(
        {name: value.half().float() if value.is_floating_point() else value for name, value in state.items()}
    )
    return towers


def _write(file: Path, values: Values) -> None:
    """Write JSON; the file is replaced at once, so that a kill leaves a whole file or none."""
    partial = file.with_suffix(".part")
    partial.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(file)
