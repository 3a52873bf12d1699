"""Timings on this machine: what a query and indexing cost."""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import torch

from mmref_core.models.model_bundle import Model
from mmref_core.retrieval.gallery import index_images
from mmref_core.retrieval.search import search
from mmref_core.search_types import Marks

QUERIES = (
    "a woman in a red coat with a white bag",
    "A man wearing a dark blue jacket, grey trousers and black shoes. He has short hair and carries a backpack.",
    "young man, striped t-shirt, shorts, white trainers",
    "someone with an umbrella",
    "an elderly woman in a long dress",
)


def bench(model: Model, gallery_folder: Path, rounds: int = 10) -> dict[str, Any]:
    """Median and worst milliseconds of a warm query with its reasons; pictures indexed per second.

    The options are a marked picture and two phrases that are not wanted.
    """
    started = time.perf_counter()
    gallery = index_images(model, gallery_folder)
    seconds = time.perf_counter() - started
    options = {"marks": Marks(match=(0,)), "unwanted": ("backpack", "red shoes")}
    return {
        "machine": {
            "processor": platform.processor() or platform.machine(),
            "cores": os.cpu_count(),
            "threads": torch.get_num_threads(),
        },
        "gallery_pictures": len(gallery),
        "index_pictures_per_second": round(len(gallery) / seconds, 1),
        "query_milliseconds": _spread(lambda text: search(model, gallery, text), rounds),
        "query_with_wishes_milliseconds": _spread(lambda text: search(model, gallery, text, **options), rounds),
    }


def _spread(answer: Callable[[str], object], rounds: int) -> dict[str, Any]:
    """Of all queries but those of the first round, which warms up."""
    times = [1000 * _seconds(lambda text=text: answer(text)) for _ in range(rounds) for text in QUERIES][len(QUERIES) :]
    return {"median": round(median(times), 1), "worst": round(max(times), 1), "queries": len(times)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
