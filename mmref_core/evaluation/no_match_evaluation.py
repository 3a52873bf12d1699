"""How far “nothing stands out” can be trusted: chosen on validation persons, measured on others."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.datasets import Sample
from mmref_core.evaluation.evaluate import Trial, interval
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.no_match import NEUTRAL, background, choose_threshold, prominence, share_known

OFF_TOPIC = Path(__file__).parent / "off_topic.json"  # kind -> queries that describe no person, or in no English
FEW = 5  # persons of a small gallery
STEPS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0)  # of the curve, times the chosen threshold
NOBODY = -1


@dataclass(frozen=True)
class Asked:
    """Texts, and whom each describes."""

    features: Float[Tensor, "text dim"]
    known: Float[Tensor, " text"]  # share of the words that the model has learnt
    persons: Int[Tensor, " text"]

    def chosen(self, rows: Bool[Tensor, " text"]) -> "Asked":
        return Asked(self.features[rows], self.known[rows], self.persons[rows])


@dataclass(frozen=True)
class Shown:
    """The pictures of a gallery, and what neutral descriptions are to this model."""

    features: Float[Tensor, "image dim"]
    persons: Int[Tensor, " image"]
    neutral: Float[Tensor, "neutral dim"]


def off_topic(part: int) -> dict[str, list[str]]:
    """Every other query of each kind: part 0 is for choosing a threshold, part 1 for measuring it."""
    return {kind: queries[part::2] for kind, queries in json.loads(OFF_TOPIC.read_text(encoding="utf-8")).items()}


def ask(model: Model, texts: Sequence[str], persons: Sequence[int] = ()) -> Asked:
    """Texts that describe nobody, unless told whom."""
    read = model.knowledge.reader.texts(texts)
    known = [share_known(model.towers.known_words(text)) for text in read]
    whom = list(persons) or [NOBODY] * len(texts)
    return Asked(embed_texts(model.towers, read).features, torch.tensor(known), torch.tensor(whom))


def show(model: Model, trial: Trial) -> Shown:
    return Shown(trial.images.features, trial.image_persons, embed_texts(model.towers, NEUTRAL).features)


def standing(asked: Asked, shown: Shown, absent: bool = False) -> Float[Tensor, " text"]:
    """Prominence of each text; with `absent` as if the gallery did not hold whom it describes (a near-twin stays)."""
    cosines = cosine(asked.features, shown.features)
    if absent:
        cosines = cosines.masked_fill(asked.persons[:, None] == shown.persons, -1.0)
    return prominence(cosines, asked.known, background(cosine(shown.neutral, shown.features)))


def standing_among_few(asked: Asked, shown: Shown, absent: bool = False) -> Float[Tensor, " text"]:
    """In galleries of `FEW` persons: one that holds whom a text describes, or one that does not; of nobody in all."""
    groups = shown.persons.unique().split(FEW)
    parts = []
    for number, group in enumerate(groups):
        whom = groups[(number + absent) % len(groups)]
        own = torch.isin(shown.persons, group)
        gallery = Shown(shown.features[own], shown.persons[own], shown.neutral)
        parts.append(standing(asked.chosen(torch.isin(asked.persons, whom) | (asked.persons == NOBODY)), gallery))
    return torch.cat(parts)


def captions_of(samples: Sequence[Sample]) -> tuple[list[str], list[int]]:
    rows = [(caption, sample.person) for sample in samples for caption in sample.captions]
    return [text for text, _ in rows], [person for _, person in rows]


def choose_standing(model: Model, trial: Trial, samples: Sequence[Sample]) -> SearchConfig:
    """The search settings with the threshold of `choose_threshold` on validation persons.

    A model that tells none of its descriptions from nonsense gets none, and says nothing.
    """
    shown = show(model, trial)
    described = standing(ask(model, *captions_of(samples)), shown)
    nonsense = [query for queries in off_topic(0).values() for query in queries]
    kinds = sorted({query.kind for sample in samples for query in sample.queries})
    others = [standing(ask(model, *_queries(samples, kind)), shown) for kind in kinds]
    threshold = choose_threshold(described, standing(ask(model, nonsense), shown), others)
    return replace(model.search, no_match_threshold=threshold if threshold and threshold > 0 else None)


def measure_standing(model: Model, trial: Trial, samples: Sequence[Sample]) -> dict[str, Any]:
    """Percent of queries of one split that are told that nothing stands out; {} for a model that never says so."""
    threshold = model.search.no_match_threshold
    if threshold is None:
        return {}
    shown = show(model, trial)
    kinds = sorted({query.kind for sample in samples for query in sample.queries})
    described = {"captions": ask(model, *captions_of(samples))} | {
        kind: ask(model, *_queries(samples, kind)) for kind in kinds
    }
    others = {kind: ask(model, queries) for kind, queries in off_topic(1).items()}
    everything = ask(model, [query for queries in off_topic(1).values() for query in queries])
    captions = described["captions"]
    greyed = 100.0 * (standing(captions, shown) <= threshold)
    lines = {
        "captions": standing(captions, shown),
        "absent": standing(captions, shown, absent=True),
        "absent_among_few": standing_among_few(captions, shown, absent=True),
        "off_topic": standing(everything, shown),
    }
    steps = [round(step * threshold, 2) for step in STEPS]
    return {
        "threshold": threshold,
        "few": FEW,
        "interval": list(interval(greyed, captions.persons)),
        "described": {name: _shares(asked, shown, threshold) for name, asked in described.items()},
        "off_topic": {name: _shares(asked, shown, threshold) for name, asked in {**others, "all": everything}.items()},
        "curve": {"x": steps} | {name: [_percent(line, step) for step in steps] for name, line in lines.items()},
    }


def _queries(samples: Sequence[Sample], kind: str) -> tuple[list[str], list[int]]:
    rows = [(query.text, sample.person) for sample in samples for query in sample.queries if query.kind == kind]
    return [text for text, _ in rows], [person for _, person in rows]


def _shares(asked: Asked, shown: Shown, threshold: float) -> dict[str, float]:
    places = {"here": standing(asked, shown), "few_here": standing_among_few(asked, shown)}
    if (asked.persons != NOBODY).all():
        places |= {"absent": standing(asked, shown, True), "few_absent": standing_among_few(asked, shown, True)}
    return {"queries": len(asked.known)} | {name: _percent(values, threshold) for name, values in places.items()}


def _percent(values: Float[Tensor, " text"], threshold: float) -> float:
    return round(100.0 * (values <= threshold).float().mean().item(), 2)
