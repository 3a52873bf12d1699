"""How often the place where a text finds itself most lies on the thing that it names: accuracy against masks."""

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
from mmref_core.explain.grounding import enlarged, fine_evidence, own_part
from mmref_core.models.clip import Towers
from mmref_core.models.encode import embed_texts
from mmref_core.models.model_bundle import Model

PART_OF = {  # attribute -> the part of the mask that its words are about
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
NOTHING = {"none", "plain", ""}  # values that name nothing to point at
BATCH = 32  # pictures
NOWHERE = -1  # the number of a part that a data set does not tell
LEAST_SEEN = 0.005  # of the picture's pixels; a part that shows less is no target


@dataclass(frozen=True)
class Target:
    """One text and the pixels that it is about."""

    part: str
    text: int  # row of the texts
    mask: Bool[np.ndarray, "height width"]


def measure_pointing(model: Model, samples: Sequence[Sample], data: Path) -> dict[str, Any]:
    """Accuracy in percent for each part, of the model and of untrained towers, and of a guess.

    The guess is a pixel of the picture taken at random. Empty where the data set has no masks.
    """
    masks, parts = data / "masks", parts_of(data)
    samples = [sample for sample in samples if parts and mask_of(sample, masks).is_file()]
    texts, targets = targets_of(samples, masks, parts, model.knowledge.attribute_labels.values)
    if not targets:
        return {}
    torch.manual_seed(0)
    untrained = Towers(model.towers.config).eval()
    hits = {
        name: pointed(towers, samples, targets, embed_texts(towers, texts).features)
        for name, towers in (("model", model.towers), ("untrained", untrained))
    }
    hits["guess"] = [[float(target.mask.mean()) for target in own] for own in targets]
    return {part: row for part in sorted(set(PART_OF.values())) if (row := _row(part, targets, hits))}


def _row(part: str, targets: Sequence[Sequence[Target]], hits: Mapping[str, list[list[float]]]) -> dict[str, float]:
    of_part = [target.part == part for own in targets for target in own]
    if not any(of_part):
        return {}
    means = {
        name: round(100 * float(np.mean([value for value, own in zip(chain(*found), of_part, strict=True) if own])), 1)
        for name, found in hits.items()
    }
    return {"targets": sum(of_part), **means}


def parts_of(data: Path) -> list[str]:
    """Names of the numbers in a data set's masks; none where it says nothing of them."""
    file = data / "dataset.json"
    return json.loads(file.read_text()).get("parts", []) if file.exists() else []


def mask_of(sample: Sample, masks: Path) -> Path:
    return masks / sample.path.parent.name / f"{sample.path.stem}.png"


def targets_of(
    samples: Sequence[Sample], masks: Path, parts: Sequence[str], words: Mapping[str, Mapping[str, str]]
) -> tuple[list[str], list[list[Target]]]:
    """All texts, and for each picture what they should point at: its visible details that a part of the mask shows."""
    texts: dict[str, int] = {}
    targets = []
    for sample in samples:
        numbers = read_mask(mask_of(sample, masks))
        own = []
        for attribute, part in PART_OF.items():
            value = sample.visible.get(attribute, "")
            mask = numbers == (parts.index(part) if part in parts else NOWHERE)
            if value not in NOTHING and value in words.get(attribute, {}) and mask.mean() >= LEAST_SEEN:
                own.append(Target(part, texts.setdefault(words[attribute][value], len(texts)), mask))
        targets.append(own)
    return list(texts), targets


def read_mask(file: Path) -> UInt8[np.ndarray, "height width"]:
    with Image.open(file) as picture:
        return np.asarray(picture)


@torch.inference_mode()
def pointed(
    towers: Towers,
    samples: Sequence[Sample],
    targets: Sequence[Sequence[Target]],
    texts: Float[Tensor, "text dim"],
) -> list[list[float]]:
    """For each target 1 where the strongest evidence lies on it, else 0.

    By the same maps as the page shows: of a text's own part, with finer places than the tower's.
    """
    height, width = towers.config.image_height, towers.config.image_width
    own_texts = own_part(towers, texts)
    hits: list[list[float]] = []
    for start in range(0, len(samples), BATCH):
        part = samples[start : start + BATCH]
        pixels = to_input(torch.stack([read_picture(sample.path, height, width) for sample in part]))
        places = fine_evidence(towers, pixels, own_texts).places
        for row, own in enumerate(targets[start : start + BATCH]):
            hits.append([hit(places[row : row + 1, target.text : target.text + 1], target.mask) for target in own])
    return hits


def hit(places: Float[Tensor, "1 1 row column"], mask: Bool[np.ndarray, "height width"]) -> float:
    height, width = mask.shape
    return float(mask.reshape(-1)[int(enlarged(places, height, width).flatten().argmax())])
