"""Timing of clustering, on made-up features."""

import pytest

from mmref_core.experiments.benchmark import CLUSTER_DISTANCE, bench_clusters, made_up_features


def test_made_up_pictures_of_a_person_are_as_alike_as_those_of_the_checkpoint() -> None:
    features, persons = made_up_features(200)
    assert features.norm(dim=1).tolist() == pytest.approx([1.0] * 200, abs=1e-5)
    assert persons.bincount().tolist() == [5] * 40
    cosines, same = features @ features.T, persons[:, None] == persons[None]
    same.fill_diagonal_(False)
    assert cosines[same].median().item() == pytest.approx(0.74, abs=0.03)
    assert abs(cosines[persons[:, None] != persons[None]].mean().item()) < 0.05


def test_the_timing_of_clusters_tells_how_good_they_are() -> None:
    told = bench_clusters(100, CLUSTER_DISTANCE)
    assert told["pictures"] == 100 and told["precision"] > 90 and told["recall"] > 80
    assert 20 <= told["clusters"] < 40 and told["seconds"] >= 0 and told["processor_seconds"] >= 0
    assert bench_clusters(100, 1e-4)["recall"] == 0
