"""A simulated person who answers a ranking: what marks and unwanted phrases gain, measured without people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.evaluate import Trial, batch_scorer, compare, summary
from mmref_core.evaluation.metrics import QueryFigures, joined, query_figures
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.descriptors import describe_images
from mmref_core.reranking.feedback_terms import mark_columns, unwanted_certainties
from mmref_core.search_types import Marks

LOOKED_AT = 10  # pictures that the person looks at before a click
UNWANTED = ("bag", "headwear", "upper", "lower", "glasses", "carried")  # details that somebody may not want to see
MARK_WEIGHTS = (0.1, 0.25, 0.5, 1.0, 2.0)
UNWANTED_WEIGHTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def next_mark(order: Int[Tensor, " image"], correct: Bool[Tensor, " image"], marks: Marks) -> Marks:
    """One more click on a ranking: the first unmarked match among those looked at, else the first non-match."""
    marked = {*marks.match, *marks.no_match}
    looked_at = [image for image in order.tolist()[:LOOKED_AT] if image not in marked]
    for image in looked_at:
        if correct[image]:
            return Marks((*marks.match, image), marks.no_match)
    return Marks(marks.match, (*marks.no_match, *looked_at[:1]))


@dataclass(frozen=True)
class Clicked:
    """Figures over the pictures that nobody has marked yet, before and after the clicks, of the same pictures."""

    before: QueryFigures
    after: QueryFigures
    persons: Int[Tensor, " query"]


def clicked(model: Model, trial: Trial, clicks: int, weight: float) -> Clicked:
    """What so many clicks gain: a marked match is found already, so it leaves both rankings that are compared.

    Queries whose matches were all marked have nothing left to find and do not count.
    """
    scores, features = batch_scorer(model, trial).refined(model.search), trial.images.features
    rows, before, after = [], [], []
    for row, own in enumerate(scores):
        correct, marks, marked_scores = trial.image_persons == trial.text_persons[row], Marks(), own
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
    return Clicked(joined(before), joined(after), trial.text_persons[rows])


def _ranked(
    scores: Float[Tensor, " image"], correct: Bool[Tensor, " image"], left: Bool[Tensor, " image"]
) -> QueryFigures:
    order = scores[left].argsort(descending=True, stable=True)
    return query_figures(correct[left][order][None])


@dataclass(frozen=True)
class Refused:
    """Queries that say of one detail what they do not want."""

    scores: Float[Tensor, "query image"]  # before they say so
    shows: Bool[Tensor, "query image"]  # which pictures show it
    sure: Float[Tensor, "query image"]  # how sure the model is of that
    correct: Bool[Tensor, "query image"]
    persons: Int[Tensor, " query"]

    def first(self, weight: float) -> Float[Tensor, " query"]:
        """Share of the first `LOOKED_AT` pictures that show what is not wanted."""
        return self.shows.gather(1, self._order(weight)[:, :LOOKED_AT]).float().mean(dim=1)

    def figures(self, weight: float) -> QueryFigures:
        """Of the person that is sought."""
        return query_figures(self.correct.gather(1, self._order(weight)))

    def _order(self, weight: float) -> Int[Tensor, "query image"]:
        return (self.scores - weight * self.sure).argsort(dim=1, descending=True, stable=True)


def refused(model: Model, trial: Trial, samples: Sequence[Sample]) -> dict[str, Refused]:
    """By detail; `samples` are those of the trial.

    What is unwanted is the value that most of the first ten show of a detail and none of the person's own pictures.
    """
    words, knowledge = model.knowledge.attribute_labels, model.knowledge

    def feature(phrase: str) -> Float[Tensor, " dim"]:
        return embed_texts(model.towers, [phrase]).features[0]

    scores = batch_scorer(model, trial).refined(model.search)
    images = describe_images(trial.images, knowledge, model.search)
    first = scores.topk(LOOKED_AT, dim=1).indices
    found = {}
    for name in sorted(set(UNWANTED) & set(knowledge.classifiers.vocabulary.names)):
        shown = [sample.visible.get(name, "") for sample in samples]
        own: dict[int, set[str]] = {}
        for sample, value in zip(samples, shown, strict=True):
            own.setdefault(sample.person, {"", "none"}).add(value)
        values = [
            _most([shown[image] for image in row], own[person])
            for row, person in zip(first.tolist(), trial.text_persons.tolist(), strict=True)
        ]
        asked = sorted({value for value in values if value})
        if not asked:
            continue
        phrases = [words.of(name, value) for value in asked]
        sure = unwanted_certainties(phrases, feature, images, knowledge).T
        shows = torch.tensor([[value == one for one in shown] for value in asked])
        rows = torch.tensor([row for row, value in enumerate(values) if value])
        number = torch.tensor([asked.index(value) for value in values if value])
        persons = trial.text_persons[rows]
        found[name] = Refused(
            scores[rows], shows[number], sure[number], trial.image_persons == persons[:, None], persons
        )
    return found


def _most(values: Sequence[str], without: set[str]) -> str:
    """The most frequent value, the earliest of equals; nothing where all are to be left out."""
    left = [value for value in values if value not in without]
    return max(left, key=left.count, default="")


def measure_wishes(model: Model, trial: Trial, samples: Sequence[Sample]) -> dict[str, Any]:
    """Of one split: what one and three clicks gain, and how often what is unwanted is still among the first ten."""
    clicks = {}
    for count in (1, 3):
        result = clicked(model, trial, count, model.search.mark_weight)
        clicks[str(count)] = {
            "queries": len(result.persons),
            "before": summary(result.before, result.persons),
            "after": summary(result.after, result.persons),
            **compare(result.before, result.after, result.persons),
        }
    unwanted, weight = {}, model.search.unwanted_weight
    for name, own in refused(model, trial, samples).items():
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


def choose_mark_weight(model: Model, trial: Trial) -> SearchConfig:
    """The search settings with the mark weight that gains most mAP by one click on validation persons."""

    def merit(weight: float) -> float:
        return clicked(model, trial, 1, weight).after.average_precision.mean().item()

    return replace(model.search, mark_weight=max(MARK_WEIGHTS, key=merit))


def choose_unwanted_weight(model: Model, trial: Trial, samples: Sequence[Sample]) -> SearchConfig:
    """The search settings with the largest weight of what is not wanted that costs validation persons nothing.

    Pictures of the person sought seem to show the unwanted thing too, now and then, so a larger weight lowers them as
    well: with it, the mean AP over all queries that say what they do not want would fall below that without.
    """
    all_refused = refused(model, trial, samples).values()

    def merit(weight: float) -> float:
        return sum(own.figures(weight).average_precision.sum().item() for own in all_refused)

    without = merit(0.0)
    harmless = [weight for weight in UNWANTED_WEIGHTS if merit(weight) >= without]
    return replace(model.search, unwanted_weight=max(harmless, default=UNWANTED_WEIGHTS[0]))
