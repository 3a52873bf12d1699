"""Cloth as a picture of it shows it."""

import cv2
import numpy as np

from mmref_core.synthetic.captions.naming import CLOTHS, NAMES


def worn(name: str) -> np.ndarray:
    """How cloth of this colour comes out in usual light, in sRGB bytes."""
    lab = CLOTHS[NAMES.index(name)].astype(np.float32)
    return (255 * cv2.cvtColor(lab[None, None], cv2.COLOR_LAB2RGB)[0, 0]).astype(np.uint8)
