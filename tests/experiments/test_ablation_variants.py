from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from mmref_core.errors import MMRefError
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, figures_of, initial_figures
from mmref_core.evaluation.metrics import QueryFigures
from mmref_core.experiments.ablation import AblationData
from mmref_core.experiments.ablation_variants import (
    LINEAR,
    LINEAR_WEIGHTS,
    REFINEMENTS,
    VARIANTS,
    AblationPlan,
    Line,
    Variant,
    figures_from_json,
    linear_figures,
    lines_of,
    plain,
    refined_figures,
    seed_statistics,
    variants_named,
)
from mmref_core.models.model_bundle import AttributeLabels
from mmref_core.models.similarity import cosine
from mmref_core.models.tgdt import dequantise, token_similarity
from mmref_core.reports.tables import compared
from mmref_core.training.batches import batch_at
from mmref_core.training.objective import TrainingModel
from mmref_core.training.train import Run
from small_world import TINY, random_items, tiny_model, write_dataset

LOSSES = ("attributes", "fuse", "guide", "reconstruct", "local", "consistency")
LINES = [Line("first", "as it was"), Line("second", "with one thing more", "first")]
PERSONS = torch.tensor([4, 4, 7, 9])  # three persons, one of them with two queries


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> AblationData:
    root = tmp_path_factory.mktemp("data")
    write_dataset(root, views=4)
    plan = AblationPlan(root, root / "run", persons=9, model=asdict(TINY), training={"batch": 12, "epochs": 5})
    return AblationData(plan, lambda _: (), lambda _: AttributeLabels({}, {}))


def everything(plan: AblationPlan, variant: Variant, seed: int = 0) -> dict[str, object]:
    model, training = plan.settings(variant, seed)
    return asdict(model) | asdict(training)


def test_a_variant_changes_what_it_names_and_nothing_else_and_switches_no_loss_off_again(
    material: AblationData,
) -> None:
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


def test_all_variants_see_the_same_batches_in_as_many_steps(material: AblationData) -> None:
    seen: list[tuple[torch.Tensor, ...]] = []
    for variant in VARIANTS:
        model, training = material.plan.settings(variant, seed=2)
        run = Run(
            material.plan.folder, material.training_set, TrainingModel(model, material.vocabulary, training), training
        )
        batches = [batch_at(run.data, step, run.config.batch, run.config.seed) for step in range(run.steps)]
        seen.append(tuple(torch.cat([getattr(batch, name) for batch in batches]) for name in ("pixels", "tokens")))
    assert len(seen[0][0]) == 15 * 12
    for other in seen[1:]:
        assert all(torch.equal(one, own) for one, own in zip(seen[0], other, strict=True))


def test_the_first_persons_come_with_all_of_their_pictures(material: AblationData) -> None:
    assert [sample.person for sample in material.training] == [person for person in range(9) for _ in range(4)]


def test_settings_of_all_runs_can_be_changed_but_not_what_tells_variants_apart() -> None:
    plan = AblationPlan(Path("data"), Path("run"), training={"batch": 7, "guide_weight": 0.9}, model={"dim": 32})
    for variant in VARIANTS:
        values = everything(plan, variant, seed=5)
        assert (values["batch"], values["dim"], values["seed"]) == (7, 32, 5)
        assert values["guide_weight"] in (0.0, 0.3)


def test_after_another_run_references_are_made_at_once_and_the_rate_is_that_of_a_second_cycle() -> None:
    before, plan = AblationPlan(Path("data"), Path("run")), AblationPlan(Path("data"), Path("run"), after=Path("plain"))
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
    assert variants_named("") == VARIANTS
    assert variants_named("references, contrastive") == (VARIANTS[0], VARIANTS[2])
    with pytest.raises(MMRefError, match="There is no variant 'plain'. Give some of contrastive, attributes, ref"):
        variants_named("contrastive,plain")
    assert AblationPlan(Path("d"), Path("r"), variants=VARIANTS[:2]).command.endswith(
        " --variants contrastive,attributes"
    )
    assert "--variants" not in AblationPlan(Path("d"), Path("r")).command


def test_the_command_has_what_is_asked_of_all_variants_alike() -> None:
    plan = AblationPlan(Path("d"), Path("r"), training={"epochs": 4.0, "warmup_steps": 100, "masked_words": 0.1})
    assert "--epochs 4 " in plan.command
    assert plan.command.endswith(""" --settings <(echo '{"training": {"warmup_steps": 100, "masked_words": 0.1}}')""")
    assert "--settings" not in AblationPlan(Path("d"), Path("r"), training={"epochs": 4.0}).command


def test_a_refinement_is_made_of_its_own_terms_alone() -> None:
    """Without a weight a row is the one that it adds to; with all weights the last two are what a search gives."""
    model = tiny_model(patches=(2, 1))
    persons = torch.arange(10)
    texts, images = random_items(model, 20, 2, texts=True), random_items(model, 40, 1)
    split = EvaluationSplit(images, persons.repeat(4), texts, persons.repeat(2), {})
    figures = {name: one.average_precision for name, one in refined_figures(model, split).items()}
    assert list(figures) == [refinement.line.name for refinement in REFINEMENTS]

    assert model.search.token_weight == 0
    assert torch.equal(figures["token stage"], initial_figures(split).average_precision)
    for name in ("persons", "details", "both"):
        assert not torch.equal(figures[name], figures["token stage"])
    scorer = batch_scorer(model, split)
    assert torch.equal(figures["look-alikes"], figures_of(scorer.refined(model.search), split).average_precision)
    known = figures_of(scorer.refined(model.search, objects_known=True), split)
    assert torch.equal(figures["objects"], known.average_precision)


