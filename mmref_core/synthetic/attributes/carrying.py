"""Carried things: how often, in which colours, and with which clothes and bags."""

from collections.abc import Collection, Mapping

from numpy.random import Generator

from mmref_core.synthetic.attributes.wardrobe import Weights, choose
from mmref_core.synthetic.geometry.person_attributes import NONE

ITEMS: Weights = {"black": 2, "white": 1, "blue": 1, "red": 1, "green": 1, "yellow": 0.6}
CARRIED: Weights = {
    "none": 60,
    "phone": 13,
    "umbrella": 4,
    "book": 2.5,
    "bottle": 3,
    "paper cup": 3.5,
    "shopping bag": 4,
    "shopping bags": 2,
} | {"folded umbrella": 1.6, "box": 1.6, "newspaper": 1.4, "flowers": 1.1, "guitar case": 1, "bicycle": 1.8}
CARRIED_BY: Mapping[str, Weights] = {  # besides, by age
    "child": {"ball": 4, "skateboard": 2, "scooter": 5},
    "teenager": {"skateboard": 4, "ball": 2.5, "scooter": 2.5},
    "young adult": {"skateboard": 0.9, "ball": 0.7, "pram": 1.8, "dog": 2, "crutches": 0.6, "wheelchair": 0.4}
    | {"scooter": 1.0},
    "middle-aged": {"pram": 0.8, "dog": 2.4, "crutches": 0.6, "wheelchair": 0.5, "scooter": 0.4},
    "elderly": {"walking stick": 6, "walker": 3, "dog": 2, "crutches": 0.8, "wheelchair": 1.2},
}
NOT_FOR_CHILDREN = ("paper cup", "newspaper", "guitar case", "box", "shopping bags")
ITEM_COLOURS: Mapping[str, Weights] = {  # of things that come in colours of their own
    "shopping bag": {"white": 3, "beige": 2, "brown": 1.5, "black": 0.8, "blue": 0.8, "yellow": 0.6, "red": 0.6}
    | {"green": 0.6, "orange": 0.4},
    "box": {"brown": 1.5, "beige": 2.5, "white": 0.7},
    "newspaper": {"white": 2, "light grey": 2, "beige": 0.6},
    "flowers": {"red": 2, "pink": 2, "yellow": 2, "white": 1.5, "purple": 1, "orange": 1},
    "guitar case": {"black": 5, "brown": 1, "grey": 0.7, "blue": 0.4},
    "dog": {"black": 2, "brown": 2.5, "beige": 2, "white": 1.5, "grey": 0.7},
    "bicycle": {"black": 3, "red": 1.3, "blue": 1.3, "white": 1, "grey": 1, "green": 0.8, "yellow": 0.4},
    "scooter": {
        "black": 3,
        "blue": 1.2,
        "red": 1,
        "pink": 0.8,
        "green": 0.8,
        "grey": 0.8,
        "light blue": 0.6,
        "white": 0.4,
    },
    "pram": {"black": 3, "grey": 1.5, "navy": 1.5, "red": 1, "beige": 0.8, "light blue": 0.6},
    "wheelchair": {"black": 3, "blue": 1, "navy": 1, "red": 0.5},
    "walker": {"grey": 2, "black": 1, "red": 1, "blue": 1, "light grey": 1},
    "walking stick": {"brown": 3, "black": 2},
    "crutches": {"grey": 2, "light grey": 2, "black": 1},
    "ball": {"white": 2, "orange": 2, "red": 1, "yellow": 1, "blue": 1},
}
ITEM_COLOURS = {**ITEM_COLOURS, **dict.fromkeys(("shopping bags",), ITEM_COLOURS["shopping bag"])}
COLOURLESS = ("none", "phone")  # a phone is black or dark glass, nobody names its colour
SAT_IN = (  # nothing hangs below the hips
    *("t-shirt", "shirt", "tank top", "sweater", "hoodie", "open jacket", "jacket", "polo shirt", "sports shirt"),
    *("blouse", "cardigan", "denim jacket", "leather jacket", "track jacket", "gilet"),
)
SAT_IN_BELOW = ("trousers", "jeans", "shorts", "leggings", "joggers", "cargo trousers", "denim shorts")
BAGS_HELD = ("handbag", "suitcase")
TWO_HANDED = ("newspaper", "shopping bags", "box", "crutches", "pram", "walker", "wheelchair", "bicycle", "scooter")


def can_sit_in(upper: str, lower: str) -> bool:
    """Return whether clothes allow sitting: no skirts, coats, or jackets that hang over the hips."""
    return upper in SAT_IN and lower in SAT_IN_BELOW


def draw_carried(rng: Generator, age: str, bag: str, sits: bool, avoid: Collection[str] = ()) -> dict[str, str]:
    """Return a random carried thing with its colour; nothing for both hands if one holds a bag.

    `sits` says whether the clothes allow sitting.
    """
    left_out = [*avoid, *(TWO_HANDED if bag in BAGS_HELD else ()), *(NOT_FOR_CHILDREN if age == "child" else ())]
    left_out += [] if sits else ["wheelchair"]
    carried = choose(rng, {**CARRIED, **CARRIED_BY[age]}, avoid=left_out)
    coloured = carried not in COLOURLESS
    return {
        "carried": carried,
        "carried_colour": choose(rng, ITEM_COLOURS.get(carried, ITEMS)) if coloured else NONE,
    }
