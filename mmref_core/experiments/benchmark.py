"""Timing of queries and of indexing."""

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Generator, Tensor
from torch.nn.functional import normalize

from mmref_core.models.model_bundle import Model
from mmref_core.reranking.clustering import clusters
from mmref_core.retrieval.gallery import index_images
from mmref_core.retrieval.search import search
from mmref_core.search_types import Marks

DIM, RANK, VIEWS = 256, 40, 5  # of made-up features: numbers, how many of them are independent, pictures of a person
CLUSTER_DISTANCE = 0.45  # of the shipped checkpoint
NEAREST, FARTHEST = 0.35, 0.85  # length of what a made-up picture adds to its person's direction
QUERIES = (
    "a woman in a red coat with a white bag",
    "A man wearing a dark blue jacket, grey trousers and black shoes. He has short hair and carries a backpack.",
    "young man, striped t-shirt, shorts, white trainers",
    "someone with an umbrella",
    "an elderly woman in a long dress",
)


def bench(model: Model, gallery_folder: Path, rounds: int = 10) -> dict[str, Any]:
    """Return median and worst milliseconds of a warm query with its explanation, and images indexed per second.

    `query_with_wishes_milliseconds` is with one marked picture and two unwanted phrases.
    """
    started = time.perf_counter()
    gallery = index_images(model, gallery_folder)
    seconds = time.perf_counter() - started
    feedback = {"marks": Marks(match=(0,)), "unwanted": ("backpack", "red shoes")}
    return {
        "machine": {
            "processor": platform.processor() or platform.machine(),
            "cores": os.cpu_count(),
            "threads": torch.get_num_threads(),
        },
        "gallery_pictures": len(gallery),
        "index_pictures_per_second": round(len(gallery) / seconds, 1),
        "query_milliseconds": _spread(lambda text: search(model, gallery, text), rounds),
        "query_with_wishes_milliseconds": _spread(lambda text: search(model, gallery, text, **feedback), rounds),
    }


def bench_clusters(pictures: int, distance: float) -> dict[str, Any]:
    """Return seconds to cluster made-up pictures, five of a person, and the processor time that all cores took.

    `precision` and `recall` are those of pairs of pictures, in percent.
    """
    features, persons = made_up_features(pictures)
    started, processor = time.perf_counter(), time.process_time()
    found = clusters(features, distance)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    both = torch.stack([found, persons], dim=1).unique(dim=0, return_counts=True)[1]
    right, told, true = (_pairs(counts) for counts in (both, *(_counts(part) for part in (found, persons))))
    return {
        "pictures": pictures,
        "clusters": len(found.unique()),
        "precision": round(100 * right / max(1, told), 1),
        "recall": round(100 * right / max(1, true), 1),
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
    }


def made_up_features(pictures: int) -> tuple[Float[Tensor, "image dim"], Int[Tensor, " image"]]:
    """Return unit features around persons' centres, and whom they show.

    As in the shipped checkpoint, cosines of a person's pictures have the median 0.74, those of others are about 0.
    """
    drawn = Generator().manual_seed(0)
    persons = torch.arange(pictures) % max(1, pictures // VIEWS)
    basis = torch.randn(RANK, DIM, generator=drawn) / RANK**0.5
    centres = normalize(torch.randn(len(persons.unique()), RANK, generator=drawn) @ basis, dim=1)
    around = normalize(torch.randn(pictures, RANK, generator=drawn) @ basis, dim=1)
    spread = NEAREST + (FARTHEST - NEAREST) * torch.rand(pictures, 1, generator=drawn)
    return normalize(centres[persons] + spread * around, dim=1), persons


def _counts(numbers: Int[Tensor, " image"]) -> Int[Tensor, " number"]:
    return numbers.unique(return_counts=True)[1]


def _pairs(counts: Int[Tensor, " group"]) -> int:
    """Return the number of pairs inside groups of some sizes."""
    return int((counts * (counts - 1) // 2).sum())


def _spread(answer: Callable[[str], object], rounds: int) -> dict[str, Any]:
    """Return the times of all rounds but the first, which warms up."""
    times = [1000 * _seconds(lambda text=text: answer(text)) for _ in range(rounds) for text in QUERIES][len(QUERIES) :]
    return {"median": round(median(times), 1), "worst": round(max(times), 1), "queries": len(times)}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
