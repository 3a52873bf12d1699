"""The choice of search settings on validation persons."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

from mmref_core.config import SearchConfig
from mmref_core.evaluation import (
    Trial,
    agreements_of,
    figures_of,
    initial_figures,
    one_picture_each,
    per_query,
)
from mmref_core.knowledge import Model

Merit = tuple[bool, float]  # whether nothing is made worse on the whole, and mAP + Rank-1
Merits = tuple[bool, bool, float]  # of two galleries
Grid = dict[str, tuple[float | int | None, ...]]  # the weight last: it varies fastest; the first of equals is taken
TOKEN_GRID: Grid = {"token_weight": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)}
PERSON_GRID: Grid = {
    "neighbours": (10, 20, 50, 100),
    "profile_temperature": (0.03, 0.05, 0.1, 0.2),
    "person_weight": (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3),
}
DETAIL_GRID: Grid = {
    "detail_floor": (0.02, 0.05, 0.1, 0.4, 1.0),
    "detail_weight": (0.0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05),
}
CLUSTER_GRID: Grid = {
    "cluster_distance": (0.25, 0.3, 0.35, 0.4, 0.45),
    "cluster_weight": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8),
}
LOOKALIKE_GRID: Grid = {
    "lookalikes": (2, 4, 8),
    "lookalike_temperature": (0.03, 0.05, 0.1, 0.2),
    "lookalike_weight": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
}
VIEW_GRID: Grid = {"view_weight": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)}
GATE_GRID: Grid = {"gate": (None, 0.02, 0.04, 0.06, 0.08, 0.12, 0.16, 0.24)}


class Judge:
    """How good settings are for the queries of one trial."""

    def __init__(self, model: Model, trial: Trial) -> None:
        self.trial, self.agreements, self.initial = trial, agreements_of(model, trial), initial_figures(trial)

    def merit(self, search: SearchConfig, objects_known: bool = False) -> Merit:
        refined = figures_of(self.agreements.refined(search, objects_known), self.trial)
        values = per_query(refined)
        harmless = bool((refined.average_precision - self.initial.average_precision).sign().sum() >= 0)
        return harmless, (values["map"].mean() + values["rank1"].mean()).item()


def choose_search(model: Model, trial: Trial) -> SearchConfig:
    """Search settings with the best mAP + Rank-1 on validation persons: words first, then one kind of reference each.

    The settings of one kind of reference are tried together, because they only make sense together. Settings that make
    more queries worse than better come after all that do not; without any weight nothing is made worse. Clusters,
    look-alikes, details once more and clusters once more are chosen for two galleries alike: one where everybody has
    several pictures, and one where everybody has one and each look-alike is somebody else, since nobody knows which of
    them a user will bring.
    The weight of other views is chosen on the same gallery with its objects known, and the gate, last, on both.
    """
    whole, alone = Judge(model, trial), Judge(model, one_picture_each(trial))

    def several_or_one(search: SearchConfig) -> Merits:
        return _both(whole.merit(search), alone.merit(search))

    def known_or_not(search: SearchConfig) -> Merits:
        return _both(whole.merit(search), whole.merit(search, objects_known=True))

    weights = {f"{kind}_weight": 0.0 for kind in ("token", "person", "detail", "cluster", "lookalike")}
    search = replace(model.search, gate=None, **weights)
    words = () if trial.images.places is None else (TOKEN_GRID,)
    for grid in (*words, PERSON_GRID, DETAIL_GRID):
        search = _best(search, grid, whole.merit)
    for grid in (CLUSTER_GRID, LOOKALIKE_GRID, DETAIL_GRID, CLUSTER_GRID):
        search = _best(search, grid, several_or_one)
    search = _best(search, VIEW_GRID, lambda candidate: whole.merit(candidate, objects_known=True))
    return max(_settings(search, GATE_GRID), key=known_or_not)


def _best(search: SearchConfig, grid: Grid, merit: Callable[[SearchConfig], Any]) -> SearchConfig:
    """The best combination of a grid's values.

    Where no weight is best, the other values mean nothing; they are those of the best with some weight, so that
    whoever gives it one does not get the first of the grid.
    """
    tried = {candidate: merit(candidate) for candidate in _settings(search, grid)}
    best, weight = max(tried, key=tried.__getitem__), list(grid)[-1]
    if getattr(best, weight):
        return best
    return replace(max((one for one in tried if getattr(one, weight)), key=tried.__getitem__), **{weight: 0.0})


def _both(one: Merit, other: Merit) -> Merits:
    return one[0], other[0], one[1] + other[1]


def _settings(search: SearchConfig, grid: Grid) -> list[SearchConfig]:
    """Every combination of the grid's values, the other settings kept."""
    return [replace(search, **dict(zip(grid, values, strict=True))) for values in product(*grid.values())]
