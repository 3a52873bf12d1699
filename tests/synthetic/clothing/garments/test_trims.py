"""What is sewn on garments lies where people expect it, inside the garment's own cut, and shows where it should."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.wardrobe import LOWERS, WOMENS_LOWERS, WOMENS_UPPERS
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.figure import build_figure
from mmref_core.synthetic.clothing.garments.kinds import KINDS
from mmref_core.synthetic.clothing.garments.trims import TRIMS
from mmref_core.synthetic.clothing.outfit import dress
from mmref_core.synthetic.geometry.masks import PARTS, part_of
from mmref_core.synthetic.geometry.mesh import Outfit, SkinnedMesh
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes

DRAWN = 4000


@pytest.fixture(scope="module")
def someone() -> Callable[..., tuple[PersonAttributes, int]]:
    people = [draw_attributes(seed) for seed in range(DRAWN)]

    def find(**wanted: str) -> tuple[PersonAttributes, int]:
        seeds = (seed for seed, person in enumerate(people) if wanted.items() <= person.to_dict().items())
        seed = next(seeds)
        return people[seed], seed

    return find


def wear(atlas: BodyAtlas, attributes: PersonAttributes, seed: int) -> Outfit:
    return dress(build_figure(atlas, attributes, seed), attributes, seed)


def parts_of(outfit: Outfit, material: str) -> list[SkinnedMesh]:
    return [part for part in outfit.parts if part.material == material]


def kept(part: SkinnedMesh) -> np.ndarray:
    """Template places of the vertices on the kept side of the cut."""
    return part.template[part.cut > 0]


def test_every_kind_that_is_drawn_is_tailored_and_details_belong_to_kinds() -> None:
    assert WOMENS_UPPERS.keys() == KINDS.keys()
    assert TRIMS.keys() <= {*KINDS, *LOWERS, *WOMENS_LOWERS}


@pytest.mark.parametrize("upper", list(KINDS))
def test_every_upper_garment_can_be_worn(atlas: BodyAtlas, someone: Callable, upper: str) -> None:
    outfit = wear(atlas, *someone(upper=upper))
    assert len(kept(parts_of(outfit, "upper")[0])) > 100
    for part in outfit.parts:
        assert part_of(part.material) in PARTS
        assert np.isfinite(part.vertices).all()


def test_a_number_is_on_the_back_and_nowhere_else(atlas: BodyAtlas, someone: Callable) -> None:
    outfit = wear(atlas, *someone(upper="sports shirt", upper_pattern="number"))
    places = kept(parts_of(outfit, "upper trim number")[0])
    assert places[:, 2].max() < 0.03
    assert np.abs(places[:, 0]).max() < 0.2


def test_side_stripes_run_down_the_outside_of_the_legs(atlas: BodyAtlas, someone: Callable) -> None:
    outfit = wear(atlas, *someone(lower="joggers", lower_pattern="side stripes"))
    legs, stripes = (kept(parts_of(outfit, name)[0]) for name in ("lower", "lower trim side stripes"))
    low, beside = (np.abs(points[np.abs(points[:, 1] - 0.4) < 0.05, 0]) for points in (legs, stripes))
    assert beside.min() > low.mean()
    assert np.ptp(stripes[:, 1]) > 0.5


def test_reflective_bands_go_round_the_body_in_the_second_colour(atlas: BodyAtlas, someone: Callable) -> None:
    outfit = wear(atlas, *someone(upper="hi-vis vest"))
    bands = kept(parts_of(outfit, "upper trim reflective bands")[0])
    assert bands[:, 2].max() > 0.05 and bands[:, 2].min() < -0.05
    brightness = np.sum(outfit.materials["upper trim reflective bands"].colour)
    assert brightness > 0.9 * 3 * 0.45


def test_details_end_with_their_garment(atlas: BodyAtlas, someone: Callable) -> None:
    """A stripe or a pocket never hangs below a hem or out of a sleeve."""
    for upper in ("hoodie", "track jacket", "blazer", "denim jacket"):
        outfit = wear(atlas, *someone(upper=upper))
        lowest = kept(parts_of(outfit, "upper")[0])[:, 1].min()
        details = [part for part in outfit.parts if part.material.startswith("upper trim")]
        assert all(kept(part)[:, 1].min() > lowest - 1e-6 for part in details)


def test_vests_show_the_sleeves_of_what_is_under_them(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(upper="gilet", inner="sweater")
    vest, jacket = (wear(atlas, replace(person, upper=upper), seed) for upper in ("gilet", "open jacket"))
    reach = [np.abs(kept(parts_of(outfit, "inner")[0])[:, 0]).max() for outfit in (vest, jacket)]
    assert reach[0] > reach[1] + 0.2


def test_dungarees_reach_over_the_shoulders(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(lower="dungarees")
    trousers = wear(atlas, replace(person, lower="jeans"), seed)
    bib = wear(atlas, person, seed)
    tops = [max(kept(part)[:, 1].max() for part in parts_of(outfit, "lower")) for outfit in (trousers, bib)]
    assert tops[0] < atlas.landmarks.waist + 0.06 < atlas.landmarks.neck - 0.15 < tops[1]


def test_robes_reach_the_ankles_and_parkas_cover_the_seat(atlas: BodyAtlas, someone: Callable) -> None:
    robe, parka = (wear(atlas, *someone(upper=upper)).drapes[0] for upper in ("robe", "parka"))
    assert robe.bottom < 0.15 < 0.55 < parka.bottom < atlas.landmarks.crotch


def test_joggers_are_gathered_at_the_ankle(atlas: BodyAtlas, someone: Callable) -> None:
    person, seed = someone(lower="joggers", lower_fit="straight", lower_pattern="plain", upper_pattern="plain")
    widths = []
    for lower in ("joggers", "trousers"):
        part = parts_of(wear(atlas, replace(person, lower=lower), seed), "lower")[0]
        low = (part.cut > 0) & (part.template[:, 1] < 0.2) & (part.template[:, 0] > 0)
        widths.append(np.ptp(part.vertices[low, 2]))
    assert widths[0] < widths[1] - 0.008  # metres
