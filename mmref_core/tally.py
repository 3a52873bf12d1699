"""Figures of several seeds, row by row: the mean, how far seeds lie apart, and what a row adds to another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Int
from torch import Tensor

from mmref_core.evaluation import compare, per_query, summary
from mmref_core.metrics import QueryFigures, joined


@dataclass(frozen=True)
class Line:
    """One row of a comparison; `than` names the row that it is compared with, which it adds one thing to."""

    name: str
    words: str
    than: str | None = None


def tally(
    lines: Sequence[Line], seeds: Sequence[Mapping[str, QueryFigures]], persons: Int[Tensor, " query"]
) -> list[dict[str, Any]]:
    """Rows in percent. `seeds` hold the figures of the same queries for each line, one mapping a seed.

    The queries of a person stand or fall together over all seeds, so an interval is of other persons, not of more
    seeds: how far those lie apart is in `seeds`, one figure for each.
    """
    everybody = persons.repeat(len(seeds))
    rows = []
    for line in lines:
        own = [figures[line.name] for figures in seeds]
        row = {"name": line.name, "words": line.words, **summary(joined(own), everybody)}
        each = [per_query(figures) for figures in own]
        row["seeds"] = {name: [round(values[name].mean().item(), 2) for values in each] for name in each[0]}
        if line.than is not None:
            before = joined([figures[line.than] for figures in seeds])
            row |= {"than": line.than, **compare(before, joined(own), everybody)}
        rows.append(row)
    return rows


def plain(figures: QueryFigures) -> dict[str, list[float]]:
    """Figures as JSON takes them, to six digits."""
    return {name: [round(value, 6) for value in values.tolist()] for name, values in vars(figures).items()}


def from_plain(values: Mapping[str, Sequence[float]]) -> QueryFigures:
    return QueryFigures(**{name: torch.tensor(own) for name, own in values.items()})
