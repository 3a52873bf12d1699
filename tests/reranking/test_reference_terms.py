import torch

from mmref_core.models.mmref import person_terms
from mmref_core.reranking.descriptors import describe_images, describe_texts
from mmref_core.reranking.reference_terms import phrase_terms
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
