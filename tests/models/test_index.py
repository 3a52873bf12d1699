import torch

from mmref_core.models.index import Index
from small_world import on_sphere


def test_neighbours_are_those_of_exhaustive_search() -> None:
    features, text = on_sphere(200, 16, seed=1), on_sphere(1, 16, seed=2)[0]
    images, scores = Index(features).nearest(text, 10)
    expected = (features.double() @ text.double()).sort(descending=True)
    assert images.tolist() == expected.indices[:10].tolist()
    assert torch.allclose(scores.double(), expected.values[:10], atol=1e-6)


def test_no_more_are_found_than_there_are_and_equals_keep_their_order() -> None:
    same = on_sphere(1, 4, seed=3)
    images, _ = Index(same.repeat(5, 1)).nearest(same[0], 50)
    assert images.tolist() == [0, 1, 2, 3, 4]


def test_an_empty_index_finds_nothing() -> None:
    images, scores = Index(torch.zeros(0, 4)).nearest(on_sphere(1, 4, seed=4)[0], 3)
    assert len(images) == len(scores) == 0
