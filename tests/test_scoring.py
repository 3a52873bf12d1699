from dataclasses import replace

import pytest
import torch

from mmref_core.embedding import Embedded
from mmref_core.gallery_references import GalleryReferences, lookalike_features, object_features
from mmref_core.refinement import describe_images, describe_texts, refine
from mmref_core.scoring import Agreements
from mmref_core.terms import refined_scores
from small_world import random_items, tiny_model


@pytest.mark.parametrize("known", [True, False])
def test_scores_of_many_queries_are_the_sums_of_a_single_querys_terms(known: bool) -> None:
    model = tiny_model(references=15)
    persons = torch.arange(12) // 3
    texts, images = random_items(model, 5, 1, texts=True), random_items(model, 12, 2)

    matrix = Agreements(model.knowledge, texts, images, persons).refined(model.search, objects_known=known)

    search = model.search
    alike = lookalike_features(images.features, search.lookalikes, search.lookalike_temperature)
    own = GalleryReferences(object_features(images.features, persons) if known else alike, known)
    described = describe_images(images, model.knowledge, model.search)
    for row in range(5):
        alone = Embedded(texts.features[row : row + 1], texts.pooled[row : row + 1])
        text = describe_texts(alone, model.knowledge, model.search)
        terms, _ = refine(text, described, own, model.knowledge, search)
        assert torch.allclose(
            matrix[row].double(), refined_scores(images.features @ texts.features[row], terms, frozenset()), atol=1e-5
        )


def test_each_weight_changes_the_scores() -> None:
    model = tiny_model()
    agreements = Agreements(
        model.knowledge, random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2
    )
    for known, own in ((True, "view_weight"), (False, "lookalike_weight")):
        full = agreements.refined(model.search, known)
        for name in ("person_weight", "detail_weight", own):
            less = agreements.refined(replace(model.search, **{name: 0.0}), known)
            assert (full - less).abs().max() > 1e-3


def test_what_was_computed_for_other_settings_is_not_used_again() -> None:
    model = tiny_model(references=15)
    items = (random_items(model, 3, 4, texts=True), random_items(model, 8, 3), torch.arange(8) // 2)
    agreements = Agreements(model.knowledge, *items)
    for change in ({}, {"neighbours": 2}, {"lookalikes": 1}, {"detail_floor": 0.9}, {"person_weight": 1.0}, {}):
        search = replace(model.search, **change)
        assert torch.equal(agreements.refined(search), Agreements(model.knowledge, *items).refined(search))
