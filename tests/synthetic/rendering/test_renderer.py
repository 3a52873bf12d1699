import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.camera.surveillance_camera import CameraView
from mmref_core.synthetic.geometry.materials import BumpPattern, FabricPattern, ShaderMaterial, StripCutout
from mmref_core.synthetic.geometry.solids import RenderGeometry, TexturedSolid, box
from mmref_core.synthetic.rendering.renderer import NOTHING, Renderer, open_context
from mmref_core.synthetic.scenes.light import LAMPS, SceneLight
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, coat, joined, panel, plain, sheet

VIEW = CameraView(np.array([0.0, 0.0, 6.0]), np.zeros(3), 40.0)
FROM_ABOVE = CameraView(np.array([0.0, 6.0, 0.01]), np.zeros(3), 40.0)
LIGHT = SceneLight(np.array([0.0, 0.0, 1.0]), (1.0, 1.0, 1.0), (0.4, 0.4, 0.4), (0.4, 0.4, 0.4), (0.0, 0.0, 1.0))
SQUARE = box([-1, -1, -0.1], [1, 1, 0.1])
PATCH, CLOSE_VIEW = (
    box([-0.15, -0.15, -0.1], [0.15, 0.15, 0.1]),
    CameraView(np.array([0.0, 0.0, 1.0]), np.zeros(3), 40.0),
)
GREY = (0.3, 0.3, 0.3)
WEATHERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))  # wetness and snow: dry, rain, snow


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    try:
        return Renderer(64, 128)
    except MMRefError as error:
        pytest.skip(str(error))


def clothed(parts: Sequence[tuple[TexturedSolid, ShaderMaterial]]) -> RenderGeometry:
    """Solids with a person's kind of materials, as one geometry."""
    vertices, faces, count = [], [], 0
    for number, (solid, _) in enumerate(parts):
        own, size = solid.mesh.vertices, len(solid.mesh.vertices)
        tail = np.c_[np.ones(size), np.full(size, number)]
        vertices.append(np.concatenate([own, solid.normals, solid.coordinates, own, tail], axis=1))
        faces.append(solid.mesh.faces + count)
        count += size
    materials = np.stack([material.row() for _, material in parts])
    return RenderGeometry(
        np.concatenate(vertices).astype(np.float32), np.concatenate(faces).astype(np.int32), materials
    )


def lit(solid: TexturedSolid, material: ShaderMaterial, renderer: Renderer) -> tuple[np.ndarray, np.ndarray]:
    rendered = renderer.render([clothed([(solid, material)])], VIEW, LIGHT)
    return rendered.picture, rendered.ids


def floor(light: SceneLight, renderer: Renderer, *more: SceneryPart) -> np.ndarray:
    """A plain grey floor from above, and things over it; the first geometry is a person, here a speck."""
    grey = plain(np.random.default_rng(0), GREY, 0.0)
    speck = clothed([(box([9, 9, 9], [9.1, 9.1, 9.1]), ShaderMaterial(GREY))])
    pieces = [SceneryPart(sheet((-3, -3, 3, 3), 0.0), grey, False), *more]
    return renderer.render([speck, *joined(pieces)], FROM_ABOVE, light).picture.astype(float)


def test_without_a_graphics_library_the_packages_to_install_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "moderngl", None)
    with pytest.raises(MMRefError, match="apt install libegl1 libegl-mesa0 libgl1-mesa-dri"):
        open_context()


def test_a_red_square_is_red_in_the_middle_and_haze_is_around_it(renderer: Renderer) -> None:
    picture, ids = lit(SQUARE, ShaderMaterial((0.5, 0.02, 0.02), fold=0.0), renderer)

    assert ids[64, 32] == 0
    assert picture[64, 32, 0] > 180 > 120 > picture[64, 32, 2]
    assert ids[5, 5] == NOTHING
    assert picture[5, 5].tolist() == [0, 0, 255]


def test_what_is_nearer_is_seen_whatever_the_order(renderer: Renderer) -> None:
    near = clothed([(SQUARE.moved([0, 0, 1]), ShaderMaterial((0.5, 0.5, 0.5)))])
    far = clothed([(SQUARE, ShaderMaterial((0.1, 0.1, 0.1)))])

    assert renderer.render([near, far], VIEW, LIGHT).ids[64, 32] == 0
    assert renderer.render([far, near], VIEW, LIGHT).ids[64, 32] == 1


@pytest.mark.parametrize("pattern", FabricPattern)
def test_every_pattern_can_be_drawn(pattern: FabricPattern, renderer: Renderer) -> None:
    picture, ids = lit(SQUARE, ShaderMaterial(GREY, colour2=(0.02, 0.02, 0.02), pattern=pattern), renderer)

    assert (ids == 0).any()
    assert 10 < picture[ids == 0].mean() < 250


