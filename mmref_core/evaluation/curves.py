"""Figures as functions of the weight of the references, the size of the pool and the size of the gallery."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Generator, Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, figures_of, per_query
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


def measure_curves(model: Model, split: EvaluationSplit, others: Sequence[Sample]) -> dict[str, Curve]:
    """Return the curves of a split; `others` are samples of other persons, for larger galleries."""
    paths = [sample.path for sample in others[: max(STRANGERS)]]
    strangers = embed_pictures(model.towers, paths) if paths else None
    return curves(model, split, strangers)


def curves(model: Model, split: EvaluationSplit, strangers: Embedded | None = None) -> dict[str, Curve]:
    """Return the curves of a split; `strangers` are embedded images of other persons, needed for the last curve."""
    scorer = batch_scorer(model, split)
    initial, refined = scorer.initial, scorer.refined(model.search)
    pools = [pool for pool in POOLS if pool < initial.shape[1]] + [initial.shape[1]]
    first = figures_of(initial, split)
    result = {
        "weight": _curve(
            SCALES,
            [first] * len(SCALES),
            [figures_of(scorer.refined(scaled(model.search, scale)), split) for scale in SCALES],
        ),
        "pool": _curve(
            pools,
            [first] * len(pools),
            [figures_of(two_stage(initial, refined, pool), split) for pool in pools],
        ),
        "persons": _over(model, [(count, of_persons(split, count)) for count in _counts(split)]),
    }
    if strangers is not None:
        counts = [count for count in STRANGERS if count <= len(strangers.features)]
        fewer = _one_query_a_picture(split)
        galleries = [(len(split.image_persons) + count, among_strangers(fewer, strangers, count)) for count in counts]
        result["strangers"] = _over(model, galleries)
    return result


def scaled(search: SearchConfig, scale: float) -> SearchConfig:
    """Return settings in which the weights of all references are multiplied."""
    return replace(search, **{kind.weight_field: scale * kind.weight(search) for kind in reference_kinds()})


def of_persons(split: EvaluationSplit, count: int) -> EvaluationSplit:
    """Return the split of `count` persons, drawn with a fixed seed; a larger count includes the smaller."""
    everybody = split.image_persons.unique()
    drawn = everybody[torch.randperm(len(everybody), generator=Generator().manual_seed(0))[:count]]
    return _chosen(split, torch.isin(split.image_persons, drawn), torch.isin(split.text_persons, drawn))


def among_strangers(split: EvaluationSplit, strangers: Embedded, count: int) -> EvaluationSplit:
    """Return the same queries with `count` images of other persons added to the gallery."""
    images = split.images.with_more(strangers.chosen(slice(count)))
    persons = torch.cat([split.image_persons, split.image_persons.new_full((count,), NOBODY)])
    return replace(split, images=images, image_persons=persons)


def _one_query_a_picture(split: EvaluationSplit) -> EvaluationSplit:
    """Return about as many captions as images, evenly chosen, so that matrices of a large gallery stay small."""
    step = max(1, round(len(split.text_persons) / len(split.image_persons)))
    kept = torch.arange(len(split.text_persons)) % step == 0
    return _chosen(split, torch.ones(len(split.image_persons), dtype=torch.bool), kept)


def _chosen(split: EvaluationSplit, images: Tensor, texts: Tensor) -> EvaluationSplit:
    return EvaluationSplit(
        split.images.chosen(images),
        split.image_persons[images],
        split.texts.chosen(texts),
        split.text_persons[texts],
        {},
    )


def _counts(split: EvaluationSplit) -> list[int]:
    everybody = len(split.image_persons.unique())
    return sorted({min(count, everybody) for count in (*PERSONS, everybody)})


def _over(model: Model, splits: Sequence[tuple[int, EvaluationSplit]]) -> Curve:
    before, after = [], []
    for _, split in splits:
        scorer = batch_scorer(model, split)
        before.append(figures_of(scorer.initial, split))
        after.append(figures_of(scorer.refined(model.search), split))
    return _curve([count for count, _ in splits], before, after)


def _curve(x: Sequence[float], initial: Sequence[QueryFigures], refined: Sequence[QueryFigures]) -> Curve:
    def lines(figures: Sequence[QueryFigures]) -> dict[str, list[float]]:
        values = [per_query(point) for point in figures]
        return {name: [round(point[name].mean().item(), 2) for point in values] for name in SHOWN}

    return {"x": list(x), "initial": lines(initial), "refined": lines(refined)}
