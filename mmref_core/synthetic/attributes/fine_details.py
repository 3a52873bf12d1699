"""Small attributes that are visible from near only: buttons of another colour, earphones."""

from collections.abc import Mapping

from numpy.random import Generator

from mmref_core.synthetic.attributes.grooming import NO_HEADPHONES_OVER
from mmref_core.synthetic.attributes.wardrobe import Weights, chance, choose
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE

BUTTONS: Weights = {"white": 3, "black": 2.5, "brown": 1.5, "light grey": 1, "beige": 0.8, "red": 0.15}
METAL: Weights = {"light grey": 3, "brown": 1.5, "white": 0.5}
BUTTON_COLOURS: Mapping[str, Weights] = {"denim jacket": METAL, "blazer": {**BUTTONS, "light grey": 2}}
# Of garments of a kind, how many have buttons that differ from the cloth; the others nobody sees from afar.
BUTTONED: Mapping[str, float] = {
    "shirt": 0.4,
    "blouse": 0.3,
    "polo shirt": 0.3,
    "cardigan": 0.6,
    "denim jacket": 0.5,
    "blazer": 0.4,
    "long coat": 0.5,
}
EAR_SHARES: Weights = {"earphones": 0.03, "earbuds": 0.03}  # of people without headphones
EARPHONES: Weights = {"white": 5, "black": 1.5}


def draw_buttons(rng: Generator, upper: str, colour: str) -> str:
    """Return a random colour of buttons; “none” for garments without, and where it resembles the cloth."""
    has_buttons = chance(rng, BUTTONED.get(upper, 0.0))
    options = {
        name: weight for name, weight in BUTTON_COLOURS.get(upper, BUTTONS).items() if name in contrasting(colour)
    }
    return choose(rng, options) if has_buttons and options else NONE


def draw_ears(rng: Generator, head: Mapping[str, str], age: str) -> dict[str, str]:
    """Return what is worn over or in the ears: the headphones that `head` has, sometimes earphones."""
    kind = choose(rng, {**EAR_SHARES, NONE: 1 - sum(EAR_SHARES.values())})
    colour = choose(rng, EARPHONES)
    if head["headphones_colour"] != NONE:
        return {"headphones": "headphones"}
    if kind == NONE or head["headwear"] in NO_HEADPHONES_OVER or age in ("child", "elderly"):
        return {"headphones": NONE}
    return {"headphones": kind, "headphones_colour": colour}
