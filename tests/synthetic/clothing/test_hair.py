"""Hair, beards and what is worn on a head, on real heads."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.body.torso import TorsoDepthMap
from mmref_core.synthetic.clothing.headwear import COVERING
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.geometry.mesh import Outfit
from mmref_core.synthetic.geometry.person_attributes import NONE

BARE = replace(
    draw_attributes(0),
    sex="man",
    age="young adult",
    upper="t-shirt",
    sleeves="short",
    dress_length=NONE,
    inner=NONE,
    tie_colour=NONE,
    lower="jeans",
    lower_fit="slim",
    lower_colour="grey",
    lower_pattern="plain",
    scarf_colour=NONE,
    hood=NONE,
    hair="short",
    hair_texture="straight",
    fringe=NONE,
    beard=NONE,
    headwear=NONE,
    headwear_colour=NONE,
    mask_colour=NONE,
    headphones_colour=NONE,
    glasses=NONE,
)


def worn(atlas: BodyAtlas, **changes: str) -> Outfit:
    attributes = replace(BARE, **changes)
    return dress(build_figure(atlas, attributes, 3), attributes, 3)


def seen(outfit: Outfit, material: str) -> np.ndarray:
    """Vertices on the kept side of the cut."""
    return np.concatenate([part.vertices[part.cut > 0] for part in outfit.parts if part.material == material])


@pytest.mark.parametrize("style", ["long", "braid"])
def test_what_hangs_lies_outside_the_clothes(atlas: BodyAtlas, style: str) -> None:
    outfit = worn(atlas, hair=style)
    hair = seen(outfit, "hair")
    neck = build_figure(atlas, BARE, 3).joint("neck01")[1]
    back = hair[(hair[:, 1] < neck - 0.02) & (np.abs(hair[:, 0]) < 0.05) & (hair[:, 2] < 0)]
    assert len(back) > 30
    cloth = outfit.outer[np.abs(outfit.outer[:, 0]) < 0.05]
    for point in back[::25]:
        near = cloth[np.abs(cloth[:, 1] - point[1]) < 0.02]
        assert point[2] < near[:, 2].min() + 0.02


def test_lengths_are_what_they_are_called(atlas: BodyAtlas) -> None:
    lowest = [
        seen(worn(atlas, sex="woman", hair=hair), "hair")[:, 1].min()
        for hair in ("short", "bob", "shoulder-length", "long")
    ]
    assert lowest == sorted(lowest, reverse=True)


def test_an_afro_is_wide_and_a_mohawk_is_tall(atlas: BodyAtlas) -> None:
    short, afro, mohawk = (seen(worn(atlas, hair=hair), "hair") for hair in ("buzz cut", "afro", "mohawk"))
    assert np.ptp(afro[:, 0]) > np.ptp(short[:, 0]) + 0.06
    assert mohawk[:, 1].max() > short[:, 1].max() + 0.025
    assert np.ptp(mohawk[:, 0]) < np.ptp(short[:, 0]) + 0.02


def test_a_receding_hairline_and_a_bald_crown_show_more_skin(atlas: BodyAtlas) -> None:
    full, receding, half = (seen(worn(atlas, hair=hair), "hair") for hair in ("buzz cut", "receding", "half-bald"))
    assert receding[receding[:, 1] > full[:, 1].max() - 0.06, 2].max() < full[:, 2].max() - 0.01
    assert half[:, 1].max() < full[:, 1].max() - 0.03


def test_a_fringe_comes_down_the_forehead(atlas: BodyAtlas) -> None:
    plain, fringed = (seen(worn(atlas, hair="bob", fringe=word), "hair") for word in (NONE, "yes"))
    lowest = [hair[(hair[:, 2] > hair[:, 2].max() - 0.02), 1].min() for hair in (plain, fringed)]
    assert lowest[1] < lowest[0] - 0.015


@pytest.mark.parametrize("kind", COVERING)
def test_no_hair_is_seen_under_what_covers_it(atlas: BodyAtlas, kind: str) -> None:
    outfit = worn(atlas, hair="long", headwear=kind, headwear_colour="red")
    assert "hair" not in outfit.materials
    assert len(seen(outfit, "headwear")) > 100


def test_a_cap_worn_backwards_has_its_peak_behind(atlas: BodyAtlas) -> None:
    reach = [
        seen(worn(atlas, headwear=kind, headwear_colour="red"), "headwear")[:, 2] for kind in ("cap", "backward cap")
    ]
    assert reach[0].max() > reach[1].max() + 0.04
    assert reach[1].min() < reach[0].min() - 0.04


def test_a_long_beard_hangs_lower_and_a_mask_hides_it(atlas: BodyAtlas) -> None:
    full, long = (seen(worn(atlas, beard=kind), "beard") for kind in ("full beard", "long beard"))
    assert long[:, 1].min() < full[:, 1].min() - 0.03
    masked = worn(atlas, beard="long beard", mask_colour="white")
    assert "beard" not in masked.materials
    assert len(seen(masked, "mask")) > 50
    assert "beard" not in worn(atlas, beard="stubble").materials


def test_the_torso_moves_points_out_of_it_and_leaves_those_outside() -> None:
    x, y = (values.ravel() for values in np.meshgrid(np.linspace(-0.2, 0.2, 41), np.linspace(1.0, 1.5, 51)))
    slab = np.concatenate([np.stack([x, y, np.full(x.size, depth)], axis=1) for depth in (-0.1, 0.1)])
    torso = TorsoDepthMap.of(slab, np.ones(len(slab), bool), 1.0)
    inside, behind, front = torso.laid(np.array([[0, 1.2, -0.05], [0, 1.2, -0.2], [0, 1.2, 0.08]]), 0.01)[:, 2]
    assert inside == pytest.approx(-0.11, abs=0.005)
    assert behind == -0.2
    assert front == pytest.approx(0.11, abs=0.005)
    ringed = torso.ringed(np.array([0.0, 1.2, 0.0]), 0.15)
    assert ringed.laid(np.array([[0, 1.2, -0.05]]), 0.01)[0, 2] < -0.13


@pytest.mark.parametrize("style", ["long", "shoulder-length"])
@pytest.mark.parametrize("kind", ["shirt", "denim jacket", "track jacket"])
def test_hair_falls_over_a_collar(atlas: BodyAtlas, style: str, kind: str) -> None:
    outfit = worn(atlas, hair=style, upper=kind)
    neck = build_figure(atlas, BARE, 3).joint("neck01")[1]

    def farthest_back(material: str) -> float:
        points = seen(outfit, material)
        near = (np.abs(points[:, 0]) < 0.05) & (np.abs(points[:, 1] - neck - 0.02) < 0.05)
        return float(points[near, 2].min())

    assert farthest_back("hair") < farthest_back("upper") - 0.004


@pytest.mark.parametrize("style", ["long", "shoulder-length"])
def test_hair_hides_what_lies_behind_the_neck_from_top_to_bottom(atlas: BodyAtlas, style: str) -> None:
    """In slices of 2 cm, so that no ring of cloth shows between two rows of hair."""
    for worn_there, material in (
        ({"scarf_colour": "red", "scarf_pattern": "plain"}, "scarf"),
        ({"hood": "down"}, "upper"),
    ):
        outfit = worn(atlas, hair=style, upper="hoodie", **worn_there)
        neck = build_figure(atlas, BARE, 3).joint("neck01")[1]
        hair, cloth = (points[np.abs(points[:, 0]) < 0.04] for points in (seen(outfit, "hair"), seen(outfit, material)))
        for level in np.arange(neck - 0.02, neck + 0.08, 0.02):
            slices = [points[np.abs(points[:, 1] - level) < 0.012, 2] for points in (hair, cloth)]
            assert not len(slices[1]) or slices[0].min() < slices[1].min()
