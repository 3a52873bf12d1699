"""Frequencies of hair styles, beards, headwear, glasses, masks and headphones."""

from numpy.random import Generator

from mmref_core.synthetic.attributes.wardrobe import (
    ALWAYS_HOODED,
    CLOTHES,
    HOODED,
    LIGHT,
    SHORT_HAIR,
    Weights,
    chance,
    choose,
)
from mmref_core.synthetic.geometry.person_attributes import NONE

MENS_HAIR: Weights = {"short": 6, "buzz cut": 1.2, "undercut": 1.1, "receding": 0.7, "bald": 0.6, "half-bald": 0.5} | {
    "shoulder-length": 0.4,
    "afro": 0.1,
    "dreadlocks": 0.1,
    "bun": 0.15,
    "ponytail": 0.15,
    "mohawk": 0.06,
}
WOMENS_HAIR: Weights = {"long": 3.4, "shoulder-length": 1.6, "ponytail": 1.6, "short": 1, "bob": 1, "bun": 0.9} | {
    "high ponytail": 0.7,
    "topknot": 0.5,
    "braid": 0.5,
    "pigtails": 0.2,
    "afro": 0.1,
    "dreadlocks": 0.1,
}
MENS_HAIR_OF_DARK_SKIN: Weights = {**MENS_HAIR, "afro": 1, "dreadlocks": 0.8, "buzz cut": 4, "receding": 0.4}
WOMENS_HAIR_OF_DARK_SKIN: Weights = {**WOMENS_HAIR, "afro": 1.6, "dreadlocks": 1.2, "braid": 1.5, "bun": 1.6}
WITHOUT_HAIR = ("bald", "half-bald", "receding")  # no child is
TEXTURES: Weights = {"straight": 6, "wavy": 2, "curly": 1.2}
TEXTURES_OF_DARK_SKIN: Weights = {"straight": 1, "wavy": 1, "curly": 5}
TEXTURED = ("short", "undercut", "bob", "shoulder-length", "long", "ponytail", "high ponytail")
FRINGE_SHARES = {"bob": 0.45, "shoulder-length": 0.3, "long": 0.25, "short": 0.2, "ponytail": 0.2, "pigtails": 0.4}
HAIR_OF_DARK_SKIN: Weights = {"black": 7, "dark brown": 2.5, "brown": 0.4, "blond": 0.15}
HAIR_OF_AGE: Weights = {"grey": 3, "white": 2, "dark brown": 0.7, "black": 0.5}
DYES: Weights = {"pink": 0.1, "blue": 0.08, "purple": 0.07}
HAIR: Weights = {"black": 4, "dark brown": 4, "brown": 2.5, "light brown": 1.5, "blond": 1.5, "red": 0.5} | {
    "grey": 0.2,
    "white": 0.1,
}
BEARDS: Weights = {"none": 6.6, "stubble": 1.3, "full beard": 1.1, "goatee": 0.4, "moustache": 0.4, "long beard": 0.2}
HEADWEAR: Weights = {"none": 16, "cap": 1.7, "backward cap": 0.35, "beanie": 1, "bobble hat": 0.35, "helmet": 0.2} | {
    "bucket hat": 0.3,
    "fedora": 0.2,
    "sun hat": 0.05,
    "headband": 0.1,
    "turban": 0.12,
}
WOMENS_HEADWEAR: Weights = {**HEADWEAR, "headscarf": 1, "sun hat": 0.3, "headband": 0.25, "turban": 0.03, "cap": 1}
COOL: Weights = {"beanie": 0.25, "bobble hat": 0}  # in summer clothes
SUNNY: Weights = {"sun hat": 0.5, "bucket hat": 0.4}
ABOVE_HATS = ("afro", "mohawk", "topknot", "high ponytail")  # hair that no hat goes over
COVERED_BY_HAT = ("headscarf", "turban")
GLASSES: Weights = {"none": 7.2, "glasses": 1.2, "thick glasses": 0.5, "round glasses": 0.3, "sunglasses": 1}
MASKS: Weights = {"light blue": 3, "white": 2, "black": 2}
MASK_SHARE, HEADPHONES_SHARE = 0.035, 0.04
HEADPHONES: Weights = {"black": 5, "white": 2, "grey": 1, "red": 0.4, "blue": 0.3}
NO_HEADPHONES_OVER = ("hood", "helmet", "headscarf", "turban", "headband", "sun hat", "bucket hat", "fedora")


def draw_head(rng: Generator, body: dict[str, str], upper: dict[str, str]) -> dict[str, str]:
    """Return random attributes of the head."""
    woman, child = body["sex"] == "woman", body["age"] == "child"
    hair = _draw_hair(rng, body)
    kinds = WOMENS_HEADWEAR if woman else HEADWEAR
    kinds = {**kinds, **COOL, **SUNNY} if upper["upper"] in LIGHT else kinds
    headwear = choose(rng, kinds, avoid=("fedora", "turban") if child else ())
    if hair["hair"] in ABOVE_HATS and headwear not in COVERED_BY_HAT:
        headwear = NONE
    colour = NONE if headwear == NONE else choose(rng, CLOTHES)
    hood = upper["upper"] in ALWAYS_HOODED or (upper["upper"] in HOODED and chance(rng, 0.3))
    if upper["upper"] in HOODED and headwear == NONE and hair["hair"] in SHORT_HAIR and chance(rng, 0.14):
        headwear, colour, hood = "hood", upper["upper_colour"], False
    mask, headphones = choose(rng, MASKS), choose(rng, HEADPHONES)
    masked = chance(rng, MASK_SHARE)
    listening = chance(rng, HEADPHONES_SHARE) and headwear not in NO_HEADPHONES_OVER and hair["hair"] != "afro"
    return hair | {
        "beard": NONE if woman or child else choose(rng, BEARDS),
        "headwear": headwear,
        "headwear_colour": colour,
        "hood": "down" if hood else NONE,
        "glasses": choose(rng, GLASSES),
        "mask_colour": mask if masked else NONE,
        "headphones_colour": headphones if listening else NONE,
    }


def _draw_hair(rng: Generator, body: dict[str, str]) -> dict[str, str]:
    woman, child, elderly = body["sex"] == "woman", body["age"] == "child", body["age"] == "elderly"
    dark_skin = body["skin"] in ("brown", "dark brown", "deep")
    if dark_skin:
        styles = WOMENS_HAIR_OF_DARK_SKIN if woman else MENS_HAIR_OF_DARK_SKIN
    else:
        styles = WOMENS_HAIR if woman else MENS_HAIR
    if elderly and not woman:
        styles = {**styles, "receding": 2, "half-bald": 2, "undercut": 0, "mohawk": 0}
    if child and woman:
        styles = {**styles, "pigtails": 1.5}
    hair = choose(rng, styles, avoid=WITHOUT_HAIR if child else ())
    colours = HAIR_OF_AGE if elderly else HAIR_OF_DARK_SKIN if dark_skin else HAIR
    colours = colours if child or elderly else {**colours, **DYES}
    texture = choose(rng, TEXTURES_OF_DARK_SKIN if dark_skin else TEXTURES)
    fringe = chance(rng, FRINGE_SHARES.get(hair, 0.0))
    return {
        "hair": hair,
        "hair_colour": choose(rng, colours, avoid=("grey", "white") if child else ()),
        "hair_texture": texture if hair in TEXTURED else NONE,
        "fringe": "yes" if fringe else NONE,
    }
