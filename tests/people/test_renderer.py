import sys
from dataclasses import replace

import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.people.camera import View
from mmref_core.people.geometry import Solid, box, merged
from mmref_core.people.light import Light
from mmref_core.people.materials import Bump, Material, Pattern, Strip, Surface
from mmref_core.people.renderer import NOTHING, Renderer, open_context

VIEW = View(np.array([0.0, 0.0, 6.0]), np.zeros(3), 40.0)
LIGHT = Light(np.array([0.0, 0.0, 1.0]), (1.0, 1.0, 1.0), (0.4, 0.4, 0.4), (0.4, 0.4, 0.4), (0.0, 0.0, 1.0))
SQUARE = box([-1, -1, -0.1], [1, 1, 0.1])
PATCH, CLOSE_VIEW = box([-0.15, -0.15, -0.1], [0.15, 0.15, 0.1]), View(np.array([0.0, 0.0, 1.0]), np.zeros(3), 40.0)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    try:
        return Renderer(64, 128)
    except MMRefError as error:
        pytest.skip(str(error))


def lit(solid: Solid, material: Material, renderer: Renderer) -> tuple[np.ndarray, np.ndarray]:
    rendered = renderer.render([solid.geometry(material)], VIEW, LIGHT)
    return rendered.picture, rendered.ids


def test_without_a_graphics_library_the_packages_to_install_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "moderngl", None)
    with pytest.raises(MMRefError, match="apt install libegl1 libegl-mesa0 libgl1-mesa-dri"):
        open_context()


def test_a_red_square_is_red_in_the_middle_and_haze_is_around_it(renderer: Renderer) -> None:
    picture, ids = lit(SQUARE, Material((0.5, 0.02, 0.02), Surface.SCENERY, fold=0.0), renderer)

    assert ids[64, 32] == 0
    assert picture[64, 32, 0] > 180 > 120 > picture[64, 32, 2]
    assert ids[5, 5] == NOTHING
    assert picture[5, 5].tolist() == [0, 0, 255]


def test_what_is_nearer_is_seen_whatever_the_order(renderer: Renderer) -> None:
    near, far = SQUARE.moved([0, 0, 1]).geometry(Material((0.5, 0.5, 0.5))), SQUARE.geometry(Material((0.1, 0.1, 0.1)))

    assert renderer.render([near, far], VIEW, LIGHT).ids[64, 32] == 0
    assert renderer.render([far, near], VIEW, LIGHT).ids[64, 32] == 1


@pytest.mark.parametrize("pattern", Pattern)
def test_every_pattern_can_be_drawn(pattern: Pattern, renderer: Renderer) -> None:
    surface = Surface.SCENERY if pattern >= Pattern.BRICKS else Surface.CLOTH
    picture, ids = lit(SQUARE, Material((0.3, 0.3, 0.3), surface, (0.02, 0.02, 0.02), pattern=pattern), renderer)

    assert (ids == 0).any()
    assert 10 < picture[ids == 0].mean() < 250


def test_striped_cloth_has_both_its_colours(renderer: Renderer) -> None:
    stripes = Material(
        (0.9, 0.9, 0.9), Surface.SCENERY, (0.01, 0.01, 0.01), pattern=Pattern.HORIZONTAL_STRIPES, scale=0.8
    )
    picture, ids = lit(SQUARE, stripes, renderer)

    shades = picture[ids == 0].mean(axis=1)
    assert 0.2 < (shades < 80).mean() < 0.8
    assert (shades > 160).mean() > 0.2


@pytest.mark.parametrize("strip", Strip)
@pytest.mark.parametrize("bump", Bump)
def test_every_relief_and_strip_can_be_drawn(bump: Bump, strip: Strip, renderer: Renderer) -> None:
    values = {Strip.TWO_STRAPS: (0.06, 0.03, 0.0), Strip.TAIL: (0.0, 0.05, 0.0)}.get(strip, (0.0, 0.0, 0.0))
    whole = Material((0.3, 0.3, 0.3))
    cut = replace(whole, bump=bump, bump_depth=0.01, strip=strip, strip_values=values)
    pixels = [
        (renderer.render([PATCH.geometry(material)], CLOSE_VIEW, LIGHT).ids == 0).sum() for material in (whole, cut)
    ]

    assert pixels[1] == pixels[0] if strip == Strip.NONE else 0 < pixels[1] < pixels[0]


def test_many_materials_are_told_apart_and_too_many_are_refused(renderer: Renderer) -> None:
    tiles = [(SQUARE.moved([0, 0, -0.01 * number]), Material((0.1, 0.1, 0.1))) for number in range(255)]
    geometry = [solid.geometry(material) for solid, material in tiles]

    assert renderer.render([merged(geometry[1:]), geometry[0]], VIEW, LIGHT).ids[64, 32] == 254
    with pytest.raises(ValueError, match="at most 255"):
        renderer.render([*geometry, geometry[0]], VIEW, LIGHT)
