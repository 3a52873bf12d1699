"""The other pictures of an object, and what each adds to the term of the object."""

import math
from dataclasses import replace

import pytest
import torch

from mmref_core.config import SearchConfig
from mmref_core.reranking.gallery_expansion import found_expansion, known_expansion
from mmref_core.reranking.gallery_terms import (
    ALIKE_COLUMN,
    CLUSTER_COLUMN,
    LIKELY_COLUMN,
    LOOKALIKES_COLUMN,
    MOST_VIEWS,
    VIEWS_COLUMN,
    expansion_gain,
    expansion_gains,
    object_weight,
    strongest_views,
    view_shares,
)
from mmref_core.reranking.term_types import Terms
from small_world import on_sphere

FEATURES, QUERY = on_sphere(14, 5, seed=1), on_sphere(1, 5, seed=2)[0]
VALUES = torch.zeros(14, 0)
OBJECTS = torch.tensor([0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3])
CONFIG = SearchConfig(view_weight=0.7, cluster_weight=0.3, cluster_distance=0.6)
COS_20 = math.cos(math.radians(20))


def on_circle(*degrees: float) -> torch.Tensor:
    angles = torch.tensor(degrees) * math.pi / 180
    return torch.stack([angles.cos(), angles.sin()], dim=1)


def test_shares_of_all_views_add_up_to_the_term_of_their_object() -> None:
    own = known_expansion(FEATURES, VALUES, OBJECTS)
    terms = expansion_gain(QUERY, FEATURES, own.object_features)
    for image in range(len(OBJECTS)):
        views, shares = view_shares(QUERY, FEATURES, OBJECTS, image)
        assert views.tolist() == (OBJECTS[image] == OBJECTS).nonzero().flatten().tolist()
        assert shares.sum().item() == pytest.approx(terms[image].item(), abs=1e-6)


def test_a_view_that_fits_the_query_better_adds_more() -> None:
    views, shares = view_shares(QUERY, FEATURES, OBJECTS, 9)
    fits = FEATURES[views] @ QUERY
    assert torch.equal(shares.argsort(), fits.argsort())


def test_the_strongest_other_views_are_told_and_never_the_picture_itself() -> None:
    own = known_expansion(FEATURES, VALUES, OBJECTS)
    told = strongest_views(own, [(FEATURES, QUERY, 0.7)], 8)
    views, shares = view_shares(QUERY, FEATURES, OBJECTS, 8)
    others = sorted(
        (-abs(share), view) for view, share in zip(views.tolist(), shares.tolist(), strict=True) if view != 8
    )
    assert [view.image for view in told] == [view for _, view in others[:MOST_VIEWS]]
    assert [abs(view.value) for view in told] == pytest.approx(
        [-0.7 * share for share, _ in others[:MOST_VIEWS]], rel=1e-5
    )
    assert strongest_views(own, [(FEATURES, QUERY, 0.7)], 0) == ()
    assert strongest_views(found_expansion(FEATURES, SearchConfig()), [(FEATURES, QUERY, 0.7)], 0) == ()


def test_their_weight_is_that_of_the_term_that_takes_part() -> None:
    known, found = known_expansion(FEATURES, VALUES, OBJECTS), found_expansion(FEATURES, CONFIG)
    for own, column, weight in ((known, VIEWS_COLUMN, 0.7), (found, CLUSTER_COLUMN, 0.3)):
        terms = Terms((LOOKALIKES_COLUMN, column), torch.zeros(14, 2))
        assert object_weight(own, terms, frozenset(), CONFIG, 5) == weight
        assert object_weight(own, terms, frozenset({column.key}), CONFIG, 5) == 0
        assert object_weight(own, Terms.none(14), frozenset(), CONFIG, 5) == 0
    alone = Terms((LOOKALIKES_COLUMN,), torch.zeros(14, 1))
    assert object_weight(found, alone, frozenset(), CONFIG, 5) == 0


def test_a_cluster_weighs_by_its_chance_and_is_called_likely_or_alike() -> None:
    search = replace(CONFIG, cluster_certainty=(0.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    found, plain = found_expansion(FEATURES, search), found_expansion(FEATURES, CONFIG)
    assert torch.equal(found.objects, plain.objects) and plain.chances is None
    several = found.chances > 0
    assert (found.chances[several] >= 0.5).any() and not several.all()
    doubtful = replace(found, chances=torch.where(torch.arange(14) % 2 == 0, found.chances, 0.3 * found.chances))
    terms = Terms((LIKELY_COLUMN, ALIKE_COLUMN), torch.zeros(14, 2))
    for image in range(14):
        chance = doubtful.chances[image].item()
        column, other = (LIKELY_COLUMN, ALIKE_COLUMN) if chance >= 0.5 else (ALIKE_COLUMN, LIKELY_COLUMN)
        assert object_weight(doubtful, terms, frozenset(), search, image) == pytest.approx(0.3 * chance)
        assert object_weight(doubtful, terms, frozenset({other.key}), search, image) == pytest.approx(0.3 * chance)
        assert object_weight(doubtful, terms, frozenset({column.key}), search, image) == 0
    assert torch.equal(doubtful[torch.tensor([3, 1])].chances, doubtful.chances[[3, 1]])


def test_the_gain_is_of_the_fused_views_over_the_image_alone() -> None:
    text, images, fused = on_circle(0), on_circle(60, 10), on_circle(20, 20)
    expected = torch.tensor([COS_20 - 0.5, COS_20 - math.cos(math.radians(10))])
    assert torch.allclose(expansion_gain(text[0], images, fused), expected, atol=1e-6)
    assert torch.allclose(expansion_gains(text, images, fused)[0], expected, atol=1e-6)
