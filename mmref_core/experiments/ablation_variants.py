"""The variants of an ablation, the plan of its runs, and figures over seeds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SECOND_CYCLE, ModelConfig, TrainingConfig, read_settings
from mmref_core.errors import MMRefError
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, compare, figures_of, per_query, summary
from mmref_core.evaluation.metrics import QueryFigures, joined
from mmref_core.models.mmref import linear_agreement
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.terms import ATTRIBUTE, REFERENCE, TOKEN, TermKind, gated_kinds, only

Values = dict[str, Any]
# A short run, so that fifteen of them are an hour on four cores: 351 steps of 96 with five pictures of 1,500 persons.
# Validation, which only the log needs, comes once, at the end.
BUDGET: Values = {
    "epochs": 4.5,
    "warmup_steps": 40,
    "masked_words": 0.0,
    "save_every": 100,
    "validate_every": 10**9,
}


# Settings of variants that start from trained weights. As in MMRef and TGDT, whose towers are pretrained, references
# can be initialised at once.
AFTER: Values = {"learning_rate": SECOND_CYCLE["learning_rate"]}
REFERENCES_AFTER = 0.0  # share of the steps before references are made


@dataclass(frozen=True)
class Variant:
    """A model of the ablation, by its changes to the variant before it."""

    name: str
    words: str
    training: Values
    model: Values = field(default_factory=dict)


NOTHING_ELSE = {
    f"{loss}_weight": 0.0 for loss in ("attributes", "fuse", "guide", "reconstruct", "local", "consistency")
}
VARIANTS = (
    Variant("contrastive", "plain contrastive", NOTHING_ELSE | {"reference_start": 1.0}),  # 1: never
    Variant("attributes", "+ attributes of clothes, heads shared by both towers", {"attributes_weight": 2.0}),
    Variant(
        "references",
        "+ references of persons: MMRef's fusion and guide",
        {"fuse_weight": 1.0, "guide_weight": 0.3, "reference_start": 0.3},
    ),
    # The decoder's loss is about 10 at first; this weight keeps it below the others.
    Variant("reconstruct", "+ MMRef's reconstruction of masked words", {"reconstruct_weight": 0.1}),
    Variant(
        "tokens",
        "+ words and patches: TGDT's local and consistency losses",
        {"local_weight": 0.5, "consistency_weight": 0.5},
        {"patch_grid": [6, 2]},
    ),
)
LAST = VARIANTS[-1].name


@dataclass(frozen=True)
class Line:
    """One row of a comparison; `than` names the row that it is compared with."""

    name: str
    words: str
    than: str | None = None


@dataclass(frozen=True)
class Refinement:
    """A refined ranking of the last variant by some kinds of terms, with weights chosen on validation persons."""

    line: Line
    kinds: tuple[TermKind, ...]
    gated: bool = False  # as a search has it
    objects_known: bool = False


EVERYTHING = gated_kinds()
REFINEMENTS = (
    Refinement(Line("token stage", "token stage: words found in patches", LAST), (TOKEN,)),
    Refinement(Line("persons", "token stage, person references", "token stage"), (TOKEN, REFERENCE)),
    Refinement(Line("details", "token stage, detail references", "token stage"), (TOKEN, ATTRIBUTE)),
    Refinement(Line("both", "token stage, person and detail references", "token stage"), (TOKEN, REFERENCE, ATTRIBUTE)),
    Refinement(Line("look-alikes", "all of these, clusters and look-alikes, gate", "both"), EVERYTHING, gated=True),
    Refinement(Line("objects", "all of these, objects of the gallery known, gate", "both"), EVERYTHING, True, True),
)
LINEAR = Line("linear", "token stage, person references in their dense linear form", "token stage")
LINEAR_WEIGHTS = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)  # large, because products of two cosines are small
TOGETHER = "together"


def variants_named(names: str) -> tuple[Variant, ...]:
    """Return the variants with the names given, separated by commas; all for an empty text. Raises MMRefError."""
    asked = {name.strip() for name in names.split(",")} - {""}
    known = [variant.name for variant in VARIANTS]
    if unknown := sorted(asked - set(known)):
        raise MMRefError(f"There is no variant {unknown[0]!r}. Give some of {', '.join(known)}, with commas between.")
    return tuple(variant for variant in VARIANTS if not asked or variant.name in asked)


def lines_of(variants: Sequence[Variant]) -> list[Line]:
    """Rows of a comparison of these: each against the one before it, and what the last one adds to the first.

    A row is named after all that it has and the one before it has not, since a variant has what those before it have.
    """
    lines: list[Line] = []
    named = 0
    for own in variants:
        upto = VARIANTS.index(own) + 1
        words = "; ".join(variant.words for variant in VARIANTS[named:upto])
        lines.append(Line(own.name, words, lines[-1].name if lines else None))
        named = upto
    first, last = lines[0], variants[-1]
    if len(variants) > 2:
        lines.append(Line(TOGETHER, f"all of these together, against {first.words}", first.name))
    return lines + ([*(refinement.line for refinement in REFINEMENTS), LINEAR] if last.name == LAST else [])


@dataclass(frozen=True)
class AblationPlan:
    """The data, seeds and variants of an ablation; `model` and `training` are settings of all variants."""

    data: Path
    folder: Path
    persons: int = 1500  # the first of the training split, with all of their pictures
    seeds: int = 3
    model: Values = field(default_factory=dict)
    training: Values = field(default_factory=dict)
    variants: tuple[Variant, ...] = VARIANTS  # the others may follow, in the same folder
    after: Path | None = None  # folder of a run with whose best weights all of them begin

    def settings(self, variant: Variant, seed: int = 0) -> tuple[ModelConfig, TrainingConfig]:
        """Return the settings of a variant: its changes on top of those of the variants before it."""
        up_to = VARIANTS[: VARIANTS.index(variant) + 1]
        model, training = self.model, BUDGET | (AFTER if self.after else {}) | self.training | {"seed": seed}
        for one in up_to:
            model, training = model | one.model, training | one.training
        if self.after and training["reference_start"] < 1:
            training["reference_start"] = REFERENCES_AFTER
        return read_settings(ModelConfig, model), read_settings(TrainingConfig, training)

    @property
    def command(self) -> str:
        """Return the command that repeats the comparison."""
        shown = {"persons": self.persons, "epochs": (BUDGET | self.training)["epochs"], "seeds": self.seeds}
        words = " ".join(f"--{name} {value:g}" for name, value in shown.items())
        if self.variants != VARIANTS:
            words += f" --variants {','.join(variant.name for variant in self.variants)}"
        if self.after:
            words += f" --init-from {self.after}"
        if self.changed:
            words += f" --settings <(echo '{json.dumps(self.changed)}')"
        return f"python -m mmref_core compare --data {self.data} --run {self.folder} {words}"

    @property
    def changed(self) -> dict[str, Values]:
        """Return the changed settings of all variants, without the epochs, which are an option of the command."""
        training = {name: value for name, value in self.training.items() if name != "epochs"}
        return {name: values for name, values in (("model", self.model), ("training", training)) if values}

    def run_folder(self, variant: Variant, seed: int) -> Path:
        """Return the folder of one run."""
        return self.folder / f"{variant.name}-{seed}"


def refined_figures(model: Model, split: EvaluationSplit) -> dict[str, QueryFigures]:
    """Return the figures of every refinement."""
    scorer = batch_scorer(model, split)
    figures = {}
    for one in REFINEMENTS:
        search = replace(only(model.search, one.kinds), gate=model.search.gate if one.gated else None)
        figures[one.line.name] = figures_of(scorer.refined(search, one.objects_known), split)
    return figures


def linear_figures(model: Model, validation: EvaluationSplit, test: EvaluationSplit) -> QueryFigures:
    """Return figures of the linear form of person references on the token stage, its weight chosen on validation."""
    stage, agreement = _linear_parts(model, validation)

    def merit(weight: float) -> float:
        values = per_query(figures_of(stage + weight * agreement, validation))
        return (values["map"].mean() + values["rank1"].mean()).item()

    weight = max(LINEAR_WEIGHTS, key=merit)
    stage, agreement = _linear_parts(model, test)
    return figures_of(stage + weight * agreement, test)


def _linear_parts(
    model: Model, split: EvaluationSplit
) -> tuple[Float[Tensor, "text image"], Float[Tensor, "text image"]]:
    """Return scores of the token stage, and the linear agreement to add."""
    stage = batch_scorer(model, split).refined(replace(only(model.search, (TOKEN,)), gate=None))
    return stage, linear_agreement(split.texts.features, split.images.features, model.knowledge.references)


def seed_statistics(
    lines: Sequence[Line], seeds: Sequence[Mapping[str, QueryFigures]], persons: Int[Tensor, " query"]
) -> list[dict[str, Any]]:
    """Return rows in percent. `seeds` has for each seed the figures of the same queries by line.

    Intervals are bootstrapped over persons, with all seeds of a person together; the figures of each seed are in the
    row's `seeds`.
    """
    everybody = persons.repeat(len(seeds))
    rows = []
    for line in lines:
        own = [figures[line.name] for figures in seeds]
        row = {"name": line.name, "words": line.words, **summary(joined(own), everybody)}
        each = [per_query(figures) for figures in own]
        row["seeds"] = {name: [round(values[name].mean().item(), 2) for values in each] for name in each[0]}
        if line.than is not None:
            before = joined([figures[line.than] for figures in seeds])
            row |= {"than": line.than, **compare(before, joined(own), everybody)}
        rows.append(row)
    return rows


def figures_to_json(figures: QueryFigures) -> dict[str, list[float]]:
    """Return figures as JSON takes them, to six digits."""
    return {name: [round(value, 6) for value in values.tolist()] for name, values in vars(figures).items()}


def figures_from_json(values: Mapping[str, Sequence[float]]) -> QueryFigures:
    """Return the figures of `figures_to_json`."""
    return QueryFigures(**{name: torch.tensor(own) for name, own in values.items()})
