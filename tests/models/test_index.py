import pytest
import torch

from mmref_core.models.index import NOTHING, Index, nearest_images
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


def test_nearest_images_are_those_of_exhaustive_search_without_the_image_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    features = on_sphere(50, 6, seed=5)
    found = nearest_images(features, 7)
    for image in range(50):
        cosines = (features @ features[image]).tolist()
        expected = sorted((other for other in range(50) if other != image), key=lambda other: -cosines[other])[:7]
        assert found.images[image].tolist() == expected
        assert found.cosines[image].tolist() == pytest.approx([cosines[other] for other in expected], abs=1e-6)
    monkeypatch.setattr("mmref_core.models.index.ROWS", 7)
    assert torch.equal(nearest_images(features, 7).images, found.images)
    assert torch.equal(found.first(2).images, found.images[:, :2])


def test_there_are_no_more_nearest_images_than_others() -> None:
    features = on_sphere(3, 4, seed=6)
    assert nearest_images(features, 9).images.shape == (3, 2)
    assert nearest_images(features[:1], 9).images.shape == (1, 0)
    assert nearest_images(features[:0], 9).cosines.shape == (0, 0)


def test_an_inverted_file_finds_most_nearest_images_and_never_the_image_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    features = on_sphere(400, 6, seed=7)
    features[100:140] = features[100]  # more equals than are asked for
    exact = nearest_images(features, 5)
    monkeypatch.setattr("mmref_core.models.index.EXACT", 100)
    monkeypatch.setattr("mmref_core.models.index.PROBED", 16)
    found = nearest_images(features, 5)
    assert torch.equal(found.images, nearest_images(features, 5).images)
    assert found.images.shape == exact.images.shape
    assert not (found.images == torch.arange(400)[:, None]).any()
    assert (found.cosines - exact.cosines).abs().lt(1e-5).float().mean() > 0.9


def test_too_few_probed_images_leave_places_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mmref_core.models.index.EXACT", 10)
    monkeypatch.setattr("mmref_core.models.index.PROBED", 1)
    found = nearest_images(on_sphere(200, 6, seed=8), 60)
    empty = found.images == NOTHING
    assert empty.any() and (found.cosines[empty] == -torch.inf).all() and found.cosines[~empty].isfinite().all()
