"""The other pictures of an object, and what each adds to the term of the object."""

from dataclasses import replace

import pytest
import torch

from mmref_core.config import SearchConfig
from mmref_core.reranking.descriptors import gallery_columns
from mmref_core.reranking.gallery_expansion import found_references, known_references, view_shares
from mmref_core.reranking.gallery_terms import MOST, other_views, weight_of_views
from mmref_core.reranking.term_types import nothing
from mmref_core.similarity import view_term
from small_world import on_sphere

FEATURES, QUERY = on_sphere(14, 5, seed=1), on_sphere(1, 5, seed=2)[0]
VALUES = torch.zeros(14, 0)
OBJECTS = torch.tensor([0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3])
CONFIG = SearchConfig(view_weight=0.7, cluster_weight=0.3, cluster_distance=0.6)


def test_shares_of_all_views_add_up_to_the_term_of_their_object() -> None:
    own = known_references(FEATURES, VALUES, OBJECTS)
    terms = view_term(QUERY, FEATURES, own.of_objects)
    for image in range(len(OBJECTS)):
        views, shares = view_shares(QUERY, FEATURES, OBJECTS, image)
        assert views.tolist() == (OBJECTS[image] == OBJECTS).nonzero().flatten().tolist()
        assert shares.sum().item() == pytest.approx(terms[image].item(), abs=1e-6)


def test_a_view_that_fits_the_query_better_adds_more() -> None:
    views, shares = view_shares(QUERY, FEATURES, OBJECTS, 9)
    fits = FEATURES[views] @ QUERY
    assert torch.equal(shares.argsort(), fits.argsort())


def test_the_strongest_other_views_are_told_and_never_the_picture_itself() -> None:
    own = known_references(FEATURES, VALUES, OBJECTS)
    told = other_views(own, FEATURES, QUERY, 0.7, 8)
    views, shares = view_shares(QUERY, FEATURES, OBJECTS, 8)
    others = sorted(
        (-abs(share), view) for view, share in zip(views.tolist(), shares.tolist(), strict=True) if view != 8
    )
    assert [view.image for view in told] == [view for _, view in others[:MOST]]
    assert [abs(view.value) for view in told] == pytest.approx([-0.7 * share for share, _ in others[:MOST]], rel=1e-5)
    assert other_views(own, FEATURES, QUERY, 0.7, 0) == ()
    assert other_views(found_references(FEATURES, SearchConfig()), FEATURES, QUERY, 0.7, 0) == ()


def test_their_weight_is_that_of_the_term_that_takes_part() -> None:
    known, found = known_references(FEATURES, VALUES, OBJECTS), found_references(FEATURES, CONFIG)
    for own, key, weight in ((known, "views", 0.7), (found, "cluster", 0.3)):
        terms = gallery_columns(QUERY, FEATURES, own, CONFIG)
        assert weight_of_views(own, terms, frozenset(), CONFIG) == weight
        assert weight_of_views(own, terms, frozenset({key}), CONFIG) == 0
        assert weight_of_views(own, nothing(14)[0], frozenset(), CONFIG) == 0
    alone = found_references(FEATURES, replace(CONFIG, cluster_distance=None))
    terms = gallery_columns(QUERY, FEATURES, alone, CONFIG)
    assert [term.key for term in terms.columns] == ["lookalikes"]
    assert weight_of_views(alone, terms, frozenset(), CONFIG) == 0
