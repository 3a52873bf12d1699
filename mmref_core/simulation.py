"""A simulated person who answers a ranking: what marks and unwanted phrases gain, measured without people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.checkpoints import Model
from mmref_core.config import SearchConfig
from mmref_core.datasets import Sample
from mmref_core.embedding import embed_texts
from mmref_core.evaluation import Trial, agreements_of, compare, embed_trial, summary
from mmref_core.feedback import mark_terms
from mmref_core.metrics import QueryFigures, joined, query_figures
from mmref_core.refinement import describe_images, unwanted_columns
from mmref_core.wishes import Marks

LOOKED_AT = 10  # pictures that the person looks at before a click
UNWANTED = ("bag", "headwear", "upper", "lower", "glasses", "carried")  # details that somebody may not want to see
MARK_WEIGHTS = (0.1, 0.25, 0.5, 1.0, 2.0)


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
    scores, features = agreements_of(model, trial).refined(model.search), trial.images.features
    rows, before, after = [], [], []
    for row, own in enumerate(scores):
        correct, marks, marked_scores = trial.image_persons == trial.text_persons[row], Marks(), own
        for _ in range(clicks):
            marks = next_mark(marked_scores.argsort(descending=True, stable=True), correct, marks)
            terms = mark_terms(features, features[list(marks.match)], features[list(marks.no_match)])
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


def unwanted_shown(model: Model, trial: Trial, samples: Sequence[Sample]) -> Mapping[str, tuple[int, float, float]]:
    """By detail: queries, and the percent of the first ten that show the unwanted thing, before and after saying so.

    What is unwanted is the value that most of the first ten show of a detail of which the query's person shows another.
    """
    words, knowledge = model.knowledge.words, model.knowledge

    def feature(phrase: str) -> Float[Tensor, " dim"]:
        return embed_texts(model.towers, [phrase]).features[0]

    scores = agreements_of(model, trial).refined(model.search)
    images = describe_images(trial.images, knowledge, model.search)
    first = scores.topk(LOOKED_AT, dim=1).indices
    own = {sample.person: sample.visible for sample in samples}
    figures = {}
    for name in set(UNWANTED) & set(knowledge.readers.vocabulary.names):
        shown = [sample.visible.get(name, "") for sample in samples]
        values = [
            _most([shown[image] for image in row.tolist()], {"", "none", own[int(person)].get(name, "")})
            for row, person in zip(first, trial.text_persons, strict=True)
        ]
        asked = sorted({value for value in values if value})
        if not asked:
            continue
        phrases = [words.of(name, value) for value in asked]
        lowered = unwanted_columns(phrases, feature, images, knowledge, model.search).values.T
        number = {value: place for place, value in enumerate(asked)}
        before, after = [], []
        for row, value in enumerate(values):
            if value:
                again = (scores[row] + lowered[number[value]]).topk(LOOKED_AT).indices
                before.append(sum(shown[image] == value for image in first[row].tolist()))
                after.append(sum(shown[image] == value for image in again.tolist()))
        figures[name] = (len(before), *(round(100 * sum(n) / LOOKED_AT / len(before), 1) for n in (before, after)))
    return figures


def _most(values: Sequence[str], without: set[str]) -> str:
    """The most frequent value, the earliest of equals; nothing where all are to be left out."""
    left = [value for value in values if value not in without]
    return max(left, key=left.count, default="")


def measure_wishes(model: Model, samples: Sequence[Sample]) -> dict[str, Any]:
    """Of one split: what one and three clicks gain, and how often what is unwanted is still among the first ten."""
    trial = embed_trial(model, samples)
    clicks = {}
    for count in (1, 3):
        result = clicked(model, trial, count, model.search.mark_weight)
        clicks[str(count)] = {
            "queries": len(result.persons),
            "before": summary(result.before, result.persons),
            "after": summary(result.after, result.persons),
            **compare(result.before, result.after, result.persons),
        }
    shown = unwanted_shown(model, trial, samples)
    unwanted = {
        name: {"queries": count, "shown_before": before, "shown_after": after}
        for name, (count, before, after) in sorted(shown.items())
    }
    return {"clicks": clicks, "unwanted": unwanted}


def choose_mark_weight(model: Model, samples: Sequence[Sample]) -> SearchConfig:
    """The search settings with the mark weight that gains most mAP by one click on validation persons."""
    trial = embed_trial(model, samples)

    def merit(weight: float) -> float:
        return clicked(model, trial, 1, weight).after.average_precision.mean().item()

    return replace(model.search, mark_weight=max(MARK_WEIGHTS, key=merit))
