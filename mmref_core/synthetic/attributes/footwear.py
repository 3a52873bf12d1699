"""Frequencies and colours of shoes, soles and socks."""

from collections.abc import Mapping

from mmref_core.synthetic.attributes.wardrobe import Weights

SHOES: Weights = {"trainers": 6, "slip-ons": 0.5, "ankle boots": 1.4, "wellingtons": 0.12, "dress shoes": 0.6} | {
    "loafers": 0.5
}
WOMENS_SHOES: Weights = {"trainers": 5, "slip-ons": 0.6, "ankle boots": 1.5, "knee boots": 0.7, "wellingtons": 0.2} | {
    "dress shoes": 0.15,
    "loafers": 0.4,
    "ballet flats": 0.9,
    "high heels": 0.6,
}
AIRY_SHOES: Weights = {"sandals": 1.1, "flip-flops": 0.6}  # with bare legs
OPEN_SHOES = ("ballet flats", "high heels", "sandals", "flip-flops")  # the skin of the foot is seen
DARK_SOLES: Weights = {"black": 6, "brown": 1, "beige": 0.7, "white": 0.4}
SOLES: Mapping[str, Weights] = {
    "trainers": {"white": 7, "black": 1.8, "light grey": 0.5, "beige": 0.4, "red": 0.3, "blue": 0.3, "orange": 0.25}
    | {"green": 0.2, "yellow": 0.2},
    "slip-ons": {"white": 5, "black": 1, "beige": 1},
}
SAME_SOLE = ("high heels", "ballet flats", "flip-flops")  # of one colour with its sole
SOCKS: Weights = {"white": 4, "black": 3, "grey": 1, "navy": 0.6, "red": 0.25, "blue": 0.3, "yellow": 0.2, "pink": 0.2}
WITH_SOCKS = ("trainers", "slip-ons", "ankle boots", "dress shoes", "loafers")
SHOE_COLOURS: Weights = {
    "black": 4,
    "white": 0.3,
    "brown": 2,
    "grey": 1,
    "navy": 0.6,
    "red": 0.5,
    "beige": 0.8,
    "blue": 0.5,
}
TRAINER_COLOURS: Weights = {
    **SHOE_COLOURS,
    "white": 4,
    "brown": 0.4,
    "light grey": 0.5,
    "green": 0.25,
    "pink": 0.15,
} | {
    "orange": 0.2,
    "yellow": 0.2,
}
WELLINGTON_COLOURS: Weights = {"dark green": 3, "black": 2, "navy": 1, "red": 1, "yellow": 1}
SPORTY = ("trainers", "slip-ons")


def shoe_colours(shoes: str, woman: bool) -> Weights:
    if shoes == "wellingtons":
        return WELLINGTON_COLOURS
    colours = TRAINER_COLOURS if shoes in SPORTY else SHOE_COLOURS
    if shoes == "dress shoes":
        colours = {**colours, "white": 0}
    return {**colours, "pink": 0.3} if woman else colours
