"""Who there is: the attributes of a person from a seed, and which persons of a set are near-twins."""

from numpy.random import Generator

from mmref_core.people.attributes import NONE, Attributes
from mmref_core.people.palette import SKIN_TONES
from mmref_core.people.seasons import SEASONS
from mmref_core.people.streams import stream
from mmref_core.people.styling import draw_clothes, draw_scarf, draw_shoes
from mmref_core.people.twins import draw_twin
from mmref_core.people.wardrobe import (
    ALWAYS_HOODED,
    BAGS,
    CLOTHES,
    HOODED,
    ITEMS,
    LIGHT,
    SHORT_HAIR,
    Weights,
    chance,
    choose,
)

TWIN_EVERY = 5  # one person in so many resembles one of those just before: a fifth are twins

AGES: Weights = {"child": 0.07, "young adult": 0.5, "middle-aged": 0.28, "elderly": 0.15}
BUILDS: Weights = {"slim": 0.24, "average": 0.62, "heavy": 0.14}
HEIGHTS: Weights = {"short": 1, "medium": 2.4, "tall": 1}
MENS_HAIR: Weights = {"bald": 0.8, "buzz cut": 1.2, "short": 6, "shoulder-length": 0.5, "bun": 0.15}
WOMENS_HAIR: Weights = {"short": 1, "shoulder-length": 2, "long": 3, "ponytail": 2, "bun": 1.3}
HAIR_OF_DARK_SKIN: Weights = {"black": 7, "dark brown": 2.5, "brown": 0.4, "blond": 0.15}
HAIR_OF_AGE: Weights = {"grey": 3, "white": 2, "dark brown": 0.7, "black": 0.5}
HAIR: Weights = {"black": 4, "dark brown": 4, "brown": 2.5, "light brown": 1.5, "blond": 1.5, "red": 0.5} | {
    "grey": 0.2,
    "white": 0.1,
}
HEADWEAR: Weights = {"none": 9, "cap": 1.5, "beanie": 1, "hat": 0.6}
SUMMER_HEADWEAR: Weights = {**HEADWEAR, "beanie": 0.25}
GLASSES: Weights = {"none": 7, "glasses": 2, "sunglasses": 1}
BAG_KINDS: Weights = {"none": 5.5, "backpack": 2.4, "shoulder bag": 1.2, "handbag": 0.4, "suitcase": 0.6}
WOMENS_BAG_KINDS: Weights = {**BAG_KINDS, "handbag": 1.3}
CARRIED: Weights = {"none": 7, "phone": 2, "umbrella": 0.5, "book": 0.5, "bottle": 0.5, "paper cup": 0.5}


def draw_person(set_seed: int, index: int) -> tuple[Attributes, int | None]:
    """The person at a place of a set, and the index of whom they are a near-twin of.

    Build a twin with `person_seed` of its original: the two then differ in the changed details and nothing else.
    Twins and originals lie in the same block of `TWIN_EVERY`, so a split at a multiple of it keeps them together.
    """
    if index % TWIN_EVERY < TWIN_EVERY - 1:
        return draw_attributes(person_seed(set_seed, index)), None
    original = index - 1 - int(stream(set_seed, "twin of", index).integers(TWIN_EVERY - 1))
    attributes = draw_attributes(person_seed(set_seed, original))
    return draw_twin(attributes, person_seed(set_seed, index)), original


def person_seed(set_seed: int, index: int) -> int:
    """Seed of one person's attributes and of everything built from them."""
    return int(stream(set_seed, "person", index).integers(2**31))


def draw_attributes(seed: int) -> Attributes:
    """A person in words; the same seed is always the same person."""
    rng = stream(seed, "attributes")
    woman, age = chance(rng, 0.5), choose(rng, AGES)
    body = {
        "sex": "woman" if woman else "man",
        "age": age,
        "build": choose(rng, BUILDS),
        "height": choose(rng, HEIGHTS),
        "skin": str(rng.choice(list(SKIN_TONES))),
    }
    season = choose(rng, SEASONS)
    clothes = draw_clothes(rng, woman, age == "child", season)
    return Attributes(
        **body,
        **clothes,
        **_draw_head(rng, body, clothes),
        **draw_scarf(rng, clothes["upper"], clothes["upper_colour"], season),
        **draw_shoes(rng, clothes["upper"], clothes["lower"], woman, season),
        **_draw_bag(rng, woman, age == "child"),
        **_draw_carried(rng),
    )


def _draw_head(rng: Generator, body: dict[str, str], upper: dict[str, str]) -> dict[str, str]:
    woman, child, elderly = body["sex"] == "woman", body["age"] == "child", body["age"] == "elderly"
    dark_skin = body["skin"] in ("brown", "dark brown", "deep")
    hair = choose(rng, WOMENS_HAIR if woman else MENS_HAIR, avoid=("bald",) if child else ())
    hair_colours = HAIR_OF_AGE if elderly else HAIR_OF_DARK_SKIN if dark_skin else HAIR
    headwear = choose(rng, SUMMER_HEADWEAR if upper["upper"] in LIGHT else HEADWEAR)
    colour = NONE if headwear == NONE else choose(rng, CLOTHES)
    hood = upper["upper"] in ALWAYS_HOODED or (upper["upper"] in HOODED and chance(rng, 0.3))
    if upper["upper"] in HOODED and headwear == NONE and hair in SHORT_HAIR and chance(rng, 0.14):
        headwear, colour, hood = "hood", upper["upper_colour"], False
    return {
        "hair": hair,
        "hair_colour": choose(rng, hair_colours, avoid=("grey", "white") if child else ()),
        "beard": "yes" if not woman and not child and chance(rng, 0.32) else NONE,
        "headwear": headwear,
        "headwear_colour": colour,
        "hood": "down" if hood else NONE,
        "glasses": choose(rng, GLASSES),
    }


def _draw_bag(rng: Generator, woman: bool, child: bool) -> dict[str, str]:
    kinds = WOMENS_BAG_KINDS if woman else BAG_KINDS
    bag = choose(rng, kinds, avoid=("handbag", "suitcase") if child else ())
    strap = choose(rng, {"across the body": 3, "on one shoulder": 2})
    return {
        "bag": bag,
        "bag_colour": NONE if bag == NONE else choose(rng, BAGS),
        "bag_strap": strap if bag == "shoulder bag" else NONE,
    }


def _draw_carried(rng: Generator) -> dict[str, str]:
    carried = choose(rng, CARRIED)
    coloured = carried not in (NONE, "phone")  # a phone is black or dark glass, nobody names its colour
    return {"carried": carried, "carried_colour": choose(rng, ITEMS) if coloured else NONE}
