from dataclasses import replace

import pytest
import torch

from mmref_core.embedding import Embedded
from mmref_core.reranking.batched import IMAGES, Agreements, words_agreement
from mmref_core.reranking.descriptors import (
    asked_columns,
    describe_images,
    describe_texts,
    read_details,
    reference_columns,
    word_columns,
)
from mmref_core.reranking.gallery_expansion import found_references, known_references
from mmref_core.reranking.term_types import refined_scores
from mmref_core.similarity import margins
from mmref_core.token_features import Words, restored, token_similarity
from small_world import random_items, tiny_model


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("token_weight", [0.0, 0.4])
def test_scores_of_many_queries_are_the_sums_of_a_single_querys_terms(known: bool, token_weight: float) -> None:
    """With words up to a number per query, which ranks nothing."""
    model = tiny_model(references=15, places=(2, 1))
    model = replace(model, search=replace(model.search, token_weight=token_weight))
    persons = torch.arange(12) // 3
    texts, images = random_items(model, 5, 1, texts=True), random_items(model, 12, 2)

    matrix = Agreements(model.knowledge, texts, images, persons).refined(model.search, objects_known=known)

    search = model.search
    described = describe_images(images, model.knowledge, model.search)
    own = found_references(images.features, search)
    if known:
        own = known_references(images.features, described.values, persons)
    for row in range(5):
        alone = Embedded(texts.features[row : row + 1], texts.pooled[row : row + 1])
        text = describe_texts(alone, model.knowledge, model.search)
        terms = asked_columns(text.values[0], read_details(described, own), model.knowledge, search)
        terms += reference_columns(text.features[0], described, own, model.knowledge, search)[0]
        cosines = images.features @ texts.features[row]
        if token_weight:
            words = Words(texts.words.features[row : row + 1], texts.words.real[row : row + 1])
            names = [f"word {number % 2}" for number in range(int(words.real.sum()))]
            terms += word_columns(names, words, images.places, cosines, search)
        difference = matrix[row].double() - refined_scores(cosines, terms, frozenset())
        assert torch.allclose(difference, difference.mean() if token_weight else torch.tensor(0.0).double(), atol=1e-5)


def test_a_query_that_leads_by_more_than_the_gate_keeps_its_initial_scores() -> None:
    model = tiny_model(references=15, places=(2, 1))
    search = replace(model.search, token_weight=0.4)
    texts, images = random_items(model, 9, 1, texts=True), random_items(model, 12, 2)
    agreements = Agreements(model.knowledge, texts, images, torch.arange(12) // 3)
    leads = margins(agreements.initial)
    gated = agreements.refined(replace(search, gate=leads.sort().values[4].item()))
    kept = leads > leads.sort().values[4]
    assert kept.sum() == 4
    assert torch.equal(gated[kept], agreements.initial[kept])
    assert torch.equal(gated[~kept], agreements.refined(search)[~kept])
    assert not torch.equal(gated[~kept], agreements.initial[~kept])


def test_places_are_compared_alike_in_parts() -> None:
    model = tiny_model(places=(2, 1))
    texts, images = random_items(model, 3, 1, texts=True), random_items(model, 2 * IMAGES + 5, 2)
    whole = token_similarity(texts.words, restored(images.places))
    assert torch.allclose(words_agreement(texts.words, images.places), whole, atol=1e-6)


def test_each_weight_changes_the_scores() -> None:
    model = tiny_model(places=(2, 1))
    model = replace(model, search=replace(model.search, token_weight=0.3))
    agreements = Agreements(
        model.knowledge, random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2
    )
    for known, own in ((True, ("view_weight",)), (False, ("cluster_weight", "lookalike_weight"))):
        full = agreements.refined(model.search, known)
        for name in ("token_weight", "person_weight", "detail_weight", *own):
            less = agreements.refined(replace(model.search, **{name: 0.0}), known)
            assert (full - less).abs().max() > 1e-3


def test_what_was_computed_for_other_settings_is_not_used_again() -> None:
    model = tiny_model(references=15)
    items = (random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2)
    agreements = Agreements(model.knowledge, *items)
    for change in (
        {},
        {"neighbours": 2},
        {"lookalikes": 1},
        {"cluster_distance": 0.5},
        {"cluster_distance": None},
        {"detail_floor": 0.9},
        {"person_weight": 1.0},
        {},
    ):
        search = replace(model.search, **change)
        assert torch.equal(agreements.refined(search), Agreements(model.knowledge, *items).refined(search))
