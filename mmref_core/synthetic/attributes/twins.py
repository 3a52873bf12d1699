"""Near-twins: copies of persons that differ in one or two describable details."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from numpy.random import Generator

from mmref_core.synthetic.attributes.carrying import ITEM_COLOURS, ITEMS, TWO_HANDED, can_sit_in, draw_carried
from mmref_core.synthetic.attributes.fabric_visibility import TOO_DARK
from mmref_core.synthetic.attributes.fabrics import LEATHERY, OF_KIND
from mmref_core.synthetic.attributes.fine_details import BUTTON_COLOURS, BUTTONS
from mmref_core.synthetic.attributes.footwear import SOCKS, SOLES, shoe_colours
from mmref_core.synthetic.attributes.garment_colours import lower_colours, upper_colours
from mmref_core.synthetic.attributes.grooming import ABOVE_HATS, TEXTURED
from mmref_core.synthetic.attributes.luggage import draw_bag_of
from mmref_core.synthetic.attributes.wardrobe import (
    BAGS,
    CLOTHES,
    DRESS_SHIRTS,
    PRINTABLE,
    SLEEVES,
    TIGHTS,
    TUCKABLE,
    WITH_INNER,
    Weights,
    chance,
    choose,
    second_colour,
)
from mmref_core.synthetic.geometry.palette import contrasting, difference
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream

Change = dict[str, str]  # the fields that get another value, empty where the detail cannot change
SHINING, COARSE = ("leather", "satin"), ("corduroy", "cable knit", "rib knit")  # fabrics that are told from afar
TORN_TWINS = 0.4  # of those in whole jeans who could be told by them
TOLD_APART = 30.0  # CIELAB distance of two colours that nobody takes for each other


def draw_twin(attributes: PersonAttributes, seed: int) -> PersonAttributes:
    """Return a copy of the attributes with one or two changed details, all of which are visible and describable."""
    rng = stream(seed, "twin")
    wanted = 1 if chance(rng, 0.6) else 2
    changes: Change = {}
    for detail in rng.permutation(list(DETAILS)):
        change = DETAILS[str(detail)](replace(attributes, **changes), rng)  # the second goes with the first
        if change and wanted:
            changes |= change
            wanted -= 1
    return replace(attributes, **changes)


def _other_colour(rng: Generator, weights: Weights, colour: str, second: str = NONE) -> str | None:
    """A colour not mistaken for the old one, and still clearly different from the pattern's second colour."""
    fitting = contrasting(second) if second != NONE else tuple(weights)
    options = {name: weights.get(name, 0) for name in fitting if difference(name, colour) > TOLD_APART}
    return choose(rng, options) if any(options.values()) else None


def _colour_change(rng: Generator, weights: Weights, field: str, colour: str, second: str = NONE) -> Change:
    found = None if colour == NONE else _other_colour(rng, weights, colour, second)
    return {field: found} if found else {}


def _shoes(attributes: PersonAttributes, rng: Generator) -> Change:
    weights = shoe_colours(attributes.shoes, attributes.sex == "woman")
    weights = {name: weight for name, weight in weights.items() if name != attributes.sole_colour}
    return _colour_change(rng, weights, "shoes_colour", attributes.shoes_colour)


def _bag(attributes: PersonAttributes, rng: Generator) -> Change:
    """Another colour, no bag, or a bag where there was none."""
    if attributes.bag == NONE:
        held = 1 if attributes.sex == "woman" and attributes.carried not in TWO_HANDED else 0
        kinds = {"backpack": 2.4, "shoulder bag": 1.2, "handbag": held, "tote bag": held, "belt bag": 0.3}
        return draw_bag_of(rng, choose(rng, kinds))
    if chance(rng, 0.35):
        return draw_bag_of(rng, NONE)
    return _colour_change(rng, BAGS, "bag_colour", attributes.bag_colour, attributes.bag_colour2)


