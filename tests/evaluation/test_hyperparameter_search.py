from dataclasses import replace
from pathlib import Path

import pytest

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import read_dataset
from mmref_core.evaluation.evaluate import batch_scorer, embed_split, evaluate, figures_of, initial_figures
from mmref_core.evaluation.hyperparameter_search import (
    CERTAIN_WEIGHTS,
    GATE_GRID,
    _best,
    choose_cluster_weight,
    choose_search,
)
from mmref_core.reports.tables import metrics_table
from mmref_core.reranking.terms import REFERENCE, TOKEN
from small_world import tiny_model, write_dataset


def test_where_no_weight_is_best_the_other_settings_are_the_best_with_some_weight() -> None:
    def merit(search: SearchConfig) -> float:
        near = abs(search.neighbours - 50) + 100 * abs(search.profile_temperature - 0.2)
        return -search.person_weight * (1 + near)

    best = _best(SearchConfig(person_weight=0.3), REFERENCE.grid, merit)
    assert (best.person_weight, best.neighbours, best.profile_temperature) == (0.0, 50, 0.2)
    best = _best(SearchConfig(), REFERENCE.grid, lambda search: -abs(search.person_weight - 0.2) - search.neighbours)
    assert (best.person_weight, best.neighbours, best.profile_temperature) == (0.2, 10, 0.03)


@pytest.mark.parametrize("places", [None, (2, 1)])
def test_settings_are_chosen_with_words_where_there_are_any_and_make_nothing_worse(
    tmp_path: Path, places: tuple[int, int] | None
) -> None:
    write_dataset(tmp_path)
    model, samples = tiny_model(patches=places), read_dataset(tmp_path, "val")
    split = embed_split(model, samples)
    chosen = choose_search(model, split)
    initial = initial_figures(split).average_precision
    change = figures_of(batch_scorer(model, split).refined(chosen), split).average_precision - initial
    assert change.sign().sum() >= 0
    assert chosen.token_weight in TOKEN.grid["token_weight"] if places else chosen.token_weight == 0
    assert chosen.gate in GATE_GRID["gate"]
    certain = replace(model, search=replace(chosen, cluster_certainty=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)))
    weighed = choose_cluster_weight(certain, split)
    assert weighed.cluster_weight in CERTAIN_WEIGHTS
    assert replace(weighed, cluster_weight=0.0) == replace(certain.search, cluster_weight=0.0)
    unclustered = replace(model, search=replace(chosen, cluster_distance=None))
    assert choose_cluster_weight(unclustered, split) is unclustered.search
    assert TOKEN.grid["token_weight"][0] == 0 and GATE_GRID["gate"][0] is None

    report = evaluate(replace(model, search=chosen), split, samples)
    assert ("token stage" in report["stages"]) == (places is not None)
    assert ("words found in the picture alone" in metrics_table(report)) == (places is not None)
    stages = evaluate(replace(model, search=replace(chosen, person_weight=0.0)), split, samples)["stages"]
    assert stages["person and detail references"] == stages["detail references"]
