"""References of objects by the second pair: by hand, and by the slow formula."""

from dataclasses import replace

import pytest
import torch

from mmref_core.models.model_bundle import Model
from mmref_core.models.text_parts import TextParts
from mmref_core.reranking.gallery_expansion import object_features
from mmref_core.reranking.object_references import REFERENCE, references, second_comparison
from mmref_core.reranking.pools import Feedback, Pool
from mmref_core.reranking.query import SearchQuery, query_of
from mmref_core.reranking.rerank import rerank
from mmref_core.reranking.term_types import Terms
from mmref_core.reranking.terms import OBJECT_REFERENCE, only
from mmref_core.retrieval.gallery import Gallery, gallery_of
from mmref_core.retrieval.search import pool_of
from small_world import on_sphere, random_items, tiny_model

TEXT = "a person in a red top"


def test_a_reference_is_a_mix_of_the_image_and_its_object() -> None:
    second, objects = on_sphere(5, 4, 1), torch.tensor([0, 0, 1, 2, 2])
    fused = object_features(second, objects)
    mixed = references(second, fused, torch.full((5,), 0.25))
    torch.testing.assert_close(mixed, 0.75 * second + 0.25 * fused)
    torch.testing.assert_close(mixed[2], second[2])  # an image alone is its own object
    assert references(second, fused, None) is second and references(second, None, None) is second
    shares = torch.tensor([1.0, 0, 0, 0, 0])
    torch.testing.assert_close(references(second, fused, shares), torch.cat([fused[:1], second[1:]]))


def world(known: bool, share: float = 0.6) -> tuple[Model, Gallery, SearchQuery, Pool]:
    model = tiny_model(references=15, second=True)
    search = replace(only(model.search, (OBJECT_REFERENCE,)), reference_weight=1.5, object_share=share, gate=None)
    model = replace(model, search=replace(search, cluster_distance=None))
    items = random_items(model, 20, 3)
    names = [f"object {number // 4}" if known else None for number in range(20)]
    gallery = gallery_of(model, [f"{number}.jpg" for number in range(20)], items.stored, names, items.patches)
    query = query_of(model, TEXT, None)
    images, scores = gallery.index.nearest(query.feature, len(gallery))
    return model, gallery, query, pool_of(model, gallery, (images, scores), Feedback())


@pytest.mark.parametrize("known", [True, False])
def test_terms_are_standardised_scores_of_the_second_pair_divided_among_phrases(known: bool) -> None:
    model, gallery, query, pool = world(known)
    terms = rerank(query, pool, model).terms
    first, own = gallery.descriptors.features @ query.feature, gallery.descriptors.second
    alone = own @ query.parts.feature
    fused = object_features(own, torch.arange(20) // 4) if known else own
    both = 0.4 * own + 0.6 * fused if known else own
    expected = 1.5 * (both @ query.parts.feature - alone.mean()) * first.std(correction=0) / alone.std(correction=0)
    torch.testing.assert_close(terms.values.sum(dim=1), expected[pool.images], atol=1e-5, rtol=1e-4)
    words = [column.label for column in terms.columns if column.kind == REFERENCE]
    assert set(words) == {"the description as a whole", "“red (top)”", "“top”"}
    keys = [column.key for column in terms.columns if column.kind == REFERENCE]
    assert keys == [f"reference:{label.lower()}" for label in query.parts.labels]


def test_images_of_an_object_that_is_known_to_be_one_come_nearer_to_each_other() -> None:
    spreads = []
    for share in (0.0, 0.5, 1.0):
        model, _, query, pool = world(True, share)
        values = rerank(query, pool, model).terms.values.sum(dim=1)
        order = pool.images.argsort()
        spreads.append(values[order].reshape(5, 4).std(dim=1).mean().item())
    assert spreads[0] > spreads[1] > spreads[2] and spreads[2] < 1e-5


def column_of(terms: Terms) -> torch.Tensor:
    return terms.values[:, [column.key for column in terms.columns].index("reference:red")]


def test_what_other_images_add_is_exact_and_leaves_out_parts_that_are_switched_off() -> None:
    model, _, query, pool = world(True)
    query = replace(query, parts=TextParts(("red", "top"), torch.stack([query.parts.feature * 0.3] * 2)))
    terms = rerank(query, pool, model).terms
    features, part, weights = second_comparison(query, pool, terms, frozenset({"reference:top"}), model.search)
    torch.testing.assert_close(part, query.parts.features[0])
    object_of = object_features(features, torch.arange(20) // 4)
    alone, _, _, same = world(True, 0.0)
    without = column_of(rerank(query, same, alone).terms)
    gain = weights * ((object_of - features) @ part)[pool.images]
    torch.testing.assert_close(column_of(terms) - without, gain, atol=1e-5, rtol=1e-4)
    _, _, nothing = second_comparison(query, same, terms, frozenset(), alone.search)
    assert not nothing.any()


def test_a_pair_to_which_all_images_are_alike_has_no_say() -> None:
    model = tiny_model(references=15, second=True)
    model = replace(model, search=only(model.search, (OBJECT_REFERENCE,)))
    items = random_items(model, 1, 3)
    gallery = gallery_of(model, ["0.jpg"], items.stored, [None], items.patches)
    query = query_of(model, TEXT, None)
    pool = pool_of(model, gallery, gallery.index.nearest(query.feature, 1), Feedback())
    assert rerank(query, pool, model).terms.values.abs().max() == 0
