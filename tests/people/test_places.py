import numpy as np
import pytest
from mmref_core.people.scenery import THINGS, plain

from mmref_core.people.geometry import Run, box, merged
from mmref_core.people.materials import Material
from mmref_core.people.places import place, thing
from mmref_core.people.streams import stream


@pytest.mark.parametrize("name", THINGS)
def test_things_stand_on_the_ground_and_are_finite(name: str) -> None:
    for seed in range(3):
        shape = merged([solid.geometry(material) for solid, material in THINGS[name](stream(seed, name))])

        assert np.isfinite(shape.vertices).all()
        assert -0.1 < shape.vertices[:, 1].min() < 0.45
        assert shape.faces.max() < len(shape.vertices)


def test_a_box_is_closed_and_its_normals_point_outwards() -> None:
    solid = box([-1, 0, -3], [2, 5, 4])
    corners = solid.mesh.vertices[solid.mesh.faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])

    assert np.isclose(np.linalg.norm(across, axis=1).sum() / 2, 2 * (3 * 5 + 3 * 7 + 5 * 7))
    assert ((across * solid.normals[solid.mesh.faces[:, 0]]).sum(axis=1) > 0).all()
    assert np.isclose((corners[:, 0] * across).sum() / 6, 3 * 5 * 7)  # the volume, by the divergence theorem


def test_what_stands_between_the_camera_and_the_person_is_left_out() -> None:
    grey = plain(np.full(3, 0.2))
    between = thing([(box([-0.5, 0, 3], [0.5, 2, 4]), grey)])
    beside = thing([(box([4, 0, 3], [5, 2, 4]), grey)])
    behind = thing([(box([-0.5, 0, -4], [0.5, 2, -3]), grey)])
    eye = np.array([0.0, 8.0])

    assert between.hides(eye)
    assert not beside.hides(eye)
    assert not behind.hides(eye)
    assert behind.is_in_frame(eye)
    assert not thing([(box([-0.5, 0, 12], [0.5, 2, 13]), grey)]).is_in_frame(eye)  # at the camera's back


def test_a_place_stays_as_it_is_and_differs_from_the_next() -> None:
    first = place(4)
    place.cache_clear()
    again = place(4)

    assert first.family == again.family
    assert all(
        np.array_equal(one.geometry.vertices, other.geometry.vertices)
        for one, other in zip(first.things, again.things, strict=True)
    )
    assert len({place(number).sun_degrees for number in range(20)}) == 20


def test_a_merged_geometry_numbers_its_materials_through() -> None:
    pieces = [
        (box([0, 0, 0], [1, 1, 1]), Material((0.1, 0.2, 0.3))),
        (box([0, 0, 0], [2, 2, 2]), Material((0.3, 0.2, 0.1))),
    ]
    shape = merged([solid.geometry(material) for solid, material in pieces])

    assert shape.runs == (Run(0, 12, 0, False), Run(12, 12, 1, False))
    assert np.allclose(shape.materials[:, 0, 0], [0.1, 0.3])
