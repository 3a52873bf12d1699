"""A text's feature as a sum over its phrases."""

from dataclasses import replace

import pytest
import torch

from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_query, embed_texts
from mmref_core.models.similarity import mixed
from mmref_core.models.text_parts import PICTURE, WHOLE, TextParts, text_parts
from small_world import TINY, WORDS, on_sphere, tiny_model

TEXTS = ("A person in a Red top and blue trousers, red top", "red", "in a", "!", "a person " * 40 + "red top")


def towers(**settings: object) -> Towers:
    torch.manual_seed(4)
    return Towers(replace(TINY, text_tower="sentence", **settings), WORDS).eval()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("content_pooling", [True, False])
def test_parts_sum_to_the_feature(text: str, content_pooling: bool) -> None:
    own = towers(content_pooling=content_pooling)
    parts = text_parts(own, text)
    torch.testing.assert_close(parts.feature, embed_texts(own, [text]).features[0], atol=1e-6, rtol=1e-5)
    names = [label.lower() for label in parts.labels]
    assert len(set(names)) == len(names) == len(parts.features)


def test_phrases_are_written_as_in_the_text_and_one_said_twice_is_one_part() -> None:
    labels = text_parts(towers(content_pooling=True), TEXTS[0]).labels
    assert labels == ("Red (top)", "top", "blue (trousers)", "trousers")
    assert set(text_parts(towers(), TEXTS[0]).labels) == {"Red (top)", "top", "blue (trousers)", "trousers", WHOLE}
    assert text_parts(towers(content_pooling=True), "in a").labels == (WHOLE,)


def test_a_part_is_the_projected_mean_of_its_tokens() -> None:
    own = towers(content_pooling=True)
    tokens = own.tokenize(["a red top in blue"])
    states = own.forward_text(tokens)[0]  # start, a, red, top, in, blue, end
    projected = states[[2, 3, 5]] @ own.clip.text_projection / 3
    length = projected.sum(dim=0).norm()
    expected = projected / length  # red (top), top, blue
    torch.testing.assert_close(text_parts(own, "a red top in blue").features, expected, atol=1e-6, rtol=1e-5)


def test_a_feature_that_is_no_sum_over_words_is_one_part() -> None:
    own = Towers(TINY).eval()
    parts = text_parts(own, "a red top")
    assert parts.labels == (WHOLE,)
    torch.testing.assert_close(parts.feature, embed_texts(own, ["a red top"]).features[0])


def test_a_query_has_the_parts_of_what_was_typed() -> None:
    query = embed_query(tiny_model(second=True).towers, "a red top", "a blue top")
    assert "blue (top)" in query.parts.labels
    torch.testing.assert_close(query.parts.feature, query.second[0])


def test_parts_mixed_with_a_picture_sum_to_the_mix() -> None:
    feature, picture = on_sphere(2, 6, 1)
    parts = TextParts(("red top", "hat"), torch.stack([0.3 * feature, 0.7 * feature]))
    both = parts.mixed_with(picture, 0.4)
    assert both.labels == ("red top", "hat", PICTURE)
    torch.testing.assert_close(both.feature, mixed(feature, picture, 0.4)[0])
