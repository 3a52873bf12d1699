"""Frequencies of the colours of each kind of garment."""

from collections.abc import Mapping

from mmref_core.synthetic.attributes.wardrobe import CLOTHES, COATS, JEANS, LEGGINGS, SUITS, TROUSERS, Weights

BLAZERS: Weights = {**SUITS, "beige": 0.8, "light grey": 0.5, "burgundy": 0.3, "blue": 0.4, "dark green": 0.2}
DENIMS: Weights = {"blue": 4, "light blue": 2, "navy": 1, "black": 0.8, "white": 0.2}
LEATHERS: Weights = {"black": 5, "brown": 2.5, "burgundy": 0.3, "beige": 0.2}
RAINCOATS: Weights = {"navy": 2, "black": 1.5, "yellow": 1.8, "red": 0.9, "olive": 0.8, "blue": 0.8, "dark green": 0.7}
PARKAS: Weights = {"olive": 2.5, "black": 2.5, "navy": 2, "khaki": 0.8, "grey": 0.6, "burgundy": 0.3, "beige": 0.5}
HI_VIS: Weights = {"yellow": 3, "orange": 2}
ROBES: Weights = {"black": 5, "navy": 1, "brown": 0.6, "grey": 0.6, "beige": 0.5, "dark green": 0.3, "burgundy": 0.3}
SARIS: Weights = {
    "red": 2,
    "pink": 1.3,
    "orange": 1.2,
    "yellow": 1,
    "green": 1.3,
    "purple": 1.2,
    "teal": 1,
    "blue": 1.2,
} | {
    "burgundy": 1.2,
    "navy": 0.6,
    "white": 0.9,
    "beige": 0.8,
    "black": 0.4,
    "dark green": 0.6,
}
JOGGERS: Weights = {"black": 4, "grey": 2, "dark grey": 1.5, "navy": 2, "light grey": 0.8, "red": 0.2, "olive": 0.3}
CARGOS: Weights = {"olive": 2, "khaki": 2, "black": 2, "beige": 1, "dark grey": 1, "grey": 0.6, "navy": 0.6}
UPPER_COLOURS: Mapping[str, Weights] = {
    **dict.fromkeys(("long coat", "puffer jacket", "jacket", "open jacket", "gilet"), COATS),
    "suit": SUITS,
    "blazer": BLAZERS,
    "denim jacket": DENIMS,
    "leather jacket": LEATHERS,
    "raincoat": RAINCOATS,
    "parka": PARKAS,
    "hi-vis vest": HI_VIS,
    "robe": ROBES,
    "sari": SARIS,
}
LOWER_COLOURS: Mapping[str, Weights] = {
    "jeans": JEANS,
    "leggings": LEGGINGS,
    "joggers": JOGGERS,
    "cargo trousers": CARGOS,
    **dict.fromkeys(("short skirt", "long skirt", "pleated skirt"), CLOTHES),
    **dict.fromkeys(("denim shorts", "denim skirt", "dungarees"), DENIMS),
}


def upper_colours(upper: str) -> Weights:
    return UPPER_COLOURS.get(upper, CLOTHES)


def lower_colours(lower: str) -> Weights:
    return LOWER_COLOURS.get(lower, TROUSERS)
