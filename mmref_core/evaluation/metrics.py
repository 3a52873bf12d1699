"""Retrieval metrics: any image of the query's person is correct. Ranks start at 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float
from torch import Tensor


@dataclass(frozen=True)
class QueryFigures:
    """Metrics of each query; means over queries are Rank-k, mAP and mINP."""

    first: Float[Tensor, " query"]  # rank of the first correct picture
    average_precision: Float[Tensor, " query"]
    inverse_penalty: Float[Tensor, " query"]  # mINP: number of correct pictures / rank of the last one


def joined(figures: Sequence[QueryFigures]) -> QueryFigures:
    """Return the queries of several sets as one."""
    names = ("first", "average_precision", "inverse_penalty")
    return QueryFigures(*(torch.cat([getattr(one, name) for one in figures]) for name in names))


def query_figures(correct: Bool[Tensor, "query rank"]) -> QueryFigures:
    """Return figures of ranked galleries; `correct[q, r]` is true if the image at rank r + 1 shows the person.

    Raises ValueError for a query without a correct image. mINP as in Ye et al., "Deep Learning for Person
    Re-identification: A Survey and Outlook" (2021).
    """
    if not correct.any(dim=1).all():
        raise ValueError("a query without a correct picture in the gallery has no figures")
    ranks = torch.arange(1, correct.shape[1] + 1, dtype=torch.float)
    found = correct.cumsum(dim=1)
    total = found[:, -1]
    first = correct.float().argmax(dim=1) + 1.0
    last = torch.where(correct, ranks, 0).amax(dim=1)
    precision = (found / ranks * correct).sum(dim=1) / total
    return QueryFigures(first, precision, total / last)


def recall(first: Float[Tensor, " query"], count: int) -> float:
    """Return the percentage of queries with a correct image among the first `count` (Rank-1, Rank-5, Rank-10)."""
    return 100 * (first <= count).float().mean().item()
