"""Short words for labels: details of a reference, and values on the page."""

from collections.abc import Mapping, Sequence

Labels = Mapping[str, str]
NONE = "none"

PATTERNS: Mapping[str, str] = {  # noun with its pattern; the plain ones are the rest
    "horizontal stripes": "striped {noun}",
    "vertical stripes": "{noun} with vertical stripes",
    "check": "checked {noun}",
    "dots": "{noun} with dots",
    "camouflage": "camouflage {noun}",
    "floral": "floral {noun}",
    "colour block": "two-coloured {noun}",
    "print": "{noun} with a print",
    "small logo": "{noun} with a small logo",
    "back print": "{noun} with a print on the back",
    "chest stripe": "{noun} with a stripe across the chest",
    "contrast sleeves": "{noun} with sleeves in another colour",
    "side stripes": "{noun} with stripes down the sides",
    "pinstripes": "pinstriped {noun}",
    "houndstooth": "houndstooth {noun}",
    "animal print": "animal-print {noun}",
    "tie-dye": "tie-dyed {noun}",
    "colour gradient": "{noun} with a colour gradient",
    "reflective bands": "{noun} with reflective bands",
    "number": "{noun} with a number",
    "ripped": "ripped {noun}",
    "border": "{noun} with a border",
}
HAIR: Mapping[str, str] = {
    "bald": "bald head",
    "buzz cut": "{colour} buzz cut",
    "ponytail": "{colour} hair in a ponytail",
    "bun": "{colour} hair in a bun",
    "tied back": "{colour} hair tied back",
    "half-bald": "bald crown, {colour} hair",
    "receding": "receding {colour} hair",
    "undercut": "{colour} undercut",
    "mohawk": "{colour} mohawk",
    "afro": "{colour} afro",
    "bob": "{colour} bob",
    "high ponytail": "{colour} hair in a high ponytail",
    "topknot": "{colour} topknot",
    "braid": "{colour} braid",
    "pigtails": "{colour} pigtails",
    "dreadlocks": "{colour} dreadlocks",
}
OWNED = (
    "upper",
    "inner",
    "lower",
    "shoes",
    "headwear",
    "headphones",
    "bag",
    "carried",
)  # things of a kind and a colour
BY_COLOUR = ("scarf", "tie", "tights", "belt", "socks", "mask")  # things known by their colour
SHORT_NAMES: Mapping[str, str] = {"open jacket": "jacket"}
LED: Mapping[str, tuple[str, str]] = {  # the size stands before the colour
    "long coat": ("long", "coat"),
    "long skirt": ("long", "skirt"),
    "short skirt": ("short", "skirt"),
}

# Words for a value: {} is the value. A table of its own where the value alone does not read well.
VALUES: Mapping[str, str] = {
    "height": "{} height",
    "skin": "{} skin",
    "hair_colour": "{} hair",
    "headwear_colour": "{} headwear",
    "upper_colour": "{} top",
    "upper_colour2": "top with {}",
    "upper_fabric": "{} top",
    "lower_fabric": "{} bottoms",
    "inner": "{} underneath",
    "inner_colour": "{} layer underneath",
    "inner_colour2": "layer with {} underneath",
    "dress_length": "{} dress",
    "coat_length": "{} coat",
    "coat_open": "{} coat",
    "lower_colour": "{} bottoms",
    "lower_colour2": "bottoms with {}",
    "lower_fit": "{} fit of the bottoms",
    "sleeves": "{} sleeves",
    "belt_colour": "{} belt",
    "tights_colour": "{} tights",
    "shoes_colour": "{} shoes",
    "bag_colour": "{} bag",
    "bag_strap": "bag {}",
    "bag_view": "bag: {}",
    "tie_colour": "{} tie",
    "scarf_colour": "{} scarf",
    "carried_colour": "{} thing in the hand",
    "hair_texture": "{} hair",
    "mask_colour": "{} face mask",
    "headphones_colour": "headphones in {}",
    "button_colour": "{} buttons",
    "sole_colour": "{} soles",
    "socks_colour": "{} socks",
    "bag_colour2": "bag with {}",
    "build": "{} build",
    "view": "seen from the {}",
}
PARTS: Mapping[str, str] = {  # of whose pattern a value speaks
    "upper_pattern": "top",
    "inner_pattern": "layer underneath",
    "lower_pattern": "bottoms",
    "scarf_pattern": "scarf",
}
SPECIAL: Mapping[str, Mapping[str, str]] = {
    "hair": {
        "bald": "bald head",
        "buzz cut": "very short hair",
        "short": "short hair",
        "long": "long hair",
        "shoulder-length": "shoulder-length hair",
    },
    "fringe": {"yes": "fringe", NONE: "no fringe"},
    "sleeves": {"sleeveless": "no sleeves"},
    "tucked": {"yes": "top tucked in", NONE: "top worn loose"},
    "hood": {"down": "hood on the back"},
    "tights_colour": {NONE: "bare legs"},
    "inner": {NONE: "nothing seen underneath"},
    "carried": {NONE: "nothing in the hand"},
    "doing": {NONE: "no gesture"},
    "bag_strap": {NONE: "no strap over the shoulder"},
}
NAMES: Mapping[str, str] = {  # of attributes as a whole
    "upper": "upper garment",
    "upper_colour": "colour of the top",
    "upper_colour2": "second colour of the top",
    "upper_pattern": "pattern of the top",
    "upper_fabric": "fabric of the top",
    "lower_fabric": "fabric of the bottoms",
    "inner": "garment underneath",
    "inner_colour": "colour of the garment underneath",
    "inner_colour2": "second colour of the garment underneath",
    "inner_pattern": "pattern of the garment underneath",
    "lower": "lower garment",
    "lower_colour": "colour of the bottoms",
    "lower_colour2": "second colour of the bottoms",
    "lower_pattern": "pattern of the bottoms",
    "lower_fit": "fit of the bottoms",
    "dress_length": "length of the dress",
    "coat_length": "length of the coat",
    "coat_open": "open or closed coat",
    "shoes_colour": "colour of the shoes",
    "hair_colour": "colour of the hair",
    "headwear_colour": "colour of the headwear",
    "bag_colour": "colour of the bag",
    "bag_strap": "how the bag is worn",
    "bag_view": "how much of the bag is seen",
    "tights_colour": "colour of the tights",
    "tie_colour": "colour of the tie",
    "scarf_colour": "colour of the scarf",
    "scarf_pattern": "pattern of the scarf",
    "belt_colour": "colour of the belt",
    "carried": "thing in the hand",
    "carried_colour": "colour of the thing in the hand",
    "doing": "gesture",
    "view": "side that is seen",
    "hair_texture": "texture of the hair",
    "mask_colour": "colour of the face mask",
    "headphones": "what is worn over the ears",
    "headphones_colour": "colour of the headphones",
    "button_colour": "colour of the buttons",
    "sole_colour": "colour of the soles",
    "socks_colour": "colour of the socks",
    "bag_colour2": "second colour of the bag",
    "skin": "skin tone",
    "tucked": "top tucked in or not",
}


