import numpy as np
from cloths import worn

from mmref_core.synthetic.captions.naming import (
    CLOTHS,
    NAMES,
    perceived_colour,
    perceived_colours,
    plain_colours,
    undone_light,
)
from mmref_core.synthetic.geometry.masks import PARTS
from mmref_core.synthetic.geometry.palette import COLOURS

GREY = 124  # a picture of it has the usual light, which no viewer undoes


def mask_of(**rows: int) -> np.ndarray:
    """A 64×32 picture whose parts lie one below the other, so many rows of 20 pixels each."""
    mask, top = np.zeros((64, 32), np.uint8), 0
    for part, height in rows.items():
        mask[top : top + height, 6:26] = PARTS.index(part)
        top += height
    return mask


def picture_of(mask: np.ndarray, **colours: str) -> np.ndarray:
    picture = np.full((*mask.shape, 3), GREY, np.uint8)
    for part, name in colours.items():
        picture[mask == PARTS.index(part)] = worn(name)
    return picture


def test_usual_light_is_left_as_it_is_and_a_dim_or_tinted_one_partly_undone() -> None:
    grey = np.full((4, 4, 3), GREY, np.uint8)
    assert np.allclose(undone_light(grey), 1, atol=0.03)
    assert 1.2 < undone_light(grey // 2).mean() < 4.6  # of what was halved in bytes, a fifth in light
    tinted = grey * np.array([1.2, 1.0, 0.8])
    red, green, blue = undone_light(tinted.astype(np.uint8))
    assert red < green < blue < (1.2 / 0.8) ** 2.2 * red


def test_cloth_is_called_as_it_was_dyed_though_folds_darken_it() -> None:
    mask = mask_of(upper=30)
    for name in ("black", "white", "red", "blue", "beige", "olive"):
        assert perceived_colour(picture_of(mask, upper=name), mask, "upper") == name


def test_the_edge_of_a_part_does_not_count_unless_it_has_nothing_else() -> None:
    mask = mask_of(upper=20, tie=1)
    picture = picture_of(mask, upper="red", tie="blue")
    picture[0], picture[:, 6] = 255, 255
    assert perceived_colour(picture, mask, "upper") == "red"
    assert perceived_colour(picture, mask, "tie") == "blue"
    assert perceived_colour(picture, mask, "bag") is None


def test_only_plain_parts_have_a_colour() -> None:
    visible = {"upper_colour": "red", "upper_pattern": "check", "lower_colour": "blue", "lower_pattern": "plain"}
    assert plain_colours(visible | {"shoes_colour": "black"}) == {"lower": "blue", "shoes": "black"}


def test_a_colour_is_told_as_it_looks_or_not_at_all() -> None:
    mask = mask_of(upper=15, lower=15, shoes=8, bag=8)
    picture = picture_of(mask, upper="navy", lower="black", shoes="yellow")
    visible = {"upper": "coat", "upper_colour": "navy", "lower_colour": "navy", "shoes_colour": "purple"}
    told = perceived_colours(visible | {"scarf_colour": "red", "hair_colour": "blond"}, picture, mask)
    assert told == {"upper": "coat", "upper_colour": "navy", "lower_colour": "black", "hair_colour": "blond"}
    assert visible["lower_colour"] == "navy"


def test_every_name_is_of_the_palette() -> None:
    assert len(NAMES) == len(CLOTHS) == len(COLOURS)
