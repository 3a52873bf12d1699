import torch

from mmref_core.negatives import shown_share
from small_world import on_sphere, tiny_model

READERS = tiny_model().knowledge.readers  # red, green, blue, unseen; no bag, backpack, unseen
VALUES = torch.tensor([[0.8, 0.1, 0.1, 0.0, 0.1, 0.9, 0.0], [0.1, 0.1, 0.1, 0.7, 0.5, 0.3, 0.2]])


def test_a_share_is_how_surely_everything_asked_for_is_shown() -> None:
    phrase, features = on_sphere(1, 6, 1)[0], on_sphere(2, 6, 2)
    one = shown_share(phrase, [None, "backpack"], features, VALUES, READERS)
    both = shown_share(phrase, ["red", "backpack"], features, VALUES, READERS)
    assert torch.allclose(one, torch.tensor([0.9, 0.3]))
    assert torch.allclose(both, torch.tensor([0.72, 0.03]))


def test_a_phrase_without_known_details_counts_by_cosine() -> None:
    phrase = torch.tensor([1.0, 0.0])
    features = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    share = shown_share(phrase, [None, None], features, VALUES[:1].repeat(3, 1), READERS)
    mean = 1.6 / 3
    assert torch.allclose(share, torch.tensor([1.0, 0.0, (0.6 - mean) / (1 - mean)]), atol=1e-6)
