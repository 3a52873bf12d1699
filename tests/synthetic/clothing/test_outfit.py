import time
from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.geometry.mesh import Outfit
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

SEED = 11


@pytest.fixture(scope="module")
def plain() -> PersonAttributes:
    """A man in a t-shirt, jeans and white trainers, with nothing else on him."""
    nothing = dict.fromkeys(
        ("headwear", "headwear_colour", "hood", "inner", "inner_colour", "inner_colour2", "inner_pattern", "tucked",
         "dress_length", "coat_length", "coat_open", "belt_colour", "tights_colour", "tie_colour", "scarf_colour",
         "scarf_pattern", "upper_colour2", "lower_colour2", "glasses", "beard", "fringe", "mask_colour",
         "headphones_colour", "socks_colour", "sole_colour"), NONE
    )  # fmt: skip
    clothes = {
        "upper": "t-shirt", "upper_colour": "red", "upper_pattern": "plain", "sleeves": "short", "lower": "jeans",
        "lower_colour": "blue", "lower_pattern": "plain", "lower_fit": "straight", "shoes": "trainers",
        "shoes_colour": "white", "hair": "short", "hair_colour": "black", "hair_texture": "straight",
    }  # fmt: skip
    return replace(draw_attributes(0), sex="man", age="young adult", **nothing, **clothes)


def wear(atlas: BodyAtlas, attributes: PersonAttributes) -> Outfit:
    return dress(build_figure(atlas, attributes, SEED), attributes, SEED)


def part_arrays(outfit: Outfit, material: str) -> list[np.ndarray]:
    return [
        array
        for part in outfit.parts
        if part.material == material
        for array in (part.vertices, part.normals, part.faces, part.weights, part.cut)
    ]


def covered_area(outfit: Outfit, material: str) -> float:
    """Square metres of the faces that lie wholly on the kept side of the cut."""
    total = 0.0
    for part in (part for part in outfit.parts if part.material == material):
        faces = part.faces[(part.cut[part.faces] > 0).all(axis=1)]
        first, second, third = (part.vertices[faces[:, corner]] for corner in range(3))
        total += float(np.linalg.norm(np.cross(second - first, third - first), axis=1).sum()) / 2
    return total


def test_forty_people_are_dressed_in_finite_numbers_and_known_materials(atlas: BodyAtlas) -> None:
    for seed in range(40):
        attributes = draw_attributes(seed)
        outfit = dress(build_figure(atlas, attributes, seed), attributes, seed)
        assert {part.material for part in outfit.parts} | {drape.material for drape in outfit.drapes} <= set(
            outfit.materials
        )
        for material in outfit.materials.values():
            assert np.isfinite(material.row()).all()
        for part in outfit.parts:
            assert len(part.faces) > 0, part.material
            assert part.faces.max() < len(part.vertices)
            assert np.abs(part.vertices).max() < 3
            for array in (part.vertices, part.normals, part.weights, part.coordinates, part.template, part.cut):
                assert np.isfinite(array).all(), part.material
            assert np.allclose(part.weights.sum(axis=1), 1, atol=1e-3), part.material


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"shoes_colour": "red"}, {"shoes"}),
        ({"shoes": "ankle boots"}, {"shoes"}),
        ({"upper_colour": "green"}, {"upper"}),
        ({"glasses": "sunglasses"}, {"frame", "lens"}),
        ({"lower": "shorts"}, {"lower", "skin"}),
    ],
)
def test_another_attribute_leaves_every_other_part_bit_identical(
    atlas: BodyAtlas, plain: PersonAttributes, change: dict[str, str], changed: set[str]
) -> None:
    before, after = wear(atlas, plain), wear(atlas, replace(plain, **change))
    for material in set(before.materials) - changed:
        for first, second in zip(part_arrays(before, material), part_arrays(after, material), strict=True):
            assert np.array_equal(first, second), material
        assert np.array_equal(before.materials[material].row(), after.materials[material].row()), material


