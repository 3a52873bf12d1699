"""Bodies that are as their attributes say."""

from dataclasses import replace

import numpy as np
import pytest

from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.childhood import resized
from mmref_core.synthetic.body.figure import BodyFigure, build_figure
from mmref_core.synthetic.body.parametric_body import SKIN
from mmref_core.synthetic.geometry.palette import SKIN_TONES, linear

MAN = replace(draw_attributes(0), sex="man", age="young adult", build="average", height="medium", skin="tan")


def built(atlas: BodyAtlas, seed: int = 5, **changes: str) -> BodyFigure:
    return build_figure(atlas, replace(MAN, **changes), seed)


@pytest.mark.parametrize(
    ("sex", "height", "low", "high"),
    [("man", "short", 1.55, 1.68), ("man", "tall", 1.82, 1.96), ("woman", "medium", 1.58, 1.70)],
)
def test_heights_are_what_people_would_call_them(
    atlas: BodyAtlas, sex: str, height: str, low: float, high: float
) -> None:
    for seed in range(4):
        assert low < built(atlas, seed, sex=sex, height=height).height_m < high


@pytest.mark.parametrize("age", ["middle-aged", "elderly"])
def test_heights_hold_at_any_age_and_build(atlas: BodyAtlas, age: str) -> None:
    for build in ("slim", "heavy"):
        assert 1.68 < built(atlas, age=age, build=build).height_m < 1.82


def test_a_child_is_small_enough_to_be_called_one_and_has_a_large_head(atlas: BodyAtlas) -> None:
    def head_share(figure: BodyFigure) -> float:
        return 1 - figure.joint("head")[1] / figure.height_m

    for seed, height in enumerate(("short", "medium", "tall")):
        for sex in ("man", "woman"):
            child = built(atlas, seed, age="child", sex=sex, height=height)
            assert 0.95 < child.height_m < 1.5
            assert head_share(child) > 1.02 * head_share(built(atlas, seed, sex=sex))


def test_younger_children_are_smaller_and_have_larger_heads(atlas: BodyAtlas) -> None:
    child = built(atlas, age="child")
    younger, older = (resized(atlas.body, child.vertices, height) for height in (1.0, 1.45))
    assert younger[SKIN, 1].max() == pytest.approx(1.0, abs=0.005)
    assert younger[SKIN, 1].min() == pytest.approx(0.0, abs=0.001)
    chin = [atlas.body.joints(body)[atlas.body.index["head"], 1] / body[SKIN, 1].max() for body in (younger, older)]
    assert chin[0] < chin[1] - 0.02


def test_teenagers_are_between_children_and_grown_ups(atlas: BodyAtlas) -> None:
    heights = [built(atlas, age=age).height_m for age in ("child", "teenager", "young adult")]
    assert heights == sorted(heights)


def test_builds_differ_round_the_waist(atlas: BodyAtlas) -> None:
    def girth(build: str) -> float:
        torso = built(atlas, build=build).vertices[SKIN]
        waist = torso[(np.abs(torso[:, 1] - 1.05) < 0.02) & (np.abs(torso[:, 0]) < 0.22)]
        return float(np.ptp(waist[:, 2]))

    assert girth("slim") + 0.01 < girth("average") < girth("heavy") - 0.01


def test_another_skin_tone_is_another_colour_and_another_build_leaves_it(atlas: BodyAtlas) -> None:
    tones = [built(atlas, skin=name).skin.sum() for name in SKIN_TONES]
    assert tones == sorted(tones, reverse=True)
    assert built(atlas).skin == pytest.approx(linear(SKIN_TONES["tan"]), rel=0.4)
    assert (built(atlas).skin == built(atlas, build="heavy").skin).all()


def test_what_is_worn_does_not_change_the_body(atlas: BodyAtlas) -> None:
    other = built(atlas, upper="long coat", bag="backpack", hair="long", shoes="boots")
    assert (built(atlas).vertices == other.vertices).all()
    assert (built(atlas).heads == other.heads).all()
