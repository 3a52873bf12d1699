from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from mmref_core.batches import batch_at
from mmref_core.comparison import Material
from mmref_core.errors import MMRefError
from mmref_core.evaluation import Trial, batch_scorer, figures_of, initial_figures
from mmref_core.knowledge import Words
from mmref_core.learner import Learner
from mmref_core.metrics import QueryFigures
from mmref_core.similarity import cosine
from mmref_core.token_features import restored, token_similarity
from mmref_core.training import Run
from mmref_core.variants import (
    LINEAR,
    LINEAR_WEIGHTS,
    REFINEMENTS,
    VARIANTS,
    Plan,
    Variant,
    chosen,
    linear_figures,
    lines_of,
    refined_figures,
)
from small_world import TINY, random_items, tiny_model, write_dataset

LOSSES = ("attributes", "fuse", "guide", "reconstruct", "local", "consistency")


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root, views=4)
    plan = Plan(root, root / "run", persons=9, model=asdict(TINY), training={"batch": 12, "epochs": 5})
    return Material(plan, lambda _: (), lambda _: Words({}, {}))


def everything(plan: Plan, variant: Variant, seed: int = 0) -> dict[str, object]:
    model, training = plan.settings(variant, seed)
    return asdict(model) | asdict(training)


def test_a_variant_changes_what_it_names_and_nothing_else_and_switches_no_loss_off_again(material: Material) -> None:
    on: set[str] = set()
    for before, own in pairwise(VARIANTS):
        first, second = everything(material.plan, before), everything(material.plan, own)
        named = own.training.keys() | own.model.keys()
        assert {name for name in first if first[name] != second[name]} == named
        now = {loss for loss in LOSSES if second[f"{loss}_weight"]}
        assert now > on
        on = now
    assert not any(everything(material.plan, VARIANTS[0])[f"{loss}_weight"] for loss in LOSSES)
    assert on == set(LOSSES)


def test_all_variants_see_the_same_batches_in_as_many_steps(material: Material) -> None:
    seen: list[tuple[torch.Tensor, ...]] = []
    for variant in VARIANTS:
        model, training = material.plan.settings(variant, seed=2)
        run = Run(material.plan.folder, material.learnt_from, Learner(model, material.vocabulary, training), training)
        batches = [batch_at(run.data, step, run.config.batch, run.config.seed) for step in range(run.steps)]
        seen.append(tuple(torch.cat([getattr(batch, name) for batch in batches]) for name in ("pixels", "tokens")))
    assert len(seen[0][0]) == 15 * 12
    for other in seen[1:]:
        assert all(torch.equal(one, own) for one, own in zip(seen[0], other, strict=True))


def test_the_first_persons_come_with_all_of_their_pictures(material: Material) -> None:
    assert [sample.person for sample in material.training] == [person for person in range(9) for _ in range(4)]


def test_settings_of_all_runs_can_be_changed_but_not_what_tells_variants_apart() -> None:
    plan = Plan(Path("data"), Path("run"), training={"batch": 7, "guide_weight": 0.9}, model={"dim": 32})
    for variant in VARIANTS:
        values = everything(plan, variant, seed=5)
        assert (values["batch"], values["dim"], values["seed"]) == (7, 32, 5)
        assert values["guide_weight"] in (0.0, 0.3)


def test_after_another_run_references_are_made_at_once_and_the_rate_is_that_of_a_second_cycle() -> None:
    before, plan = Plan(Path("data"), Path("run")), Plan(Path("data"), Path("run"), after=Path("plain"))
    for variant in VARIANTS:
        first, second = everything(before, variant), everything(plan, variant)
        assert second["learning_rate"] == first["learning_rate"] / 2
        assert second["reference_start"] == (0.0 if first["reference_start"] < 1 else 1.0)
        same = first.keys() - {"learning_rate", "reference_start"}
        assert all(first[name] == second[name] for name in same)
    assert plan.command.endswith(" --after plain")


def test_every_row_is_compared_with_one_before_it() -> None:
    for count in range(1, len(VARIANTS) + 1):
        first, *others = lines_of(VARIANTS[:count])
        names = [first.name]
        assert first.than is None
        for line in others:
            assert line.than in names and line.name not in names
            names.append(line.name)


