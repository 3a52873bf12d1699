import torch

from mmref_core.token_features import TEXTS, Words, token_similarity, word_map
from small_world import on_sphere


def some_words(texts: int, words: int, seed: int) -> Words:
    lengths = torch.arange(texts) % words + 1
    features = on_sphere(texts * words, 6, seed).reshape(texts, words, 6)
    return Words(features, torch.arange(words) < lengths[:, None])


def test_similarity_is_the_best_place_of_each_word_averaged_over_real_words() -> None:
    words, places = some_words(4, 5, 1), on_sphere(3 * 7, 6, 2).reshape(3, 7, 6)
    similarity = token_similarity(words, places)
    for text in range(4):
        for image in range(3):
            own = [words.features[text, word] for word in range(5) if words.real[text, word]]
            best = [max(float(word @ place) for place in places[image]) for word in own]
            assert abs(similarity[text, image].item() - sum(best) / len(best)) < 1e-5


def test_padding_and_company_change_nothing() -> None:
    words, places = some_words(2 * TEXTS + 3, 4, 3), on_sphere(5 * 2, 6, 4).reshape(5, 2, 6)
    together = token_similarity(words, places)
    padded = Words(
        torch.cat([words.features, torch.full((len(words), 3, 6), 9.0)], dim=1),
        torch.cat([words.real, torch.zeros(len(words), 3, dtype=torch.bool)], dim=1),
    )
    assert torch.allclose(token_similarity(padded, places), together, atol=1e-6)
    alone = token_similarity(Words(words.features[40:41], words.real[40:41]), places[2:3])
    assert torch.allclose(alone[0, 0], together[40, 2], atol=1e-6)


def test_a_word_points_to_the_place_that_it_is_most_like() -> None:
    places = on_sphere(6, 5, 6)
    grid = word_map(places[4], places, (3, 2))
    assert divmod(int(grid.argmax()), 2) == (2, 0)
