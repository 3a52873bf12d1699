"""Headphones over the ears, with the band over the head."""

import numpy as np

from mmref_core.people.attributes import NONE
from mmref_core.people.cloth import dye
from mmref_core.people.fitting import Fitting
from mmref_core.people.head import head_frame, on_head
from mmref_core.people.materials import Material, Surface
from mmref_core.people.mesh import Piece, rounded_box, tube

CUP = np.array([0.034, 0.078, 0.066])
BESIDE = 0.016  # metres between the skull and the middle of a cup
OVER = 0.030  # metres between the skull and the band
LOWER, BEHIND = -0.018, -0.012  # of the cups, from the head's centre


def headphones(fitting: Fitting) -> Piece:
    attributes, figure = fitting.attributes, fitting.figure
    if attributes.headphones_colour == NONE:
        return Piece()
    frame = head_frame(figure)
    angle = np.linspace(-np.pi / 2, np.pi / 2, 17)
    across, above = frame.half[0] + BESIDE, frame.half[1] + OVER
    arc = np.stack([across * np.sin(angle), LOWER + (above - LOWER) * np.cos(angle), BEHIND + 0 * angle], axis=1)
    parts = [on_head(figure, tube(arc + frame.centre, 0.0075, sides=8), "headphones")]
    for sign in (-1, 1):
        cup = rounded_box(CUP, 3.0, 10).moved(frame.centre + [sign * across, LOWER, BEHIND])
        parts.append(on_head(figure, cup, "headphones"))
    colour = dye(fitting.rng("headphones"), attributes.headphones_colour)
    return Piece(tuple(parts), {"headphones": Material(colour, Surface.LEATHER, specular=0.2, gloss=25.0)})
