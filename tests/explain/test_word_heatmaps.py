"""Maps of the words of a description on a tiny model."""

import pytest
import torch
from PIL import Image

from mmref_core.data.transforms import read_picture, to_input
from mmref_core.explain.grounding import UPSAMPLING
from mmref_core.explain.word_heatmaps import MOST_WORDS, word_maps
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model
from small_world import tiny_model


@pytest.fixture(scope="module")
def model() -> Model:
    return tiny_model()


@pytest.fixture
def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((40, 80)).convert("RGB")


def test_each_word_that_says_something_has_a_map_in_the_order_of_the_text(model: Model, picture: Image.Image) -> None:
    maps = word_maps(model, picture, "A woman in a red coat, with a T-shirt and a red hat.")
    assert [own.word for own in maps] == ["woman", "red", "coat", "T-shirt", "red", "hat"]
    rows, columns = len(maps[0].places), len(maps[0].places[0])
    assert rows % UPSAMPLING == columns % UPSAMPLING == 0 and rows > columns
    assert word_maps(model, picture, "with a ... and the 😀") == ()
    assert len(word_maps(model, picture, "coat " * 60)) == MOST_WORDS


def test_a_share_is_what_the_cosine_loses_without_the_word(model: Model, picture: Image.Image) -> None:
    text, without = "a red coat", "a  coat"
    config = model.towers.config
    pixels = to_input(read_picture(picture, config.image_height, config.image_width)[None])
    with torch.inference_mode():
        feature = model.towers.embed_images(pixels)[0]
    whole, less = (embed_texts(model.towers, [text, without]).features @ feature).tolist()
    found = word_maps(model, picture, text)[0]
    assert found.share == pytest.approx(whole - less, abs=1e-5)
    assert found.rest.split() == without.split()
