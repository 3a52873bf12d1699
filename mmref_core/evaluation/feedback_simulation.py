"""Simulated relevance feedback: what marks and unwanted phrases gain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.evaluate import EvaluationSplit, batch_scorer, compare, summary
from mmref_core.evaluation.metrics import QueryFigures, joined, query_figures
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.descriptors import describe_images
from mmref_core.reranking.feedback_terms import mark_columns, unwanted_certainties
from mmref_core.search_types import Marks

VIEWED = 10  # images that the simulated person views before a click
UNWANTED = ("bag", "headwear", "upper", "lower", "glasses", "carried")  # attributes whose values may be unwanted
MARK_WEIGHTS = (0.1, 0.25, 0.5, 1.0, 2.0)
UNWANTED_WEIGHTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def next_mark(order: Int[Tensor, " image"], correct: Bool[Tensor, " image"], marks: Marks) -> Marks:
    """Return marks with one more: the first unmarked match among the viewed images, else the first non-match."""
    marked = {*marks.match, *marks.no_match}
    viewed = [image for image in order.tolist()[:VIEWED] if image not in marked]
    for image in viewed:
        if correct[image]:
            return Marks((*marks.match, image), marks.no_match)
    return Marks(marks.match, (*marks.no_match, *viewed[:1]))


@dataclass(frozen=True)
class ClickGain:
    """Figures before and after clicks, over the images that are not marked."""

    before: QueryFigures
    after: QueryFigures
    persons: Int[Tensor, " query"]


def simulate_clicks(model: Model, split: EvaluationSplit, clicks: int, weight: float) -> ClickGain:
    """Return the gain of so many clicks, with marked images left out of both rankings.

    Queries whose matches are all marked are left out.
    """
    scores, features = batch_scorer(model, split).refined(model.search), split.images.features
    rows, before, after = [], [], []
    for row, own in enumerate(scores):
        correct, marks, marked_scores = split.image_persons == split.text_persons[row], Marks(), own
        for _ in range(clicks):
            marks = next_mark(marked_scores.argsort(descending=True, stable=True), correct, marks)
            terms = mark_columns(features, features[list(marks.match)], features[list(marks.no_match)])
            marked_scores = own + weight * terms.sum(dim=1)
        left = torch.ones(len(own), dtype=torch.bool)
        left[[*marks.match, *marks.no_match]] = False
        if (correct & left).any():
            rows.append(row)
            before.append(_ranked(own, correct, left))
            after.append(_ranked(marked_scores, correct, left))
    return ClickGain(joined(before), joined(after), split.text_persons[rows])


def _ranked(
    scores: Float[Tensor, " image"], correct: Bool[Tensor, " image"], left: Bool[Tensor, " image"]
) -> QueryFigures:
    order = scores[left].argsort(descending=True, stable=True)
    return query_figures(correct[left][order][None])


@dataclass(frozen=True)
class UnwantedQueries:
    """Queries with an unwanted value of one attribute."""

    scores: Float[Tensor, "query image"]  # without the unwanted phrase
    shows: Bool[Tensor, "query image"]  # whether an image has the value
    sure: Float[Tensor, "query image"]  # the model's certainty of that
    correct: Bool[Tensor, "query image"]
    persons: Int[Tensor, " query"]

    def first(self, weight: float) -> Float[Tensor, " query"]:
        """Return the share of the first `VIEWED` images that show the unwanted value."""
        return self.shows.gather(1, self._order(weight)[:, :VIEWED]).float().mean(dim=1)

    def figures(self, weight: float) -> QueryFigures:
        """Return the figures of the person sought."""
        return query_figures(self.correct.gather(1, self._order(weight)))

    def _order(self, weight: float) -> Int[Tensor, "query image"]:
        return (self.scores - weight * self.sure).argsort(dim=1, descending=True, stable=True)


def unwanted_queries(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> dict[str, UnwantedQueries]:
    """Return queries by attribute; `samples` are those of the split.

    Unwanted is the most frequent value of the first ten images that none of the person's own images has.
    """
    words, knowledge = model.knowledge.attribute_labels, model.knowledge

    def feature(phrase: str) -> Float[Tensor, " dim"]:
        return embed_texts(model.towers, [phrase]).features[0]

    scores = batch_scorer(model, split).refined(model.search)
    images = describe_images(split.images, knowledge, model.search)
    first = scores.topk(VIEWED, dim=1).indices
    found = {}
    for name in sorted(set(UNWANTED) & set(knowledge.classifiers.vocabulary.names)):
        shown = [sample.visible.get(name, "") for sample in samples]
        own: dict[int, set[str]] = {}
        for sample, value in zip(samples, shown, strict=True):
            own.setdefault(sample.person, {"", "none"}).add(value)
        values = [
            _most([shown[image] for image in row], own[person])
            for row, person in zip(first.tolist(), split.text_persons.tolist(), strict=True)
        ]
        asked = sorted({value for value in values if value})
        if not asked:
            continue
        phrases = [words.of(name, value) for value in asked]
        sure = unwanted_certainties(phrases, feature, images, knowledge).T
        shows = torch.tensor([[value == one for one in shown] for value in asked])
        rows = torch.tensor([row for row, value in enumerate(values) if value])
        number = torch.tensor([asked.index(value) for value in values if value])
        persons = split.text_persons[rows]
        found[name] = UnwantedQueries(
            scores[rows], shows[number], sure[number], split.image_persons == persons[:, None], persons
        )
    return found


def _most(values: Sequence[str], without: set[str]) -> str:
    """Return the most frequent value, the earliest of equals; empty if none is left."""
    left = [value for value in values if value not in without]
    return max(left, key=left.count, default="")


def measure_feedback(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the gain of one and three clicks, and how often unwanted values remain among the first ten."""
    clicks = {}
    for count in (1, 3):
        result = simulate_clicks(model, split, count, model.search.mark_weight)
        clicks[str(count)] = {
            "queries": len(result.persons),
            "before": summary(result.before, result.persons),
            "after": summary(result.after, result.persons),
            **compare(result.before, result.after, result.persons),
        }
    unwanted, weight = {}, model.search.unwanted_weight
    for name, own in unwanted_queries(model, split, samples).items():
        before, after = own.figures(0.0), own.figures(weight)
        unwanted[name] = {
            "queries": len(own.persons),
            "shown_before": _percent(own.first(0.0)),
            "shown_after": _percent(own.first(weight)),
            "map_before": _percent(before.average_precision),
            "map_after": _percent(after.average_precision),
        }
    return {"clicks": clicks, "unwanted": unwanted}


def _percent(shares: Float[Tensor, " query"]) -> float:
    return round(100 * shares.mean().item(), 1)


def choose_mark_weight(model: Model, split: EvaluationSplit) -> SearchConfig:
    """Return settings with the mark weight that gains most mAP by one click on validation persons."""

    def merit(weight: float) -> float:
        return simulate_clicks(model, split, 1, weight).after.average_precision.mean().item()

    return replace(model.search, mark_weight=max(MARK_WEIGHTS, key=merit))


def choose_unwanted_weight(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> SearchConfig:
    """Return settings with the largest weight of unwanted phrases that does not lower mAP on validation persons.

    The model sometimes finds the unwanted value in images of the person sought, so larger weights lower mAP over these
    queries.
    """
    queries = unwanted_queries(model, split, samples).values()

    def merit(weight: float) -> float:
        return sum(own.figures(weight).average_precision.sum().item() for own in queries)

    without = merit(0.0)
    harmless = [weight for weight in UNWANTED_WEIGHTS if merit(weight) >= without]
    return replace(model.search, unwanted_weight=max(harmless, default=UNWANTED_WEIGHTS[0]))
