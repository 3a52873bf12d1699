"""Random outfits: one draw for each part, with rules for combinations."""

from numpy.random import Generator

from mmref_core.synthetic.attributes.footwear import (
    AIRY_SHOES,
    DARK_SOLES,
    SAME_SOLE,
    SHOES,
    SOCKS,
    SOLES,
    WITH_SOCKS,
    WOMENS_SHOES,
    shoe_colours,
)
from mmref_core.synthetic.attributes.garment_colours import lower_colours, upper_colours
from mmref_core.synthetic.attributes.seasons import in_season
from mmref_core.synthetic.attributes.wardrobe import (
    CAMOUFLAGE,
    CLOTHES,
    DENIM,
    DRESS_SHIRTS,
    INNER_PATTERNS,
    LIGHT,
    LOWER_PATTERNS,
    LOWERS,
    ONE_PIECE,
    OUTER_PATTERNS,
    PATTERNS,
    PRINT_KINDS,
    PRINTABLE,
    SHORTS,
    SKIRTS,
    SLEEVES,
    TAILORED,
    TIGHTS,
    TUCKABLE,
    UPPERS,
    WARM,
    WITH_INNER,
    WOMENS_LOWERS,
    WOMENS_UPPERS,
    Weights,
    beside,
    chance,
    choose,
    second_colour,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

PUPIL_SHARE = 0.3  # of children who wear their school's uniform
TRACKSUIT_SHARE = 0.55  # of track jackets come with joggers of their colour
SCARF_SHARES = {"summer": 0.0, "mild": 0.09, "winter": 0.24}
INNERS: Weights = {"t-shirt": 3, "shirt": 1, "sweater": 1}
INNERS_UNDER = {
    "sari": {"blouse": 1},
    "hi-vis vest": {"t-shirt": 1.5, "sweater": 2},
    "gilet": {"sweater": 2, "shirt": 1, "t-shirt": 0.7},
}
SCHOOL_COLOURS: Weights = {"navy": 3, "black": 2, "burgundy": 1, "dark green": 0.8, "grey": 0.6}
# What is mostly worn below an upper garment, and in how many cases.
COMPANIONS: dict[str, tuple[Weights, float]] = {
    "hi-vis vest": ({"cargo trousers": 2, "trousers": 2, "jeans": 1}, 0.9),
    "tunic": ({"trousers": 3, "leggings": 1}, 0.9),
    "sports shirt": ({"shorts": 3, "joggers": 1}, 0.75),
    "track jacket": ({"joggers": 3, "leggings": 0.5}, 0.4),
    "blazer": ({"trousers": 3, "jeans": 2}, 0.8),
}


def draw_clothes(rng: Generator, woman: bool, child: bool, season: str) -> dict[str, str]:
    """Return random clothes between neck and ankles, without scarf and shoes."""
    if child and season != "summer" and chance(rng, PUPIL_SHARE):
        return _school_uniform(rng, woman)
    upper = draw_upper(rng, woman, child, season)
    return {**upper, **draw_lower(rng, upper, woman, season)}


def draw_upper(rng: Generator, woman: bool, child: bool, season: str) -> dict[str, str]:
    kinds = in_season(WOMENS_UPPERS if woman else UPPERS, season)
    return _upper(rng, choose(rng, kinds, avoid=("suit", "hi-vis vest", "robe", "sari") if child else ()), woman)


def _upper(rng: Generator, upper: str, woman: bool) -> dict[str, str]:
    pattern = choose(rng, OUTER_PATTERNS.get(upper, PATTERNS))
    if upper in PRINTABLE and pattern == "plain" and chance(rng, 0.4):
        pattern = choose(rng, PRINT_KINDS)
    colours = {**upper_colours(upper), "white": 3, "beige": 1.5} if upper == "robe" and not woman else {}
    colour = choose(rng, CAMOUFLAGE if pattern == "camouflage" else colours or upper_colours(upper))
    dress_lengths = {"short": 2, "knee-length": 2.5, "long": 1.5} if upper == "dress" else {"long": 1}
    return {
        "upper": upper,
        "upper_colour": colour,
        "upper_colour2": second_colour(rng, colour, pattern),
        "upper_pattern": pattern,
        "sleeves": choose(rng, SLEEVES.get(upper, {"long": 1})),
        "dress_length": choose(rng, dress_lengths) if upper in ONE_PIECE else NONE,
        "coat_length": choose(rng, {"knee-length": 3, "calf-length": 1}) if upper == "long coat" else NONE,
        "coat_open": choose(rng, {"open": 3, "closed": 2}) if upper == "long coat" else NONE,
        **draw_inner(rng, upper, colour, woman),
    }


def draw_inner(rng: Generator, upper: str, outer_colour: str, woman: bool) -> dict[str, str]:
    """Return the random garment under an open one, with a tie or none."""
    if upper not in WITH_INNER:
        return dict.fromkeys(("inner", "inner_colour", "inner_colour2", "inner_pattern", "tie_colour"), NONE)
    formal = upper == "suit" or (upper == "blazer" and chance(rng, 0.5))
    colour = choose(rng, DRESS_SHIRTS if formal else beside(CLOTHES, outer_colour), avoid=(outer_colour,))
    pattern = "plain" if formal or upper == "sari" else choose(rng, INNER_PATTERNS)
    tie = formal and not woman and chance(rng, 0.55)
    return {
        "inner": "shirt" if formal else choose(rng, INNERS_UNDER.get(upper, INNERS)),
        "inner_colour": colour,
        "inner_colour2": second_colour(rng, colour, pattern),
        "inner_pattern": pattern,
        "tie_colour": choose(rng, CLOTHES, avoid=(colour,)) if tie else NONE,
    }


def draw_lower(rng: Generator, worn: dict[str, str], woman: bool, season: str) -> dict[str, str]:
    upper, upper_colour = worn["upper"], worn["upper_colour"]
    lower = _lower_kind(rng, upper, woman, season)
    pattern = choose(rng, LOWER_PATTERNS.get(lower, {"plain": 1})) if upper not in TAILORED else "plain"
    avoid = (upper_colour,) if upper in ("denim jacket", "blazer") and lower in (*DENIM, "trousers") else ()
    colours = beside(lower_colours(lower), upper_colour)
    colour = choose(rng, CAMOUFLAGE if pattern == "camouflage" else colours, avoid)
    if upper == "suit" or (upper == "track jacket" and lower == "joggers" and chance(rng, TRACKSUIT_SHARE)):
        colour = upper_colour
        pattern = worn["upper_pattern"] if worn["upper_pattern"] in LOWER_PATTERNS.get(lower, {}) else "plain"
    return _lower(rng, worn["upper"], lower, (colour, pattern), woman)


def _lower(rng: Generator, upper: str, lower: str, cloth: tuple[str, str], woman: bool) -> dict[str, str]:
    """`cloth` is its colour and its pattern."""
    colour, pattern = cloth
    fits = {"slim": 3, "straight": 4, "wide": 1.5 if woman else 0.8}
    fits = {"leggings": {"tight": 1}, "culottes": {"wide": 1}, "joggers": {"slim": 1, "straight": 2}}.get(lower, fits)
    is_bib = lower == "dungarees"
    tucked = is_bib or (upper in TUCKABLE and lower != NONE and chance(rng, 0.4 if woman else 0.2))
    belted = tucked and lower in ("trousers", "jeans", "shorts") and chance(rng, 0.6)
    skirted = lower in (*SKIRTS, NONE)
    return {
        "lower": lower,
        "lower_colour": NONE if lower == NONE else colour,
        "lower_colour2": NONE if lower == NONE else second_colour(rng, colour, pattern),
        "lower_pattern": NONE if lower == NONE else pattern,
        "lower_fit": NONE if skirted else choose(rng, fits),
        "tucked": "yes" if tucked else NONE,
        "belt_colour": choose(rng, {"black": 3, "brown": 2}) if belted else NONE,
        "tights_colour": choose(rng, TIGHTS)
        if skirted and upper not in ("robe", "sari") and chance(rng, 0.4)
        else NONE,
    }


def _lower_kind(rng: Generator, upper: str, woman: bool, season: str) -> str:
    if upper in ONE_PIECE:
        return NONE
    if upper == "suit":
        return "trousers"
    usual, share = COMPANIONS.get(upper, ({}, 0.0))
    if usual and chance(rng, share):
        kinds = in_season(usual, season)
    else:
        kinds = in_season(WOMENS_LOWERS if woman else LOWERS, season)
    too_warm = SHORTS if upper in WARM else ()
    bare = () if upper in ("t-shirt", "shirt", "sweater") else ("dungarees",)
    return choose(rng, kinds, avoid=(*too_warm, *bare))


def _school_uniform(rng: Generator, woman: bool) -> dict[str, str]:
    """Blazer or cardigan over a shirt, mostly with a tie; grey or black below."""
    upper = choose(rng, {"blazer": 2, "cardigan": 1})
    colour, shirt = choose(rng, SCHOOL_COLOURS), choose(rng, {"white": 4, "light blue": 1})
    lower = choose(rng, {"trousers": 1, "pleated skirt": 2, "short skirt": 0.5}) if woman else "trousers"
    below = choose(rng, {"grey": 2, "dark grey": 2, "black": 2, colour: 1})
    worn = _upper(rng, upper, woman) | {"upper_colour": colour, "upper_colour2": NONE, "upper_pattern": "plain"}
    worn |= {"inner": "shirt", "inner_colour": shirt, "inner_colour2": NONE, "inner_pattern": "plain"}
    worn["tie_colour"] = choose(rng, CLOTHES, avoid=(shirt, colour)) if chance(rng, 0.8) else NONE
    return {**worn, **_lower(rng, upper, lower, (below, "plain"), woman)}


def draw_shoes(rng: Generator, clothes: dict[str, str], woman: bool, season: str) -> dict[str, str]:
    upper, lower = clothes["upper"], clothes["lower"]
    short = lower in (*SHORTS, NONE, *SKIRTS) and upper != "robe"
    kinds = {**(WOMENS_SHOES if woman else SHOES), **(AIRY_SHOES if short and upper not in WARM else {})}
    if lower in SHORTS:
        kinds |= {"ankle boots": 0.15, "knee boots": 0, "wellingtons": 0, "high heels": 0.05}
    if upper in (*TAILORED, "long coat", "shirt"):
        kinds |= {"dress shoes": 0.6 if woman else 2, "wellingtons": 0}
    if upper == "sari":
        kinds |= {"sandals": 6, "ballet flats": 2, "knee boots": 0, "wellingtons": 0, "dress shoes": 0}
    if upper == "hi-vis vest":
        kinds |= {"ankle boots": 8, "high heels": 0}
    shoes = choose(rng, in_season(kinds, season))
    colour = choose(rng, shoe_colours(shoes, woman))
    soled, sole = chance(rng, 0.88), choose(rng, SOLES.get(shoes, DARK_SOLES))
    socks, socked = choose(rng, SOCKS, avoid=(colour,)), chance(rng, 0.65 if lower in SHORTS else 0.3)
    bare = short and clothes["tights_colour"] == NONE and shoes in WITH_SOCKS
    return {
        "shoes": shoes,
        "shoes_colour": colour,
        "sole_colour": sole if soled and shoes not in SAME_SOLE and sole != colour else NONE,
        "socks_colour": socks if bare and socked else NONE,
    }


def draw_scarf(rng: Generator, upper: str, upper_colour: str, season: str) -> dict[str, str]:
    if upper in (*LIGHT, "hi-vis vest") or not chance(rng, SCARF_SHARES[season]):
        return {"scarf_colour": NONE, "scarf_pattern": NONE}
    pattern = choose(rng, {"plain": 3, "check": 1, "horizontal stripes": 0.6})
    return {"scarf_colour": choose(rng, CLOTHES, avoid=(upper_colour,)), "scarf_pattern": pattern}