def test_another_colour_changes_the_colour_alone(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    before, after = wear(atlas, plain), wear(atlas, replace(plain, upper_colour="white"))
    assert before.materials["upper"].row()[0, 0] != after.materials["upper"].row()[0, 0]
    for first, second in zip(part_arrays(before, "upper"), part_arrays(after, "upper"), strict=True):
        assert np.array_equal(first, second)


def test_longer_sleeves_cover_more_and_show_less_skin(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    lengths = ("sleeveless", "short", "three-quarter", "long")
    outfits = [wear(atlas, replace(plain, upper="dress" if s == "sleeveless" else "shirt", sleeves=s)) for s in lengths]
    shirts = outfits[1:]
    cloth, bare = ([covered_area(outfit, name) for outfit in shirts] for name in ("upper", "skin"))
    assert cloth == sorted(cloth) and cloth[2] > cloth[0] + 0.1
    assert bare == sorted(bare, reverse=True)
    assert covered_area(outfits[0], "skin") > bare[0]


def test_hems_lie_below_the_waist_unless_tucked(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    for seed in range(6):
        figure = build_figure(atlas, plain, seed)
        loose, tucked = (dress(figure, replace(plain, tucked=word), seed) for word in (NONE, "yes"))
        hems = []
        for outfit in (loose, tucked):
            part = next(part for part in outfit.parts if part.material == "upper")
            hems.append(part.template[(part.cut > 0) & (np.abs(part.template[:, 0]) < 0.1), 1].min())
        assert atlas.landmarks.crotch < hems[0] < atlas.landmarks.waist - 0.05
        assert hems[1] == pytest.approx(atlas.landmarks.waist - 0.03, abs=0.02)


@pytest.mark.parametrize(
    ("change", "material"),
    [
        ({"upper": "suit", "sleeves": "long", "inner": "shirt", "inner_colour": "white", "inner_pattern": "plain",
          "tie_colour": "red"}, "tie"),
        ({"scarf_colour": "red", "scarf_pattern": "plain"}, "scarf tail"),
        ({"tucked": "yes", "belt_colour": "brown"}, "belt"),
        ({"lower": "leggings", "lower_fit": "tight", "shoes": "ankle boots"}, "boots"),
        ({"upper": "hoodie", "sleeves": "long", "headwear": "hood", "headwear_colour": "red"}, "hood"),
        ({"headwear": "cap", "headwear_colour": "red"}, "headwear"),
        ({"glasses": "sunglasses"}, "lens"),
    ],
)  # fmt: skip
def test_what_is_worn_is_there_and_what_is_not_is_not(
    atlas: BodyAtlas, plain: PersonAttributes, change: dict[str, str], material: str
) -> None:
    assert material not in wear(atlas, plain).materials
    outfit = wear(atlas, replace(plain, **change))
    assert covered_area(outfit, material) > 0.0005


def test_skirts_coats_and_dresses_hang_and_trousers_do_not(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    assert wear(atlas, plain).drapes == []
    skirt = wear(atlas, replace(plain, sex="woman", lower="short skirt", lower_fit=NONE)).drapes
    long_skirt = wear(atlas, replace(plain, sex="woman", lower="long skirt", lower_fit=NONE)).drapes
    assert [drape.material for drape in skirt] == ["lower"]
    assert long_skirt[0].bottom < skirt[0].bottom < atlas.landmarks.crotch < skirt[0].top


def test_a_skirt_reaches_up_under_what_hangs_over_it_and_a_parka_is_wide_enough_for_it(
    atlas: BodyAtlas, plain: PersonAttributes
) -> None:
    outfit = wear(atlas, replace(plain, sex="woman", lower="long skirt", lower_fit=NONE))
    upper = next(part for part in outfit.parts if part.material == "upper")
    hem = upper.template[(upper.cut > 0) & (np.abs(upper.template[:, 0]) < 0.1), 1].min()
    assert outfit.drapes[0].top > hem + 0.05
    parka = replace(plain, sex="woman", upper="parka", sleeves="long", hood="down")
    over_jeans, over_skirt, skirt = (
        drape
        for lower in ("jeans", "long skirt")
        for drape in sorted(wear(atlas, replace(parka, lower=lower)).drapes, key=lambda drape: -drape.top)
    )
    assert over_skirt.material == "upper"
    assert over_skirt.margin > max(over_jeans.margin, skirt.margin) + 0.01


def test_what_shows_in_an_open_jacket_stays_inside_it(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    shown = {"inner": "t-shirt", "inner_colour": "white", "inner_pattern": "plain"}
    outfit = wear(atlas, replace(plain, upper="open jacket", sleeves="long", **shown))
    inner = next(part for part in outfit.parts if part.material == "inner")
    row = {tuple(place): number for number, place in enumerate(atlas.tights.template.astype(np.float32).tolist())}
    rows = np.array([row[tuple(place)] for place in inner.template.tolist()])
    chest = (atlas.tights.arm[rows] < 0.1) & (np.abs(inner.template[:, 1] - 1.2) < 0.15)
    room = ((outfit.outer[rows] - inner.vertices) * outfit.tights_normals[rows]).sum(axis=1)[chest]
    assert room.min() > 0.005


def test_a_bald_head_has_no_hair_and_a_hat_cuts_hair_off(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    assert "hair" not in wear(atlas, replace(plain, hair="bald")).materials
    bare = covered_area(wear(atlas, plain), "hair")
    hatted = covered_area(wear(atlas, replace(plain, headwear="beanie", headwear_colour="red")), "hair")
    assert hatted < 0.7 * bare


def test_the_shell_for_straps_lies_outside_the_body(atlas: BodyAtlas, plain: PersonAttributes) -> None:
    outfit = wear(atlas, replace(plain, upper="puffer jacket", sleeves="long"))
    chest = (atlas.tights.arm < 0.1) & (np.abs(atlas.tights.template[:, 1] - 1.2) < 0.1)
    off = ((outfit.outer - outfit.tights.vertices) * outfit.tights_normals).sum(axis=1)[chest]
    assert off.min() > 0.02
    assert outfit.back_thickness == 0.055


def test_dressing_is_fast(atlas: BodyAtlas) -> None:
    people = [draw_attributes(seed) for seed in range(5)]
    figures = [build_figure(atlas, attributes, seed) for seed, attributes in enumerate(people)]
    start = time.process_time()
    for seed, (figure, attributes) in enumerate(zip(figures, people, strict=True)):
        dress(figure, attributes, seed)
    assert (time.process_time() - start) / len(people) < 0.2  # about 0.025 s on an idle core
