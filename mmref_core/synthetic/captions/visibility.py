"""Which of a person's attributes a viewer of one picture could state."""

from mmref_core.synthetic.attributes.fabric_visibility import seen_fabric
from mmref_core.synthetic.attributes.visibility_thresholds import LEAST, MATERIALS, Sight
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE, Attributes

FRONT, NEARLY_FRONT, FACING = 45.0, 60.0, 70.0  # degrees of yaw, 0 is seen from the front
GLASSES_SEEN = 80.0
BACK, NOT_FACING = 135.0, 60.0
BEFORE_SEEN = 100.0  # what hands do before the body
BEFORE_THE_BODY = ("with hands clasped in front", "with a hand at the chin", "with arms crossed")
FRINGE_SEEN = 80.0
MASK_SEEN = 110.0
PAINTED_BEARDS = ("stubble",)  # they have no pixels of their own
KINDS_OF_GLASSES = ("round glasses", "thick glasses")
TIED_BEHIND = ("ponytail", "bun", "braid")  # nobody sees how from the front
CUT_SHORT = ("short", "buzz cut", "undercut", "receding", "half-bald")  # alike under a hat
OF_THE_CROWN = ("mohawk", "afro", "topknot", "high ponytail")
SOLES_SEEN = 1.5  # times the pixels that shoes are told from
JACKETS = ("jacket", "puffer jacket", "long coat", "track jacket", "raincoat", "parka")
ALWAYS_SEWN_ON = ("reflective bands", "number", "ripped", "border")
SEWN_ON_LEAST = 0.003  # share of the person's pixels from which a pattern with a material of its own is seen

RIDING = "riding a scooter"
FINE = ("small logo", "pinstripes")  # patterns that are taken for plain cloth where they cannot be told
REPEATING = ("horizontal stripes", "vertical stripes", "check", "dots", "houndstooth")
TIED = ("ponytail", "bun", "braid", "high ponytail", "topknot", "pigtails")
# Share of a person's height at which a hem ends: what is cut above it has no length that could be told.
HEMS: dict[str, float] = {"short": 0.42, "knee-length": 0.28, "calf-length": 0.17, "long": 0.08}
LEAST_OF_ITEM: dict[str, float] = {  # of large things, of which a corner tells nothing
    "umbrella": 0.02,
    "newspaper": 0.01,
    "flowers": 0.004,
    "shopping bag": 0.008,
    "shopping bags": 0.015,
    "folded umbrella": 0.005,
    "box": 0.015,
    "guitar case": 0.02,
    "skateboard": 0.01,
    "scooter": 0.012,
    "ball": 0.008,
    "walking stick": 0.004,
    "crutches": 0.006,
    "pram": 0.06,
    "walker": 0.03,
    "bicycle": 0.03,
    "dog": 0.02,
    "wheelchair": 0.05,
}
TURNED_WHERE_SEEN: dict[str, tuple[float, float]] = {  # degrees away from the camera, least and most
    "print": (0.0, NEARLY_FRONT),
    "small logo": (0.0, FRONT),
    "back print": (180 - NEARLY_FRONT, 180.0),
    "side stripes": (25.0, 155.0),
}


def visible_attributes(person: Attributes, sight: Sight) -> dict[str, str]:
    """Words for what is seen; "none" where a viewer can see that there is none, and no key where one cannot tell."""
    view = "front" if sight.turned < FRONT else "back" if sight.turned > BACK else "side"
    seen = {"sex": person.sex, "age": person.age, "build": person.build, "view": view}
    seen |= _head(person, sight) | _upper(person, sight) | _inner(person, sight) | _lower(person, sight)
    seen |= _accessories(person, sight) | _bag(person, sight) | _carried(person, sight)
    return {key: value for key, value in seen.items() if value != NONE or key in NONE_IS_SEEN}


NONE_IS_SEEN = ("beard", "fringe", "headwear", "glasses", "inner", "bag", "carried")


