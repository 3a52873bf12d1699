"""The choice of search settings on validation persons."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

from mmref_core.config import SearchConfig
from mmref_core.evaluation.evaluate import (
    EvaluationSplit,
    batch_scorer,
    figures_of,
    initial_figures,
    one_picture_each,
    per_query,
)
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.terms import ATTRIBUTE, CLUSTER, Grid, Need, TermKind, gated_kinds, only

Merit = tuple[bool, float]  # whether at least as many queries gain as lose; mAP + Rank-1
Merits = tuple[bool, bool, float]  # of two galleries
AGAIN = (ATTRIBUTE, CLUSTER)  # kinds that are chosen a second time, beside the others
CERTAIN_WEIGHTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2)  # of clusters that weigh by their certainty
GATE_GRID: Grid = {"gate": (None, 0.02, 0.04, 0.06, 0.08, 0.12, 0.16, 0.24)}


class SettingsScorer:
    """The merit of settings on the queries of one split."""

    def __init__(self, model: Model, split: EvaluationSplit) -> None:
        self.split, self.scorer, self.initial = split, batch_scorer(model, split), initial_figures(split)

    def merit(self, search: SearchConfig, objects_known: bool = False) -> Merit:
        """Return whether at least as many queries gain as lose, and mAP + Rank-1."""
        refined = figures_of(self.scorer.refined(search, objects_known), self.split)
        values = per_query(refined)
        harmless = bool((refined.average_precision - self.initial.average_precision).sign().sum() >= 0)
        return harmless, (values["map"].mean() + values["rank1"].mean()).item()


def choose_search(model: Model, split: EvaluationSplit) -> SearchConfig:
    """Return search settings with the best mAP + Rank-1 on validation persons, kind by kind of the registry's terms.

    Settings of one kind are chosen together by grid search. Settings that make more queries worse than better rank
    behind all others. Clusters, look-alikes, then attributes and clusters again are chosen for two galleries at once:
    one with several images of each person, and one with a single image, where every look-alike is another person.
    The weight of other views is chosen on the first gallery with known objects, and the gate, last, on it with known
    and unknown objects.
    """
    whole, alone = SettingsScorer(model, split), SettingsScorer(model, one_picture_each(split))

    def several_or_one(search: SearchConfig) -> Merits:
        return _both(whole.merit(search), alone.merit(search))

    def known_or_not(search: SearchConfig) -> Merits:
        return _both(whole.merit(search), whole.merit(search, objects_known=True))

    search = replace(only(model.search, [kind for kind in gated_kinds() if not kind.grid]), gate=None)
    images = split.images
    parts = {Need.PATCHES: images.patches, Need.SECOND_PAIR: images.second}
    there = frozenset(need for need, part in parts.items() if part is not None)
    for kind in _chosen_kinds(lambda needs: needs <= there):
        search = _best(search, kind.grid, whole.merit)
    for kind in (*_chosen_kinds(lambda needs: Need.UNKNOWN_OBJECTS in needs), *AGAIN):
        search = _best(search, kind.grid, several_or_one)
    for kind in _chosen_kinds(lambda needs: Need.KNOWN_OBJECTS in needs):
        search = _best(search, kind.grid, lambda candidate: whole.merit(candidate, objects_known=True))
    return max(_settings(search, GATE_GRID), key=known_or_not)


def choose_weight(model: Model, split: EvaluationSplit, kind: TermKind) -> SearchConfig:
    """Return the model's settings with the best of a kind's grid on validation persons; all others stay."""
    return _best(model.search, kind.grid, SettingsScorer(model, split).merit)


def choose_cluster_weight(model: Model, split: EvaluationSplit) -> SearchConfig:
    """Return the model's settings with the best cluster weight for galleries of several images and of one a person.

    It is chosen once more when clusters weigh by their certainty; all other settings stay.
    """
    if model.search.cluster_distance is None:
        return model.search
    whole, alone = SettingsScorer(model, split), SettingsScorer(model, one_picture_each(split))
    grid: Grid = {CLUSTER.weight_field: CERTAIN_WEIGHTS}
    return _best(model.search, grid, lambda search: _both(whole.merit(search), alone.merit(search)))


def _chosen_kinds(fits: Callable[[frozenset[Need]], bool]) -> list[TermKind]:
    """Return the kinds whose settings are chosen by grid, of those whose needs fit."""
    return [kind for kind in gated_kinds() if kind.grid and fits(kind.needs)]


def _best(search: SearchConfig, grid: Grid, merit: Callable[[SearchConfig], Any]) -> SearchConfig:
    """Return the best combination of a grid's values.

    If a weight of 0 is best, the other values are those of the best combination with a weight above 0, for people who
    set the weight themselves.
    """
    tried = {candidate: merit(candidate) for candidate in _settings(search, grid)}
    best, weight = max(tried, key=tried.__getitem__), list(grid)[-1]
    if getattr(best, weight):
        return best
    return replace(max((one for one in tried if getattr(one, weight)), key=tried.__getitem__), **{weight: 0.0})


def _both(one: Merit, other: Merit) -> Merits:
    return one[0], other[0], one[1] + other[1]


def _settings(search: SearchConfig, grid: Grid) -> list[SearchConfig]:
    """Return settings with every combination of the grid's values."""
    return [replace(search, **dict(zip(grid, values, strict=True))) for values in product(*grid.values())]
