"""Bags: kind, colours, and how they are worn."""

from collections.abc import Mapping

from numpy.random import Generator

from mmref_core.synthetic.attributes.wardrobe import BAGS, Weights, chance, choose
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE

BAG_KINDS: Weights = {"none": 5.5, "backpack": 2.1, "large backpack": 0.35, "shoulder bag": 1.1, "tote bag": 0.3} | {
    "belt bag": 0.3,
    "handbag": 0.1,
    "suitcase": 0.5,
}
WOMENS_BAG_KINDS: Weights = {**BAG_KINDS, "backpack": 1.7, "tote bag": 1, "handbag": 1.2, "belt bag": 0.2}
STRAPS: Mapping[str, Weights] = {
    "backpack": {"on both shoulders": 8, "on one shoulder": 1.2},
    "large backpack": {"on both shoulders": 1},
    "shoulder bag": {"across the body": 3, "on one shoulder": 2},
    "tote bag": {"on one shoulder": 1},
    "handbag": {"in the hand": 2.2, "on the forearm": 1},
    "belt bag": {"round the waist": 1.4, "across the body": 1},
}
WITH_POCKETS = ("backpack", "large backpack", "shoulder bag")
TWO_COLOURED = 0.22  # of bags


def draw_bag(rng: Generator, woman: bool, child: bool) -> dict[str, str]:
    """Return the random attributes of a bag, or of none."""
    kinds = WOMENS_BAG_KINDS if woman else BAG_KINDS
    return draw_bag_of(rng, choose(rng, kinds, avoid=("handbag", "suitcase", "large backpack") if child else ()))


def draw_bag_of(rng: Generator, bag: str) -> dict[str, str]:
    """Return random colours and a strap for a kind of bag."""
    if bag == NONE:
        return dict.fromkeys(("bag", "bag_colour", "bag_colour2", "bag_strap"), NONE)
    colour = choose(rng, BAGS)
    second = choose(rng, {name: BAGS.get(name, 0.3) for name in contrasting(colour)})
    return {
        "bag": bag,
        "bag_colour": colour,
        "bag_colour2": second if bag in WITH_POCKETS and chance(rng, TWO_COLOURED) else NONE,
        "bag_strap": choose(rng, STRAPS[bag]) if bag in STRAPS else NONE,
    }
