"""What garments are made of."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.fabric_visibility import FABRIC_TOLD
from mmref_core.synthetic.attributes.fabrics import FABRICS, LEATHERY, OF_KIND, draw_fabric, made_of
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.visibility_thresholds import Visibility
from mmref_core.synthetic.attributes.wardrobe import UPPERS, WOMENS_LOWERS, WOMENS_UPPERS
from mmref_core.synthetic.captions.caption_writer import write_caption
from mmref_core.synthetic.captions.fabric_words import KNITS, claimed, is_true, true_nouns
from mmref_core.synthetic.captions.visibility import visible_attributes
from mmref_core.synthetic.captions.vocabularies import HELD_OUT, USUAL
from mmref_core.synthetic.clothing.cloth import weave
from mmref_core.synthetic.clothing.headwear import KNITTED
from mmref_core.synthetic.clothing.shoes import KINDS as SHOES
from mmref_core.synthetic.geometry.person_attributes import NONE


def test_every_fabric_of_a_kind_exists_and_every_kind_is_worn() -> None:
    assert {name for weights in OF_KIND.values() for name in weights} <= FABRICS.keys()
    assert OF_KIND.keys() <= {*UPPERS, *WOMENS_UPPERS, *WOMENS_LOWERS}


def test_leather_is_plain_and_of_its_own_colours() -> None:
    drawn = {
        (colour, pattern): {
            draw_fabric(np.random.default_rng(seed), "open jacket", colour, pattern) for seed in range(80)
        }
        for colour in ("black", "light blue")
        for pattern in ("plain", "check")
    }
    assert "black" in LEATHERY and "light blue" not in LEATHERY
    assert [key for key, names in drawn.items() if "leather" in names] == [("black", "plain")]


@pytest.mark.parametrize("name", FABRICS)
def test_a_fabric_changes_no_colour(name: str) -> None:
    cloth = weave(np.random.default_rng(3), "teal", "check", "white")
    made = made_of(cloth, name)
    assert made.pattern == cloth.pattern and (made.colour == cloth.colour).all()
    assert 0 < made.fold < 0.06  # metres


def test_drawn_fabrics_are_those_of_the_kind() -> None:
    for seed in range(300):
        person = draw_attributes(seed)
        assert person.upper_fabric in OF_KIND.get(person.upper, ["cotton"])
        lower = "suit" if person.upper == "suit" else person.lower
        assert lower == NONE or person.lower_fabric in OF_KIND.get(lower, ["cotton"])
        assert (person.lower == NONE) == (person.lower_fabric == NONE)


def test_a_fabric_is_told_where_the_picture_is_large_enough() -> None:
    person = replace(draw_attributes(1), upper="jacket", upper_colour="brown", lower="trousers", lower_fabric="cotton")

    def seen(height: float, fabric: str = "corduroy", colour: str = "brown", upper: int = 3000) -> dict[str, str]:
        counts = {"skin": 500, "upper": upper, "lower": 2500}
        visibility = Visibility(counts, 1.0, 0.0, "walking", (), NONE, resolution=height)
        return visible_attributes(replace(person, upper_fabric=fabric, upper_colour=colour), visibility)

    assert seen(200)["upper_fabric"] == "corduroy"
    assert seen(200, "leather", "black")["upper_fabric"] == "leather"
    assert "upper_fabric" not in seen(200, "corduroy", "black")
    assert "upper_fabric" not in seen(120)
    assert "upper_fabric" not in seen(200, upper=60)
    assert "lower_fabric" not in seen(200)


@pytest.mark.parametrize("words", [USUAL, HELD_OUT], ids=["usual", "held out"])
def test_no_noun_for_other_things_claims_what_they_are_not_made_of(words: object) -> None:
    for thing, kinds in words.nouns.items():
        if thing in ("upper", "lower", "inner"):  # these are chosen by what is drawn
            continue
        wrong = {noun for kind, nouns in kinds.items() for noun in nouns if not is_true(noun, kind, "")}
        assert not wrong, thing


def test_what_accessories_are_said_to_be_is_how_they_are_drawn() -> None:
    for kind in ("ankle boots", "knee boots", "loafers", "dress shoes", "wellingtons"):
        assert SHOES[kind].shine > max(SHOES[matt].shine for matt in ("slip-ons", "trainers"))
    assert all(is_true("knit", kind, "") for kind in KNITTED)


def test_a_noun_that_claims_a_fabric_is_used_only_of_it() -> None:
    nouns = ("sweater", "knitted sweater", "sweatshirt", "woollen jumper")

    assert true_nouns(nouns, "sweater", "") == ("sweater",)
    assert true_nouns(nouns, "sweater", "loopback jersey") == ("sweater", "sweatshirt")
    assert true_nouns(nouns, "cardigan", "") == ("sweater", "knitted sweater", "woollen jumper")
    assert true_nouns(("denim jeans", "button-down shirt"), "jeans", "") == ("denim jeans", "button-down shirt")
    assert true_nouns(("windbreaker",), "jacket", "corduroy") == ("jacket",)


@pytest.mark.parametrize("kind", ["sentence", "short", "paraphrase"])
@pytest.mark.parametrize("fabric", ["", "leather", "corduroy", "nylon"])
def test_captions_claim_no_other_fabric_than_the_one_that_is_seen(fabric: str, kind: str) -> None:
    look = {"sex": "man", "upper": "jacket", "upper_colour": "brown", "lower": "trousers", "lower_colour": "grey"}
    look |= {"upper_fabric": fabric} if fabric else {}
    said = 0
    for seed in range(300):
        caption = write_caption(look, np.random.default_rng(seed), kind)
        if caption.notes:
            continue
        assert all(fabric in fabrics for fabrics in claimed(caption.text.lower()))
        said += caption.mentions.get("upper_fabric") == fabric
    assert (said > 0) == bool(fabric)


def test_fabrics_that_can_be_told_have_a_word_that_says_them() -> None:
    for fabric in FABRIC_TOLD:
        kind = next(
            kind for kind, fabrics in OF_KIND.items() if fabric in fabrics and kind in {**UPPERS, **WOMENS_LOWERS}
        )
        part = "upper" if kind in UPPERS else "lower"
        look = {"sex": "woman", part: kind, f"{part}_colour": "black", f"{part}_fabric": fabric}
        told = [write_caption(look, np.random.default_rng(seed)).mentions for seed in range(120)]
        assert any(mentions.get(f"{part}_fabric") == fabric for mentions in told), (kind, fabric)
    assert set(KNITS) <= FABRIC_TOLD.keys()
