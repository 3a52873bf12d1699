"""Segmentation masks of the parts of a person, the ground truth of the pointing game."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Bool, UInt8

PARTS = (
    "nothing of the person",
    "skin",
    "hair",
    "headwear",
    "glasses",
    "upper",
    "inner",
    "lower",
    "tights",
    "belt",
    "tie",
    "scarf",
    "shoes",
    "bag",
    "item",
    "beard",
    "mask",
    "headphones",
    "socks",
)
PART_OF_MATERIAL = {
    "eye": "skin",
    "hood": "headwear",
    "headwear band": "headwear",
    "frame": "glasses",
    "lens": "glasses",
    "scarf tail": "scarf",
    "boots": "shoes",
    "buttons": "upper",
    "bag pocket": "bag",
    "strap": "bag",
    "item trim": "item",
    "seat": "nothing of the person",
}


def part_of(material: str) -> str:
    """Return the part that a material belongs to; “upper trim 2” belongs to the upper garment."""
    return PART_OF_MATERIAL.get(material, material.split(" trim ")[0])


def part_mask(
    ids: UInt8[np.ndarray, "height width"], material_names: Sequence[str], size: tuple[int, int]
) -> UInt8[np.ndarray, "kept_height kept_width"]:
    """Return a mask of indices into `PARTS`, `size` (width, height) large, from an image of material ids, person's
    first.
    """
    numbers = np.zeros(256, np.uint8)
    for row, name in enumerate(material_names):
        numbers[row] = PARTS.index(part_of(name))
    columns, rows = (np.arange(kept) * drawn // kept for kept, drawn in zip(size, ids.shape[::-1], strict=True))
    return numbers[ids[rows[:, None], columns]]


def pixels_of(mask: UInt8[np.ndarray, "height width"], part: str) -> Bool[np.ndarray, "height width"]:
    """Return the pixels of a mask that show a part."""
    return mask == PARTS.index(part)
