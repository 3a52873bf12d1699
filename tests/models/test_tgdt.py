import pytest
import torch

from mmref_core.models.tgdt import TEXTS, WordFeatures, concatenate, dequantise, quantise, token_similarity, word_terms
from small_world import on_sphere, some_words


def test_similarity_is_the_best_place_of_each_word_averaged_over_real_words() -> None:
    words, patches = some_words(4, 5, 6, 1), on_sphere(3 * 7, 6, 2).reshape(3, 7, 6)
    similarity = token_similarity(words, patches)
    for text in range(4):
        for image in range(3):
            own = [words.features[text, word] for word in range(5) if words.real[text, word]]
            best = [max(float(word @ place) for place in patches[image]) for word in own]
            assert abs(similarity[text, image].item() - sum(best) / len(best)) < 1e-5


def test_padding_and_company_change_nothing() -> None:
    words, patches = some_words(2 * TEXTS + 3, 4, 6, 3), on_sphere(5 * 2, 6, 4).reshape(5, 2, 6)
    together = token_similarity(words, patches)
    padded = WordFeatures(
        torch.cat([words.features, torch.full((len(words), 3, 6), 9.0)], dim=1),
        torch.cat([words.real, torch.zeros(len(words), 3, dtype=torch.bool)], dim=1),
    )
    assert torch.allclose(token_similarity(padded, patches), together, atol=1e-6)
    alone = token_similarity(WordFeatures(words.features[40:41], words.real[40:41]), patches[2:3])
    assert torch.allclose(alone[0, 0], together[40, 2], atol=1e-6)


@pytest.mark.parametrize(("dim", "largest"), [(8, 0.009), (64, 0.006), (256, 0.003)])
def test_eight_bits_are_a_byte_a_number_and_lose_thousandths_of_a_cosine(dim: int, largest: float) -> None:
    patches = on_sphere(400 * 15, dim, 1).reshape(400, 15, dim)
    kept = quantise(patches)
    assert kept.nbytes == 400 * 15 * dim
    again = dequantise(kept)
    assert torch.allclose(again.norm(dim=2), torch.ones(400, 15), atol=1e-5)
    assert (again - patches).norm(dim=2).max() < 0.012  # no cosine with any word whatever changes by more
    change = ((again - patches) @ on_sphere(50, dim, 2).T).abs()
    assert change.max() < largest
    assert change.mean() < largest / 5


def test_eight_bits_keep_a_feature_that_is_one_number_or_all_alike() -> None:
    dim = 256
    alike = torch.full((dim,), dim**-0.5)
    alone = torch.eye(dim)[7]
    mixed = torch.nn.functional.normalize(alone + 0.3 * alike, dim=0)
    patches = torch.stack([alike, -alone, mixed])[None]
    again = dequantise(quantise(patches))
    assert torch.allclose(again[0, :2], patches[0, :2], atol=1e-6)
    assert again[0, 2] @ mixed > 0.999


def test_joined_texts_are_as_alike_to_pictures_as_apart() -> None:
    first, second, patches = some_words(3, 2, 6, 1), some_words(4, 7, 6, 2), on_sphere(10, 6, 3).reshape(5, 2, 6)
    apart = torch.cat([token_similarity(first, patches), token_similarity(second, patches)])
    together = concatenate([first, second])
    assert len(together) == 7
    assert torch.allclose(token_similarity(together, patches), apart, atol=1e-6)


def test_word_terms_take_apart_what_token_similarity_has_over_the_cosine() -> None:
    words, patches = some_words(3, 4, 6, 1), on_sphere(5 * 2, 6, 2).reshape(5, 2, 6)
    whole = torch.linspace(-0.4, 0.6, 5)
    for text in range(3):
        terms = word_terms(words.features[text][words.real[text]], patches, whole)
        assert terms.shape == (5, text + 1)
        assert torch.allclose(terms.sum(dim=1), token_similarity(words, patches)[text] - whole, atol=1e-6)
