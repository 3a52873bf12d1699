"""No-match detection: its threshold chosen on validation persons, its rates measured on others."""

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
from mmref_core.evaluation.evaluate import EvaluationSplit, interval
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.no_match import NEUTRAL, background, choose_threshold, prominence, share_known

OFF_TOPIC = Path(__file__).parent / "off_topic.json"  # kind -> queries that describe no person, or in no English
FEW = 5  # persons of a small gallery
STEPS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0)  # of the curve, times the chosen threshold
NOBODY = -1


@dataclass(frozen=True)
class DescribedTexts:
    """Embedded texts and the persons that they describe."""

    features: Float[Tensor, "text dim"]
    known: Float[Tensor, " text"]  # share of known words
    persons: Int[Tensor, " text"]

    def chosen(self, rows: Bool[Tensor, " text"]) -> "DescribedTexts":
        """Return some of the texts."""
        return DescribedTexts(self.features[rows], self.known[rows], self.persons[rows])


@dataclass(frozen=True)
class GalleryFeatures:
    """Embedded images of a gallery, and embedded neutral descriptions."""

    features: Float[Tensor, "image dim"]
    persons: Int[Tensor, " image"]
    neutral: Float[Tensor, "neutral dim"]


def off_topic(part: int) -> dict[str, list[str]]:
    """Return every other off-topic query by kind: part 0 to choose a threshold, part 1 to measure it."""
    return {kind: queries[part::2] for kind, queries in json.loads(OFF_TOPIC.read_text(encoding="utf-8")).items()}


def embed_described(model: Model, texts: Sequence[str], persons: Sequence[int] = ()) -> DescribedTexts:
    """Embed texts; without `persons` they describe nobody."""
    read = model.knowledge.reader.texts(texts)
    known = [share_known(model.towers.known_words(text)) for text in read]
    whom = list(persons) or [NOBODY] * len(texts)
    return DescribedTexts(embed_texts(model.towers, read).features, torch.tensor(known), torch.tensor(whom))


def gallery_features(model: Model, split: EvaluationSplit) -> GalleryFeatures:
    """Return the images of a split's gallery, and neutral descriptions."""
    return GalleryFeatures(split.images.features, split.image_persons, embed_texts(model.towers, NEUTRAL).features)


def prominences(asked: DescribedTexts, shown: GalleryFeatures, absent: bool = False) -> Float[Tensor, " text"]:
    """Return the prominence of each text; with `absent`, without the images of the person that it describes."""
    cosines = cosine(asked.features, shown.features)
    if absent:
        cosines = cosines.masked_fill(asked.persons[:, None] == shown.persons, -1.0)
    return prominence(cosines, asked.known, background(cosine(shown.neutral, shown.features)))


def prominences_in_small_galleries(
    asked: DescribedTexts, shown: GalleryFeatures, absent: bool = False
) -> Float[Tensor, " text"]:
    """Return prominences in galleries of `FEW` persons that include the described person, or with `absent` do not.

    Texts that describe nobody count in every gallery.
    """
    groups = shown.persons.unique().split(FEW)
    parts = []
    for number, group in enumerate(groups):
        whom = groups[(number + absent) % len(groups)]
        own = torch.isin(shown.persons, group)
        gallery = GalleryFeatures(shown.features[own], shown.persons[own], shown.neutral)
        parts.append(prominences(asked.chosen(torch.isin(asked.persons, whom) | (asked.persons == NOBODY)), gallery))
    return torch.cat(parts)


def captions_of(samples: Sequence[Sample]) -> tuple[list[str], list[int]]:
    """Return all captions and the person of each."""
    rows = [(caption, sample.person) for sample in samples for caption in sample.captions]
    return [text for text, _ in rows], [person for _, person in rows]


def choose_no_match_threshold(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> SearchConfig:
    """Return search settings with the threshold of `no_match.choose_threshold` on validation persons.

    It is None, which switches detection off, for a model that cannot separate descriptions from off-topic queries.
    """
    shown = gallery_features(model, split)
    described = prominences(embed_described(model, *captions_of(samples)), shown)
    nonsense = [query for queries in off_topic(0).values() for query in queries]
    kinds = sorted({query.kind for sample in samples for query in sample.queries})
    others = [prominences(embed_described(model, *_queries(samples, kind)), shown) for kind in kinds]
    threshold = choose_threshold(described, prominences(embed_described(model, nonsense), shown), others)
    return replace(model.search, no_match_threshold=threshold if threshold and threshold > 0 else None)


def measure_no_match(model: Model, split: EvaluationSplit, samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the percentage of queries without a match, by kind; {} for a model without a threshold."""
    threshold = model.search.no_match_threshold
    if threshold is None:
        return {}
    shown = gallery_features(model, split)
    kinds = sorted({query.kind for sample in samples for query in sample.queries})
    described = {"captions": embed_described(model, *captions_of(samples))} | {
        kind: embed_described(model, *_queries(samples, kind)) for kind in kinds
    }
    others = {kind: embed_described(model, queries) for kind, queries in off_topic(1).items()}
    everything = embed_described(model, [query for queries in off_topic(1).values() for query in queries])
    captions = described["captions"]
    rejected = 100.0 * (prominences(captions, shown) <= threshold)
    lines = {
        "captions": prominences(captions, shown),
        "absent": prominences(captions, shown, absent=True),
        "absent_among_few": prominences_in_small_galleries(captions, shown, absent=True),
        "off_topic": prominences(everything, shown),
    }
    steps = [round(step * threshold, 2) for step in STEPS]
    return {
        "threshold": threshold,
        "few": FEW,
        "interval": list(interval(rejected, captions.persons)),
        "described": {name: _shares(asked, shown, threshold) for name, asked in described.items()},
        "off_topic": {name: _shares(asked, shown, threshold) for name, asked in {**others, "all": everything}.items()},
        "curve": {"x": steps} | {name: [_percent(line, step) for step in steps] for name, line in lines.items()},
    }


def _queries(samples: Sequence[Sample], kind: str) -> tuple[list[str], list[int]]:
    rows = [(query.text, sample.person) for sample in samples for query in sample.queries if query.kind == kind]
    return [text for text, _ in rows], [person for _, person in rows]


def _shares(asked: DescribedTexts, shown: GalleryFeatures, threshold: float) -> dict[str, float]:
    conditions = {"here": prominences(asked, shown), "few_here": prominences_in_small_galleries(asked, shown)}
    if (asked.persons != NOBODY).all():
        conditions |= {
            "absent": prominences(asked, shown, True),
            "few_absent": prominences_in_small_galleries(asked, shown, True),
        }
    return {"queries": len(asked.known)} | {name: _percent(values, threshold) for name, values in conditions.items()}


def _percent(values: Float[Tensor, " text"], threshold: float) -> float:
    return round(100.0 * (values <= threshold).float().mean().item(), 2)
