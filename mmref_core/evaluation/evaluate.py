"""Figures of a checkpoint on unseen persons, with bootstrap intervals over persons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Generator, Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.metrics import QueryFigures, query_figures
from mmref_core.models.clip import Towers
from mmref_core.models.encode import Embedded, embed_pictures, embed_queries
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.batched import BatchScorer
from mmref_core.reranking.term_types import forms_of
from mmref_core.reranking.terms import ATTRIBUTE, OBJECT_REFERENCE, REFERENCE, Need, gated_kinds, only
from mmref_core.text.normalize import QueryNormalizer

RESAMPLES = 1000
CONFIDENCE = (0.025, 0.975)
SAME = 1e-9  # two average precisions closer than this are a tie
BOTH_COSINES = "the cosines of both pairs"  # the row of both pairs' plain scores, summed
KNOWN_REFERENCES = "person and detail references"  # the row of both kinds that a checkpoint brings along


@dataclass(frozen=True)
class EvaluationSplit:
    """A split of a data set with embedded images, and its queries of one kind."""

    images: Embedded
    image_persons: Int[Tensor, " image"]
    texts: Embedded
    text_persons: Int[Tensor, " text"]
    slices: dict[str, Bool[Tensor, " text"]]  # which queries belong to each; a query may be in several or in none


def embed_split(model: Model, samples: Sequence[Sample]) -> EvaluationSplit:
    """Embed a split: every caption is a query, every picture is in the gallery, the query's own too, as is usual."""
    return embed_split_with(model.towers, model.knowledge.reader, samples)


def embed_split_with(towers: Towers, reader: QueryNormalizer, samples: Sequence[Sample]) -> EvaluationSplit:
    """Embed a split with towers that are not in a checkpoint; `reader` replaces unknown words of captions."""
    captions = [(sample, number) for sample in samples for number in range(len(sample.captions))]
    named = [sample.ambiguity[number] if sample.ambiguity else "all" for sample, number in captions]
    twins = {person for sample in samples if sample.twin_of is not None for person in (sample.person, sample.twin_of)}
    slices = {name: torch.tensor([own == name for own in named]) for name in sorted(set(named))}
    if twins:
        slices["of near-twins"] = torch.tensor([sample.person in twins for sample, _ in captions])
    typed = [sample.captions[number] for sample, number in captions]
    return EvaluationSplit(
        images=embed_pictures(towers, [sample.path for sample in samples]),
        image_persons=torch.tensor([sample.person for sample in samples]),
        texts=embed_queries(towers, reader.texts(typed), typed),
        text_persons=torch.tensor([sample.person for sample, _ in captions]),
        slices=slices,
    )


def with_queries(
    model: Model, split: EvaluationSplit, samples: Sequence[Sample], kind: str, read: bool = True
) -> EvaluationSplit:
    """Return the split with the samples' queries of another kind than captions, such as short ones.

    Unknown words are replaced as in a search; without `read` they stay.
    """
    asked = [(sample.person, query.text) for sample in samples for query in sample.queries if query.kind == kind]
    texts = [text for _, text in asked]
    return replace(
        split,
        texts=embed_queries(model.towers, model.knowledge.reader.texts(texts) if read else texts, texts),
        text_persons=torch.tensor([person for person, _ in asked]),
        slices={},
    )


def one_picture_each(split: EvaluationSplit) -> EvaluationSplit:
    """Return the same queries with a gallery of the first image of each person."""
    persons = split.image_persons.tolist()
    rows = torch.tensor(sorted({person: row for row, person in reversed(list(enumerate(persons)))}.values()))
    return replace(split, images=split.images.chosen(rows), image_persons=split.image_persons[rows])


def batch_scorer(model: Model, split: EvaluationSplit) -> BatchScorer:
    """Return the scorer of a split's queries in its gallery."""
    return BatchScorer(model, split.texts, split.images, split.image_persons)


def figures_of(scores: Float[Tensor, "text image"], split: EvaluationSplit) -> QueryFigures:
    """Return the figures of the ranking by scores."""
    order = scores.argsort(dim=1, descending=True, stable=True)
    return query_figures(split.image_persons[order] == split.text_persons[:, None])


def figures_by_person(scores: Float[Tensor, "text image"], split: EvaluationSplit) -> QueryFigures:
    """Return the figures of a ranking of persons, each at the place of its best image."""
    persons, rows = split.image_persons.unique(return_inverse=True)
    lowest = scores.new_full((len(scores), len(persons)), -torch.inf)
    best = lowest.scatter_reduce(1, rows.expand_as(scores), scores, "amax")
    return figures_of(best, replace(split, image_persons=persons))


def initial_figures(split: EvaluationSplit) -> QueryFigures:
    """Return the figures of the ranking by cosine."""
    return figures_of(cosine(split.texts.features, split.images.features), split)


def per_query(figures: QueryFigures) -> dict[str, Float[Tensor, " query"]]:
    """Return the reported figures of each query in percent."""
    return {
        "rank1": 100.0 * (figures.first <= 1),
        "rank5": 100.0 * (figures.first <= 5),
        "rank10": 100.0 * (figures.first <= 10),
        "map": 100.0 * figures.average_precision,
        "minp": 100.0 * figures.inverse_penalty,
    }


