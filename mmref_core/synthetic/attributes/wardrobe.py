"""Frequencies of clothes and patterns, and groups of garments."""

from collections.abc import Collection, Mapping

from numpy.random import Generator

from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE

Weights = Mapping[str, float]

CLOTHES: Weights = (  # real wardrobes are mostly dark or neutral
    {"black": 5.6, "white": 4.2, "navy": 2.6, "grey": 2.0, "dark grey": 1.6, "light grey": 1.0, "blue": 1.7}
    | {"light blue": 1.1, "red": 1.2, "beige": 1.1, "brown": 0.9, "pink": 0.8, "olive": 0.7, "green": 0.8}
    | {"khaki": 0.6, "dark green": 0.6, "burgundy": 0.7, "yellow": 0.6, "purple": 0.6, "teal": 0.5, "orange": 0.5}
)
TROUSERS: Weights = {
    "black": 4,
    "dark grey": 2,
    "grey": 1.5,
    "navy": 2.5,
    "beige": 1.2,
    "khaki": 1.2,
    "brown": 1,
    "olive": 1,
} | {"white": 0.7, "blue": 0.7, "burgundy": 0.3, "light grey": 0.5}
COATS: Weights = (
    {"black": 5, "navy": 2.5, "dark grey": 1.6, "grey": 1.2, "beige": 1.8, "brown": 1.2, "khaki": 1, "olive": 1}
    | {"red": 0.8, "burgundy": 0.6, "dark green": 0.6, "white": 0.5, "blue": 0.8, "yellow": 0.3, "pink": 0.3}
    | {"purple": 0.3, "teal": 0.3, "light blue": 0.3, "orange": 0.3}
)
SUITS: Weights = {"black": 3, "navy": 3, "dark grey": 3, "grey": 1, "brown": 0.5}
JEANS: Weights = {"blue": 3, "light blue": 1.5, "navy": 2, "black": 1.2, "grey": 0.7}
LEGGINGS: Weights = {"black": 5, "dark grey": 1.5, "navy": 1, "grey": 0.8, "burgundy": 0.3, "purple": 0.2}
CAMOUFLAGE: Weights = {"olive": 3, "khaki": 1, "grey": 1}
DRESS_SHIRTS: Weights = {"white": 5, "light blue": 2, "pink": 0.5}
TIGHTS: Weights = {"black": 3, "dark grey": 1, "beige": 1, "navy": 0.4}
BAGS: Weights = {
    "black": 4,
    "grey": 1,
    "navy": 1.2,
    "brown": 1.5,
    "red": 0.8,
    "blue": 0.8,
    "green": 0.5,
    "beige": 1,
} | {"pink": 0.5, "yellow": 0.4, "purple": 0.3, "olive": 0.5, "white": 0.3, "dark grey": 0.6, "orange": 0.2}

