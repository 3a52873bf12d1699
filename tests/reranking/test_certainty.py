"""Chances that a cluster or a folder shows one person."""

import math

import pytest
import torch
from torch.nn.functional import normalize

from mmref_core.config import SearchConfig
from mmref_core.models.index import nearest_images
from mmref_core.reranking.certainty import (
    chances,
    cluster_chances,
    cluster_columns,
    doubtful_objects,
    object_columns,
    with_others,
)
from small_world import on_sphere

FEATURES, SECOND = on_sphere(9, 5, seed=1), on_sphere(9, 4, seed=2)
OBJECTS = torch.tensor([0, 1, 1, 3, 3, 3, 6, 1, 3])
ALIKE_IS_ONE_PERSON = SearchConfig(object_certainty=(-5.0, 10.0, 0.0))


def test_a_chance_is_the_logistic_function_of_a_weighted_sum() -> None:
    found = chances(torch.tensor([[0.5, -1.0], [0.0, 0.0]]), (0.3, 2.0, 0.25))
    expected = [1 / (1 + math.exp(-(0.3 + 2.0 * 0.5 - 0.25))), 1 / (1 + math.exp(-0.3))]
    assert found.tolist() == pytest.approx(expected, abs=1e-6)


def test_columns_of_clusters_are_the_formulas_spelled_out() -> None:
    columns = cluster_columns(FEATURES, SECOND, OBJECTS, nearest_images(FEATURES, 8))
    usual = math.log(4)  # the median of the seven sizes of pictures in clusters: 3, 3, 3, 4, 4, 4, 4
    for image in range(9):
        others = [other for other in range(9) if OBJECTS[other] == OBJECTS[image] and other != image]
        outside = [other for other in range(9) if OBJECTS[other] != OBJECTS[image]]
        mean, second = (
            sum(float(part[image] @ part[other]) for other in others) / max(1, len(others))
            for part in (FEATURES, SECOND)
        )
        nearest = max(float(FEATURES[image] @ FEATURES[other]) for other in outside)
        above = math.log(1 + len(others)) - usual
        expected = [mean, second, mean - nearest, max(0.0, above), max(0.0, -above), 7 / 9]
        assert columns[image].tolist() == pytest.approx(expected, abs=1e-5)
    assert (cluster_columns(FEATURES, None, OBJECTS, nearest_images(FEATURES, 8))[:, 1] == 0).all()


def test_where_all_neighbours_are_of_the_cluster_the_last_stands_for_the_nearest_outside() -> None:
    nearest = nearest_images(FEATURES, 2)
    columns = cluster_columns(FEATURES, None, torch.zeros(9, dtype=torch.long), nearest)
    assert torch.allclose(columns[:, 0] - columns[:, 2], nearest.cosines[:, 1], atol=1e-6)


def test_a_picture_alone_has_no_chance_and_without_coefficients_there_is_none() -> None:
    nearest = nearest_images(FEATURES, 8)
    search = SearchConfig(cluster_certainty=(1.0, 2.0, 0.5, 1.0, -0.5, -0.3, 0.2))
    found = cluster_chances(FEATURES, SECOND, OBJECTS, nearest, search)
    assert found is not None and (found[[0, 6]] == 0).all()
    several = with_others(OBJECTS)
    assert several.tolist() == [False, True, True, True, True, True, False, True, True]
    expected = chances(cluster_columns(FEATURES, SECOND, OBJECTS, nearest), (1.0, 2.0, 0.5, 1.0, -0.5, -0.3, 0.2))
    assert torch.equal(found[several], expected[several])
    assert cluster_chances(FEATURES, SECOND, OBJECTS, nearest, SearchConfig()) is None


def test_columns_of_objects_are_their_mean_cosine_above_that_of_different_objects() -> None:
    columns = object_columns(FEATURES, SECOND, OBJECTS)
    for column, part in enumerate((FEATURES, SECOND)):
        apart = [float(part[one] @ part[two]) for one in range(9) for two in range(9) if OBJECTS[one] != OBJECTS[two]]
        background = sum(apart) / len(apart)
        for row, number in enumerate((0, 1, 3, 6)):
            own = (number == OBJECTS).nonzero()[:, 0].tolist()
            inside = [float(part[one] @ part[two]) for one in own for two in own if one != two]
            above = (sum(inside) / len(inside) - background) / (1 - background) if inside else 0.0
            assert columns[row, column].item() == pytest.approx(above, abs=1e-5)
    assert (object_columns(FEATURES, None, OBJECTS)[:, 1] == 0).all()


def test_a_single_object_has_nobody_to_be_compared_with() -> None:
    columns = object_columns(FEATURES[:3], None, torch.zeros(3, dtype=torch.long))
    inside = [float(FEATURES[one] @ FEATURES[two]) for one, two in ((0, 1), (0, 2), (1, 2))]
    assert columns[0, 0].item() == pytest.approx(sum(inside) / 3, abs=1e-5)


def test_a_folder_of_pictures_that_are_unlike_is_doubtful_and_a_picture_alone_is_not() -> None:
    person = normalize(on_sphere(1, 32, 5) + 0.3 * on_sphere(4, 32, 6), dim=1)
    features = torch.cat([person, on_sphere(5, 32, 7), on_sphere(1, 32, 8)])
    objects = torch.tensor([4, 4, 4, 4, 2, 2, 2, 2, 2, 9])
    found = doubtful_objects(features, None, objects, ALIKE_IS_ONE_PERSON)
    assert found.tolist() == [False] * 4 + [True] * 5 + [False]
    assert not doubtful_objects(features, None, objects, SearchConfig()).any()
    assert not len(doubtful_objects(features[:0], None, objects[:0], ALIKE_IS_ONE_PERSON))


def test_pictures_that_all_share_something_are_not_one_person_for_it() -> None:
    """A common part of all features, as of photographs for a model of rendered persons, tells nothing."""
    shared = torch.zeros(1, 33)
    shared[0, 32] = 1.5
    lifted = [normalize(torch.nn.functional.pad(on_sphere(4, 32, seed), (0, 1)) + shared, dim=1) for seed in (1, 2, 3)]
    objects = torch.arange(12) // 4
    assert object_columns(torch.cat(lifted), None, objects).abs().max() < 0.2
    assert doubtful_objects(torch.cat(lifted), None, objects, ALIKE_IS_ONE_PERSON).all()