def interval(values: Float[Tensor, " query"], persons: Int[Tensor, " query"], seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of a mean over queries, by bootstrap over persons (cluster bootstrap)."""
    _, rows, counts = persons.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(counts), dtype=torch.double).index_add_(0, rows, values.double())
    drawn = torch.randint(0, len(counts), (RESAMPLES, len(counts)), generator=Generator().manual_seed(seed))
    means = sums[drawn].sum(dim=1) / counts[drawn].sum(dim=1)
    low, high = means.quantile(torch.tensor(CONFIDENCE, dtype=torch.double)).tolist()
    return round(low, 2), round(high, 2)


def summary(figures: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    """Return means in percent with their intervals."""
    values = per_query(figures)
    means: dict[str, Any] = {name: round(value.mean().item(), 2) for name, value in values.items()}
    means["interval"] = {name: list(interval(value, persons)) for name, value in values.items()}
    return means


def compare(before: QueryFigures, after: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    """Return wins, losses and ties of queries by average precision, and each figure's change with its interval."""
    change = after.average_precision - before.average_precision
    first, second = per_query(before), per_query(after)
    changes = {name: second[name] - first[name] for name in first}
    return {
        "wins": int((change > SAME).sum()),
        "losses": int((change < -SAME).sum()),
        "ties": int((change.abs() <= SAME).sum()),
        "mean_rank_change": round((before.first - after.first).mean().item(), 3),  # of the first correct picture
        "change": {
            name: {"mean": round(value.mean().item(), 2), "interval": list(interval(value, persons))}
            for name, value in changes.items()
        },
    }


def evaluate(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the report of one split: initial, refined, refined with known objects, each kind of term, slices, queries.

    It includes a gallery with one image of each person, where look-alikes are never the same person.
    """
    initial = initial_figures(split)
    scorer = batch_scorer(model, split)
    refined = figures_of(scorer.refined(model.search), split)
    with_objects = figures_of(scorer.refined(model.search, objects_known=True), split)
    persons = split.text_persons
    report = {
        "persons": len(split.image_persons.unique()),
        "pictures": len(split.image_persons),
        "queries": len(persons),
        "initial": summary(initial, persons),
        "refined": summary(refined, persons),
        **compare(initial, refined, persons),
        "with_known_objects": _row(initial, with_objects, persons) | {"stages": _stages(model, split, scorer, True)},
        "stages": _stages(model, split, scorer, False),
        "persons_counted": _persons_counted(model, split, scorer),
        "one_picture_each": _before_and_after(model, one_picture_each(split)),
        "slices": {
            name: _both(_chosen(initial, rows), _chosen(refined, rows), persons[rows])
            for name, rows in split.slices.items()
        },
        "kinds": {},
    }
    for kind in sorted({query.kind for sample in samples for query in sample.queries}):
        report["kinds"][kind] = _before_and_after(model, with_queries(model, split, samples, kind))
        if model.knowledge.reader.known:
            typed = with_queries(model, split, samples, kind, read=False)
            report["kinds"][f"{kind}, as typed"] = _before_and_after(model, typed)
    return report


def _row(before: QueryFigures, after: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    """Return figures after a refinement, and how they compare with those before it."""
    return {**summary(after, persons), **compare(before, after, persons)}


def _persons_counted(model: Model, split: EvaluationSplit, scorer: BatchScorer) -> dict[str, Any]:
    """Return figures of rankings that count each person once."""
    initial, persons = figures_by_person(scorer.initial, split), split.text_persons
    rows = {"initial": summary(initial, persons)}
    for name, known in (("refined", False), ("with_known_objects", True)):
        rows[name] = _row(initial, figures_by_person(scorer.refined(model.search, known), split), persons)
    return rows


def _before_and_after(model: Model, split: EvaluationSplit) -> dict[str, Any]:
    refined = figures_of(batch_scorer(model, split).refined(model.search), split)
    return _both(initial_figures(split), refined, split.text_persons)


def _both(initial: QueryFigures, refined: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    return {
        "queries": len(persons),
        "initial": summary(initial, persons),
        "refined": summary(refined, persons),
        **compare(initial, refined, persons),
    }


def _stages(model: Model, split: EvaluationSplit, scorer: BatchScorer, objects_known: bool) -> dict[str, Any]:
    """Return figures of each kind of term alone and without a gate, so that none hides behind another.

    What references add to plain cosines is the difference to the row `BOTH_COSINES`.
    """
    initial = initial_figures(split)
    result = {}
    for name, search in _alone(model.search, scorer, objects_known).items():
        figures = figures_of(scorer.refined(replace(search, gate=None), objects_known), split)
        result[name] = _row(initial, figures, split.text_persons)
    return result


def _alone(search: SearchConfig, scorer: BatchScorer, objects_known: bool) -> dict[str, SearchConfig]:
    """Return the settings of each row of `_stages`."""
    available = replace(scorer.queries, objects_known=objects_known).available(search)
    rows: dict[str, SearchConfig] = {}
    for kind in gated_kinds():
        there = kind.needs <= available
        if kind is OBJECT_REFERENCE and there:
            rows[BOTH_COSINES] = replace(only(search, (kind,)), object_share=0.0, cluster_share=0.0)
        if kind.alone and there and (not objects_known or forms_of(kind).by_object or Need.KNOWN_OBJECTS in kind.needs):
            rows[kind.alone] = only(search, (kind,))
        if kind is ATTRIBUTE and not objects_known:
            rows[KNOWN_REFERENCES] = only(search, (REFERENCE, ATTRIBUTE))
    return rows


def _chosen(figures: QueryFigures, rows: Tensor) -> QueryFigures:
    return QueryFigures(figures.first[rows], figures.average_precision[rows], figures.inverse_penalty[rows])