def _head(person: Attributes, sight: Sight) -> dict[str, str]:
    seen = {}
    if person.hair == "bald":
        if person.headwear == NONE and sight.shows_head:
            seen["hair"] = "bald"
    elif sight.shows("hair"):
        seen |= _hair(person, sight)
    if person.headwear == NONE:
        if sight.shows_head:
            seen["headwear"] = NONE
    elif sight.shows("headwear"):
        seen |= {"headwear": person.headwear, "headwear_colour": person.headwear_colour}
    if person.glasses == NONE:
        if sight.shows_head and sight.turned < NEARLY_FRONT and sight.resolves("no glasses"):
            seen["glasses"] = NONE
    elif sight.shows("glasses") and sight.turned < GLASSES_SEEN:
        is_plain = person.glasses not in KINDS_OF_GLASSES or sight.resolves("kind of glasses")
        seen["glasses"] = person.glasses if is_plain else "glasses"
    shows_chin = sight.shows_head and sight.turned < FACING and sight.resolves("beard")
    if person.sex == "man" and person.age != "child" and shows_chin:
        is_bare = person.mask_colour == NONE
        if is_bare and (person.beard in (NONE, *PAINTED_BEARDS) or sight.shows("beard")):
            seen["beard"] = person.beard
    return seen


def _hair(person: Attributes, sight: Sight) -> dict[str, str]:
    """Its colour always; not what is tied behind from the front, nor a fringe or a crown that is hidden."""
    seen = {"hair_colour": person.hair_colour}
    covered = person.headwear != NONE
    if covered and person.hair in CUT_SHORT:
        seen["hair"] = "short"
    elif person.hair in TIED and not sight.resolves("tied hair"):
        return seen
    elif sight.turned < FRONT and person.hair in TIED_BEHIND:
        seen["hair"] = "tied back"
    elif not (covered and person.hair in OF_THE_CROWN):
        seen["hair"] = "short" if person.hair == "receding" and sight.turned > FACING else person.hair
    if person.hair_texture != NONE and not (covered and person.hair in CUT_SHORT) and sight.resolves("hair texture"):
        seen["hair_texture"] = person.hair_texture
    if sight.turned < FRINGE_SEEN and not covered and sight.shows_head and sight.resolves("fringe"):
        seen["fringe"] = person.fringe
    return seen


def _pattern(part: str, pattern: str, second_colour: str, sight: Sight) -> dict[str, str]:
    """What is on the chest, the back or a side is plain from elsewhere, and what is fine from afar."""
    nearest, farthest = TURNED_WHERE_SEEN.get(pattern, (0.0, 180.0))
    looks_plain = pattern in FINE and not sight.resolves(pattern)
    sewn_on = f"{part} trim {pattern}"
    if sewn_on in sight.counts or pattern in ALWAYS_SEWN_ON:
        looks_plain = sight.counts.get(sewn_on, 0) <= SEWN_ON_LEAST * max(sum(sight.counts.values()), 1)
        nearest, farthest = 0.0, 180.0
    if pattern == "plain" or looks_plain or not nearest <= sight.turned <= farthest:
        return {f"{part}_pattern": "plain"}
    if pattern not in FINE and not sight.resolves("print" if "print" in pattern else "pattern"):
        return {}
    if pattern in REPEATING and not sight.resolves_period(part):
        return {}
    return {f"{part}_pattern": pattern, f"{part}_colour2": second_colour}


def _upper(person: Attributes, sight: Sight) -> dict[str, str]:
    if not sight.shows("upper"):
        return {}
    seen = {"upper": person.upper, "upper_colour": person.upper_colour, "sleeves": person.sleeves}
    lengths = {"dress_length": person.dress_length, "coat_length": person.coat_length}
    seen |= {name: length for name, length in lengths.items() if sight.lowest < HEMS.get(length, 1.0)}
    if sight.turned < FACING and sight.resolves("buttons") and sight.shows("buttons"):
        seen["button_colour"] = person.button_colour
    if sight.turned < NEARLY_FRONT and sight.resolves("open"):
        seen["coat_open"] = person.coat_open
    seen |= seen_fabric("upper", person.upper_fabric, person.upper_colour, sight)
    return seen | _pattern("upper", person.upper_pattern, person.upper_colour2, sight)


