"""Perceived colours: a colour is told only if the pixels of the picture agree."""

from collections.abc import Mapping

import cv2
import numpy as np
from jaxtyping import Float, UInt8

from mmref_core.synthetic.attributes.wardrobe import ONE_COLOURED
from mmref_core.synthetic.captions.colour_words import NEIGHBOURS
from mmref_core.synthetic.geometry.masks import pixels_of
from mmref_core.synthetic.geometry.palette import COLOURS, lab, linear

COLOURED_PARTS = ("upper", "lower", "inner", "shoes", "bag", "headwear", "scarf", "tights", "tie")
LEAST_PIXELS = 60  # of a part without its edge, where the background shines through
FEWEST_PIXELS = 15  # of a part too thin to have anything but an edge

# Folds and shadow make cloth darker and less colourful than its dye: cloth in a picture against the dye's CIELAB.
LIGHTNESS_KEPT, CHROMA_KEPT = 0.85, 0.65
# Viewers discount the light, not all of it: the exponents with which they undo exposure and cast.
USUAL_LIGHT, EXPOSURE_UNDONE, CAST_UNDONE = 0.2, 0.2, 0.3
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])

Pixels = UInt8[np.ndarray, "height width 3"]
Mask = UInt8[np.ndarray, "height width"]
NAMES = tuple(COLOURS)
CLOTHS = np.array([lab(rgb) for rgb in COLOURS.values()]) * np.array([LIGHTNESS_KEPT, CHROMA_KEPT, CHROMA_KEPT])


def undone_light(picture: Pixels) -> Float[np.ndarray, "3"]:
    """Return the gains by which a viewer corrects linear light: grey-world estimates of exposure and cast, each partly
    undone.
    """
    light = (picture.reshape(-1, 3) / 255) ** 2.2
    exposure = (USUAL_LIGHT / max(float((light @ LUMINANCE).mean()), 1e-3)) ** EXPOSURE_UNDONE
    usual = np.median(light, axis=0) + 1e-3
    return exposure * (usual.mean() / usual) ** CAST_UNDONE


def perceived_colour(picture: Pixels, mask: Mask, part: str) -> str | None:
    """Return the name of the colour nearest in CIELAB to a part's median; None where too few pixels show it."""
    whole = pixels_of(mask, part)
    inside = cv2.erode(whole.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    chosen = inside if inside.sum() >= LEAST_PIXELS else whole
    if chosen.sum() < FEWEST_PIXELS:
        return None
    light = np.clip(linear(np.median(picture[chosen], axis=0)) * undone_light(picture), 0, 1)
    return NAMES[int(np.linalg.norm(CLOTHS - lab(255 * light ** (1 / 2.2)), axis=1).argmin())]


def plain_colours(visible: Mapping[str, str]) -> dict[str, str]:
    """Return the recorded colours of visible parts without a pattern."""
    return {
        part: visible[f"{part}_colour"]
        for part in COLOURED_PARTS
        if visible.get(f"{part}_colour") in COLOURS and visible.get(f"{part}_pattern", "plain") in ONE_COLOURED
    }


def perceived_colours(visible: dict[str, str], picture: Pixels, mask: Mask) -> dict[str, str]:
    """Return the visible attributes with colours as this picture shows them.

    What looks like a neighbouring colour, such as navy like black at night, is called that; what looks like none of
    them, or is too small to tell, has no colour.
    """
    told = dict(visible)
    for part, true in plain_colours(visible).items():
        seen = perceived_colour(picture, mask, part)
        if seen == true or (seen is not None and seen in NEIGHBOURS[true]):
            told[f"{part}_colour"] = seen
        else:
            del told[f"{part}_colour"]
    return told
