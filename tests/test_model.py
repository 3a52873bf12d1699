import torch

from mmref_core.attribute_heads import AttributeHeads, Vocabulary
from mmref_core.model import Towers
from small_world import TINY, VOCABULARY, on_sphere

TEXTS = ["a man", "a woman in a red coat with a white bag and black shoes", "backpack"]


def towers() -> Towers:
    torch.manual_seed(1)
    return Towers(TINY).eval()


@torch.inference_mode()
def test_a_text_is_the_same_alone_and_beside_a_longer_one() -> None:
    model = towers()
    together = model.embed_texts(model.tokenize(TEXTS))
    for row, text in enumerate(TEXTS):
        alone = model.embed_texts(model.tokenize([text]))
        assert torch.allclose(alone[0], together[row], atol=1e-6)
    assert (together[0] - together[1]).abs().max() > 1e-3


@torch.inference_mode()
def test_the_cropped_context_gives_open_clips_own_features() -> None:
    model = towers()
    tokens = model.tokenize(TEXTS)
    assert torch.allclose(model.embed_texts(tokens), model.clip.encode_text(tokens, normalize=True), atol=1e-5)


@torch.inference_mode()
def test_features_have_unit_length() -> None:
    model = towers()
    images = model.embed_images(torch.randn(3, 3, 64, 32))
    texts = model.embed_texts(model.tokenize(TEXTS))
    assert torch.allclose(torch.cat([images, texts]).norm(dim=1), torch.ones(6), atol=1e-5)


def test_a_long_text_says_where_it_is_cut() -> None:
    model = towers()
    text = "a man with a red backpack " * 10
    assert model.fits("a man with a red backpack")
    assert not model.fits(text)
    assert text.startswith(model.words_kept(text))
    assert len(model.words_kept(text).split()) == TINY.context - 2


def test_the_temperature_begins_at_clips_and_never_falls_below_a_hundredth() -> None:
    model = towers()
    assert abs(model.temperature.item() - 0.07) < 1e-6
    with torch.no_grad():
        model.clip.logit_scale.fill_(100.0)
    assert abs(model.temperature.item() - 0.01) < 1e-7


def test_labels_are_numbers_of_values_and_minus_one_where_nothing_is_known() -> None:
    assert VOCABULARY.labels({"upper_colour": "blue", "bag": "none"}) == [2, 0]
    assert VOCABULARY.labels({"upper_colour": "mauve"}) == [-1, -1]
    assert Vocabulary.from_dict(VOCABULARY.to_dict()) == VOCABULARY


def test_probabilities_of_each_attribute_sum_to_one_and_follow_the_rows() -> None:
    heads = AttributeHeads(VOCABULARY, 8, scale=12.0)
    with torch.no_grad():
        heads.rows.copy_(3 * on_sphere(5, 8, seed=2))  # the length of a row does not matter
    probabilities = heads.probabilities(on_sphere(4, 8, seed=3))
    sums = torch.stack([part.sum(dim=1) for part in probabilities.split(heads.sizes, dim=1)])
    assert torch.allclose(sums, torch.ones(2, 4), atol=1e-6)
    directed = heads.probabilities(on_sphere(5, 8, seed=2))
    assert [int(row.split(heads.sizes)[0].argmax()) for row in directed[:3]] == [0, 1, 2]
