"""Other names for the colours in a text: names that people gave to nearly the same colour in the XKCD colour survey.

The survey's names and colours are in the public domain (CC0). `colour_names.json` leaves out vulgar and misleading
names, and names with words that the paraphrases of rendered people keep for themselves (`synthetic.captions.held_out`):
these still measure how a model reads words that it has never learnt.
"""

import json
import random
import re
from functools import cache
from pathlib import Path

import numpy as np

from mmref_core.text.cielab import cielab

NAMES = Path(__file__).parent / "colour_names.json"
ALIKE = 16.0  # ΔE (CIE 1976) up to which two names may stand for each other
RENAMED = 0.5  # share of a text's colours that get another name
AFTER = {"hair", "haired", "skin", "skinned", "beard"}  # words for whose colours the survey has no names


@cache
def colour_codes() -> dict[str, str]:
    """Return the colour of each name, as `#rrggbb`."""
    return json.loads(NAMES.read_text(encoding="utf-8"))


@cache
def names_alike() -> dict[str, tuple[str, ...]]:
    """Return the other names of nearly the same colour, for each name that has some."""
    colours = colour_codes()
    names = tuple(colours)
    points = np.stack([cielab(_rgb(code)) for code in colours.values()])
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    near = {
        name: tuple(names[other] for other in np.flatnonzero(row <= ALIKE) if names[other] != name)
        for name, row in zip(names, distances, strict=True)
    }
    return {name: others for name, others in near.items() if others}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(names_alike(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])(?=\W+(\w+)|)", re.IGNORECASE)


def with_other_names(text: str, generator: random.Random) -> str:
    """Return a text in which `RENAMED` of the colours have another name of nearly the same colour."""

    def other(found: re.Match[str]) -> str:
        if (found[2] or "").lower() in AFTER or generator.random() >= RENAMED:
            return found[0]
        return generator.choice(names_alike()[found[1].lower().replace("gray", "grey")])

    return _pattern().sub(other, text)


def _rgb(code: str) -> tuple[float, float, float]:
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue
