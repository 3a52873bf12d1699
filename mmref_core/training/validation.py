"""Figures on validation persons during training."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Int, UInt8
from torch import Tensor

from mmref_core.data.datasets import Sample
from mmref_core.evaluation.metrics import query_figures, recall
from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_pixels, embed_texts
from mmref_core.models.similarity import cosine
from mmref_core.training.batches import read_pixels


@dataclass(frozen=True)
class ValidationSet:
    """Pictures of validation persons, one caption of each."""

    pixels: UInt8[Tensor, "picture 3 height width"]
    persons: Int[Tensor, " picture"]
    captions: tuple[str, ...]


def read_validation_set(samples: Sequence[Sample], towers: Towers) -> ValidationSet:
    """Read the pictures and the first caption of each."""
    return ValidationSet(
        pixels=read_pixels(samples, towers.config),
        persons=torch.tensor([sample.person for sample in samples]),
        captions=tuple(sample.captions[0] for sample in samples),
    )


def validate(towers: Towers, data: ValidationSet) -> dict[str, float]:
    """Return figures of the initial ranking in percent; a query's own picture is in the gallery, as is usual."""
    scores = cosine(embed_texts(towers, data.captions).features, embed_pixels(towers, data.pixels).features)
    order = scores.argsort(dim=1, descending=True, stable=True)
    figures = query_figures(data.persons[order] == data.persons[:, None])
    return {
        "rank1": round(recall(figures.first, 1), 2),
        "rank10": round(recall(figures.first, 10), 2),
        "map": round(100 * figures.average_precision.mean().item(), 2),
    }
