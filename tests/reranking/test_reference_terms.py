import torch

from mmref_core.models.mmref import person_terms, profiles
from mmref_core.reranking.descriptors import describe_images, describe_texts
from mmref_core.reranking.pools import Feedback
from mmref_core.reranking.query import query_of
from mmref_core.reranking.reference_terms import phrase_terms, reference_matches
from mmref_core.retrieval.gallery import gallery_of
from mmref_core.retrieval.search import pool_of
from small_world import random_items, tiny_model


def test_phrases_take_apart_exactly_what_the_persons_add() -> None:
    model = tiny_model(references=8)
    text = describe_texts(random_items(model, 1, 5, texts=True), model.knowledge, model.search)
    images = describe_images(random_items(model, 9, 6), model.knowledge, model.search)
    people = person_terms(text.profiles, images.profiles)
    phrases, divided = phrase_terms(people, text.profiles, images.features, model.knowledge)
    assert torch.allclose(divided.sum(dim=1), people.sum(dim=1), atol=1e-6)
    assert divided.shape == (9, len(phrases) + 1)
    assert (divided[:, :-1] > 0).any()


def test_matches_are_the_references_of_the_profile_with_their_phrases_and_agreement() -> None:
    model = tiny_model(references=8)  # reference r has the first r % 4 phrases
    gallery = gallery_of(model, list("abcdefghi"), random_items(model, 9, 6).stored, [None] * 9)
    pool = pool_of(model, gallery, (torch.arange(9), torch.zeros(9)), Feedback())
    query, knowledge, search = query_of(model, "a person in a red top", None), model.knowledge, model.search
    own = profiles(query.feature[None], knowledge.references, search.neighbours, search.profile_temperature)

    matches = reference_matches(query, pool, [4, 1], model)

    rows = own.references[0].tolist()
    assert matches.persons == tuple(100 + row for row in rows)
    assert matches.captions == tuple(f"caption of person {100 + row}" for row in rows)
    assert matches.phrases == tuple(knowledge.reference_phrases.phrases[: row % 4] for row in rows)
    assert any(matches.phrases)
    assert torch.allclose(matches.agreement, person_terms(own, pool.descriptors.profiles[torch.tensor([4, 1])]))
