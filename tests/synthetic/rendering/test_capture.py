from dataclasses import replace

import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.attributes.population import draw_attributes
from mmref_core.synthetic.attributes.visibility_thresholds import Visibility
from mmref_core.synthetic.body.atlas import BodyAtlas
from mmref_core.synthetic.body.parametric_body import load_body
from mmref_core.synthetic.camera.surveillance_camera import aim, find_camera
from mmref_core.synthetic.captions.visibility import visible_attributes
from mmref_core.synthetic.geometry.person_attributes import PersonAttributes
from mmref_core.synthetic.geometry.solids import RenderGeometry
from mmref_core.synthetic.pose.person import build_person
from mmref_core.synthetic.rendering.renderer import Renderer
from mmref_core.synthetic.scenes.light import LAMPS, draw_light


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    try:
        return Renderer(128, 256)
    except MMRefError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def atlas() -> BodyAtlas:
    return BodyAtlas(load_body())


def seen_at(yaw: float, person: PersonAttributes, atlas: BodyAtlas, renderer: Renderer) -> dict[str, str]:
    """What is visible of a person who stands alone."""
    rng = np.random.default_rng(1)
    posed = build_person(atlas, person, seed=4).pose(rng, yaw)
    view = aim(rng, find_camera(0), posed.vertices[:, :3], 0.5).view
    body = RenderGeometry.of_person(posed.vertices, posed.faces, posed.materials)
    rendered = renderer.render([body], view, draw_light(rng, "overcast", 0.0, 0.0, np.zeros((LAMPS, 4))))
    counts = np.bincount(rendered.ids.ravel(), minlength=256)[: len(posed.materials)].tolist()
    visibility = Visibility(
        dict(zip(posed.material_names, counts, strict=True)), 1.0, yaw, posed.action, posed.doing, posed.item
    )
    return visible_attributes(person, visibility)


def somebody(**changes: str) -> PersonAttributes:
    bare = {"bag": "none", "bag_colour": "none", "bag_strap": "none", "scarf_colour": "none", "hood": "none"}
    top = {"upper": "t-shirt", "upper_colour": "white", "upper_pattern": "plain", "upper_colour2": "none"}
    top |= {"sleeves": "short", "inner": "none", "coat_open": "none", "coat_length": "none", "dress_length": "none"}
    bottom = {"lower": "trousers", "lower_colour": "navy", "lower_pattern": "plain", "lower_fit": "straight"}
    bottom |= {"tights_colour": "none", "tie_colour": "none", "hair": "short", "headwear": "none"}
    return replace(draw_attributes(1), **(bare | top | bottom | {"sex": "man", "age": "young adult"} | changes))


def test_a_backpack_is_full_from_behind_and_only_straps_from_the_front(atlas: BodyAtlas, renderer: Renderer) -> None:
    person = somebody(bag="backpack", bag_colour="red")

    assert seen_at(180.0, person, atlas, renderer)["bag_view"] == "full"
    assert seen_at(0.0, person, atlas, renderer).get("bag_view") != "full"


def test_a_print_is_seen_from_the_front_only(atlas: BodyAtlas, renderer: Renderer) -> None:
    person = somebody(upper_pattern="print", upper_colour2="black")

    assert seen_at(0.0, person, atlas, renderer)["upper_pattern"] == "print"
    assert seen_at(180.0, person, atlas, renderer)["upper_pattern"] == "plain"
