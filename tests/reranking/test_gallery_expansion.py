from itertools import combinations

import pytest
import torch
from torch.nn.functional import normalize

from mmref_core.config import SearchConfig
from mmref_core.reranking.gallery_expansion import (
    ROWS,
    clusters,
    found_expansion,
    known_expansion,
    lookalike_features,
    object_features,
)
from small_world import on_sphere


def test_an_objects_feature_is_the_mean_direction_of_its_views_whatever_its_number() -> None:
    features = on_sphere(5, 6, seed=1)
    fused = object_features(features, torch.tensor([70, 3, 70, 9, 3]))
    mean = features[[0, 2]].mean(dim=0)
    assert torch.allclose(fused[0], mean / mean.norm(), atol=1e-6)
    assert torch.equal(fused[0], fused[2])
    assert torch.allclose(fused[3], features[3], atol=1e-6)


def test_lookalikes_are_weighted_by_a_softmax_of_cosines() -> None:
    features = on_sphere(ROWS + 30, 6, seed=2)
    fused = lookalike_features(features, 3, 0.2)
    for image in (0, 17, ROWS, ROWS + 29):
        cosines = (features @ features[image]).tolist()
        nearest = sorted(range(len(features)), key=lambda other: -cosines[other])[:4]
        assert nearest[0] == image
        weights = [2.718281828 ** (cosines[other] / 0.2) for other in nearest]
        mean = sum(weight * features[other] for weight, other in zip(weights, nearest, strict=True))
        assert torch.allclose(fused[image], mean / mean.norm(), atol=1e-5)


def test_a_picture_that_is_like_no_other_keeps_its_feature() -> None:
    features = torch.eye(4)
    assert torch.allclose(lookalike_features(features, 2, 0.01), features, atol=1e-6)


def test_fewer_pictures_than_lookalikes_are_all_taken() -> None:
    features = on_sphere(2, 4, seed=3)
    fused = lookalike_features(features, 8, 1e6)
    mean = features.mean(dim=0)
    assert torch.allclose(fused, (mean / mean.norm()).expand(2, 4), atol=1e-5)
    assert lookalike_features(features[:0], 8, 0.1).shape == (0, 4)


def test_chosen_images_keep_what_is_known_of_them() -> None:
    features = on_sphere(4, 3, seed=4)
    values = torch.tensor([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0], [1.0, 0.0]])
    known = known_expansion(features, values, torch.tensor([5, 5, 2, 2]))
    found = found_expansion(features, SearchConfig(cluster_distance=0.4))
    alone = found_expansion(features, SearchConfig())
    chosen = torch.tensor([2, 0])
    assert torch.equal(known[chosen].object_features, known.object_features[chosen]) and known[
        chosen
    ].objects.tolist() == [2, 5]
    assert torch.equal(found[chosen].lookalike_features, found.lookalike_features[chosen])
    assert known[chosen].known and not found[chosen].known and not alone[chosen].known
    assert alone[chosen].objects is None and alone[chosen].object_features is None
    assert known[chosen].object_values.tolist() == [[1.0, 0.0], [0.25, 0.75]] and found.object_values is None


def test_an_attribute_of_a_known_person_is_what_all_its_images_tell() -> None:
    features, values = on_sphere(3, 3, seed=4), torch.tensor([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8]])
    known = known_expansion(features, values, torch.tensor([7, 7, 3]))
    torch.testing.assert_close(known.object_values, torch.tensor([[0.5, 0.5], [0.5, 0.5], [0.2, 0.8]]))
    assert found_expansion(features, SearchConfig(cluster_distance=1.9)).object_values is None


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


def test_clusters_do_not_hang_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    features = on_sphere(40, 4, seed=8)
    whole = clusters(features, 0.3)
    monkeypatch.setattr("mmref_core.reranking.gallery_expansion.ROWS", 7)
    assert torch.equal(clusters(features, 0.3), whole)


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
