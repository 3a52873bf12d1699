"""How a person dresses: one draw for each part of the outfit, and the rules of what goes with what."""

from numpy.random import Generator

from mmref_core.people.attributes import NONE
from mmref_core.people.wardrobe import (
    AIRY_SHOES,
    CAMOUFLAGE,
    CLOTHES,
    DARK_SOLES,
    DRESS_SHIRTS,
    INNER_PATTERNS,
    LIGHT,
    LOWERS,
    OUTER_PATTERNS,
    PATTERNS,
    PRINT_KINDS,
    PRINTABLE,
    SAME_SOLE,
    SHOES,
    SKIRT_PATTERNS,
    SKIRTS,
    SLEEVES,
    SOCKS,
    SOLES,
    TIGHTS,
    TROUSER_PATTERNS,
    TUCKABLE,
    UPPERS,
    WARM,
    WITH_INNER,
    WITH_SOCKS,
    WOMENS_LOWERS,
    WOMENS_SHOES,
    WOMENS_UPPERS,
    chance,
    choose,
    lower_colours,
    second_colour,
    shoe_colours,
    upper_colours,
)


def draw_upper(rng: Generator, woman: bool, child: bool) -> dict[str, str]:
    upper = choose(rng, WOMENS_UPPERS if woman else UPPERS, avoid=("suit",) if child else ())
    pattern = choose(rng, OUTER_PATTERNS.get(upper, PATTERNS))
    if upper in PRINTABLE and pattern == "plain" and chance(rng, 0.4):
        pattern = choose(rng, PRINT_KINDS)
    colour = choose(rng, CAMOUFLAGE if pattern == "camouflage" else upper_colours(upper))
    return {
        "upper": upper,
        "upper_colour": colour,
        "upper_colour2": second_colour(rng, colour, pattern),
        "upper_pattern": pattern,
        "sleeves": choose(rng, SLEEVES.get(upper, {"long": 1})),
        "dress_length": choose(rng, {"short": 2, "knee-length": 2.5, "long": 1.5}) if upper == "dress" else NONE,
        "coat_length": choose(rng, {"knee-length": 3, "calf-length": 1}) if upper == "long coat" else NONE,
        "coat_open": choose(rng, {"open": 3, "closed": 2}) if upper == "long coat" else NONE,
        **draw_inner(rng, upper, colour, woman),
    }


def draw_inner(rng: Generator, upper: str, outer_colour: str, woman: bool) -> dict[str, str]:
    """What shows in the front of an open garment, and the tie on it."""
    if upper not in WITH_INNER:
        return dict.fromkeys(("inner", "inner_colour", "inner_colour2", "inner_pattern", "tie_colour"), NONE)
    suit = upper == "suit"
    colour = choose(rng, DRESS_SHIRTS if suit else CLOTHES, avoid=(outer_colour,))
    pattern = "plain" if suit else choose(rng, INNER_PATTERNS)
    tie = suit and not woman and chance(rng, 0.55)
    return {
        "inner": "shirt" if suit else choose(rng, {"t-shirt": 3, "shirt": 1, "sweater": 1}),
        "inner_colour": colour,
        "inner_colour2": second_colour(rng, colour, pattern),
        "inner_pattern": pattern,
        "tie_colour": choose(rng, CLOTHES, avoid=(colour,)) if tie else NONE,
    }


def draw_lower(rng: Generator, upper: str, upper_colour: str, woman: bool) -> dict[str, str]:
    lower = _lower_kind(rng, upper, woman)
    patterns = SKIRT_PATTERNS if lower in SKIRTS else TROUSER_PATTERNS
    varied = lower in ("trousers", "shorts", *SKIRTS) and upper != "suit"
    pattern = choose(rng, patterns) if varied else "plain"
    colour = choose(rng, CAMOUFLAGE if pattern == "camouflage" else lower_colours(lower))
    if upper == "suit":
        colour = upper_colour
    fits = {"slim": 3, "straight": 4, "wide": 1.5 if woman else 0.8}
    tucked = upper in TUCKABLE and lower != NONE and chance(rng, 0.4 if woman else 0.2)
    belted = tucked and lower in ("trousers", "jeans", "shorts") and chance(rng, 0.6)
    skirted = lower in (*SKIRTS, NONE)
    return {
        "lower": lower,
        "lower_colour": NONE if lower == NONE else colour,
        "lower_colour2": NONE if lower == NONE else second_colour(rng, colour, pattern),
        "lower_pattern": NONE if lower == NONE else pattern,
        "lower_fit": NONE if skirted else "tight" if lower == "leggings" else choose(rng, fits),
        "tucked": "yes" if tucked else NONE,
        "belt_colour": choose(rng, {"black": 3, "brown": 2}) if belted else NONE,
        "tights_colour": choose(rng, TIGHTS) if skirted and chance(rng, 0.4) else NONE,
    }


def _lower_kind(rng: Generator, upper: str, woman: bool) -> str:
    if upper == "dress":
        return NONE
    if upper == "suit":
        return "trousers"
    lower = choose(rng, WOMENS_LOWERS if woman else LOWERS)
    return "jeans" if upper in WARM and lower == "shorts" else lower


def draw_shoes(rng: Generator, upper: str, lower: dict[str, str], woman: bool) -> dict[str, str]:
    short = lower["lower"] in ("shorts", NONE, *SKIRTS)
    kinds = {**(WOMENS_SHOES if woman else SHOES), **(AIRY_SHOES if short and upper not in WARM else {})}
    if lower["lower"] == "shorts":
        kinds |= {"ankle boots": 0.15, "knee boots": 0, "wellingtons": 0, "high heels": 0.05}
    if upper in ("suit", "long coat", "shirt"):
        kinds |= {"dress shoes": 0.6 if woman else 2, "wellingtons": 0}
    shoes = choose(rng, kinds)
    colour = choose(rng, shoe_colours(shoes, woman))
    soled, sole = chance(rng, 0.88), choose(rng, SOLES.get(shoes, DARK_SOLES))
    socks, socked = choose(rng, SOCKS, avoid=(colour,)), chance(rng, 0.65 if lower["lower"] == "shorts" else 0.3)
    bare = short and lower["tights_colour"] == NONE and shoes in WITH_SOCKS
    return {
        "shoes": shoes,
        "shoes_colour": colour,
        "sole_colour": sole if soled and shoes not in SAME_SOLE and sole != colour else NONE,
        "socks_colour": socks if bare and socked else NONE,
    }


def draw_scarf(rng: Generator, upper: str, upper_colour: str) -> dict[str, str]:
    if upper in LIGHT or not chance(rng, 0.11):
        return {"scarf_colour": NONE, "scarf_pattern": NONE}
    pattern = choose(rng, {"plain": 3, "check": 1, "horizontal stripes": 0.6})
    return {"scarf_colour": choose(rng, CLOTHES, avoid=(upper_colour,)), "scarf_pattern": pattern}
