from itertools import groupby

import torch

from mmref_core.models.tgdt import dequantise, token_similarity
from mmref_core.reranking.token_terms import IMAGES, token_similarities, whole_words, word_columns
from small_world import on_sphere, random_items, tiny_model


def test_patches_are_compared_alike_in_parts() -> None:
    model = tiny_model(patches=(2, 1))
    texts, images = random_items(model, 3, 1, texts=True), random_items(model, 2 * IMAGES + 5, 2)
    whole = token_similarity(texts.words, dequantise(images.patches))
    assert torch.allclose(token_similarities(texts.words, images.patches), whole, atol=1e-6)


def test_a_hyphenated_word_is_one_word() -> None:
    towers = tiny_model(patches=(2, 1)).towers
    text = "a hi-vis vest, a t-shirt and a shirt, knee-high-ish"
    names = whole_words(towers.token_words(text), text)
    assert [name for name, _ in groupby(names)] == (
        ["a", "hi-vis", "vest", "a", "t-shirt", "and", "a", "shirt", "knee-high-ish"]
    )
    assert len(names) == len(towers.token_words(text))
    assert whole_words(["red", "hat"], "red - hat") == ["red", "hat"]


def test_a_words_term_is_its_best_patchs_lead_over_the_image_less_the_mean_over_the_pool() -> None:
    """Three tokens of two words."""
    patches = random_items(tiny_model(patches=(2, 1)), 5, 8).patches
    tokens = on_sphere(3, patches.shape[2], 4)
    cosines = torch.tensor([0.7, -0.1, 0.2, 0.05, 0.6])

    names, values = word_columns(["red", "top", "red"], tokens, patches, cosines)

    assert names == ["red", "top"]
    leads = [
        [max(float(patch @ token) for patch in dequantise(patches)[image]) - float(whole) for token in tokens]
        for image, whole in enumerate(cosines)
    ]
    parts = [[(red + again) / 3, top / 3] for red, top, again in leads]
    means = [sum(column) / 5 for column in zip(*parts, strict=True)]
    expected = [[part - mean for part, mean in zip(row, means, strict=True)] for row in parts]
    assert torch.allclose(values, torch.tensor(expected), atol=1e-6)
    assert min(abs(mean) for mean in means) > 0.01
