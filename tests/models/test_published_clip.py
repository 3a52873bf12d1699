"""Weights by a tag: fetched, or the reason in one line why not. Nothing is downloaded here."""

from pathlib import Path
from typing import Any

import pytest
import torch

from mmref_core.errors import MMRefError
from mmref_core.models.published_clip import OWN, fetch_weights, tags_of, usual_normalisation
from small_clip import write_clip


def no_network(*_: Any, **__: Any) -> Any:
    raise OSError("the network cannot be reached\nand more lines")


def test_a_tag_is_fetched_with_the_normalisation_of_its_pixels(tmp_path: Path) -> None:
    file = str(write_clip("tiny-vit", tmp_path / "clip.pt"))
    weights, pixels = fetch_weights("ViT-B-16", "laion400m_e32", download=lambda _: file)
    assert "visual.conv1.weight" in weights and pixels.std[0] == pytest.approx(0.2686, abs=1e-4)
    weights, pixels = fetch_weights("resnet18", "a1_in1k", create=lambda *_, **__: FromTimm())
    assert weights.keys() == {"weight"} and pixels.mean == (0.5, 0.5, 0.5)


class FromTimm(torch.nn.Linear):
    """As timm makes it."""

    pretrained_cfg = {"mean": (0.5, 0.5, 0.5), "std": (0.5, 0.5, 0.5)}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(1, 1, bias=False)


@pytest.mark.parametrize(
    ("name", "tag", "told"),
    [
        ("ViT-B-16", "laion400m_e32", r"cannot be fetched \(the network cannot be reached\). Run this once with"),
        ("resnet18", "a1_in1k", r"'a1_in1k' of resnet18 cannot be fetched"),
        ("ViT-B-16", "laion9", "'laion9' is neither a file nor a tag of weights of ViT-B-16; its tags: openai, "),
        ("resnet18", "laion9", "its tags: a1_in1k, "),
        ("tiny-vit", "openai", "its tags: none. Give one of these, or a file"),
        ("ViT-B-16", "openai", "another activation. Take the model ViT-B-16-quickgelu"),
    ],
)
def test_weights_that_cannot_be_had_are_one_line(name: str, tag: str, told: str) -> None:
    with pytest.raises(MMRefError, match=told) as raised:
        fetch_weights(name, tag, download=no_network, create=no_network)
    assert "\n" not in str(raised.value)


def test_a_file_of_an_open_clip_model_has_the_normalisation_of_its_tags() -> None:
    assert usual_normalisation("ViT-B-16-SigLIP").mean == (0.5, 0.5, 0.5)
    assert usual_normalisation("regnetx_002") == OWN and "openai" in tags_of("RN50")
