import torch

from mmref_core.models.attribute_classifiers import AttributeClassifiers
from mmref_core.models.attribute_heads import Vocabulary
from mmref_core.reranking.feedback_terms import NO_MATCH_SHARE, cosine_certainty, mark_columns, named_certainty
from small_world import on_sphere, tiny_model


def test_marks_are_rocchios_formula_with_a_term_for_each_mark() -> None:
    images, match, no_match = on_sphere(9, 5, 1), on_sphere(2, 5, 2), on_sphere(3, 5, 3)
    terms = mark_columns(images, match, no_match)
    centred = images - images.mean(dim=0)
    query = match.mean(dim=0) - NO_MATCH_SHARE * no_match.mean(dim=0)
    assert terms.shape == (9, 5)
    assert torch.allclose(terms.sum(dim=1), centred @ query, atol=1e-6)


def test_a_mark_moves_no_image_when_all_are_alike() -> None:
    images = on_sphere(1, 5, 1).repeat(4, 1)
    assert torch.allclose(mark_columns(images, on_sphere(1, 5, 2), images[:0]), torch.zeros(4, 1), atol=1e-6)


CLASSIFIERS = tiny_model().knowledge.classifiers  # red, green, blue, unseen; no bag, backpack, unseen
VALUES = torch.tensor([[0.8, 0.1, 0.1, 0.0, 0.1, 0.9, 0.0], [0.1, 0.2, 0.1, 0.6, 0.5, 0.3, 0.2]])


def table(*rows: list[int]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.bool)


RED, COLD, BACKPACK = [1, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0]


def test_a_word_is_shown_as_surely_as_any_of_its_values() -> None:
    assert torch.allclose(named_certainty((table(COLD),), VALUES, CLASSIFIERS), torch.tensor([0.2, 0.3]))


def test_a_phrase_is_shown_as_surely_as_its_least_sure_part() -> None:
    assert torch.allclose(named_certainty((table(RED), table(BACKPACK)), VALUES, CLASSIFIERS), torch.tensor([0.8, 0.1]))


def test_words_of_one_part_must_be_shown_by_the_same_thing() -> None:
    assert torch.equal(named_certainty((table(RED, BACKPACK),), VALUES, CLASSIFIERS), torch.zeros(2))
    either = table([1, 0, 0, 0, 0, 1, 0], BACKPACK)
    assert torch.allclose(named_certainty((either,), VALUES, CLASSIFIERS), torch.tensor([0.9, 0.3]))


def test_words_may_speak_of_several_attributes_of_the_same_thing() -> None:
    """A red backpack: its colour is one attribute, its kind another."""
    classifiers = AttributeClassifiers(Vocabulary(("bag", "bag_colour"), (("backpack",), ("red", "blue"))), 4, 4)
    values = torch.tensor([[0.9, 0.1, 0.7, 0.2, 0.1], [0.3, 0.7, 0.6, 0.1, 0.3]])
    red_backpack = table([0, 0, 1, 0, 0], [1, 0, 0, 0, 0])
    assert torch.allclose(named_certainty((red_backpack,), values, classifiers), torch.tensor([0.7, 0.3]))


def test_what_probabilities_add_up_to_above_1_by_rounding_is_certain() -> None:
    values = torch.tensor([[0.5, 0.3, 0.2 + 1e-6, 0.0, 0.1, 0.9, 0.0]])
    assert values[0, :3].sum() > 1
    assert named_certainty((table([1, 1, 1, 0, 0, 0, 0]),), values, CLASSIFIERS).tolist() == [1.0]


def test_without_known_values_a_phrase_counts_by_cosine() -> None:
    features = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    mean = 1.6 / 3
    expected = torch.tensor([1.0, 0.0, (0.6 - mean) / (1 - mean)])
    assert torch.allclose(cosine_certainty(torch.tensor([1.0, 0.0]), features), expected, atol=1e-6)
    assert cosine_certainty(on_sphere(1, 6, 1)[0], on_sphere(9, 6, 2)).min() == 0
