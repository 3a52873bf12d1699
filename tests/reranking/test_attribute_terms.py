import math
from dataclasses import replace

import torch

from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.reranking.attribute_terms import (
    MIN_LIFT,
    MIN_PROBABILITY,
    asked_values,
    attribute_agreement,
    attribute_columns,
    found_values,
)
from mmref_core.reranking.pools import Feedback
from mmref_core.reranking.query import QueryPicture, query_of
from mmref_core.reranking.term_types import forms_of
from mmref_core.reranking.terms import ATTRIBUTE
from mmref_core.retrieval.gallery import gallery_of
from mmref_core.retrieval.search import pool_of
from small_world import random_items, tiny_model


def test_a_text_asks_for_a_value_that_it_makes_likely_and_likelier_than_usual() -> None:
    classifiers = (
        tiny_model().knowledge.classifiers
    )  # priors .4 .24 .16 of red green blue, .7 .3 of no bag and backpack
    assert asked_values(torch.tensor([0.1, 0.2, 0.6, 0.1, 0.8, 0.2, 0.0]), classifiers) == ["blue", None]
    assert asked_values(torch.tensor([0.55, 0.2, 0.2, 0.05, 0.4, 0.6, 0.0]), classifiers) == [None, "backpack"]


def test_a_value_that_just_reaches_a_bound_is_asked_for() -> None:
    classifiers = tiny_model().knowledge.classifiers
    red = MIN_LIFT * float(classifiers.priors[0])  # 0.6
    assert asked_values(torch.tensor([red, 0.2, 0.1, 0.1, 0.45, MIN_PROBABILITY, 0.05]), classifiers) == (
        ["red", "backpack"]
    )


def test_of_an_image_to_search_by_counts_what_the_description_leaves_open() -> None:
    model, said = tiny_model(), torch.tensor([[0.1, 0.1, 0.7, 0.1, 0.7, 0.3, 0.0]])  # blue, and nothing of a bag
    seen = torch.tensor([[0.7, 0.1, 0.1, 0.1, 0.1, 0.8, 0.1]])  # red, with a backpack
    gallery = gallery_of(model, list("abcdef"), random_items(model, 6, 2).stored, [None] * 6)
    pool = pool_of(model, gallery, (torch.arange(6), torch.zeros(6)), Feedback())
    query = query_of(model, "a person", QueryPicture(replace(gallery.descriptors[torch.tensor([0])], values=seen)))
    assert query.descriptors is not None
    query = replace(query, descriptors=replace(query.descriptors, values=said))

    terms = forms_of(ATTRIBUTE).single(query, pool, model)

    assert [column.key for column in terms.columns] == ["detail:upper_colour", "detail:bag", "seen:bag"]
    classifiers, search = model.knowledge.classifiers, model.search
    both = [
        attribute_columns(own[0], pool.descriptors.values, classifiers, search.detail_floor) for own in (said, seen)
    ]
    expected = search.detail_weight * torch.cat([both[0], both[1][:, 1:]], dim=1)
    assert torch.allclose(terms.values, expected, atol=1e-6)


def test_a_text_that_speaks_of_what_hides_a_detail_asks_for_no_value_of_it() -> None:
    classifiers = tiny_model().knowledge.classifiers
    assert asked_values(torch.tensor([0.05, 0.02, 0.03, 0.9, 0.7, 0.3, 0.0]), classifiers) == [None, None]


def test_the_likeliest_value_is_what_is_found_unless_nothing_is_to_be_seen() -> None:
    classifiers = AttributeClassifiers(Vocabulary(("colour", "bag"), (("red", "green"), ("none", "backpack"))), 4, 4)
    seen = torch.tensor([[0.8, 0.1, 0.1, 0.2, 0.7, 0.1], [0.4, 0.5, 0.1, 0.2, 0.2, 0.6]])
    assert found_values(seen, classifiers) == [{"colour": "red", "bag": "backpack"}, {"colour": "green"}]


def test_a_detail_that_the_text_leaves_open_adds_nothing() -> None:
    prior = torch.tensor([0.35, 0.1, 0.05, 0.5])
    images = torch.tensor([[0.9, 0.05, 0.05, 0.0], [0.1, 0.1, 0.7, 0.1]])
    for unseen in (0.0, 0.5):
        text = torch.tensor([[0.7, 0.2, 0.1, 0.0]]) * (1 - unseen) + torch.tensor([0.0, 0.0, 0.0, unseen])
        assert torch.allclose(attribute_agreement(text, images, prior, floor=0.05), torch.zeros(1, 2), atol=1e-6)


def test_attribute_agreement_is_the_formula_and_rare_agreement_weighs_more() -> None:
    prior = torch.tensor([0.8, 0.2, 0.0])
    often, seldom = torch.tensor([[0.9, 0.1, 0.0]]), torch.tensor([[0.1, 0.9, 0.0]])
    common = attribute_agreement(often, often, prior, floor=0.1).item()
    rare = attribute_agreement(seldom, seldom, prior, floor=0.1).item()
    against = attribute_agreement(seldom, often, prior, floor=0.1).item()
    assert math.isclose(rare, math.log((0.1 + 0.01 / 0.8 + 0.81 / 0.2) / 1.1), rel_tol=1e-5)
    assert against < 0 < common < rare


def test_a_detail_that_one_side_does_not_see_adds_nothing() -> None:
    prior, hidden = torch.tensor([0.5, 0.3, 0.2]), torch.tensor([[0.0, 0.0, 1.0]])
    seen = torch.tensor([[0.9, 0.1, 0.0], [0.0, 0.7, 0.3]])
    assert torch.allclose(attribute_agreement(hidden, seen, prior, floor=0.1), torch.zeros(1, 2), atol=1e-6)
    assert torch.allclose(attribute_agreement(seen, hidden, prior, floor=0.1), torch.zeros(2, 1), atol=1e-6)


def test_attribute_agreement_of_half_seen_details_is_the_mean_of_the_likelihoods() -> None:
    prior, floor = torch.tensor([0.5, 0.3, 0.2]), 0.1
    text, image = torch.tensor([[0.8, 0.2, 0.0]]), torch.tensor([[0.3, 0.7, 0.0]])
    half = 0.5 * image + torch.tensor([0.0, 0.0, 0.5])
    ratio = 0.8 * 0.3 / (0.5 / 0.8) + 0.2 * 0.7 / (0.3 / 0.8)
    expected = math.log((floor + (ratio + 1) / 2) / (floor + 1))
    assert math.isclose(attribute_agreement(text, half, prior, floor).item(), expected, rel_tol=1e-5)
