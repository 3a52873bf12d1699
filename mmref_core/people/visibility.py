"""Which of a person's attributes a viewer of one picture could state."""

from collections.abc import Mapping
from dataclasses import dataclass

from mmref_core.people.attributes import NONE, Attributes

FRONT, NEARLY_FRONT, FACING = 45.0, 60.0, 70.0  # degrees of yaw, 0 is seen from the front
GLASSES_SEEN = 80.0
BACK, NOT_FACING = 135.0, 60.0
HEAD_SEEN = 0.5  # of the head, to say that nothing is worn on it
JACKETS = ("jacket", "puffer jacket", "long coat", "track jacket", "raincoat", "parka")
SEWN_ON = ("side stripes", "reflective bands", "number")  # patterns with a material of their own
SEWN_ON_LEAST = 0.003  # share of the person's pixels

# Shares of the person's pixels from which a part can be told.
LEAST: dict[str, float] = {
    "hair": 0.004,
    "headwear": 0.003,
    "glasses": 0.0004,
    "upper": 0.006,
    "inner": 0.004,
    "lower": 0.006,
    "shoes": 0.004,
    "bag": 0.008,
    "strap": 0.008,
    "tights": 0.004,
    "tie": 0.004,
    "scarf": 0.004,
    "item": 0.002,
}
MATERIALS: dict[str, tuple[str, ...]] = {
    "headwear": ("headwear", "hood"),
    "glasses": ("frame", "lens"),
    "shoes": ("shoes", "boots"),
    "bag": ("bag", "bag pocket"),
    "scarf": ("scarf", "scarf tail"),
}


@dataclass(frozen=True)
class Sight:
    """What one picture shows of a person."""

    counts: Mapping[str, int]  # pixels of each material
    head_share: float
    yaw: float  # degrees, 0 is seen from the front
    action: str
    doing: tuple[str, ...]
    item: str  # what is held in this pose

    @property
    def turned(self) -> float:
        """Degrees away from facing the camera, 0 to 180."""
        return abs((self.yaw + 180) % 360 - 180)

    def shows(self, part: str) -> bool:
        names = MATERIALS.get(part, (part,))
        pixels = sum(count for name, count in self.counts.items() if name.split(" trim ")[0] in names)
        return pixels > LEAST[part] * max(sum(self.counts.values()), 1)

    @property
    def shows_head(self) -> bool:
        return self.head_share >= HEAD_SEEN


def visible_attributes(person: Attributes, sight: Sight) -> dict[str, str]:
    """Words for what is seen; "none" where a viewer can see that there is none, and no key where one cannot tell."""
    view = "front" if sight.turned < FRONT else "back" if sight.turned > BACK else "side"
    seen = {"sex": person.sex, "age": person.age, "build": person.build, "view": view}
    seen |= _head(person, sight) | _upper(person, sight) | _inner(person, sight) | _lower(person, sight)
    seen |= _accessories(person, sight) | _bag(person, sight) | _carried(person, sight)
    return {key: value for key, value in seen.items() if value != NONE or key in NONE_IS_SEEN}


NONE_IS_SEEN = ("beard", "headwear", "glasses", "inner", "bag", "carried")


def _head(person: Attributes, sight: Sight) -> dict[str, str]:
    seen = {}
    if person.hair == "bald":
        if person.headwear == NONE and sight.shows_head:
            seen["hair"] = "bald"
    elif sight.shows("hair"):
        seen |= {"hair": person.hair, "hair_colour": person.hair_colour}
    if person.headwear == NONE:
        if sight.shows_head:
            seen["headwear"] = NONE
    elif sight.shows("headwear"):
        seen |= {"headwear": person.headwear, "headwear_colour": person.headwear_colour}
    if person.glasses == NONE:
        if sight.shows_head and sight.turned < NEARLY_FRONT:
            seen["glasses"] = NONE
    elif sight.shows("glasses") and sight.turned < GLASSES_SEEN:
        seen["glasses"] = person.glasses
    if person.sex == "man" and person.age != "child" and sight.shows_head and sight.turned < FACING:
        seen["beard"] = person.beard
    return seen


def _pattern(part: str, pattern: str, second_colour: str, sight: Sight) -> dict[str, str]:
    """A print is on the chest: from elsewhere the garment is plain, as it is where stripes sewn on are out of sight."""
    sewn_on = sight.counts.get(f"{part} trim {pattern}", 0)
    is_hidden = pattern in SEWN_ON and sewn_on <= SEWN_ON_LEAST * max(sum(sight.counts.values()), 1)
    if pattern == "plain" or is_hidden or (pattern == "print" and sight.turned >= NEARLY_FRONT):
        return {f"{part}_pattern": "plain"}
    return {f"{part}_pattern": pattern, f"{part}_colour2": second_colour}


def _upper(person: Attributes, sight: Sight) -> dict[str, str]:
    if not sight.shows("upper"):
        return {}
    seen = {"upper": person.upper, "upper_colour": person.upper_colour, "sleeves": person.sleeves}
    seen |= {"dress_length": person.dress_length, "coat_length": person.coat_length}
    if sight.turned < NEARLY_FRONT:
        seen["coat_open"] = person.coat_open
    return seen | _pattern("upper", person.upper_pattern, person.upper_colour2, sight)


def _inner(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.inner == NONE:
        is_closed_jacket = person.upper in JACKETS and sight.turned < FRONT and sight.shows("upper")
        return {"inner": NONE} if is_closed_jacket else {}
    if not sight.shows("inner"):
        return {}
    pattern = _pattern("inner", person.inner_pattern, NONE, sight)
    return {"inner": person.inner, "inner_colour": person.inner_colour, **pattern}


def _lower(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.lower == NONE or not sight.shows("lower"):
        return {}
    seen = {"lower": person.lower, "lower_colour": person.lower_colour, "lower_fit": person.lower_fit}
    return seen | _pattern("lower", person.lower_pattern, person.lower_colour2, sight)


def _accessories(person: Attributes, sight: Sight) -> dict[str, str]:
    seen = {}
    if sight.shows("shoes"):
        seen |= {"shoes": person.shoes, "shoes_colour": person.shoes_colour}
    colours = {"tights": person.tights_colour, "tie": person.tie_colour, "scarf": person.scarf_colour}
    return seen | {f"{part}_colour": colour for part, colour in colours.items() if sight.shows(part)}


def _bag(person: Attributes, sight: Sight) -> dict[str, str]:
    if person.bag == NONE:
        return {"bag": NONE} if sight.turned > NOT_FACING else {}
    if not (sight.shows("bag") or sight.shows("strap")):
        return {}
    seen = {"bag": person.bag, "bag_colour": person.bag_colour}
    seen["bag_view"] = "full" if sight.shows("bag") else "straps only"
    return seen | ({"bag_strap": person.bag_strap} if sight.shows("strap") else {})


def _carried(person: Attributes, sight: Sight) -> dict[str, str]:
    seen = {"action": sight.action}
    if sight.item == NONE:
        seen |= {"carried": NONE} if sight.turned < FACING else {}
    elif sight.shows("item"):
        seen |= {"carried": sight.item, "carried_colour": person.carried_colour}
    is_seen = sight.turned < BACK if sight.item == NONE else sight.shows("item")
    if sight.doing and is_seen:
        seen["doing"] = ", ".join(sight.doing)
    return seen
