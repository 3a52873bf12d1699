import numpy as np
import pytest

from mmref_core.errors import MMRefError
from mmref_core.synthetic.camera.surveillance_camera import PLACES, aim, find_camera
from mmref_core.synthetic.dataset.splits import PLACE_PERIOD, SPLITS, place_split
from mmref_core.synthetic.geometry.materials import ShaderMaterial
from mmref_core.synthetic.geometry.solids import RenderGeometry, box
from mmref_core.synthetic.rendering.renderer import DEPTH_RANGE, Renderer
from mmref_core.synthetic.scenes.families import FAMILIES
from mmref_core.synthetic.scenes.light import draw_light
from mmref_core.synthetic.scenes.lighting_presets import HOURS
from mmref_core.synthetic.scenes.places import BLOCK, OF_BLOCK, place
from mmref_core.synthetic.scenes.props.catalogue import THINGS
from mmref_core.synthetic.scenes.street_profiles import SIDES

ONE_OF_EACH = [BLOCK * OF_BLOCK.index(name) + 3 for name in FAMILIES]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    try:
        return Renderer(64, 128)
    except MMRefError as error:
        pytest.skip(str(error))


def upright_body() -> RenderGeometry:
    """A block of a person's size, a little above the ground."""
    solid = box([-0.2, 0.03, -0.15], [0.2, 1.75, 0.15])
    count = len(solid.mesh.vertices)
    columns = [solid.mesh.vertices, solid.normals, solid.coordinates, solid.mesh.vertices, np.ones((count, 1))]
    vertices = np.concatenate([*columns, np.zeros((count, 1))], axis=1).astype(np.float32)
    return RenderGeometry(vertices, solid.mesh.faces.astype(np.int32), ShaderMaterial((0.3, 0.3, 0.3)).row()[None])


def test_there_are_hundreds_of_places_and_every_split_has_every_family() -> None:
    assert len(OF_BLOCK) * BLOCK == PLACES >= 400
    assert PLACE_PERIOD == BLOCK
    assert len(FAMILIES) >= 12
    for split in SPLITS:
        assert {OF_BLOCK[number // BLOCK] for number in range(PLACES) if place_split(number) == split} == set(FAMILIES)


def test_every_table_names_what_there_is() -> None:
    for family in FAMILIES.values():
        assert set(family.sides) <= set(SIDES)
        assert set(family.hours) <= set(HOURS)
        assert set(family.ends) | set(family.clutter) | set(family.marks) <= set(THINGS)
    assert {name for strips in SIDES.values() for strip in strips for name in strip.things} <= set(THINGS)


def test_everything_that_can_be_built_is_used_somewhere() -> None:
    used = {name for strips in SIDES.values() for strip in strips for name in strip.things} | {"street lamp"}
    for family in FAMILIES.values():
        used |= set(family.ends) | set(family.clutter) | set(family.marks)
    assert used == set(THINGS)
    assert {name for family in FAMILIES.values() for name in family.sides} == set(SIDES)
    assert {name for family in FAMILIES.values() for name in family.hours} == set(HOURS)


@pytest.mark.parametrize("number", [4, 250, 470])
def test_a_place_stays_as_it_is(number: int) -> None:
    first = place(number)
    place.cache_clear()
    again = place(number)

    assert first is not again
    assert first.standing.stands == again.standing.stands
    assert np.array_equal(first.floor.vertices, again.floor.vertices)
    assert np.array_equal(first.lamps, again.lamps)
    assert (first.time, first.sun_degrees) == (again.time, again.sun_degrees)


def test_places_of_a_family_differ() -> None:
    streets = [place(number) for number in range(BLOCK)]

    assert len({street.sun_degrees for street in streets}) == BLOCK
    assert len({street.standing.stands for street in streets}) == BLOCK


@pytest.mark.parametrize("number", ONE_OF_EACH)
def test_nothing_stands_in_front_of_the_person(number: int, renderer: Renderer) -> None:
    body, where = upright_body(), place(number)
    for camera in (find_camera(2 * number), find_camera(2 * number + 1)):
        view = aim(np.random.default_rng(camera.camera), camera, body.vertices[:, :3].astype(float), 0.5).view
        azimuth = where.azimuth(camera.azimuth)
        rng = np.random.default_rng(1)
        light = draw_light(rng, where.time, where.sun_from(azimuth), where.dapple, where.lamps_from(azimuth))
        scenery = where.seen_from(view.eye, view.to_clip(0.5, DEPTH_RANGE), azimuth)

        alone, among = renderer.render([body], view, light).ids, renderer.render([body, *scenery], view, light).ids

        assert (alone == 0).any()
        assert np.array_equal(among == 0, alone == 0)
        assert (among[-1] != 255).mean() > 0.9  # there is ground to stand on


def test_cameras_look_along_the_way_as_far_as_the_family_allows() -> None:
    corridor = place(BLOCK * OF_BLOCK.index("corridor"))
    turns = [corridor.azimuth(anywhere) for anywhere in np.linspace(0, 359, 40)]

    assert all(min(abs(turned - 90), abs(turned - 270)) <= FAMILIES["corridor"].spread for turned in turns)
    assert min(turns) < 180 < max(turns)


def test_a_road_lies_lower_than_the_pavement_and_cars_stand_on_it() -> None:
    where = place(next(n for n in range(BLOCK) if any(stand.y < 0 for stand in place(n).standing.stands)))

    assert where.level(0.0) == 0.0
    assert all(stand.y == where.level(stand.z) for stand in where.standing.stands if stand.name == "manhole")


def test_nobody_can_stand_where_a_thing_is() -> None:
    where = place(0)
    stand = next(stand for stand in where.standing.stands if stand.name == "car")

    assert not where.is_free(np.array([[stand.x, stand.z]]), 0.3)[0]
    assert where.is_free(np.array([[0.0, 0.0]]), 0.3)[0]
