"""Shoes, soles, heels and socks, on real feet."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.footwear import OPEN_SHOES
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import BodyFigure, build_figure
from mmref_core.synthetic.clothing.fitting import take_measures
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.clothing.shoes import KINDS
from mmref_core.synthetic.clothing.soles import HEEL_HEIGHT, OVER_SOLE, FootOutline, on_heels, sole
from mmref_core.synthetic.geometry.materials import StripCutout
from mmref_core.synthetic.geometry.mesh import Outfit
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

WALKER = replace(
    draw_attributes(0),
    sex="woman",
    upper="t-shirt",
    sleeves="short",
    dress_length=NONE,
    inner=NONE,
    tie_colour=NONE,
    lower="shorts",
    lower_fit="straight",
    lower_colour="grey",
    lower_pattern="plain",
    tights_colour=NONE,
    shoes_colour="red",
    socks_colour=NONE,
)


def built(atlas: BodyAtlas, **changes: str) -> tuple[BodyFigure, Outfit]:
    attributes: PersonAttributes = replace(WALKER, **changes)
    figure = on_heels(build_figure(atlas, attributes, 3), attributes)
    return figure, dress(figure, attributes, 3)


def heights(outfit: Outfit, material: str) -> np.ndarray:
    return np.concatenate([part.vertices[:, 1] for part in outfit.parts if part.material == material])


@pytest.mark.parametrize("kind", KINDS)
def test_every_shoe_has_the_sole_of_its_kind(atlas: BodyAtlas, kind: str) -> None:
    figure, outfit = built(atlas, shoes=kind, sole_colour="white")
    foot = FootOutline.of(figure, atlas.feet["L"])
    lowest = foot.corners[:, 1].min() + OVER_SOLE - KINDS[kind].sole
    assert heights(outfit, "shoes").min() == pytest.approx(lowest, abs=0.0025)
    material = outfit.materials["shoes"]
    assert material.colour[0] > 0.5 > material.colour2[1]  # white below, red above
    assert (material.strip == StripCutout.OPEN_SHOE) == (KINDS[kind].opening is not None) == (kind in OPEN_SHOES)


def test_boots_end_where_their_kind_does(atlas: BodyAtlas) -> None:
    highest = [
        np.concatenate(
            [part.vertices[part.cut > 0, 1] for part in built(atlas, shoes=kind)[1].parts if part.material == "boots"]
        ).max()
        for kind in ("ankle boots", "wellingtons", "knee boots")
    ]
    knee = built(atlas, shoes="knee boots")[0].joint("lowerleg01.L")[1]
    assert highest == sorted(highest)
    assert highest[0] < 0.5 * knee < highest[1] < highest[2] < 1.05 * knee


def test_legs_end_in_boots_that_are_worn_over_them(atlas: BodyAtlas) -> None:
    narrow, wide = ({"lower": "jeans", "lower_fit": fit, "shoes": "knee boots"} for fit in ("slim", "wide"))
    figure, outfit = built(atlas, **narrow)
    knee, ankle = (figure.joint(f"{bone}.L")[1] for bone in ("lowerleg01", "foot"))
    jeans = np.concatenate([part.vertices[part.cut > 0, 1] for part in outfit.parts if part.material == "lower"])
    assert 0.6 * knee < jeans.min() < heights(outfit, "boots").max()
    covered = built(atlas, **wide)[1]
    assert "boots" not in covered.materials  # nobody sees them
    assert heights(covered, "lower").min() < ankle + 0.03


def test_boots_show_below_wide_trousers_that_end_early(atlas: BodyAtlas) -> None:
    outfit = built(atlas, lower="culottes", lower_fit="wide", shoes="knee boots")[1]
    hem = np.concatenate([part.vertices[part.cut > 0, 1] for part in outfit.parts if part.material == "lower"]).min()
    assert heights(outfit, "boots").max() > hem + 0.05


@pytest.mark.parametrize("kind", ["sandals", "ballet flats", "trainers"])
def test_lines_on_a_shoe_are_straight_whatever_its_triangles_are(atlas: BodyAtlas, kind: str) -> None:
    """The shader draws and cuts along the coordinates: they are linear in the place."""
    leather = next(part for part in built(atlas, shoes=kind)[1].parts if part.material == "shoes")
    places = np.c_[leather.vertices, np.ones(len(leather.vertices))].astype(float)
    fitted = places @ np.linalg.lstsq(places, leather.coordinates.astype(float), rcond=None)[0]
    assert np.abs(fitted - leather.coordinates).max() < 1e-5


def test_no_trousers_lie_on_a_bare_foot(atlas: BodyAtlas) -> None:
    ends = [take_measures(replace(WALKER, lower="jeans", shoes=kind), atlas.landmarks, 3).leg for kind in OPEN_SHOES]
    assert max(ends) < 1.95 < take_measures(replace(WALKER, lower="jeans"), atlas.landmarks, 3).leg


def test_a_sole_stands_out_round_the_whole_foot(atlas: BodyAtlas) -> None:
    foot = FootOutline.of(build_figure(atlas, WALKER, 3), atlas.feet["R"])
    mesh, layout = sole(foot, 0.03, 0.01, flat=True)
    assert mesh.vertices[:, 0].max() > foot.corners[:, 0].max() + 0.005
    assert mesh.vertices[:, 2].min() < foot.corners[:, 2].min() - 0.005
    assert layout.coordinates is not None
    assert layout.coordinates[:, 1].max() < 0.03  # the shader paints all of it as sole


def test_high_heels_raise_the_heel_and_leave_the_toes_down(atlas: BodyAtlas) -> None:
    flat, raised = (
        FootOutline.of(built(atlas, shoes=kind)[0], atlas.feet["L"]).corners for kind in ("ballet flats", "high heels")
    )
    back, front = np.argmin(flat[:, 2]), flat[:, 2] > np.quantile(flat[:, 2], 0.8)
    lift = raised[back, 1] - raised[front, 1].min() - (flat[back, 1] - flat[front, 1].min())
    assert lift == pytest.approx(HEEL_HEIGHT, abs=0.02)


def test_socks_are_seen_above_the_shoe_and_not_in_it(atlas: BodyAtlas) -> None:
    figure, outfit = built(atlas, shoes="trainers", socks_colour="white")
    ankle, knee = figure.joint("foot.L")[1], figure.joint("lowerleg01.L")[1]
    socks = np.concatenate([part.vertices[part.cut > 0, 1] for part in outfit.parts if part.material == "socks"])
    assert ankle - 0.02 < socks.min() < socks.max() < 0.75 * knee
    assert "socks" not in built(atlas, shoes="trainers")[1].materials