def _upper_colour(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.upper == "suit" or attributes.upper_pattern == "camouflage":
        return {}
    worn_with = (attributes.inner_colour, attributes.scarf_colour, attributes.button_colour)
    weights = {name: weight for name, weight in upper_colours(attributes.upper).items() if name not in worn_with}
    change = _colour_change(rng, weights, "upper_colour", attributes.upper_colour, attributes.upper_colour2)
    if change and attributes.headwear == "hood":
        change["headwear_colour"] = change["upper_colour"]
    return change


def _upper_pattern(attributes: PersonAttributes, rng: Generator) -> Change:
    """Plain becomes patterned and the other way round."""
    if attributes.upper not in (*TUCKABLE, *PRINTABLE, "dress") or attributes.upper_pattern == "camouflage":
        return {}
    if attributes.upper_pattern != "plain":
        return {"upper_pattern": "plain", "upper_colour2": NONE}
    patterns = {"horizontal stripes": 2, "check": 1, "dots": 1, "print": 2 if attributes.upper in PRINTABLE else 0}
    pattern = choose(rng, patterns)
    return {"upper_pattern": pattern, "upper_colour2": second_colour(rng, attributes.upper_colour, pattern)}


def _lower_colour(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.upper == "suit" or attributes.lower_pattern == "camouflage":
        return {}
    weights = lower_colours(attributes.lower)
    return _colour_change(rng, weights, "lower_colour", attributes.lower_colour, attributes.lower_colour2)


def _upper_fabric(attributes: PersonAttributes, rng: Generator) -> Change:
    """Shining or coarse becomes smooth, and the other way round, where the colour lets it be seen."""
    current, colour = attributes.upper_fabric, attributes.upper_colour
    is_hide = colour in LEATHERY and attributes.upper_pattern == "plain"
    told = SHINING if colour in TOO_DARK else (*SHINING, *COARSE)
    options = {name: weight for name, weight in OF_KIND.get(attributes.upper, {}).items() if name != current}
    options = {name: weight for name, weight in options.items() if name in told or current in told}
    if not is_hide:
        options.pop("leather", None)
    return {"upper_fabric": choose(rng, options)} if options else {}


def _buttons(attributes: PersonAttributes, rng: Generator) -> Change:
    weights = BUTTON_COLOURS.get(attributes.upper, BUTTONS)
    return _colour_change(rng, weights, "button_colour", attributes.button_colour, attributes.upper_colour)


def _rips(attributes: PersonAttributes, rng: Generator) -> Change:
    """Torn jeans are whole, and some whole ones torn."""
    is_torn = attributes.lower_pattern == "ripped"
    if attributes.lower != "jeans" or not (is_torn or chance(rng, TORN_TWINS)):
        return {}
    return {"lower_pattern": "plain" if is_torn else "ripped"}


def _sleeves(attributes: PersonAttributes, rng: Generator) -> Change:
    options = SLEEVES.get(attributes.upper, {})
    return {"sleeves": choose(rng, options, avoid=(attributes.sleeves,))} if len(options) > 1 else {}


def _headwear(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.headwear == "hood":
        return {"headwear": NONE, "headwear_colour": NONE, "hood": "down"}
    if attributes.headwear != NONE:
        return {"headwear": NONE, "headwear_colour": NONE}
    if attributes.hair in ABOVE_HATS or attributes.headphones_colour != NONE:
        return {}
    return {
        "headwear": choose(rng, {"cap": 1.5, "beanie": 1, "bucket hat": 0.4, "bobble hat": 0.3}),
        "headwear_colour": choose(rng, CLOTHES),
    }


def _glasses(attributes: PersonAttributes, rng: Generator) -> Change:
    kinds = {"none": 2, "glasses": 1, "sunglasses": 2}
    return {"glasses": choose(rng, kinds, avoid=(attributes.glasses,))}


def _hair(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.sex == "woman":
        lengths = {"short": 1, "long": 2, "ponytail": 1, "high ponytail": 1, "bun": 1, "bob": 1, "braid": 0.5}
    else:
        lengths = {"buzz cut": 1, "short": 2, "undercut": 1}
    hair = choose(rng, lengths, avoid=(attributes.hair,))
    texture = attributes.hair_texture if attributes.hair_texture != NONE else "straight"
    shape = {"hair": hair, "hair_texture": texture if hair in TEXTURED else NONE, "fringe": NONE}
    return {} if attributes.headwear != NONE else shape


def _beard(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.sex == "woman" or attributes.age == "child" or attributes.mask_colour != NONE:
        return {}
    if attributes.beard != NONE:
        return {"beard": NONE}
    return {"beard": choose(rng, {"full beard": 2, "long beard": 0.5, "goatee": 1, "moustache": 1})}


def _socks(attributes: PersonAttributes, rng: Generator) -> Change:
    return _colour_change(rng, SOCKS, "socks_colour", attributes.socks_colour)


def _soles(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.shoes not in SOLES:
        return {}
    fits = {
        name: weight for name, weight in SOLES[attributes.shoes].items() if name in contrasting(attributes.shoes_colour)
    }
    return _colour_change(rng, fits, "sole_colour", attributes.sole_colour)


def _inner(attributes: PersonAttributes, rng: Generator) -> Change:
    if attributes.upper not in WITH_INNER or attributes.coat_open == "closed":
        return {}
    around = (attributes.upper_colour, attributes.tie_colour)
    weights = DRESS_SHIRTS if attributes.upper == "suit" else CLOTHES
    weights = {name: weight for name, weight in weights.items() if name not in around}
    return _colour_change(rng, weights, "inner_colour", attributes.inner_colour, attributes.inner_colour2)


def _tights(attributes: PersonAttributes, rng: Generator) -> Change:
    bare = attributes.tights_colour == NONE
    if attributes.lower not in (NONE, "short skirt") or attributes.dress_length == "long":
        return {}
    return {"tights_colour": choose(rng, {**TIGHTS, "beige": 0}) if bare else NONE}


def _carried(attributes: PersonAttributes, rng: Generator) -> Change:
    """Nothing, something, or the same in another colour."""
    weights = ITEM_COLOURS.get(attributes.carried, ITEMS)
    if attributes.carried_colour != NONE and chance(rng, 0.4):
        return _colour_change(rng, weights, "carried_colour", attributes.carried_colour)
    if attributes.carried != NONE:
        return {"carried": NONE, "carried_colour": NONE}
    return draw_carried(
        rng, attributes.age, attributes.bag, can_sit_in(attributes.upper, attributes.lower), avoid=(NONE,)
    )


DETAILS: Mapping[str, Callable[[PersonAttributes, Generator], Change]] = {
    "shoes": _shoes,
    "bag": _bag,
    "upper colour": _upper_colour,
    "upper pattern": _upper_pattern,
    "upper fabric": _upper_fabric,
    "lower colour": _lower_colour,
    "buttons": _buttons,
    "rips": _rips,
    "sleeves": _sleeves,
    "headwear": _headwear,
    "glasses": _glasses,
    "hair": _hair,
    "inner": _inner,
    "beard": _beard,
    "socks": _socks,
    "soles": _soles,
    "tights": _tights,
    "carried": _carried,
}
