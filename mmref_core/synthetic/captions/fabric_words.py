"""What a garment is made of in words, and which nouns claim to know it."""

import re
from collections.abc import Mapping

from mmref_core.synthetic.attributes.fabrics import OF_KIND
from mmref_core.synthetic.geometry.random_streams import Dice

Words = tuple[str, ...]

KNITS = ("fine knit", "rib knit", "cable knit")
FABRICS: Mapping[str, Words] = {  # said before the noun; what has no words is told by nouns alone
    "leather": ("leather", "leather", "shiny leather", "leather-look", "glossy leather", "faux leather"),
    "satin": ("satin", "silky", "shiny", "satin", "glossy", "shiny satin"),
    "corduroy": ("corduroy", "corduroy", "cord", "ribbed corduroy", "wide-wale corduroy"),
    "tweed": ("tweed", "tweed", "flecked", "flecked tweed", "speckled wool"),
    "rib knit": ("ribbed", "ribbed knit", "rib-knit", "knitted", "ribbed woolly"),
    "cable knit": ("cable-knit", "chunky knit", "cable-knit", "chunky", "knitted", "cabled"),
    "fine knit": ("knitted", "knit", "fine-knit", "woolly"),
    "denim": ("denim",),
    "nylon": ("nylon", "shiny", "shiny nylon", "shell"),
}
SAID: Mapping[str, float] = {  # how often, where the noun does not claim it
    "nylon": 0.12,
    **dict.fromkeys(("leather", "corduroy"), 0.6),
    **dict.fromkeys(("satin", "cable knit"), 0.45),
    **dict.fromkeys(("rib knit", "tweed"), 0.4),
    "fine knit": 0.2,
    "denim": 0.5,
}
CLAIMS: Mapping[str, Words] = {  # word in a noun -> fabrics of which it is true; what it says first
    **dict.fromkeys(("denim", "denims", "jean", "jeans", "jeggings", "jorts", "trucker"), ("denim",)),
    **dict.fromkeys(("leather", "biker", "motorcycle", "rocker"), ("leather",)),
    **dict.fromkeys(("knit", "knits", "knitted", "woolly", "woollen"), KNITS),
    "wool": ("wool", "tweed", *KNITS),
    **dict.fromkeys(("sweatshirt", "sweatpants", "sweat"), ("loopback jersey", "jersey", "fleece")),
    "fleece": ("fleece",),
    "windbreaker": ("nylon",),
    **dict.fromkeys(("padded", "quilted", "puffer", "down jacket", "down coat", "down vest"), ("nylon",)),
    **dict.fromkeys(("rubber", "waterproof", "rainproof"), ("nylon", "rubber")),
    **dict.fromkeys(("silk", "silky", "satin"), ("satin",)),
    **dict.fromkeys(("shiny", "glossy"), ("shine", "leather", "satin", "nylon")),
    **dict.fromkeys(("corduroy", "cord"), ("corduroy",)),
    "tweed": ("tweed",),
    "cotton": ("cotton",),
    "linen": ("linen",),
    "velvet": (),
    "suede": (),
    "canvas": ("canvas",),
    "cloth": ("canvas", "cotton", "denim"),
    "straw": ("straw",),
    "felt": ("felt",),
}
OF_ACCESSORIES: Mapping[str, Words] = {  # what the rest of what is worn looks like
    **dict.fromkeys(("ankle boots", "knee boots", "loafers", "dress shoes"), ("leather",)),
    "wellingtons": ("rubber",),
    **dict.fromkeys(("slip-ons", "tote bag"), ("canvas",)),
    **dict.fromkeys(("beanie", "bobble hat", "headband", "scarf"), ("rib knit",)),
    **dict.fromkeys(("bucket hat", "headscarf", "turban"), ("cotton",)),
    "fedora": ("felt",),
}
CLAIM = re.compile(rf"\b({'|'.join(CLAIMS)})\b")


def claimed(noun: str) -> tuple[Words, ...]:
    """For each word of a noun that claims a fabric, those of which it is true."""
    return tuple(CLAIMS[word] for word in CLAIM.findall(noun))


def is_true(noun: str, kind: str, fabric: str) -> bool:
    """Whether nothing in a noun is said of another fabric: what is seen, or else all that the kind may be made of."""
    made_of = (fabric,) if fabric else tuple(OF_KIND.get(kind) or OF_ACCESSORIES.get(kind, ("",)))
    return all(set(made_of) <= set(fabrics) for fabrics in claimed(noun))


def true_nouns(nouns: Words, kind: str, fabric: str) -> Words:
    """Those that claim no other fabric; the kind's own name where none is left."""
    return tuple(noun for noun in nouns if is_true(noun, kind, fabric)) or (kind,)


def with_fabric(dice: Dice, noun: str, fabric: str, words: Words) -> tuple[str, bool]:
    """A noun, maybe with a word for what it is made of, and whether that is said exactly."""
    if not claimed(noun) and words and dice.chance(SAID.get(fabric, 0.0)):
        word = dice.pick_usual(words)
        return f"{word} {noun}", not claimed(word) or _names(word, fabric)
    return noun, _names(noun, fabric)


def _names(text: str, fabric: str) -> bool:
    """Whether the text says this fabric, and not merely something that is true of it."""
    return any(fabrics[:1] == (fabric,) for fabrics in claimed(text))