def write_phrases(labels: Labels) -> tuple[tuple[str, str], ...]:
    """Details with the attribute that each is about: ("upper", "red hoodie"), ("hair", "long brown hair")."""
    has = {key: value for key, value in labels.items() if value != NONE}
    phrases = [(thing, coloured(has, thing)) for thing in OWNED if thing in has]
    phrases += [
        (f"{part}_pattern", pattern) for part in ("upper", "inner", "lower") if (pattern := patterned(has, part))
    ]
    phrases += [
        (f"{thing}_colour", f"{has[f'{thing}_colour']} {thing}") for thing in BY_COLOUR if f"{thing}_colour" in has
    ]
    if "hair" in has:
        phrases.append(("hair", hair_phrase(has)))
    phrases += [(key, describe_value(key, has[key])) for key in ("glasses", "beard", "sleeves") if key in has]
    if "sex" in has:
        phrases.append(("sex", person_phrase(has)))
    return tuple(phrases)


def describe_value(attribute: str, value: str) -> str:
    """Words for one value of a label, such as "red top", "backpack", "no headwear", "short sleeves"."""
    if (special := SPECIAL.get(attribute, {}).get(value)) is not None:
        return special
    if attribute in PARTS:
        return PATTERNS.get(value, "plain {noun}").replace("{noun}", PARTS[attribute])
    if value == NONE:
        return f"no {attribute.removesuffix('_colour').replace('_', ' ')}"
    return VALUES.get(attribute, "{}").replace("{}", value)


def attribute_words(values: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Words for attributes, and for each value of them: what the page shows of a model's heads."""
    names = {attribute: NAMES.get(attribute, attribute.replace("_", " ")) for attribute in values}
    return names, {
        attribute: {value: describe_value(attribute, value) for value in options}
        for attribute, options in values.items()
    }


def coloured(has: Labels, thing: str) -> str:
    """A thing with its colour, where that is known."""
    size, noun = LED.get(has[thing], ("", SHORT_NAMES.get(has[thing], has[thing])))
    return " ".join(word for word in (size, has.get(f"{thing}_colour", ""), noun) if word)


def patterned(has: Labels, part: str) -> str:
    """A garment with its pattern; nothing where it is plain or unknown."""
    pattern = has.get(f"{part}_pattern", "plain")
    if part not in has or pattern not in PATTERNS:
        return ""
    return PATTERNS[pattern].replace("{noun}", SHORT_NAMES.get(has[part], has[part]))


def hair_phrase(has: Labels) -> str:
    colour = has.get("hair_colour", "")
    text = HAIR.get(has["hair"], has["hair"] + " {colour} hair").replace("{colour}", colour)
    return " ".join(text.split())


def person_phrase(has: Labels) -> str:
    sex = has.get("sex", "person")
    if has.get("age") == "child":
        return {"man": "boy", "woman": "girl"}.get(sex, "child")
    return f"elderly {sex}" if has.get("age") == "elderly" else sex
