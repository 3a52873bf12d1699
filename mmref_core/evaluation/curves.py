"""How figures change with the weight of the references, the size of the pool and the size of the gallery."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Generator, Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.evaluate import Trial, batch_scorer, figures_of, per_query
from mmref_core.evaluation.metrics import QueryFigures
from mmref_core.models.encode import Embedded, embed_pictures
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.batched import two_stage
from mmref_core.reranking.terms import reference_kinds

SCALES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)  # times the weights that validation chose
POOLS = (1, 3, 10, 30, 100, 300, 1000)  # pictures
PERSONS = (10, 30, 100, 300)
STRANGERS = (0, 1500, 5000, 18500)  # pictures of persons whom no query asks for
SHOWN = ("rank1", "map")
NOBODY = -1

Curve = dict[str, Any]  # "x", and for "initial" and "refined" a list of each figure in percent


def measure_curves(model: Model, trial: Trial, others: Sequence[Sample]) -> dict[str, Curve]:
    """Curves of a trial; `others` are pictures of other persons, to search among more, where there are any."""
    paths = [sample.path for sample in others[: max(STRANGERS)]]
    strangers = embed_pictures(model.towers, paths) if paths else None
    return curves(model, trial, strangers)


def curves(model: Model, trial: Trial, strangers: Embedded | None = None) -> dict[str, Curve]:
    """Every curve of a trial; the one with strangers only where there are pictures of them."""
    scorer = batch_scorer(model, trial)
    initial, refined = scorer.initial, scorer.refined(model.search)
    pools = [pool for pool in POOLS if pool < initial.shape[1]] + [initial.shape[1]]
    first = figures_of(initial, trial)
    result = {
        "weight": _curve(
            SCALES,
            [first] * len(SCALES),
            [figures_of(scorer.refined(scaled(model.search, scale)), trial) for scale in SCALES],
        ),
        "pool": _curve(
            pools,
            [first] * len(pools),
            [figures_of(two_stage(initial, refined, pool), trial) for pool in pools],
        ),
        "persons": _over(model, [(count, of_persons(trial, count)) for count in _counts(trial)]),
    }
    if strangers is not None:
        counts = [count for count in STRANGERS if count <= len(strangers.features)]
        fewer = _one_query_a_picture(trial)
        galleries = [(len(trial.image_persons) + count, among_strangers(fewer, strangers, count)) for count in counts]
        result["strangers"] = _over(model, galleries)
    return result


def scaled(search: SearchConfig, scale: float) -> SearchConfig:
    """Return settings in which the weights of all references are multiplied."""
    return replace(search, **{kind.weight_field: scale * kind.weight(search) for kind in reference_kinds()})


def of_persons(trial: Trial, count: int) -> Trial:
    """The pictures and the queries of some persons alone, drawn always the same; more include fewer."""
    everybody = trial.image_persons.unique()
    drawn = everybody[torch.randperm(len(everybody), generator=Generator().manual_seed(0))[:count]]
    return _chosen(trial, torch.isin(trial.image_persons, drawn), torch.isin(trial.text_persons, drawn))


def among_strangers(trial: Trial, strangers: Embedded, count: int) -> Trial:
    """The same queries in a gallery that also holds `count` pictures of persons whom no query asks for."""
    images = trial.images.with_more(strangers.chosen(slice(count)))
    persons = torch.cat([trial.image_persons, trial.image_persons.new_full((count,), NOBODY)])
    return replace(trial, images=images, image_persons=persons)


def _one_query_a_picture(trial: Trial) -> Trial:
    """About as many captions as pictures, evenly chosen, which keeps the matrices of a large gallery small."""
    step = max(1, round(len(trial.text_persons) / len(trial.image_persons)))
    kept = torch.arange(len(trial.text_persons)) % step == 0
    return _chosen(trial, torch.ones(len(trial.image_persons), dtype=torch.bool), kept)


def _chosen(trial: Trial, images: Tensor, texts: Tensor) -> Trial:
    return Trial(
        trial.images.chosen(images),
        trial.image_persons[images],
        trial.texts.chosen(texts),
        trial.text_persons[texts],
        {},
    )


def _counts(trial: Trial) -> list[int]:
    everybody = len(trial.image_persons.unique())
    return sorted({min(count, everybody) for count in (*PERSONS, everybody)})


def _over(model: Model, trials: Sequence[tuple[int, Trial]]) -> Curve:
    before, after = [], []
    for _, trial in trials:
        scorer = batch_scorer(model, trial)
        before.append(figures_of(scorer.initial, trial))
        after.append(figures_of(scorer.refined(model.search), trial))
    return _curve([count for count, _ in trials], before, after)


def _curve(x: Sequence[float], initial: Sequence[QueryFigures], refined: Sequence[QueryFigures]) -> Curve:
    def lines(figures: Sequence[QueryFigures]) -> dict[str, list[float]]:
        values = [per_query(point) for point in figures]
        return {name: [round(point[name].mean().item(), 2) for point in values] for name in SHOWN}

    return {"x": list(x), "initial": lines(initial), "refined": lines(refined)}
