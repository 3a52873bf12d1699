"""Colours in CIELAB, in which a distance is a difference as people see it."""

import numpy as np


def cielab(rgb: tuple[float, float, float]) -> np.ndarray:
    """Return L*, a*, b* of an sRGB colour with parts from 0 to 1, for white D65 (IEC 61966-2-1, CIE 15)."""
    values = np.array(rgb)
    linear = np.where(values > 0.04045, ((values + 0.055) / 1.055) ** 2.4, values / 12.92)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    share = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    curve = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])
