import math

import pytest
import torch

from mmref_core.models.similarity import cosine
from mmref_core.reranking.no_match import LEAST_NOISE, background, choose_threshold, prominence, share_known
from small_world import on_sphere

ALL = torch.ones(2)


def test_prominence_is_the_best_lead_over_the_neutral_mean_in_units_of_their_noise() -> None:
    """Means 0.2 and 0.1. Each neutral text against the other: leads of 0.2, −0.2 and of −0.2, 0.2; the best is 0.2."""
    neutral = background(torch.tensor([[0.3, 0.0], [0.1, 0.2]]))
    assert torch.allclose(neutral.cosines, torch.tensor([0.2, 0.1]))
    assert math.isclose(neutral.noise, 0.2, rel_tol=1e-6)
    cosines = torch.tensor([[0.5, 0.6], [0.6, 0.2]])
    assert torch.allclose(prominence(cosines, ALL, neutral), torch.tensor([0.5 / 0.2, 0.4 / 0.2]))


def test_words_that_are_not_known_take_their_share_away() -> None:
    neutral = background(torch.tensor([[0.3, 0.0], [0.1, 0.2]]))
    cosines = torch.tensor([[0.5, 0.6], [0.5, 0.6]])
    assert torch.allclose(prominence(cosines, torch.tensor([0.5, 0.0]), neutral), torch.tensor([1.25, 0.0]))
    assert share_known([("a", True), ("theorem", False), ("of", True), ("pythagoras", False)]) == 0.5
    assert share_known([]) == 0.0


def test_a_neutral_description_does_not_stand_out_and_one_that_fits_a_picture_does() -> None:
    images = on_sphere(200, 32, 1)
    start = on_sphere(1, 32, 2)
    neutral_texts = torch.nn.functional.normalize(start + 0.05 * on_sphere(20, 32, 3), dim=1)
    neutral = background(cosine(neutral_texts, images))
    another = torch.nn.functional.normalize(start + 0.05 * on_sphere(1, 32, 4), dim=1)
    fitting = torch.nn.functional.normalize(start + images[:1], dim=1)
    plain, fits = prominence(cosine(torch.cat([another, fitting]), images), ALL, neutral).tolist()
    assert 0.3 < plain < 2.5
    assert fits > 8


def test_the_order_of_pictures_and_of_neutral_descriptions_does_not_matter() -> None:
    images, texts, neutral = on_sphere(30, 8, 1), on_sphere(2, 8, 2), on_sphere(6, 8, 3)
    first = prominence(cosine(texts, images), ALL, background(cosine(neutral, images)))
    turned = background(cosine(neutral.flip(0), images)).of(torch.arange(29, -1, -1))
    assert torch.allclose(prominence(cosine(texts, images.flip(0)), ALL, turned), first, atol=1e-5)


def test_more_pictures_never_make_a_description_stand_out_less_against_the_same_neutral_ones() -> None:
    images, texts, neutral = on_sphere(30, 8, 1), on_sphere(2, 8, 2), on_sphere(6, 8, 3)
    everything = background(cosine(neutral, images))
    values = [
        prominence(cosine(texts, images[:count]), ALL, everything.of(torch.arange(count))) for count in (1, 5, 30)
    ]
    assert (values[0] <= values[1]).all() and (values[1] <= values[2]).all() and (values[0] < values[2]).any()


def test_neutral_descriptions_that_are_all_alike_are_no_measure_but_no_error() -> None:
    neutral = background(torch.tensor([[0.3, 0.1]] * 3))
    assert neutral.noise == LEAST_NOISE
    assert prominence(torch.tensor([[0.3, 0.1]]), torch.ones(1), neutral).item() == pytest.approx(0.0)


def test_the_threshold_is_the_lowest_that_catches_enough_and_none_where_that_costs_true_descriptions() -> None:
    off = torch.linspace(0.0, 2.0, 41)
    assert choose_threshold(torch.linspace(2.0, 9.0, 100), off) == pytest.approx(1.9)
    assert choose_threshold(torch.linspace(1.0, 9.0, 100), off) is None


def test_other_kinds_of_queries_lower_the_threshold_until_most_of_them_are_spared() -> None:
    described, off_topic = torch.linspace(10, 20, 101), torch.linspace(0, 6, 101)
    short = torch.linspace(1, 11, 101)
    alone = choose_threshold(described, off_topic)
    lowered = choose_threshold(described, off_topic, [short])
    assert alone is not None and lowered is not None and lowered < alone
    assert (short > lowered).float().mean() >= 0.94
