import torch

from mmref_core.models.clip import Towers
from mmref_core.models.encode import content_words
from small_world import TINY, tiny_model

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
    assert text.split()[TINY.context - 2 :] == model.truncated_words(text)
    assert model.truncated_words("a man with a red backpack") == []


def test_a_word_that_is_read_in_part_is_not_read() -> None:
    fits = "red " * (TINY.context - 3)
    model = towers()
    assert model.truncated_words(f"{fits}Backpack, blue") == ["blue"] or model.truncated_words(f"{fits}coat blue") == [
        "blue"
    ]
    assert model.truncated_words(f"{fits}unphotogenicality, blue") == ["unphotogenicality,", "blue"]
    assert model.truncated_words("x1" * 500) == ["x1" * 500]


def test_a_word_is_learnt_once_training_has_changed_all_of_its_tokens() -> None:
    model = towers()
    text = "A coat, with a qxzt"
    assert model.known_words(text) == [("a", False), ("coat", False), ("with", False), ("a", False), ("qxzt", False)]
    with torch.no_grad():
        for token in model.tokenizer.encode("a coat qxz"):
            model.clip.token_embedding.weight[token] *= 4
    assert model.known_words(text) == [("a", True), ("coat", True), ("with", False), ("a", True), ("qxzt", False)]


def test_the_temperature_begins_at_clips_and_never_falls_below_a_hundredth() -> None:
    model = towers()
    assert abs(model.temperature.item() - 0.07) < 1e-6
    with torch.no_grad():
        model.clip.logit_scale.fill_(100.0)
    assert abs(model.temperature.item() - 0.01) < 1e-7


def test_tokens_name_the_words_that_they_are_of_and_signs_go_with_the_word_before() -> None:
    model = tiny_model(patches=(2, 1)).towers
    text = '"A woman, in a periwinkle-ish coat!'
    names = model.token_words(text)
    assert list(dict.fromkeys(names)) == ["a", "woman", "in", "periwinkle", "ish", "coat"]
    assert names[:4] == ["a", "a", "woman", "woman"]
    assert names.count("periwinkle") > 1  # of several tokens
    for words in (text, "red", "человек в красном", "very " * 90 + "long"):
        tokens = model.tokenize([words])
        assert len(model.token_words(words)) == int(model.word_features(model.forward_text(tokens), tokens).real.sum())


def test_only_words_that_say_something_are_compared_in_a_search() -> None:
    model = tiny_model(patches=(2, 1)).towers
    for text, said in (
        ("a woman, in a RED t-shirt and inside-out hat", ["woman", "red", "t", "shirt", "inside", "out", "hat"]),
        ("in the", ["in", "the"]),  # nothing else to go by
    ):
        tokens = model.tokenize([text])
        words = content_words(model, model.word_features(model.forward_text(tokens), tokens), tokens)
        names = [name for name, kept in zip(model.token_words(text), words.real[0, 1:].tolist(), strict=False) if kept]
        assert list(dict.fromkeys(names)) == said


def test_a_training_batch_is_read_by_length_and_gives_the_same_states() -> None:
    model = towers()
    tokens = model.tokenize([*TEXTS, "hat on", "a long coat", "red"])
    at_once = model.forward_text(tokens)
    by_length = model.train().forward_text(tokens)
    real = torch.arange(at_once.shape[1]) <= tokens.argmax(dim=1, keepdim=True)
    assert at_once.shape == by_length.shape
    torch.testing.assert_close(by_length[real], at_once[real])
