"""Figures of a checkpoint on unseen persons, with intervals over persons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Generator, Tensor

from mmref_core.data.datasets import Sample
from mmref_core.evaluation.metrics import QueryFigures, query_figures
from mmref_core.models.clip import Towers
from mmref_core.models.encode import Embedded, embed_pictures, embed_queries
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.batched import BatchScorer
from mmref_core.reranking.terms import ATTRIBUTE, REFERENCE, TermKind, gated_kinds, only
from mmref_core.text.normalize import QueryNormalizer

RESAMPLES = 1000
CONFIDENCE = (0.025, 0.975)
SAME = 1e-9  # two average precisions closer than this are a tie
KNOWN_REFERENCES = "person and detail references"  # the row of both kinds that a checkpoint brings along


@dataclass(frozen=True)
class Trial:
    """Embedded pictures of one split, and queries of one kind."""

    images: Embedded
    image_persons: Int[Tensor, " image"]
    texts: Embedded
    text_persons: Int[Tensor, " text"]
    slices: dict[str, Bool[Tensor, " text"]]  # which queries belong to each; a query may be in several or in none


def embed_trial(model: Model, samples: Sequence[Sample]) -> Trial:
    """Every caption is a query; every picture of the split is in the gallery, the query's own too, as is usual."""
    return trial_of(model.towers, model.knowledge.reader, samples)


def trial_of(towers: Towers, reader: QueryNormalizer, samples: Sequence[Sample]) -> Trial:
    """`embed_trial` of towers that no checkpoint holds, with the words that they have learnt."""
    captions = [(sample, number) for sample in samples for number in range(len(sample.captions))]
    named = [sample.ambiguity[number] if sample.ambiguity else "all" for sample, number in captions]
    twins = {person for sample in samples if sample.twin_of is not None for person in (sample.person, sample.twin_of)}
    slices = {name: torch.tensor([own == name for own in named]) for name in sorted(set(named))}
    if twins:
        slices["of near-twins"] = torch.tensor([sample.person in twins for sample, _ in captions])
    return Trial(
        images=embed_pictures(towers, [sample.path for sample in samples]),
        image_persons=torch.tensor([sample.person for sample in samples]),
        texts=embed_queries(towers, reader.texts(sample.captions[number] for sample, number in captions)),
        text_persons=torch.tensor([sample.person for sample, _ in captions]),
        slices=slices,
    )


def asked_otherwise(model: Model, trial: Trial, samples: Sequence[Sample], kind: str, read: bool = True) -> Trial:
    """The same pictures, searched by the samples' own queries of another kind than captions, such as short ones.

    Unknown words are read as near ones, as in a search; without `read` they stay as they are.
    """
    asked = [(sample.person, query.text) for sample in samples for query in sample.queries if query.kind == kind]
    texts = [text for _, text in asked]
    return replace(
        trial,
        texts=embed_queries(model.towers, model.knowledge.reader.texts(texts) if read else texts),
        text_persons=torch.tensor([person for person, _ in asked]),
        slices={},
    )


def one_picture_each(trial: Trial) -> Trial:
    """The same queries in a gallery that has the first picture of each person alone."""
    persons = trial.image_persons.tolist()
    rows = torch.tensor(sorted({person: row for row, person in reversed(list(enumerate(persons)))}.values()))
    return replace(trial, images=trial.images.chosen(rows), image_persons=trial.image_persons[rows])


def batch_scorer(model: Model, trial: Trial) -> BatchScorer:
    return BatchScorer(model, trial.texts, trial.images, trial.image_persons)


def figures_of(scores: Float[Tensor, "text image"], trial: Trial) -> QueryFigures:
    order = scores.argsort(dim=1, descending=True, stable=True)
    return query_figures(trial.image_persons[order] == trial.text_persons[:, None])


def initial_figures(trial: Trial) -> QueryFigures:
    """Of the ranking by cosine alone."""
    return figures_of(cosine(trial.texts.features, trial.images.features), trial)


def per_query(figures: QueryFigures) -> dict[str, Float[Tensor, " query"]]:
    """The reported figures of each query, in percent."""
    return {
        "rank1": 100.0 * (figures.first <= 1),
        "rank5": 100.0 * (figures.first <= 5),
        "rank10": 100.0 * (figures.first <= 10),
        "map": 100.0 * figures.average_precision,
        "minp": 100.0 * figures.inverse_penalty,
    }


