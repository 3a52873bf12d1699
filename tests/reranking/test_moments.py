"""Moments of a gallery: the spread of scores without looking at every image."""

import torch

from mmref_core.reranking.moments import moments
from small_world import on_sphere


def test_mean_and_spread_are_those_of_the_scores() -> None:
    features, query = on_sphere(30, 6, 2) + 0.3, on_sphere(1, 6, 3)[0]
    own, scores = moments(features), features @ query
    torch.testing.assert_close(own.mean @ query, scores.mean())
    torch.testing.assert_close(own.spread(query), scores.std(correction=0))


def test_one_image_has_no_spread_and_no_images_have_none() -> None:
    assert moments(on_sphere(1, 6, 2)).spread(on_sphere(1, 6, 3)[0]) == 0
    assert moments(torch.empty(0, 6)).spread(on_sphere(1, 6, 3)[0]) == 0
