"""Towers of timm and open_clip by name, at any picture size; settings that fit none are told in one line."""

from dataclasses import replace

import pytest
import torch

from mmref_core.errors import SettingsError
from mmref_core.explain.grounding import grounding_maps
from mmref_core.models.clip import Towers
from mmref_core.models.open_clip_parts import check_image_tower
from small_clip import TEXT_OF_CLIP
from small_world import TINY, on_sphere


@pytest.mark.parametrize(
    ("tower", "height", "cells"),
    [
        ("test_vit", 64, (4, 2)),
        ("test_vit", 96, (6, 2)),
        ("tiny-vit", 64, (4, 2)),
        ("tiny-vit", 128, (8, 2)),
        ("tiny-resnet", 64, (2, 1)),
        ("tiny-resnet", 128, (4, 1)),
        ("tiny-timm", 64, (4, 2)),
    ],
)
def test_a_tower_takes_pictures_of_the_settings_and_its_cells_add_up(
    tower: str, height: int, cells: tuple[int, int]
) -> None:
    torch.manual_seed(1)
    towers = Towers(replace(TINY, image_tower=tower, image_height=height)).eval()
    check_image_tower(towers.clip.visual, towers.config)
    pixels, texts = torch.randn(2, 3, height, 32), on_sphere(3, TINY.dim, 2)
    with torch.inference_mode():
        maps, pooled = towers.forward_image(pixels)
        cosines = towers.embed_images(pixels) @ texts.T
    assert maps.shape[2:] == cells and maps.shape[1] == pooled.shape[1] == towers.feature_width
    found = grounding_maps(towers, pixels, texts)
    torch.testing.assert_close(found.maps.sum(dim=(2, 3)) + found.rest, cosines, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"image_tower": "ViT-B16"}, "'ViT-B16' is not known: it names a model of timm or open_clip, such as ViT-B-16"),
        ({"image_tower": "vgg11", "drop_path": 0.1}, r"takes no pictures of 64×32 \(.*drop_path.* Set drop_path to 0"),
        ({"image_tower": "coca_ViT-B-32"}, "more than a projection after its trunk"),
        ({"text_tower": "ViT-B16"}, "names clip, sentence, or a model of open_clip, such as ViT-B-16"),
        ({"text_tower": "ViT-B-16-SigLIP"}, "does not read CLIP's tokens"),
        (
            {"text_tower": "tiny-vit"},
            r'has text_width 8, text_layers 2, text_heads 2, the settings say .*Set \{"text_width": 8,',
        ),
        ({"text_tower": "tiny-vit", **TEXT_OF_CLIP, "context": 30}, r'Set .*"context": 24'),
    ],
)
def test_settings_that_no_tower_can_be_built_of_are_one_line(settings: dict[str, str | int], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as raised:
        Towers(replace(TINY, **settings))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("tower", ["mobilenetv3_small_050", "levit_128s"])
def test_a_tower_that_cannot_take_the_pictures_is_told_before_training(tower: str) -> None:
    towers = Towers(replace(TINY, image_tower=tower))
    with pytest.raises(SettingsError, match="takes no pictures of 64×32"):
        check_image_tower(towers.clip.visual, towers.config)
