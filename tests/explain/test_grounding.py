"""A cosine divides exactly among places, and pointing is measured against masks that are made by hand."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from mmref_core.data.datasets import Sample
from mmref_core.evaluation.pointing_game import hit, measure_pointing, targets_of
from mmref_core.explain.grounding import fine_grounding_maps, grounding_maps, upsample, without_neutral
from mmref_core.models.clip import Towers
from mmref_core.reranking.no_match import NEUTRAL
from small_world import TINY, on_sphere, tiny_model

NUMBERS = ["nothing of the person", "upper", "bag"]
WORDS = {"upper_colour": {"red": "red top", "blue": "blue top"}, "bag": {"none": "no bag", "backpack": "backpack"}}


@pytest.mark.parametrize("tower", ["regnetx_002", "convnext_atto"])
def test_places_and_the_rest_add_up_to_the_cosine(tower: str) -> None:
    torch.manual_seed(1)
    towers = Towers(replace(TINY, image_tower=tower)).eval()
    with torch.no_grad():
        for parameter in towers.clip.visual.trunk.head.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)  # a norm that has learnt something
    pixels, texts = torch.randn(3, 3, 64, 32), on_sphere(4, TINY.dim, 2)
    found = grounding_maps(towers, pixels, texts)
    with torch.inference_mode():
        cosines = towers.embed_images(pixels) @ texts.T
    assert found.maps.shape[:2] == (3, 4) and found.maps[0, 0].numel() > 1
    assert torch.allclose(found.maps.sum(dim=(2, 3)) + found.rest, cosines, atol=1e-5)


def test_evidence_is_linear_in_the_text() -> None:
    towers, (one, other) = Towers(TINY).eval(), on_sphere(2, TINY.dim, 3)
    pixels = torch.randn(2, 3, 64, 32)
    both = grounding_maps(towers, pixels, torch.stack([one, other, one - other])).maps
    assert torch.allclose(both[:, 2], both[:, 0] - both[:, 1], atol=1e-6)


def test_finer_maps_add_up_to_the_mean_cosine_of_the_moved_pictures_and_lie_in_each_other() -> None:
    towers, texts = Towers(TINY).eval(), on_sphere(2, TINY.dim, 4)
    pixels = torch.randn(1, 3, 64, 32)
    one = grounding_maps(towers, pixels, texts)
    same, finer = fine_grounding_maps(towers, pixels, texts, 1), fine_grounding_maps(towers, pixels, texts, 2)
    assert torch.allclose(same.maps, one.maps, atol=1e-6) and torch.allclose(same.rest, one.rest, atol=1e-6)
    rows, columns = one.maps.shape[2:]
    assert finer.maps.shape == (1, 2, 2 * rows, 2 * columns)
    wide = torch.nn.functional.pad(pixels, (16, 16, 16, 16), mode="replicate")
    for down in (0, 1):
        for right in (0, 1):
            top, left = 8 + 16 * down, 8 + 16 * right  # half a place of 32 pixels apart, even on both sides
            moved = grounding_maps(towers, wide[:, :, top : top + 64, left : left + 32], texts)
            assert torch.allclose(finer.maps[:, :, down::2, right::2] * 4, moved.maps, atol=1e-5)
    looks = [wide[:, :, top : top + 64, left : left + 32] for top in (8, 24) for left in (8, 24)]
    with torch.inference_mode():
        cosines = torch.stack([towers.embed_images(look) @ texts.T for look in looks]).mean(dim=0)
    assert torch.allclose(finer.maps.sum(dim=(2, 3)) + finer.rest, cosines, atol=1e-5)


def test_an_enlarged_map_keeps_its_strongest_place() -> None:
    maps = torch.zeros(1, 1, 4, 2)
    maps[0, 0, 2, 1] = 1.0
    row, column = divmod(int(upsample(maps, 64, 32).flatten().argmax()), 32)
    assert 32 <= row < 48 and column >= 16


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two pictures: a red top above, and a backpack below without any top."""
    (tmp_path / "dataset.json").write_text(json.dumps({"parts": NUMBERS}))
    for person, (number, rows) in enumerate([(1, slice(0, 32)), (2, slice(32, 64))]):
        folder = tmp_path / "imgs" / f"{person}"
        folder.mkdir(parents=True)
        Image.new("RGB", (32, 64), (200, 30, 30)).save(folder / "a.webp")
        mask = np.zeros((64, 32), np.uint8)
        mask[rows] = number
        (tmp_path / "masks" / f"{person}").mkdir(parents=True)
        Image.fromarray(mask).save(tmp_path / "masks" / f"{person}" / "a.png")
    return tmp_path


def samples_of(data: Path) -> list[Sample]:
    visible = {"upper_colour": "red", "bag": "backpack"}
    return [Sample(n, data / "imgs" / f"{n}" / "a.webp", ("",), "test", visible) for n in range(2)]


def test_only_details_that_a_mask_shows_are_targets(data: Path) -> None:
    texts, targets = targets_of(samples_of(data), data / "masks", NUMBERS, WORDS)
    assert texts == ["red top", "backpack"]
    assert [[(target.part, target.text) for target in own] for own in targets] == [[("upper", 0)], [("bag", 1)]]
    assert targets[0][0].mask[:32].all() and not targets[0][0].mask[32:].any()


@pytest.mark.parametrize(("rows", "expected"), [(slice(0, 32), 1.0), (slice(32, 64), 0.0)])
def test_a_hit_is_a_strongest_place_on_the_mask(rows: slice, expected: float) -> None:
    maps = torch.zeros(1, 1, 2, 1)
    maps[0, 0, 0] = 0.5  # above
    mask = np.zeros((64, 32), bool)
    mask[rows] = True
    assert hit(maps, mask) == expected


def test_a_report_names_each_part_with_a_guess_and_an_untrained_model(data: Path) -> None:
    model = tiny_model()
    words = replace(model.knowledge.attribute_labels, values=WORDS)
    model = replace(model, knowledge=replace(model.knowledge, attribute_labels=words))
    found = measure_pointing(model, samples_of(data), data)
    assert set(found) == {"upper", "bag"}
    assert set(found["bag"]) == {"targets", "model", "untrained", "guess"} and found["bag"]["guess"] == 50.0
    (data / "dataset.json").unlink()
    assert measure_pointing(model, samples_of(data), data) == {}


def test_what_every_description_says_is_taken_off() -> None:
    towers, texts = Towers(TINY).eval(), on_sphere(2, TINY.dim, 4)
    neutral = towers.embed_texts(towers.tokenize(NEUTRAL)).mean(dim=0)
    assert torch.allclose(without_neutral(towers, texts) + neutral, texts, atol=1e-6)
