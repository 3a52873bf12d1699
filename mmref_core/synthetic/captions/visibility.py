"""The attributes of a person that are visible in one picture."""

from mmref_core.synthetic.attributes.fabric_visibility import seen_fabric
from mmref_core.synthetic.attributes.visibility_thresholds import MATERIALS, VISIBILITY_THRESHOLDS, Visibility
from mmref_core.synthetic.geometry.palette import contrasting
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

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


def visible_attributes(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    """Return values of visible attributes; “none” where a viewer can see that there is none, no key where one cannot
    tell.
    """
    view = "front" if visibility.turned < FRONT else "back" if visibility.turned > BACK else "side"
    seen = {"sex": person.sex, "age": person.age, "build": person.build, "view": view}
    seen |= (
        _head(person, visibility) | _upper(person, visibility) | _inner(person, visibility) | _lower(person, visibility)
    )
    seen |= _accessories(person, visibility) | _bag(person, visibility) | _carried(person, visibility)
    return {key: value for key, value in seen.items() if value != NONE or key in NONE_IS_SEEN}


NONE_IS_SEEN = ("beard", "fringe", "headwear", "glasses", "inner", "bag", "carried")


def _head(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    seen = {}
    if person.hair == "bald":
        if person.headwear == NONE and visibility.shows_head:
            seen["hair"] = "bald"
    elif visibility.shows("hair"):
        seen |= _hair(person, visibility)
    if person.headwear == NONE:
        if visibility.shows_head:
            seen["headwear"] = NONE
    elif visibility.shows("headwear"):
        seen |= {"headwear": person.headwear, "headwear_colour": person.headwear_colour}
    if person.glasses == NONE:
        if visibility.shows_head and visibility.turned < NEARLY_FRONT and visibility.resolves("no glasses"):
            seen["glasses"] = NONE
    elif visibility.shows("glasses") and visibility.turned < GLASSES_SEEN:
        is_plain = person.glasses not in KINDS_OF_GLASSES or visibility.resolves("kind of glasses")
        seen["glasses"] = person.glasses if is_plain else "glasses"
    shows_chin = visibility.shows_head and visibility.turned < FACING and visibility.resolves("beard")
    if person.sex == "man" and person.age != "child" and shows_chin:
        is_bare = person.mask_colour == NONE
        if is_bare and (person.beard in (NONE, *PAINTED_BEARDS) or visibility.shows("beard")):
            seen["beard"] = person.beard
    return seen


def _hair(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    """Its colour always; not what is tied behind from the front, nor a fringe or a crown that is hidden."""
    seen = {"hair_colour": person.hair_colour}
    covered = person.headwear != NONE
    if covered and person.hair in CUT_SHORT:
        seen["hair"] = "short"
    elif person.hair in TIED and not visibility.resolves("tied hair"):
        return seen
    elif visibility.turned < FRONT and person.hair in TIED_BEHIND:
        seen["hair"] = "tied back"
    elif not (covered and person.hair in OF_THE_CROWN):
        seen["hair"] = "short" if person.hair == "receding" and visibility.turned > FACING else person.hair
    if (
        person.hair_texture != NONE
        and not (covered and person.hair in CUT_SHORT)
        and visibility.resolves("hair texture")
    ):
        seen["hair_texture"] = person.hair_texture
    if visibility.turned < FRINGE_SEEN and not covered and visibility.shows_head and visibility.resolves("fringe"):
        seen["fringe"] = person.fringe
    return seen


def _pattern(part: str, pattern: str, second_colour: str, visibility: Visibility) -> dict[str, str]:
    """What is on the chest, the back or a side is plain from elsewhere, and what is fine from afar."""
    nearest, farthest = TURNED_WHERE_SEEN.get(pattern, (0.0, 180.0))
    looks_plain = pattern in FINE and not visibility.resolves(pattern)
    sewn_on = f"{part} trim {pattern}"
    if sewn_on in visibility.counts or pattern in ALWAYS_SEWN_ON:
        looks_plain = visibility.counts.get(sewn_on, 0) <= SEWN_ON_LEAST * max(sum(visibility.counts.values()), 1)
        nearest, farthest = 0.0, 180.0
    if pattern == "plain" or looks_plain or not nearest <= visibility.turned <= farthest:
        return {f"{part}_pattern": "plain"}
    if pattern not in FINE and not visibility.resolves("print" if "print" in pattern else "pattern"):
        return {}
    if pattern in REPEATING and not visibility.resolves_period(part):
        return {}
    return {f"{part}_pattern": pattern, f"{part}_colour2": second_colour}


def _upper(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    if not visibility.shows("upper"):
        return {}
    seen = {"upper": person.upper, "upper_colour": person.upper_colour, "sleeves": person.sleeves}
    lengths = {"dress_length": person.dress_length, "coat_length": person.coat_length}
    seen |= {name: length for name, length in lengths.items() if visibility.lowest < HEMS.get(length, 1.0)}
    if visibility.turned < FACING and visibility.resolves("buttons") and visibility.shows("buttons"):
        seen["button_colour"] = person.button_colour
    if visibility.turned < NEARLY_FRONT and visibility.resolves("open"):
        seen["coat_open"] = person.coat_open
    seen |= seen_fabric("upper", person.upper_fabric, person.upper_colour, visibility)
    return seen | _pattern("upper", person.upper_pattern, person.upper_colour2, visibility)


def _inner(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    if person.inner == NONE:
        is_closed_jacket = person.upper in JACKETS and visibility.turned < FRONT and visibility.shows("upper")
        is_closed_jacket &= visibility.resolves("no inner")
        return {"inner": NONE} if is_closed_jacket else {}
    if not visibility.shows("inner"):
        return {}
    pattern = _pattern("inner", person.inner_pattern, NONE, visibility)
    return {"inner": person.inner, "inner_colour": person.inner_colour, **pattern}


def _lower(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    if person.lower == NONE or not visibility.shows("lower"):
        return {}
    seen = {"lower": person.lower, "lower_colour": person.lower_colour, "lower_fit": person.lower_fit}
    seen |= seen_fabric("lower", person.lower_fabric, person.lower_colour, visibility)
    return seen | _pattern("lower", person.lower_pattern, person.lower_colour2, visibility)


def _accessories(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    seen = {}
    if visibility.shows("shoes"):
        seen |= {"shoes": _shoes(person, visibility), "shoes_colour": person.shoes_colour}
        if person.sole_colour in contrasting(person.shoes_colour) and visibility.shows("shoes", SOLES_SEEN):
            seen["sole_colour"] = person.sole_colour
    colours = {"tights": person.tights_colour, "tie": person.tie_colour, "scarf": person.scarf_colour}
    colours |= {"socks": person.socks_colour, "belt": person.belt_colour}
    colours["mask"] = person.mask_colour if visibility.turned < MASK_SEEN else NONE
    is_on_head = person.headphones == "headphones"
    if visibility.shows("headphones") and (is_on_head or visibility.resolves("what is in the ears")):
        seen |= {"headphones": person.headphones, "headphones_colour": person.headphones_colour}
    return seen | {f"{part}_colour": colour for part, colour in colours.items() if visibility.shows(part)}


def _shoes(person: PersonAttributes, visibility: Visibility) -> str:
    """Under wide trousers a tall boot is a boot."""
    is_tall = person.shoes in ("knee boots", "wellingtons")
    return "ankle boots" if is_tall and not visibility.counts.get("boots", 0) else person.shoes


def _bag(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    if person.bag == NONE:
        return {"bag": NONE} if visibility.turned > NOT_FACING else {}
    if not (visibility.shows("bag") or visibility.shows("strap")):
        return {}
    seen = {"bag": person.bag, "bag_colour": person.bag_colour}
    seen["bag_view"] = "full" if visibility.shows("bag") else "straps only"
    if person.bag == "large backpack" and seen["bag_view"] != "full":
        seen["bag"] = "backpack"
    if visibility.counts.get("bag pocket", 0) > VISIBILITY_THRESHOLDS["bag"].share / 2 * max(
        sum(visibility.counts.values()), 1
    ):
        seen["bag_colour2"] = person.bag_colour2
    is_told = (
        visibility.shows("bag") and visibility.resolves("doing")
        if person.bag == "handbag"
        else visibility.shows("strap")
    )
    return seen | ({"bag_strap": person.bag_strap} if is_told else {})


def _carried(person: PersonAttributes, visibility: Visibility) -> dict[str, str]:
    """Large things need more than a corner to be told."""
    seen = {"action": visibility.action}
    pixels = sum(visibility.counts.get(name, 0) for name in MATERIALS["item"])
    is_large = pixels > LEAST_OF_ITEM.get(visibility.item, VISIBILITY_THRESHOLDS["item"].share) * max(
        sum(visibility.counts.values()), 1
    )
    is_told = is_large and pixels * visibility.true_share > VISIBILITY_THRESHOLDS["item"].pixels
    if visibility.item == NONE:
        seen |= {"carried": NONE} if visibility.turned < FACING and visibility.resolves("nothing carried") else {}
    elif is_told:
        seen |= {"carried": visibility.item, "carried_colour": person.carried_colour}
    told = ", ".join(doing for doing in visibility.doing if _is_doing_seen(doing, visibility, is_told))
    if RIDING in told:  # who rides stands, and nobody says so
        del seen["action"]
    return seen | ({"doing": told} if told and visibility.resolves("doing") else {})


def _is_doing_seen(doing: str, visibility: Visibility, is_item_told: bool) -> bool:
    """What the head does is seen with the head, what is held with the thing, and the rest by the side it is on."""
    if doing.startswith("looking") and "phone" not in doing:
        return visibility.shows_head and (doing == "looking over the shoulder" or visibility.turned < BACK)
    if visibility.item != NONE:
        return is_item_told
    if doing in BEFORE_THE_BODY:
        return visibility.turned < BEFORE_SEEN
    return visibility.turned > NOT_FACING if "behind the back" in doing else visibility.turned < BACK
