"""Published weights: fitted to the towers, or refused in one line."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mmref_core.data.transforms import to_input
from mmref_core.errors import MMRefError
from mmref_core.models.published_weights import load_image_weights, read_text_weights
from mmref_core.models.torchvision_operators import declare_missing_operators
from small_bert import CONTEXT, HEADS, LAYERS, TOKENS, WIDTH, published, write_encoder

declare_missing_operators()
import timm  # noqa: E402

LITE = "tf_efficientnet_lite0"


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
    tower = timm.create_model(LITE, num_classes=0).eval()
    load_image_weights(tower, LITE, str(file))
    pixels = torch.randint(0, 256, (2, 3, 64, 32), dtype=torch.uint8)
    with torch.inference_mode():
        expected = plain.bn1(plain.conv_stem((pixels.float() - 127) / 128))
        found = tower.bn1(tower.conv_stem(to_input(pixels)))
    torch.testing.assert_close(found[:, :, :-1, :-1], expected[:, :, :-1, :-1], atol=1e-4, rtol=1e-4)


def test_weights_by_timms_own_names_fit_any_tower(tmp_path: Path) -> None:
    torch.manual_seed(1)
    published_tower = timm.create_model("regnetx_002", num_classes=0)
    save_file(published_tower.state_dict() | {"head.fc.weight": torch.zeros(5, 368)}, tmp_path / "own.safetensors")
    tower = timm.create_model("regnetx_002", num_classes=0)
    load_image_weights(tower, "regnetx_002", str(tmp_path / "own.safetensors"))
    assert torch.equal(tower.stem.conv.weight, published_tower.stem.conv.weight)


def test_weights_that_cannot_be_had_or_do_not_fit_are_refused(tmp_path: Path) -> None:
    tower = timm.create_model("regnetx_002", num_classes=0)
    with pytest.raises(MMRefError, match="No package is known to hold weights of regnetx_002"):
        load_image_weights(tower, "regnetx_002", "package")
    with pytest.raises(MMRefError, match="nowhere.pth holds no weights that can be read"):
        load_image_weights(tower, "regnetx_002", str(tmp_path / "nowhere.pth"))
    torch.save({"a": torch.zeros(3)}, tmp_path / "other.pth")
    with pytest.raises(MMRefError, match="do not fit regnetx_002"):
        load_image_weights(tower, "regnetx_002", str(tmp_path / "other.pth"))


def test_a_sentence_encoder_is_read_with_its_shape_and_the_rows_of_its_english_tokens(tmp_path: Path) -> None:
    read = read_text_weights(str(write_encoder(tmp_path)), CONTEXT)
    assert (read.width, read.layers, read.heads) == (WIDTH, LAYERS, HEADS)
    assert "漢" not in read.vocabulary and len(read.vocabulary) == TOKENS + 3 == len(read.weights["tokens.weight"])
    assert torch.equal(read.weights["tokens.weight"][-1], published()["embeddings.word_embeddings.weight"][-1])


def test_a_folder_without_a_sentence_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MMRefError, match="no sentence encoder in BERT's layout"):
        read_text_weights(str(tmp_path), CONTEXT)
    write_encoder(tmp_path)
    weights = published()
    del weights["encoder.layer.1.output.dense.bias"]
    save_file(weights, tmp_path / "model.safetensors")
    with pytest.raises(MMRefError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        read_text_weights(str(tmp_path), CONTEXT)
