import torch

from mmref_core.reranking.unwanted import alike_share, shown_share
from small_world import on_sphere, tiny_model

READERS = tiny_model().knowledge.readers  # red, green, blue, unseen; no bag, backpack, unseen
VALUES = torch.tensor([[0.8, 0.1, 0.1, 0.0, 0.1, 0.9, 0.0], [0.1, 0.2, 0.1, 0.6, 0.5, 0.3, 0.2]])


def table(*rows: list[int]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.bool)


RED, COLD, BACKPACK = [1, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0]


def test_a_word_is_shown_as_surely_as_any_of_its_values() -> None:
    assert torch.allclose(shown_share((table(COLD),), VALUES, READERS), torch.tensor([0.2, 0.3]))


def test_a_phrase_is_shown_as_surely_as_its_least_sure_part() -> None:
    assert torch.allclose(shown_share((table(RED), table(BACKPACK)), VALUES, READERS), torch.tensor([0.8, 0.1]))


def test_words_of_one_part_must_be_shown_by_the_same_thing() -> None:
    assert torch.equal(shown_share((table(RED, BACKPACK),), VALUES, READERS), torch.zeros(2))
    either = table([1, 0, 0, 0, 0, 1, 0], BACKPACK)
    assert torch.allclose(shown_share((either,), VALUES, READERS), torch.tensor([0.9, 0.3]))


def test_without_known_values_a_phrase_counts_by_cosine() -> None:
    features = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    mean = 1.6 / 3
    expected = torch.tensor([1.0, 0.0, (0.6 - mean) / (1 - mean)])
    assert torch.allclose(alike_share(torch.tensor([1.0, 0.0]), features), expected, atol=1e-6)
    assert alike_share(on_sphere(1, 6, 1)[0], on_sphere(9, 6, 2)).min() == 0
