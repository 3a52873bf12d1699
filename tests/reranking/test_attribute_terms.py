from dataclasses import replace

import torch

from mmref_core.attribute_heads import Vocabulary
from mmref_core.knowledge import Words
from mmref_core.readers import Readers
from mmref_core.reranking.descriptors import (
    asked_values,
    describe_images,
    describe_texts,
    found_values,
    phrase_terms,
    word_columns,
)
from mmref_core.similarity import person_terms
from mmref_core.token_features import Words as TextWords
from mmref_core.token_features import restored
from small_world import on_sphere, random_items, tiny_model


def test_a_text_asks_for_a_value_that_it_makes_likely_and_likelier_than_usual() -> None:
    readers = tiny_model().knowledge.readers  # priors .4 .24 .16 of red green blue, .7 .3 of no bag and backpack
    assert asked_values(torch.tensor([0.1, 0.2, 0.6, 0.1, 0.8, 0.2, 0.0]), readers) == ["blue", None]
    assert asked_values(torch.tensor([0.55, 0.2, 0.2, 0.05, 0.4, 0.6, 0.0]), readers) == [None, "backpack"]


def test_a_text_that_speaks_of_what_hides_a_detail_asks_for_no_value_of_it() -> None:
    readers = tiny_model().knowledge.readers
    assert asked_values(torch.tensor([0.05, 0.02, 0.03, 0.9, 0.7, 0.3, 0.0]), readers) == [None, None]


def test_the_likeliest_value_is_what_is_found_unless_nothing_is_to_be_seen() -> None:
    readers = Readers(Vocabulary(("colour", "bag"), (("red", "green"), ("none", "backpack"))), 4, 4)
    seen = torch.tensor([[0.8, 0.1, 0.1, 0.2, 0.7, 0.1], [0.4, 0.5, 0.1, 0.2, 0.2, 0.6]])
    assert found_values(seen, readers) == [{"colour": "red", "bag": "backpack"}, {"colour": "green"}]


def test_phrases_take_apart_exactly_what_the_persons_add() -> None:
    model = tiny_model(references=8)
    text = describe_texts(random_items(model, 1, 5, texts=True), model.knowledge, model.search)
    images = describe_images(random_items(model, 9, 6), model.knowledge, model.search)
    people = person_terms(text.profiles, images.profiles)
    phrases, divided = phrase_terms(people, text.profiles, images.features, model.knowledge)
    assert torch.allclose(divided.sum(dim=1), people.sum(dim=1), atol=1e-6)
    assert divided.shape == (9, len(phrases) + 1)
    assert (divided[:, :-1] > 0).any()


def test_words_fall_back_to_the_attribute_and_the_value() -> None:
    words = Words({"upper_colour": "colour of the top"}, {"upper_colour": {"red": "red top"}})
    assert words.of("upper_colour", "red") == "red top"
    assert words.of("upper_colour", None) == "colour of the top"
    assert words.of("bag", None) == "bag"
    assert words.of("lower_fit", "wide") == "lower fit wide"


def test_a_words_term_is_its_best_places_lead_over_the_picture_less_the_mean_over_the_pool() -> None:
    """Three tokens of two words; the fourth is padding and would fit every picture best."""
    model = tiny_model(places=(2, 1))
    places = random_items(model, 5, 8).places
    features = torch.cat([on_sphere(3, places.shape[2], 4), restored(places)[0, :1]])
    words = TextWords(features[None], torch.tensor([[True, True, True, False]]))
    initial = torch.tensor([0.7, -0.1, 0.2, 0.05, 0.6])
    search = replace(model.search, token_weight=0.4)

    terms = word_columns(["red", "top", "red"], words, places, initial, search)

    assert [column.key for column in terms.columns] == ["word:red", "word:top"]
    leads = [
        [max(float(place @ features[token]) for place in restored(places)[image]) - float(whole) for token in range(3)]
        for image, whole in enumerate(initial)
    ]
    parts = [[(red + again) / 3, top / 3] for red, top, again in leads]
    means = [sum(column) / 5 for column in zip(*parts, strict=True)]
    expected = [[0.4 * (part - mean) for part, mean in zip(row, means, strict=True)] for row in parts]
    assert torch.allclose(terms.values, torch.tensor(expected), atol=1e-6)
    assert min(abs(mean) for mean in means) > 0.01
