"""Published weights: fitted to the towers, or refused in one line."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from mmref_core.config import ModelConfig
from mmref_core.data.transforms import to_input
from mmref_core.errors import MMRefError
from mmref_core.models.clip import Towers
from mmref_core.models.published_weights import load_clip_text, load_image_weights, read_sentence_encoder
from mmref_core.models.torchvision_operators import declare_missing_operators
from small_bert import CONTEXT, HEADS, LAYERS, TOKENS, WIDTH, published, write_encoder
from small_clip import TEXT_OF_CLIP, published_clip, write_clip
from small_world import TINY

declare_missing_operators()
import timm  # noqa: E402

LITE = "tf_efficientnet_lite0"
SENTENCE = replace(TINY, text_width=WIDTH, text_layers=LAYERS, text_heads=HEADS, context=CONTEXT)


def tower_of(name: str, **settings: int) -> tuple[nn.Module, ModelConfig]:
    config = replace(TINY, image_tower=name, **settings)
    return Towers(config).eval().clip.visual, config


def test_weights_of_the_authors_are_taken_in_order_with_their_normalisation(tmp_path: Path) -> None:
    """They expect (byte − 127) / 128; the tower sees what all towers see and must find the same (but at the border)."""
    torch.manual_seed(0)
    plain = timm.create_model(LITE, num_classes=0).eval()
    for name, value in plain.state_dict().items():
        if name.endswith("running_mean"):
            value.normal_(std=0.1)
    named = {f"_{number}.{name}": value for number, (name, value) in enumerate(plain.state_dict().items())}
    file = tmp_path / "lite0.pth"
    torch.save(named | {"_fc.weight": torch.zeros(3, 1280), "_fc.bias": torch.zeros(3)}, file)
    visual, config = tower_of(LITE)
    load_image_weights(visual, config, str(file))
    tower = visual.trunk
    pixels = torch.randint(0, 256, (2, 3, 64, 32), dtype=torch.uint8)
    with torch.inference_mode():
        expected = plain.bn1(plain.conv_stem((pixels.float() - 127) / 128))
        found = tower.bn1(tower.conv_stem(to_input(pixels)))
    torch.testing.assert_close(found[:, :, :-1, :-1], expected[:, :, :-1, :-1], atol=1e-4, rtol=1e-4)


def test_weights_by_timms_own_names_fit_any_tower(tmp_path: Path) -> None:
    torch.manual_seed(1)
    published_tower = timm.create_model("regnetx_002", num_classes=0)
    save_file(published_tower.state_dict() | {"head.fc.weight": torch.zeros(5, 368)}, tmp_path / "own.safetensors")
    tower, config = tower_of("regnetx_002")
    begun = load_image_weights(tower, config, str(tmp_path / "own.safetensors"))
    assert torch.equal(tower.trunk.stem.conv.weight, published_tower.stem.conv.weight)
    assert begun == set(tower.trunk.parameters()), "the projection begins untrained"


def test_weights_that_cannot_be_had_or_do_not_fit_are_refused(tmp_path: Path) -> None:
    tower, config = tower_of("regnetx_002")
    with pytest.raises(MMRefError, match="No package is known to hold weights of regnetx_002"):
        load_image_weights(tower, config, "package")
    with pytest.raises(MMRefError, match="nowhere.pth holds no weights that can be read"):
        load_image_weights(tower, config, str(tmp_path / "nowhere.pth"))
    torch.save({"a": torch.zeros(3)}, tmp_path / "other.pth")
    with pytest.raises(MMRefError, match=r"of regnetx_002 do not fit: trunk\.stem\.conv\.weight is missing"):
        load_image_weights(tower, config, str(tmp_path / "other.pth"))


def test_a_sentence_encoder_is_read_with_its_shape_and_the_rows_of_its_english_tokens(tmp_path: Path) -> None:
    read = read_sentence_encoder(str(write_encoder(tmp_path)), SENTENCE)
    assert "漢" not in read.vocabulary and len(read.vocabulary) == TOKENS + 3 == len(read.weights["tokens.weight"])
    assert torch.equal(read.weights["tokens.weight"][-1], published()["embeddings.word_embeddings.weight"][-1])


def test_a_folder_without_a_sentence_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MMRefError, match="no sentence encoder in BERT's layout"):
        read_sentence_encoder(str(tmp_path), SENTENCE)
    write_encoder(tmp_path)
    weights = published()
    del weights["encoder.layer.1.output.dense.bias"]
    save_file(weights, tmp_path / "model.safetensors")
    with pytest.raises(MMRefError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        read_sentence_encoder(str(tmp_path), SENTENCE)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"text_width": 16},
            r'has text_width 8, text_layers 2, text_heads 2, the settings say text_width 16, .*Set \{"',
        ),
        ({"context": 30}, r'context 20, the settings say .* context 30\. Set .*"context": 20\}'),
    ],
)
def test_settings_of_another_shape_than_the_sentence_encoder_are_one_line(
    tmp_path: Path, changed: dict[str, int], told: str
) -> None:
    with pytest.raises(MMRefError, match=told) as raised:
        read_sentence_encoder(str(write_encoder(tmp_path)), replace(SENTENCE, **changed))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["tiny-vit", "tiny-resnet", "tiny-timm"])
def test_a_published_pair_embeds_as_open_clip_does(tmp_path: Path, name: str) -> None:
    """At its own picture size, with the projections, which fit because the dimensions are the same."""
    theirs, file = published_clip(name), write_clip(name, tmp_path / "clip.pt")
    config = replace(TINY, image_tower=name, text_tower=name, image_width=64, **TEXT_OF_CLIP)
    towers = Towers(config).eval()
    begun = load_image_weights(towers.clip.visual, config, str(file))
    begun |= load_clip_text(towers.clip, config, str(file), same_model=True)
    pixels, tokens = torch.randn(2, 3, 64, 64), towers.tokenize(["a man", "a woman in a red coat"])
    with torch.inference_mode():
        torch.testing.assert_close(towers.embed_images(pixels), theirs.encode_image(pixels, normalize=True))
        torch.testing.assert_close(towers.embed_texts(tokens), theirs.encode_text(tokens, normalize=True))
    assert towers.clip.logit_scale.item() == pytest.approx(theirs.logit_scale.item())
    assert {towers.clip.visual.head.proj.weight, towers.clip.text_projection, towers.clip.logit_scale} <= begun
    assert towers.known_words("qxzt") == [("qxzt", True)], "its whole vocabulary is learnt"


@pytest.mark.parametrize("name", ["tiny-vit", "tiny-resnet"])
def test_at_another_picture_size_positions_are_interpolated_and_the_rest_is_as_published(
    tmp_path: Path, name: str
) -> None:
    file = write_clip(name, tmp_path / "clip.pt")
    tower, config = tower_of(name, image_height=128, image_width=64, dim=8)
    begun = load_image_weights(tower, config, str(file))
    encoder, theirs = tower.trunk.encoder, published_clip(name).visual
    assert torch.equal(encoder.conv1.weight, theirs.conv1.weight)
    own, published_positions = (
        getattr(one, "attnpool", one).positional_embedding.detach() for one in (encoder, theirs)
    )
    assert len(own) == 1 + (len(published_positions) - 1) * 2
    assert torch.equal(own[0], published_positions[0])
    torch.testing.assert_close(own[1:].mean(dim=0), published_positions[1:].mean(dim=0), atol=0.2, rtol=0)
    assert tower.head.proj.weight not in begun, "of other dimensions"


def test_weights_of_a_timm_transformer_fit_any_picture_size(tmp_path: Path) -> None:
    torch.manual_seed(2)
    square = timm.create_model("test_vit", num_classes=0)
    torch.save(square.state_dict(), tmp_path / "vit.pth")
    tower, config = tower_of("test_vit", image_height=96)
    load_image_weights(tower, config, str(tmp_path / "vit.pth"))
    assert tower.trunk.pos_embed.shape[1] == 1 + 6 * 2 and torch.equal(tower.trunk.cls_token, square.cls_token)
    assert tower(torch.randn(1, 3, 96, 32)).shape == (1, TINY.dim)


def test_text_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    config = replace(TINY, text_tower="tiny-vit", **TEXT_OF_CLIP)
    torch.save({"visual.proj": torch.zeros(2, 2)}, tmp_path / "other.pt")
    with pytest.raises(MMRefError, match="other.pt' of tiny-vit do not fit: positional_embedding is missing"):
        load_clip_text(Towers(config).clip, config, str(tmp_path / "other.pt"), same_model=False)