def test_rows_of_refinements_belong_to_the_last_variant_alone() -> None:
    refinements = [*(refinement.line for refinement in REFINEMENTS), LINEAR]
    assert lines_of(VARIANTS)[-len(refinements) :] == refinements
    assert [line.name for line in lines_of(VARIANTS[:2])] == ["contrastive", "attributes"]
    assert [line.name for line in lines_of(VARIANTS[:3])] == ["contrastive", "attributes", "references", "together"]


def test_a_row_names_what_a_variant_has_from_those_that_were_left_out() -> None:
    _, second = lines_of((VARIANTS[0], VARIANTS[2]))
    assert second.words == f"{VARIANTS[1].words}; {VARIANTS[2].words}"
    assert lines_of(VARIANTS[1:2])[0].words == f"{VARIANTS[0].words}; {VARIANTS[1].words}"


def test_variants_are_chosen_by_name_in_their_own_order() -> None:
    assert chosen("") == VARIANTS
    assert chosen("references, contrastive") == (VARIANTS[0], VARIANTS[2])
    with pytest.raises(MMRefError, match="There is no variant 'plain'. Give some of contrastive, attributes, ref"):
        chosen("contrastive,plain")
    assert Plan(Path("d"), Path("r"), variants=VARIANTS[:2]).command.endswith(" --variants contrastive,attributes")
    assert "--variants" not in Plan(Path("d"), Path("r")).command


def test_the_command_has_what_is_asked_of_all_variants_alike() -> None:
    plan = Plan(Path("d"), Path("r"), training={"epochs": 4.0, "warmup_steps": 100, "masked_words": 0.1})
    assert "--epochs 4 " in plan.command
    assert plan.command.endswith(""" --settings <(echo '{"training": {"warmup_steps": 100, "masked_words": 0.1}}')""")
    assert "--settings" not in Plan(Path("d"), Path("r"), training={"epochs": 4.0}).command


def test_a_refinement_is_made_of_its_own_terms_alone() -> None:
    """Without a weight a row is the one that it adds to; with all weights the last two are what a search gives."""
    model = tiny_model(places=(2, 1))
    persons = torch.arange(10)
    texts, images = random_items(model, 20, 2, texts=True), random_items(model, 40, 1)
    trial = Trial(images, persons.repeat(4), texts, persons.repeat(2), {})
    figures = {name: one.average_precision for name, one in refined_figures(model, trial).items()}
    assert list(figures) == [refinement.line.name for refinement in REFINEMENTS]

    assert model.search.token_weight == 0
    assert torch.equal(figures["token stage"], initial_figures(trial).average_precision)
    for name in ("persons", "details", "both"):
        assert not torch.equal(figures[name], figures["token stage"])
    scorer = batch_scorer(model, trial)
    assert torch.equal(figures["look-alikes"], figures_of(scorer.refined(model.search), trial).average_precision)
    known = figures_of(scorer.refined(model.search, objects_known=True), trial)
    assert torch.equal(figures["objects"], known.average_precision)


def test_the_linear_form_has_the_weight_that_is_best_on_validation_though_another_is_on_test() -> None:
    model = tiny_model(places=(2, 1))
    model = replace(model, search=replace(model.search, token_weight=0.3))
    persons = torch.arange(10)
    trials = [
        Trial(
            random_items(model, 40, seed), persons.repeat(4), random_items(model, 20, 50, True), persons.repeat(2), {}
        )
        for seed in (1, 2)
    ]

    def figures(trial: Trial, weight: float) -> QueryFigures:
        local = token_similarity(trial.texts.words, restored(trial.images.places))
        scores = 0.7 * cosine(trial.texts.features, trial.images.features) + 0.3 * local
        for reference in model.knowledge.references:
            both = (trial.texts.features @ reference)[:, None] * (trial.images.features @ reference)
            scores = scores + weight * both / len(model.knowledge.references)
        return figures_of(scores, trial)

    def best(trial: Trial) -> float:
        own = {weight: figures(trial, weight) for weight in LINEAR_WEIGHTS}
        return max(own, key=lambda one: own[one].average_precision.mean() + (own[one].first == 1).float().mean())

    validation, test = trials
    assert best(validation) != best(test) and best(validation) > 0
    expected = figures(test, best(validation)).average_precision
    assert torch.allclose(linear_figures(model, validation, test).average_precision, expected)