def _inner(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.inner == NONE:
        is_closed_jacket = person.upper in JACKETS and sight.turned < FRONT and sight.shows("upper")
        is_closed_jacket &= sight.resolves("no inner")
        return {"inner": NONE} if is_closed_jacket else {}
    if not sight.shows("inner"):
        return {}
    pattern = _pattern("inner", person.inner_pattern, NONE, sight)
    return {"inner": person.inner, "inner_colour": person.inner_colour, **pattern}


def _lower(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.lower == NONE or not sight.shows("lower"):
        return {}
    seen = {"lower": person.lower, "lower_colour": person.lower_colour, "lower_fit": person.lower_fit}
    seen |= seen_fabric("lower", person.lower_fabric, person.lower_colour, sight)
    return seen | _pattern("lower", person.lower_pattern, person.lower_colour2, sight)


def _accessories(person: Attributes, sight: Sight) -> dict[str, str]:
    seen = {}
    if sight.shows("shoes"):
        seen |= {"shoes": _shoes(person, sight), "shoes_colour": person.shoes_colour}
        if person.sole_colour in contrasting(person.shoes_colour) and sight.shows("shoes", SOLES_SEEN):
            seen["sole_colour"] = person.sole_colour
    colours = {"tights": person.tights_colour, "tie": person.tie_colour, "scarf": person.scarf_colour}
    colours |= {"socks": person.socks_colour, "belt": person.belt_colour}
    colours["mask"] = person.mask_colour if sight.turned < MASK_SEEN else NONE
    is_on_head = person.headphones == "headphones"
    if sight.shows("headphones") and (is_on_head or sight.resolves("what is in the ears")):
        seen |= {"headphones": person.headphones, "headphones_colour": person.headphones_colour}
    return seen | {f"{part}_colour": colour for part, colour in colours.items() if sight.shows(part)}


def _shoes(person: Attributes, sight: Sight) -> str:
    """Under wide trousers a tall boot is a boot."""
    is_tall = person.shoes in ("knee boots", "wellingtons")
    return "ankle boots" if is_tall and not sight.counts.get("boots", 0) else person.shoes


def _bag(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.bag == NONE:
        return {"bag": NONE} if sight.turned > NOT_FACING else {}
    if not (sight.shows("bag") or sight.shows("strap")):
        return {}
    seen = {"bag": person.bag, "bag_colour": person.bag_colour}
    seen["bag_view"] = "full" if sight.shows("bag") else "straps only"
    if person.bag == "large backpack" and seen["bag_view"] != "full":
        seen["bag"] = "backpack"
    if sight.counts.get("bag pocket", 0) > LEAST["bag"].share / 2 * max(sum(sight.counts.values()), 1):
        seen["bag_colour2"] = person.bag_colour2
    is_told = sight.shows("bag") and sight.resolves("doing") if person.bag == "handbag" else sight.shows("strap")
    return seen | ({"bag_strap": person.bag_strap} if is_told else {})


def _carried(person: Attributes, sight: Sight) -> dict[str, str]:
    """Large things need more than a corner to be told."""
    seen = {"action": sight.action}
    pixels = sum(sight.counts.get(name, 0) for name in MATERIALS["item"])
    is_large = pixels > LEAST_OF_ITEM.get(sight.item, LEAST["item"].share) * max(sum(sight.counts.values()), 1)
    is_told = is_large and pixels * sight.true_share > LEAST["item"].pixels
    if sight.item == NONE:
        seen |= {"carried": NONE} if sight.turned < FACING and sight.resolves("nothing carried") else {}
    elif is_told:
        seen |= {"carried": sight.item, "carried_colour": person.carried_colour}
    told = ", ".join(doing for doing in sight.doing if _is_doing_seen(doing, sight, is_told))
    if RIDING in told:  # who rides stands, and nobody says so
        del seen["action"]
    return seen | ({"doing": told} if told and sight.resolves("doing") else {})


def _is_doing_seen(doing: str, sight: Sight, is_item_told: bool) -> bool:
    """What the head does is seen with the head, what is held with the thing, and the rest by the side it is on."""
    if doing.startswith("looking") and "phone" not in doing:
        return sight.shows_head and (doing == "looking over the shoulder" or sight.turned < BACK)
    if sight.item != NONE:
        return is_item_told
    if doing in BEFORE_THE_BODY:
        return sight.turned < BEFORE_SEEN
    return sight.turned > NOT_FACING if "behind the back" in doing else sight.turned < BACK
