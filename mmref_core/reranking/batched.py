"""Refined scores of many queries in a whole gallery: the sums of `rerank`, without keeping the terms apart."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.models.encode import Embedded
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine, margins
from mmref_core.reranking.pools import Feedback, QueryBatch
from mmref_core.reranking.term_types import forms_of
from mmref_core.reranking.terms import TermKind, in_sum_order

KEPT = 2  # matrices of each kind: the choice of settings goes to and fro between known and unknown objects


class BatchScorer:
    """Scores of many queries for many settings; what a kind adds is computed once for the settings that it depends on.

    The pool is the whole gallery. `persons` are whom the images show: their objects, for when they are known.
    `feedback` has a value for every text, or none at all.
    """

    def __init__(
        self,
        model: Model,
        texts: Embedded,
        images: Embedded,
        persons: Int[Tensor, " image"],
        feedback: Sequence[Feedback] = (),
    ) -> None:
        self.initial = cosine(texts.features, images.features)
        self.queries = QueryBatch(model, texts, images, persons, self.initial, feedback=tuple(feedback))
        self._known = replace(self.queries, objects_known=True)
        self._kept: dict[TermKind, dict[tuple[Any, ...], Float[Tensor, "text image"]]] = {}

    @torch.inference_mode()
    def refined(self, search: SearchConfig, objects_known: bool = False) -> Float[Tensor, "text image"]:
        """Return the refined scores; of a query that leads by more than the gate, the initial ones and its feedback.

        The gallery is expanded by the true persons where `objects_known`, by clusters and look-alikes elsewhere.
        """
        queries = self._known if objects_known else self.queries
        available = queries.available(search)
        confident = margins(self.initial) > (inf if search.gate is None else search.gate)
        scores = self.initial.clone()
        for kind in in_sum_order():
            weight = kind.weight(search)
            if weight and kind.needs <= available:
                added = weight * self._once(kind, queries, search)
                if kind.gated:
                    added[confident] = 0.0
                scores += added
        return scores

    def _once(self, kind: TermKind, queries: QueryBatch, search: SearchConfig) -> Float[Tensor, "text image"]:
        forms, kept = forms_of(kind), self._kept.setdefault(kind, {})
        key = forms.cache_key(search, queries.objects_known)
        if key not in kept:
            for oldest in list(kept)[: len(kept) - KEPT + 1]:
                del kept[oldest]
            kept[key] = forms.batch(queries, search)
        return kept[key]


def two_stage(
    initial: Float[Tensor, "text image"], refined: Float[Tensor, "text image"], pool: int
) -> Float[Tensor, "text image"]:
    """Return scores that rank the `pool` first images of the initial ranking by refined score, the others behind them.

    The others keep their initial order, so an image outside of the pool stays missed: it is never counted as found.
    """
    ranks = initial.argsort(dim=1, descending=True, stable=True).argsort(dim=1)
    above = refined - refined.amin(dim=1, keepdim=True)  # from 0 up, where all others are below
    return torch.where(ranks < pool, above, -1.0 - ranks)