def interval(values: Float[Tensor, " query"], persons: Int[Tensor, " query"], seed: int = 0) -> tuple[float, float]:
    """95 % interval of a mean over queries, by bootstrap over persons: a person's queries stand or fall together."""
    _, rows, counts = persons.unique(return_inverse=True, return_counts=True)
    sums = torch.zeros(len(counts), dtype=torch.double).index_add_(0, rows, values.double())
    drawn = torch.randint(0, len(counts), (RESAMPLES, len(counts)), generator=Generator().manual_seed(seed))
    means = sums[drawn].sum(dim=1) / counts[drawn].sum(dim=1)
    low, high = means.quantile(torch.tensor(CONFIDENCE, dtype=torch.double)).tolist()
    return round(low, 2), round(high, 2)


def summary(figures: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    """Means in percent with their intervals."""
    values = per_query(figures)
    means: dict[str, Any] = {name: round(value.mean().item(), 2) for name, value in values.items()}
    means["interval"] = {name: list(interval(value, persons)) for name, value in values.items()}
    return means


def compare(before: QueryFigures, after: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    """Wins, losses and ties per query, by average precision, and the change of each figure with its interval."""
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


def evaluate(model: Model, trial: Trial, samples: Sequence[Sample]) -> dict[str, Any]:
    """The report of one split, `samples`: initial, refined, refined with known objects; slices; other queries.

    And the same in a gallery with one picture of each person, where look-alikes are never the same person.
    """
    initial = initial_figures(trial)
    scorer = batch_scorer(model, trial)
    refined = figures_of(scorer.refined(model.search), trial)
    with_objects = figures_of(scorer.refined(model.search, objects_known=True), trial)
    persons = trial.text_persons
    report = {
        "persons": len(trial.image_persons.unique()),
        "pictures": len(trial.image_persons),
        "queries": len(persons),
        "initial": summary(initial, persons),
        "refined": summary(refined, persons),
        **compare(initial, refined, persons),
        "with_known_objects": {**summary(with_objects, persons), **compare(initial, with_objects, persons)},
        "stages": _stages(model, trial, scorer),
        "one_picture_each": _before_and_after(model, one_picture_each(trial)),
        "slices": {
            name: _both(_chosen(initial, rows), _chosen(refined, rows), persons[rows])
            for name, rows in trial.slices.items()
        },
        "kinds": {},
    }
    for kind in sorted({query.kind for sample in samples for query in sample.queries}):
        report["kinds"][kind] = _before_and_after(model, asked_otherwise(model, trial, samples, kind))
        if model.knowledge.reader.known:
            typed = asked_otherwise(model, trial, samples, kind, read=False)
            report["kinds"][f"{kind}, as typed"] = _before_and_after(model, typed)
    return report


def _before_and_after(model: Model, trial: Trial) -> dict[str, Any]:
    refined = figures_of(batch_scorer(model, trial).refined(model.search), trial)
    return _both(initial_figures(trial), refined, trial.text_persons)


def _both(initial: QueryFigures, refined: QueryFigures, persons: Int[Tensor, " query"]) -> dict[str, Any]:
    return {
        "queries": len(persons),
        "initial": summary(initial, persons),
        "refined": summary(refined, persons),
        **compare(initial, refined, persons),
    }


def _stages(model: Model, trial: Trial, scorer: BatchScorer) -> dict[str, Any]:
    """Return figures of each kind of term alone and without a gate, so that none hides behind another."""
    available = scorer.queries.available(model.search)
    rows: dict[str, tuple[TermKind, ...]] = {}
    for kind in gated_kinds():
        if kind.alone and kind.needs <= available:
            rows[kind.alone] = (kind,)
        if kind is ATTRIBUTE:
            rows[KNOWN_REFERENCES] = (REFERENCE, ATTRIBUTE)
    initial = initial_figures(trial)
    result = {}
    for name, kinds in rows.items():
        figures = figures_of(scorer.refined(replace(only(model.search, kinds), gate=None)), trial)
        result[name] = {**summary(figures, trial.text_persons), **compare(initial, figures, trial.text_persons)}
    return result


def _chosen(figures: QueryFigures, rows: Tensor) -> QueryFigures:
    return QueryFigures(figures.first[rows], figures.average_precision[rows], figures.inverse_penalty[rows])