UPPERS: Weights = {
    "t-shirt": 4,
    "shirt": 2.2,
    "tank top": 0.5,
    "sweater": 1.8,
    "hoodie": 1.8,
    "open jacket": 2,
    "jacket": 1.5,
} | (
    {"puffer jacket": 1.2, "suit": 0.9, "long coat": 1.3, "polo shirt": 1.0, "sports shirt": 0.5, "cardigan": 0.5}
    | {"gilet": 0.6, "blazer": 0.6, "denim jacket": 0.7, "leather jacket": 0.7, "track jacket": 0.7, "raincoat": 0.5}
    | {"parka": 0.7, "hi-vis vest": 0.5, "tunic": 0.3, "robe": 0.2}
)
WOMENS_UPPERS: Weights = {
    **UPPERS,
    "tank top": 0.9,
    "dress": 2.2,
    "blouse": 1.0,
    "cardigan": 1.1,
    "robe": 0.4,
    "sari": 0.25,
    "tunic": 0.6,
    "polo shirt": 0.5,
    "sports shirt": 0.25,
    "hi-vis vest": 0.3,
}
LOWERS: Weights = {
    "trousers": 4,
    "jeans": 4,
    "shorts": 1.7,
    "joggers": 1.1,
    "cargo trousers": 0.7,
    "denim shorts": 0.4,
    "dungarees": 0.15,
}
WOMENS_LOWERS: Weights = {
    "trousers": 3,
    "jeans": 4,
    "shorts": 1.4,
    "leggings": 1.2,
    "short skirt": 1.0,
    "long skirt": 0.8,
    "joggers": 0.8,
    "cargo trousers": 0.35,
    "denim shorts": 0.5,
    "dungarees": 0.25,
    "culottes": 0.5,
    "pleated skirt": 0.7,
    "denim skirt": 0.4,
}
PATTERNS: Weights = {"plain": 9, "horizontal stripes": 1.6, "vertical stripes": 0.8, "check": 1.4, "dots": 0.7} | {
    "camouflage": 0.5,
    "floral": 0.9,
    "colour block": 1.1,
    "animal print": 0.25,
    "houndstooth": 0.15,
}
SPORTY: Weights = {**PATTERNS, "floral": 0.3, "animal print": 0.12, "chest stripe": 0.7, "contrast sleeves": 0.6} | {
    "tie-dye": 0.3,
    "colour gradient": 0.2,
}
OUTER_PATTERNS: Mapping[str, Weights] = {
    "t-shirt": SPORTY,
    "sweater": {**SPORTY, "tie-dye": 0.1, "houndstooth": 0.1},
    "shirt": {**PATTERNS, "vertical stripes": 1.0, "pinstripes": 0.5, "camouflage": 0.2, "colour block": 0.5},
    "suit": {"plain": 9, "pinstripes": 0.8},
    "long coat": {"plain": 8, "check": 0.6, "houndstooth": 0.25, "animal print": 0.1},
    "puffer jacket": {"plain": 8, "camouflage": 0.4, "colour block": 1},
    "open jacket": {"plain": 8, "camouflage": 0.4, "check": 0.7, "colour block": 1},
    "jacket": {"plain": 8, "camouflage": 0.4, "check": 0.5, "colour block": 1}
    | {"chest stripe": 0.4, "contrast sleeves": 0.5},
    "hoodie": {"plain": 8, "camouflage": 0.4, "check": 0.3, "colour block": 1}
    | {"chest stripe": 0.4, "contrast sleeves": 0.5, "tie-dye": 0.3},
    **{kind: {"plain": 1} for kind in ("denim jacket", "leather jacket", "robe")},
    "sari": {"border": 1},
    "polo shirt": {"plain": 7, "horizontal stripes": 1.5, "colour block": 1},
    "sports shirt": {"number": 3, "plain": 1, "vertical stripes": 1, "horizontal stripes": 1, "colour block": 1},
    "track jacket": {"side stripes": 3, "plain": 1, "colour block": 0.8},
    "hi-vis vest": {"reflective bands": 1},
    "cardigan": {"plain": 8, "horizontal stripes": 0.7},
    "blazer": {"plain": 8, "check": 1.2, "pinstripes": 0.4},
    "gilet": {"plain": 8, "camouflage": 0.4, "colour block": 0.4},
    "raincoat": {"plain": 8, "camouflage": 0.2, "dots": 0.3},
    "parka": {"plain": 8, "camouflage": 0.5},
    "tunic": {"plain": 5, "floral": 1.2, "vertical stripes": 0.5, "dots": 0.4},
}
INNER_PATTERNS: Weights = {"plain": 6, "horizontal stripes": 1, "check": 0.6, "print": 1}
TROUSER_PATTERNS: Weights = {
    "plain": 17,
    "check": 0.8,
    "vertical stripes": 0.5,
    "camouflage": 0.5,
    "horizontal stripes": 0.15,
    "pinstripes": 0.4,
    "houndstooth": 0.15,
    "side stripes": 1.2,
}
SKIRT_PATTERNS: Weights = {**TROUSER_PATTERNS, "side stripes": 0, "floral": 1, "dots": 0.3, "animal print": 0.3}
PRINT_KINDS: Weights = {"print": 5, "small logo": 1.6, "back print": 1.2}  # of what is printed
SEWN_ON = (
    "side stripes",
    "reflective bands",
    "number",
    "ripped",
    "border",
)  # patterns that some kinds have as pieces of cloth of their own
LOWER_PATTERNS: Mapping[str, Weights] = {  # of kinds not always plain
    "trousers": TROUSER_PATTERNS,
    **{key: {**TROUSER_PATTERNS, "side stripes": 0} for key in ("shorts", "culottes")},
    **dict.fromkeys(("short skirt", "long skirt"), SKIRT_PATTERNS),
    "pleated skirt": {"plain": 5, "check": 2},
    "joggers": {"plain": 3, "side stripes": 2},
    "cargo trousers": {"plain": 5, "camouflage": 1},
    "jeans": {"plain": 11, "ripped": 1},
}
SLEEVES: Mapping[str, Weights] = {
    "t-shirt": {"short": 1},
    "tank top": {"sleeveless": 1},
    "shirt": {"long": 2, "short": 1, "three-quarter": 1},
    "dress": {"short": 2, "sleeveless": 1, "long": 1},
    "polo shirt": {"short": 5, "long": 1},
    "sports shirt": {"short": 5, "long": 1},
    "blouse": {"long": 2, "short": 1, "three-quarter": 1},
    "tunic": {"long": 2, "three-quarter": 1},
    "sari": {"sleeveless": 1},
    **{kind: {"sleeveless": 1} for kind in ("gilet", "hi-vis vest")},
}
VESTS = ("gilet", "hi-vis vest")  # the sleeves that show are those of what is worn under them
TAILORED = ("suit", "blazer")
WITH_INNER = (  # their front shows another garment
    *("open jacket", "suit", "long coat", "blazer", "cardigan", "denim jacket", "leather jacket", "sari"),
    *VESTS,
)
ONE_PIECE = ("dress", "robe", "sari")  # nothing is worn below them
PRINTABLE = ("t-shirt", "sweater", "hoodie")
TUCKABLE = ("t-shirt", "shirt", "tank top", "sweater", "polo shirt", "blouse")
HOODED = ("hoodie", "jacket", "puffer jacket", "raincoat", "parka")
ALWAYS_HOODED = ("hoodie", "raincoat", "parka")
SHORT_HAIR = ("short", "buzz cut", "undercut", "receding", "half-bald", "bald")  # what a raised hood can cover
WARM = ("puffer jacket", "long coat", "parka")
LIGHT = ("t-shirt", "tank top", "dress", "polo shirt", "sports shirt", "blouse")
SKIRTS = ("short skirt", "long skirt", "pleated skirt", "denim skirt")
SHORTS = ("shorts", "denim shorts")
DENIM = ("jeans", "denim shorts", "denim skirt", "denim jacket", "dungarees")
STRONG = ("red", "orange", "yellow", "green", "purple", "pink", "teal", "light blue")
ONE_COLOURED = ("plain", "ripped")  # patterns without a second colour


def choose(rng: Generator, weights: Weights, avoid: Collection[str] = ()) -> str:
    """Return a random key with probability proportional to its weight, without the keys to avoid."""
    names = [name for name, weight in weights.items() if weight > 0 and name not in avoid]
    shares = [weights[name] for name in names]
    return names[rng.choice(len(names), p=[share / sum(shares) for share in shares])]


def chance(rng: Generator, probability: float) -> bool:
    """Return True with this probability."""
    return bool(rng.random() < probability)


def beside(weights: Weights, colour: str) -> Weights:
    """Return weights of colours next to another one: a second saturated colour is rare."""
    if colour not in STRONG:
        return weights
    return {name: weight * (0.12 if name in STRONG and name != colour else 1.0) for name, weight in weights.items()}


def second_colour(rng: Generator, colour: str, pattern: str) -> str:
    """Return a random colour for a pattern, clearly lighter or darker than the cloth."""
    if pattern in ONE_COLOURED:
        return NONE
    if pattern == "reflective bands":
        return "light grey"
    if pattern in ("side stripes", "number"):
        return "white" if "white" in contrasting(colour) else "black"
    return "black" if pattern == "camouflage" else choose(rng, {name: CLOTHES[name] for name in contrasting(colour)})
