import numpy as np

from mmref_core.synthetic.camera.surveillance_camera import CameraView
from mmref_core.synthetic.rendering.renderer import DEPTH_RANGE
from mmref_core.synthetic.scenes.placement import PlacedThing, PlacedThings

EYE = np.array([0.0, 8.0])
VIEW = CameraView(np.array([0.0, 1.6, 8.0]), np.array([0.0, 0.9, 0.0]), 20.0)


def standing(*spots: tuple[float, float], name: str = "bare wall", degrees: float = 0.0) -> PlacedThings:
    return PlacedThings(tuple(PlacedThing(name, 0, x, z, degrees) for x, z in spots))


def test_what_stands_between_the_camera_and_the_person_hides_and_what_is_behind_does_not() -> None:
    walls = standing((0, 4), (0, -1.2), (5, 4), (0, 9))

    assert walls.hiding(EYE).tolist() == [True, False, False, True]  # the last one the camera would stand in


def test_a_wall_across_hides_where_one_along_the_sight_does_not() -> None:
    assert standing((1.8, 4), degrees=0.0).hiding(EYE)[0]
    assert not standing((1.8, 4), degrees=90.0).hiding(EYE)[0]


def test_what_lies_flat_hides_nobody() -> None:
    assert not standing((0, 4), name="manhole").hiding(EYE)[0]


def test_distances_are_from_the_footprint_and_turn_with_it() -> None:
    along = standing((0, 0), degrees=0.0).distances(np.array([[3.0, 0.0], [0.0, 3.0], [1.0, 0.0]]))[0]
    across = standing((0, 0), degrees=90.0).distances(np.array([[3.0, 0.0], [0.0, 3.0]]))[0]

    assert np.allclose(along, [1.0, 3.0, 0.0], atol=0.1)  # four metres wide, almost no depth
    assert np.allclose(across, [3.0, 1.0], atol=0.25)


def test_only_what_reaches_into_the_picture_is_drawn() -> None:
    things = standing((0, -5), (9, -5), (0, 14), (-0.6, 0), name="bin")

    assert things.in_frame(VIEW.to_clip(0.5, DEPTH_RANGE), 0.0).tolist() == [True, False, False, True]


def test_turning_the_place_turns_what_is_in_the_picture() -> None:
    aside = standing((-9, 0), name="bollards")

    assert not aside.in_frame(VIEW.to_clip(0.5, DEPTH_RANGE), 0.0)[0]
    assert aside.in_frame(VIEW.to_clip(0.5, DEPTH_RANGE), 90.0)[0]


def test_geometries_come_with_shadows_first_and_stand_where_they_were_put() -> None:
    trees = standing((3, -4), name="tree", degrees=30.0)
    shapes = trees.geometries(np.array([True]), 0.0)

    assert [shape.has_shadow for shape in shapes] == sorted((shape.has_shadow for shape in shapes), reverse=True)
    assert np.allclose(shapes[0].vertices[:, [0, 2]].mean(axis=0), [3, -4], atol=0.4)
