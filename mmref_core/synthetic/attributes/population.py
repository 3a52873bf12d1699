"""The persons of a data set: attributes from a seed, and which persons are near-twins."""

from mmref_core.synthetic.attributes.carrying import can_sit_in, draw_carried
from mmref_core.synthetic.attributes.fabrics import draw_fabrics
from mmref_core.synthetic.attributes.fine_details import draw_buttons, draw_ears
from mmref_core.synthetic.attributes.grooming import draw_head
from mmref_core.synthetic.attributes.luggage import draw_bag
from mmref_core.synthetic.attributes.seasons import SEASONS
from mmref_core.synthetic.attributes.styling import draw_clothes, draw_scarf, draw_shoes
from mmref_core.synthetic.attributes.twins import draw_twin
from mmref_core.synthetic.attributes.wardrobe import Weights, chance, choose
from mmref_core.synthetic.geometry.palette import SKIN_TONES
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes
from mmref_core.synthetic.geometry.random_streams import stream

TWIN_EVERY = 5  # one person in so many resembles one of those just before: a fifth are twins

AGES: Weights = {"child": 0.07, "teenager": 0.05, "young adult": 0.46, "middle-aged": 0.28, "elderly": 0.14}
BUILDS: Weights = {"slim": 0.24, "average": 0.62, "heavy": 0.14}
HEIGHTS: Weights = {"short": 1, "medium": 2.4, "tall": 1}


def draw_person(set_seed: int, index: int) -> tuple[PersonAttributes, int | None]:
    """Return the attributes of a person of a set, and the index of the person of whom it is a near-twin.

    Build a twin with `person_seed` of its original: the two then differ in the changed details only. Twins and
    originals lie in the same block of `TWIN_EVERY`, so a split at a multiple of it keeps them together.
    """
    if index % TWIN_EVERY < TWIN_EVERY - 1:
        return draw_attributes(person_seed(set_seed, index)), None
    original = index - 1 - int(stream(set_seed, "twin of", index).integers(TWIN_EVERY - 1))
    attributes = draw_attributes(person_seed(set_seed, original))
    return draw_twin(attributes, person_seed(set_seed, index)), original


def person_seed(set_seed: int, index: int) -> int:
    """Return the seed of the attributes of a person and of everything built from them."""
    return int(stream(set_seed, "person", index).integers(2**31))


def draw_attributes(seed: int) -> PersonAttributes:
    """Return random attributes; the same seed gives the same person."""
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
    bag = draw_bag(rng, woman, age == "child")
    head = draw_head(rng, body, clothes)
    details = stream(seed, "details")
    buttons = draw_buttons(details, clothes["upper"], clothes["upper_colour"])
    return PersonAttributes(
        **body,
        **clothes,
        **(head | draw_ears(details, head, age)),
        **draw_scarf(rng, clothes["upper"], clothes["upper_colour"], season),
        **draw_shoes(rng, clothes, woman, season),
        **bag,
        **draw_fabrics(seed, clothes),
        **draw_carried(rng, age, bag["bag"], can_sit_in(clothes["upper"], clothes["lower"])),
        button_colour=buttons,
    )