def test_the_linear_form_has_the_weight_that_is_best_on_validation_though_another_is_on_test() -> None:
    model = tiny_model(patches=(2, 1))
    model = replace(model, search=replace(model.search, token_weight=0.3))
    persons = torch.arange(10)
    trials = [
        EvaluationSplit(
            random_items(model, 40, seed), persons.repeat(4), random_items(model, 20, 50, True), persons.repeat(2), {}
        )
        for seed in (1, 2)
    ]

    def figures(split: EvaluationSplit, weight: float) -> QueryFigures:
        local = token_similarity(split.texts.words, dequantise(split.images.patches))
        scores = 0.7 * cosine(split.texts.features, split.images.features) + 0.3 * local
        for reference in model.knowledge.references:
            both = (split.texts.features @ reference)[:, None] * (split.images.features @ reference)
            scores = scores + weight * both / len(model.knowledge.references)
        return figures_of(scores, split)

    def best(split: EvaluationSplit) -> float:
        own = {weight: figures(split, weight) for weight in LINEAR_WEIGHTS}
        return max(own, key=lambda one: own[one].average_precision.mean() + (own[one].first == 1).float().mean())

    validation, test = trials
    assert best(validation) != best(test) and best(validation) > 0
    expected = figures(test, best(validation)).average_precision
    assert torch.allclose(linear_figures(model, validation, test).average_precision, expected)


def figures(*precision: float) -> QueryFigures:
    """Queries whose only right picture has the rank 1 / precision."""
    values = torch.tensor(precision)
    return QueryFigures(1 / values, values, values)


SEEDS = [
    {"first": figures(1.0, 0.5, 0.5, 0.25), "second": figures(1.0, 1.0, 0.5, 0.2)},
    {"first": figures(0.5, 0.5, 0.5, 0.5), "second": figures(1.0, 1.0, 0.25, 0.5)},
]


def test_a_row_is_the_mean_over_seeds_with_the_figure_of_each() -> None:
    first, second = seed_statistics(LINES, SEEDS, PERSONS)
    assert first["seeds"]["rank1"] == [25.0, 0.0] and first["rank1"] == 12.5
    assert second["seeds"]["rank1"] == [50.0, 50.0] and second["rank1"] == 50.0
    assert second["seeds"]["map"] == [67.5, 68.75] and second["map"] == pytest.approx(68.12, abs=0.01)


def test_a_row_is_compared_query_by_query_with_the_one_that_it_adds_to() -> None:
    first, second = seed_statistics(LINES, SEEDS, PERSONS)
    assert "change" not in first and "wins" not in first
    assert second["than"] == "first"
    assert (second["wins"], second["losses"], second["ties"]) == (3, 2, 3)
    assert second["change"]["rank1"]["mean"] == 37.5  # three of eight queries


def test_an_interval_is_over_persons_and_more_seeds_do_not_narrow_it() -> None:
    """Person 4 always gains 75 in Rank-1 and the others nothing: from no draw of person 4 to draws of nobody else."""
    once = seed_statistics(LINES, SEEDS, PERSONS)[1]
    assert once["change"]["rank1"]["interval"] == [0.0, 75.0]
    assert seed_statistics(LINES, SEEDS * 3, PERSONS)[1]["change"] == once["change"]


def test_a_change_that_is_the_same_for_everybody_has_no_width() -> None:
    alike = [{"first": figures(0.5, 0.5, 0.5, 0.5), "second": figures(1.0, 1.0, 1.0, 1.0)}]
    change = seed_statistics(LINES, alike, PERSONS)[1]["change"]["map"]
    assert change == {"mean": 50.0, "interval": [50.0, 50.0]}


def test_figures_come_back_from_json_with_the_ties_that_they_had() -> None:
    third = torch.tensor([1 / 3, 2 / 3])
    before = QueryFigures(torch.tensor([3.0, 2.0]), third, third)
    again, twice = figures_from_json(plain(before)), figures_from_json(plain(before))
    assert torch.equal(again.first, before.first)
    assert torch.allclose(again.average_precision, third, atol=1e-6)
    assert torch.equal(again.average_precision, twice.average_precision)


def test_the_table_tells_means_intervals_seeds_and_what_each_row_adds_to_which() -> None:
    rows = seed_statistics(LINES, SEEDS, PERSONS)
    numbers = {"persons": 1500, "pictures": 7500, "samples": 37440, "test_persons": 3, "test_pictures": 6, "queries": 4}
    lines = compared({"rows": rows, "seeds": [0, 1], **numbers}).splitlines()
    assert lines[0] == ("|  | Rank-1 | mAP | against | change of Rank-1 | change of mAP | better / worse / same |")
    first, second = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:4])
    low, high = rows[0]["interval"]["rank1"]
    assert first == ["1. as it was", f"12.5 ({low:.1f}–{high:.1f}) [0.0–25.0]", first[2], "", "", "", ""]
    assert second[0] == "2. with one thing more" and second[3:5] == ["1", "+37.5 (0.0 to 75.0)"]
    assert second[6] == "3 / 2 / 3"
    assert "the same 7,500 pictures of 1,500 persons in the same 37,440 samples" in lines[-1]
    assert "Means over 2 seeds" in lines[-1]


def test_a_table_of_one_seed_tells_no_range_of_seeds() -> None:
    numbers = {"persons": 1500, "pictures": 7500, "samples": 37440, "test_persons": 3, "test_pictures": 6, "queries": 4}
    lines = compared({"rows": seed_statistics(LINES, SEEDS[:1], PERSONS), "seeds": [0], **numbers}).splitlines()
    assert "[" not in "".join(lines) and "One seed of each" in lines[-1]
