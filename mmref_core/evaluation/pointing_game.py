"""The pointing game (Zhang et al., 2018): how often the maximum of a text's activation map lies on its part."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Bool, Float, UInt8
from PIL import Image
from torch import Tensor

from mmref_core.data.datasets import Sample
from mmref_core.data.transforms import read_picture, to_input
from mmref_core.explain.grounding import fine_grounding_maps, upsample, without_neutral
from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model

PART_OF = {  # attribute -> part of the mask
    **dict.fromkeys(("upper", "upper_colour", "upper_pattern"), "upper"),
    **dict.fromkeys(("lower", "lower_colour", "lower_pattern"), "lower"),
    **dict.fromkeys(("shoes", "shoes_colour"), "shoes"),
    **dict.fromkeys(("headwear", "headwear_colour"), "headwear"),
    **dict.fromkeys(("hair", "hair_colour"), "hair"),
    **dict.fromkeys(("bag", "bag_colour"), "bag"),
    **dict.fromkeys(("carried", "carried_colour"), "item"),
    "scarf_colour": "scarf",
    "glasses": "glasses",
    "tights_colour": "tights",
}
NOTHING = {"none", "plain", ""}  # values without a visible part
BATCH = 32  # pictures
UNKNOWN_PART = -1  # number of a part that a data set does not annotate
MIN_AREA = 0.005  # smallest visible area of a target, as a share of the image's pixels


@dataclass(frozen=True)
class PointingTarget:
    """A text and the mask of the part that it names."""

    part: str
    text: int  # row of the texts
    mask: Bool[np.ndarray, "height width"]


def measure_pointing(model: Model, samples: Sequence[Sample], data: Path) -> dict[str, Any]:
    """Return the accuracy in percent for each part: of the model, of untrained towers, and of a random pixel.

    Empty for a data set without masks.
    """
    masks, parts = data / "masks", parts_of(data)
    samples = [sample for sample in samples if parts and mask_of(sample, masks).is_file()]
    texts, targets = targets_of(samples, masks, parts, model.knowledge.attribute_labels.values)
    if not targets:
        return {}
    torch.manual_seed(0)
    untrained = Towers(model.towers.config, model.towers.vocabulary).eval().to(model.towers.device)
    hits = {
        name: pointing_hits(towers, samples, targets, embed_texts(towers, texts).features)
        for name, towers in (("model", model.towers), ("untrained", untrained))
    }
    hits["guess"] = [[float(target.mask.mean()) for target in own] for own in targets]
    return {part: row for part in sorted(set(PART_OF.values())) if (row := _row(part, targets, hits))}


def _row(
    part: str, targets: Sequence[Sequence[PointingTarget]], hits: Mapping[str, list[list[float]]]
) -> dict[str, float]:
    of_part = [target.part == part for own in targets for target in own]
    if not any(of_part):
        return {}
    means = {
        name: round(100 * float(np.mean([value for value, own in zip(chain(*found), of_part, strict=True) if own])), 1)
        for name, found in hits.items()
    }
    return {"targets": sum(of_part), **means}


def parts_of(data: Path) -> list[str]:
    """Return the names of the numbers in a data set's masks; empty if unknown."""
    file = data / "dataset.json"
    return json.loads(file.read_text()).get("parts", []) if file.exists() else []


def mask_of(sample: Sample, masks: Path) -> Path:
    """Return the file of a sample's mask."""
    return masks / sample.path.parent.name / f"{sample.path.stem}.png"


def targets_of(
    samples: Sequence[Sample], masks: Path, parts: Sequence[str], words: Mapping[str, Mapping[str, str]]
) -> tuple[list[str], list[list[PointingTarget]]]:
    """Return all texts, and for each image its targets: visible attribute values whose part is in the mask."""
    texts: dict[str, int] = {}
    targets = []
    for sample in samples:
        numbers = read_mask(mask_of(sample, masks))
        own = []
        for attribute, part in PART_OF.items():
            value = sample.visible.get(attribute, "")
            mask = numbers == (parts.index(part) if part in parts else UNKNOWN_PART)
            if value not in NOTHING and value in words.get(attribute, {}) and mask.mean() >= MIN_AREA:
                own.append(PointingTarget(part, texts.setdefault(words[attribute][value], len(texts)), mask))
        targets.append(own)
    return list(texts), targets


def read_mask(file: Path) -> UInt8[np.ndarray, "height width"]:
    """Read a mask of part numbers."""
    with Image.open(file) as picture:
        return np.asarray(picture)


@torch.inference_mode()
def pointing_hits(
    towers: Towers,
    samples: Sequence[Sample],
    targets: Sequence[Sequence[PointingTarget]],
    texts: Float[Tensor, "text dim"],
) -> list[list[float]]:
    """Return for each target 1 if the maximum of its map lies on the mask, else 0; the maps are those of the page."""
    height, width = towers.config.image_height, towers.config.image_width
    own_texts = without_neutral(towers, texts)
    hits: list[list[float]] = []
    for start in range(0, len(samples), BATCH):
        part = samples[start : start + BATCH]
        pixels = to_input(torch.stack([read_picture(sample.path, height, width) for sample in part]))
        maps = fine_grounding_maps(towers, pixels, own_texts).maps
        for row, own in enumerate(targets[start : start + BATCH]):
            hits.append([hit(maps[row : row + 1, target.text : target.text + 1], target.mask) for target in own])
    return hits


def hit(maps: Float[Tensor, "1 1 row column"], mask: Bool[np.ndarray, "height width"]) -> float:
    """Return 1 if the maximum of an upsampled map lies on the mask, else 0."""
    height, width = mask.shape
    return float(mask.reshape(-1)[int(upsample(maps, height, width).flatten().argmax())])
