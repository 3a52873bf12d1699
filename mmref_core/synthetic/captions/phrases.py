"""Short phrases for attribute values: details of references, and labels of the page."""

from collections.abc import Mapping, Sequence

from mmref_core.synthetic.captions.word_tables import Words, read_tables

_TABLES = read_tables(
    "phrases",
    {
        "patterns": dict[str, str],
        "hair": dict[str, str],
        "owned": Words,
        "by_colour": Words,
        "short_names": dict[str, str],
        "led": dict[str, tuple[str, str]],
        "values": dict[str, str],
        "parts": dict[str, str],
        "special": dict[str, dict[str, str]],
        "names": dict[str, str],
    },
)
PATTERNS: Mapping[str, str] = _TABLES["patterns"]  # noun with its pattern; the plain ones are the rest
HAIR: Mapping[str, str] = _TABLES["hair"]
OWNED: Words = _TABLES["owned"]  # things of a kind and a colour
BY_COLOUR: Words = _TABLES["by_colour"]  # things known by their colour
SHORT_NAMES: Mapping[str, str] = _TABLES["short_names"]
LED: Mapping[str, tuple[str, str]] = _TABLES["led"]  # the size stands before the colour
VALUES: Mapping[str, str] = _TABLES["values"]  # words for a value, which is {}
PARTS: Mapping[str, str] = _TABLES["parts"]  # of whose pattern a value speaks
SPECIAL: Mapping[str, Mapping[str, str]] = _TABLES["special"]  # values that do not read well in `VALUES`
NAMES: Mapping[str, str] = _TABLES["names"]  # of attributes as a whole

Labels = Mapping[str, str]
NONE = "none"


def write_phrases(labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return phrases with the attribute that each is about: (“upper”, “red hoodie”), (“hair”, “long brown hair”)."""
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
    """Return words for one value of an attribute, such as “red top”, “backpack”, “no headwear”, “short sleeves”."""
    if (special := SPECIAL.get(attribute, {}).get(value)) is not None:
        return special
    if attribute in PARTS:
        return PATTERNS.get(value, "plain {noun}").replace("{noun}", PARTS[attribute])
    if value == NONE:
        return f"no {attribute.removesuffix('_colour').replace('_', ' ')}"
    return VALUES.get(attribute, "{}").replace("{}", value)


def attribute_words(values: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return words for attributes and for each of their values, as the page shows them."""
    names = {attribute: NAMES.get(attribute, attribute.replace("_", " ")) for attribute in values}
    return names, {
        attribute: {value: describe_value(attribute, value) for value in options}
        for attribute, options in values.items()
    }


def coloured(has: Labels, thing: str) -> str:
    """Return a thing with its colour, if that is known."""
    size, noun = LED.get(has[thing], ("", SHORT_NAMES.get(has[thing], has[thing])))
    return " ".join(word for word in (size, has.get(f"{thing}_colour", ""), noun) if word)


def patterned(has: Labels, part: str) -> str:
    """Return a garment with its pattern; nothing where it is plain or unknown."""
    pattern = has.get(f"{part}_pattern", "plain")
    if part not in has or pattern not in PATTERNS:
        return ""
    return PATTERNS[pattern].replace("{noun}", SHORT_NAMES.get(has[part], has[part]))


def hair_phrase(has: Labels) -> str:
    """Return the hair style with its colour."""
    colour = has.get("hair_colour", "")
    text = HAIR.get(has["hair"], has["hair"] + " {colour} hair").replace("{colour}", colour)
    return " ".join(text.split())


def person_phrase(has: Labels) -> str:
    """Return a noun for sex and age."""
    sex = has.get("sex", "person")
    if has.get("age") == "child":
        return {"man": "boy", "woman": "girl"}.get(sex, "child")
    return f"elderly {sex}" if has.get("age") == "elderly" else sex
