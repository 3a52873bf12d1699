"""Average-link clusters on the graph of nearest images."""

from itertools import combinations

import pytest
import torch
from torch.nn.functional import normalize

from mmref_core.models.index import nearest_images
from mmref_core.reranking.clustering import NEIGHBOURS, clusters
from small_world import on_sphere


def merged_one_after_another(features: torch.Tensor, distance: float) -> list[frozenset[int]]:
    """Average-link clustering as it is defined: the pair with the least mean distance first, over all pairs of both."""
    cosines = (features @ features.T).double()
    groups = [[place] for place in range(len(features))]
    while len(groups) > 1:
        pairs = [(cosines[one][:, two].mean().item(), one, two) for one, two in combinations(groups, 2)]
        best, one, two = max(pairs, key=lambda pair: pair[0])
        if best < 1 - distance:
            break
        groups = [group for group in groups if group not in (one, two)] + [one + two]
    return sorted((frozenset(group) for group in groups), key=min)


def groups_of(objects: torch.Tensor) -> list[frozenset[int]]:
    found: dict[int, list[int]] = {}
    for place, number in enumerate(objects.tolist()):
        found.setdefault(number, []).append(place)
    return sorted((frozenset(group) for group in found.values()), key=min)


@pytest.mark.parametrize("distance", [0.05, 0.2, 0.4, 0.7, 1.0, 1.9])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clusters_are_those_of_merging_the_nearest_two_one_after_another(distance: float, seed: int) -> None:
    centres = on_sphere(6, 5, seed=seed)
    features = normalize(centres[torch.arange(30) % 6] + 0.6 * on_sphere(30, 5, seed=seed + 10), dim=1)
    expected = merged_one_after_another(features, distance)
    assert groups_of(clusters(features, distance)) == expected
    assert distance > 1 or len(expected) > 1


def persons_and_strangers(persons: int, views: int, spread: float, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures around their persons' directions, in any order, and whom they show."""
    own = torch.arange(persons * views) % persons
    shuffled = own[torch.randperm(len(own), generator=torch.Generator().manual_seed(seed))]
    centres, around = on_sphere(persons, 24, seed + 1), on_sphere(len(own), 24, seed + 2)
    return normalize(centres[shuffled] + spread * around, dim=1), shuffled


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_few_neighbours_find_the_clusters_of_comparing_all(seed: int) -> None:
    features, _ = persons_and_strangers(60, 5, 0.7, seed)
    whole = clusters(features, 0.45, nearest_images(features, len(features)))
    assert torch.equal(clusters(features, 0.45), whole)
    assert groups_of(clusters(features, 0.45, nearest_images(features, 6))) == groups_of(whole)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clusters_do_not_depend_on_the_order_of_the_images(seed: int) -> None:
    features, _ = persons_and_strangers(40, 4, 0.9, seed)
    order = torch.randperm(len(features), generator=torch.Generator().manual_seed(seed))
    named = clusters(features[order], 0.5)
    back = torch.empty_like(named)
    back[order] = order[named]
    assert groups_of(back) == groups_of(clusters(features, 0.5))


def test_the_number_of_a_cluster_is_its_first_image() -> None:
    features, _ = persons_and_strangers(20, 4, 0.5, 4)
    found = clusters(features, 0.45)
    for number in found.unique().tolist():
        assert number == (found == number).nonzero().min().item()


def test_a_cluster_may_have_many_more_images_than_each_has_neighbours() -> None:
    around = normalize(on_sphere(1, 16, 5) + 0.3 * on_sphere(5 * NEIGHBOURS, 16, 6), dim=1)
    assert clusters(around, 0.4).unique().numel() == 1
    assert clusters(on_sphere(1, 16, 5).repeat(5 * NEIGHBOURS, 1), 0.01).unique().numel() == 1


def test_pairs_may_be_compared_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    features, _ = persons_and_strangers(20, 4, 0.9, 7)
    whole = clusters(features, 0.5)
    monkeypatch.setattr("mmref_core.reranking.clustering.PAIRS", 7)
    assert torch.equal(clusters(features, 0.5), whole)


def test_a_large_gallery_is_clustered_by_an_inverted_file(monkeypatch: pytest.MonkeyPatch) -> None:
    features, persons = persons_and_strangers(200, 5, 0.6, 8)
    exact = clusters(features, 0.45)
    monkeypatch.setattr("mmref_core.models.index.EXACT", 100)
    monkeypatch.setattr("mmref_core.models.index.PROBED", 12)
    found = clusters(features, 0.45)
    assert torch.equal(found, clusters(features, 0.45))
    agree = (found[:, None] == found[None]) == (exact[:, None] == exact[None])
    assert agree.float().mean().item() > 0.999
    same = persons[:, None] == persons[None]
    assert (same & (found[:, None] == found[None])).sum() > 0.9 * same.sum()


def test_equal_pictures_are_one_cluster_and_opposite_ones_never() -> None:
    one = on_sphere(1, 4, seed=9)
    assert clusters(one.repeat(5, 1), 0.01).unique().numel() == 1
    assert clusters(torch.cat([one, -one]), 1.99).unique().numel() == 2
    assert clusters(one[:0], 0.3).shape == (0,) and clusters(one, 0.3).shape == (1,)


def test_a_ring_of_equals_ends() -> None:
    """Each is as near to the next as to the one before, but for what rounding makes of it."""
    angles = torch.arange(12) * (2 * torch.pi / 12)
    ring = torch.stack([angles.cos(), angles.sin()], dim=1)
    found = clusters(ring, 0.2)
    assert 1 < found.unique().numel() < 12
    assert clusters(ring, 1.5).unique().numel() < found.unique().numel()
