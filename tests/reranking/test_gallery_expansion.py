import torch

from mmref_core.config import SearchConfig
from mmref_core.models.index import ROWS, nearest_images
from mmref_core.reranking.gallery_expansion import (
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


def test_lookalikes_are_the_same_where_the_nearest_images_are_already_found() -> None:
    features = on_sphere(40, 6, seed=5)
    nearest = nearest_images(features, 11)
    assert torch.equal(lookalike_features(features, 3, 0.2, nearest), lookalike_features(features, 3, 0.2))


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