def test_striped_cloth_has_both_its_colours(renderer: Renderer) -> None:
    upright = replace(SQUARE, coordinates=SQUARE.coordinates[:, [0, 2, 1]])  # cloth is measured up its third axis
    stripes = ShaderMaterial(
        (0.9, 0.9, 0.9), colour2=(0.01, 0.01, 0.01), pattern=FabricPattern.HORIZONTAL_STRIPES, scale=0.8
    )
    picture, ids = lit(upright, stripes, renderer)

    shades = picture[ids == 0].mean(axis=1)
    assert 0.2 < (shades < 80).mean() < 0.8
    assert (shades > 160).mean() > 0.2


@pytest.mark.parametrize("strip", StripCutout)
@pytest.mark.parametrize("bump", BumpPattern)
def test_every_relief_and_strip_can_be_drawn(bump: BumpPattern, strip: StripCutout, renderer: Renderer) -> None:
    values = {
        StripCutout.TWO_STRAPS: (0.06, 0.03, 0.0),
        StripCutout.TAIL: (0.0, 0.05, 0.0),
        StripCutout.OPEN_SHOE: (1.0, 0.0, 0.0),
    }
    whole = ShaderMaterial(GREY)
    cut = replace(whole, bump=bump, bump_depth=0.01, strip=strip, strip_values=values.get(strip, (0.0, 0.0, 0.0)))
    pixels = [
        (renderer.render([clothed([(PATCH, material)])], CLOSE_VIEW, LIGHT).ids == 0).sum() for material in (whole, cut)
    ]

    assert pixels[1] == pixels[0] if strip == StripCutout.NONE else 0 < pixels[1] < pixels[0]


def test_many_materials_are_told_apart_and_too_many_are_refused(renderer: Renderer) -> None:
    tiles = [(SQUARE.moved([0, 0, -0.01 * number]), ShaderMaterial((0.1, 0.1, 0.1))) for number in range(255)]
    first, rest = clothed(tiles[:1]), clothed(tiles[1:])

    assert renderer.render([rest, first], VIEW, LIGHT).ids[64, 32] == 254
    with pytest.raises(ValueError, match="at most 255"):
        renderer.render([rest, first, first], VIEW, LIGHT)


def test_a_cut_out_has_holes_and_a_wall_has_none(renderer: Renderer) -> None:
    rng = np.random.default_rng(0)
    shares = []
    for name in ("brick", "mesh fence"):
        wall = joined([SceneryPart(panel((-1, -1, 1, 1), fits=False), coat(rng, name))])
        ids = renderer.render(
            [clothed([(box([9, 9, 9], [9.1, 9.1, 9.1]), ShaderMaterial(GREY))]), *wall], VIEW, LIGHT
        ).ids
        shares.append((ids != NOTHING).sum())

    assert 0 < shares[1] < 0.6 * shares[0]


def test_what_stands_about_throws_a_shadow_on_the_ground(renderer: Renderer) -> None:
    sun = replace(LIGHT, direction=np.array([0.6, 0.8, 0.0]))
    block = SceneryPart(box([0.4, 0.5, -1], [0.9, 1.0, 1]), plain(np.random.default_rng(0), GREY))
    bare, shaded = floor(sun, renderer), floor(sun, renderer, block)
    unlit = floor(sun, renderer, replace(block, casts=False))

    assert shaded[60:68, 24:30].mean() < 0.8 * bare[60:68, 24:30].mean()  # to the left, away from the sun
    assert np.allclose(unlit[60:68, 24:30], bare[60:68, 24:30], atol=2)


def test_a_lamp_lights_the_ground_below_it_most(renderer: Renderer) -> None:
    lamps = np.zeros((LAMPS, 4))
    lamps[0] = -1.5, 1.0, 0.0, 3.0
    night = replace(LIGHT, colour=(0.0, 0.0, 0.0), sky=(0.02,) * 3, lamps=lamps, lamp_colour=(1.0, 0.8, 0.5))
    picture = floor(night, renderer)

    near, away = picture[60:68, 4:10].mean(axis=(0, 1)), picture[60:68, 54:60].mean(axis=(0, 1))
    assert near.mean() > 1.5 * away.mean()
    assert near[0] > near[2] + 10


def test_snow_whitens_what_faces_up_and_rain_darkens_it(renderer: Renderer) -> None:
    dull = replace(LIGHT, direction=np.array([0.9, 0.44, 0.0]))
    dry, wet, snowy = (floor(replace(dull, wetness=wetness, snow=snow), renderer) for wetness, snow in WEATHERS)

    assert wet.mean() < 0.95 * dry.mean()
    assert snowy.mean() > 1.15 * dry.mean()
