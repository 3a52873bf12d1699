"""The choice of search settings on validation persons."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

from mmref_core.config import SearchConfig
from mmref_core.evaluation.evaluate import Trial, batch_scorer, figures_of, initial_figures, one_picture_each, per_query
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.terms import ATTRIBUTE, CLUSTER, Grid, Need, TermKind, gated_kinds, only

Merit = tuple[bool, float]  # whether nothing is made worse on the whole, and mAP + Rank-1
Merits = tuple[bool, bool, float]  # of two galleries
AGAIN = (ATTRIBUTE, CLUSTER)  # kinds that are chosen a second time, beside the others
GATE_GRID: Grid = {"gate": (None, 0.02, 0.04, 0.06, 0.08, 0.12, 0.16, 0.24)}


class Judge:
    """How good settings are for the queries of one trial."""

    def __init__(self, model: Model, trial: Trial) -> None:
        self.trial, self.scorer, self.initial = trial, batch_scorer(model, trial), initial_figures(trial)

    def merit(self, search: SearchConfig, objects_known: bool = False) -> Merit:
        refined = figures_of(self.scorer.refined(search, objects_known), self.trial)
        values = per_query(refined)
        harmless = bool((refined.average_precision - self.initial.average_precision).sign().sum() >= 0)
        return harmless, (values["map"].mean() + values["rank1"].mean()).item()


def choose_search(model: Model, trial: Trial) -> SearchConfig:
    """Return search settings with the best mAP + Rank-1 on validation persons, kind by kind of the registry's terms.

    The settings of one kind are tried together, because they only make sense together. Settings that make
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

    search = replace(only(model.search, [kind for kind in gated_kinds() if not kind.grid]), gate=None)
    patches = frozenset({Need.PATCHES} if trial.images.patches is not None else ())
    for kind in _chosen_kinds(lambda needs: needs <= patches):
        search = _best(search, kind.grid, whole.merit)
    for kind in (*_chosen_kinds(lambda needs: Need.UNKNOWN_OBJECTS in needs), *AGAIN):
        search = _best(search, kind.grid, several_or_one)
    for kind in _chosen_kinds(lambda needs: Need.KNOWN_OBJECTS in needs):
        search = _best(search, kind.grid, lambda candidate: whole.merit(candidate, objects_known=True))
    return max(_settings(search, GATE_GRID), key=known_or_not)


def _chosen_kinds(fits: Callable[[frozenset[Need]], bool]) -> list[TermKind]:
    """Return the kinds whose settings are chosen by grid, of those whose needs fit."""
    return [kind for kind in gated_kinds() if kind.grid and fits(kind.needs)]


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
