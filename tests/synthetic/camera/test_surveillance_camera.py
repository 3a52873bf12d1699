import numpy as np
import pytest

from mmref_core.synthetic.camera.surveillance_camera import CAMERAS, FIELDS, PIXELS, STEEPEST, aim, find_camera
from mmref_core.synthetic.dataset.splits import SPLITS, cameras_of

BODY = np.array([[x, y, z] for x in (-0.3, 0.3) for y in (0.0, 1.7) for z in (-0.2, 0.2)])


def test_there_are_many_cameras_in_every_split_and_no_two_are_alike() -> None:
    assert min(len(cameras_of(split)) for split in SPLITS) >= 60
    seen = {(camera.height, camera.field, camera.lens.noise) for camera in map(find_camera, range(CAMERAS))}
    assert len(seen) == CAMERAS


def test_cameras_hang_at_the_heights_of_hands_walls_and_poles() -> None:
    heights = np.array([find_camera(number).height for number in range(CAMERAS)])

    assert 0.2 < (heights < 2).mean() < 0.4
    assert (heights > 3.3).mean() > 0.15
    assert 1.0 < heights.min() < heights.max() < 6.5


@pytest.mark.parametrize("number", [0, 17, 333, 700])
def test_the_person_is_in_the_middle_however_the_camera_is_turned(number: int) -> None:
    camera = find_camera(number)
    for seed in range(10):
        view = aim(np.random.default_rng(seed), camera, BODY, 0.5).view
        clip = np.c_[BODY, np.ones(len(BODY))] @ view.to_clip(0.5, (0.3, 60.0)).T
        flat = clip[:, :2] / clip[:, 3:]

        assert view.eye[1] == camera.height
        assert np.degrees(np.arctan2(view.eye[1] - 0.85, view.eye[2])) <= STEEPEST + 0.1
        assert abs(flat[:, 0].mean()) < 0.75
        assert flat[:, 1].max() > 0.6
        axis = (view.at - view.eye) / np.linalg.norm(view.at - view.eye)
        to_person = np.array([0, 0.85, 0]) - view.eye
        off = np.degrees(np.arccos(axis @ to_person / np.linalg.norm(to_person)))
        assert off <= 1.2 * FIELDS[1]


def test_cameras_are_numbered() -> None:
    with pytest.raises(ValueError, match=f"cameras 0 to {CAMERAS - 1}"):
        find_camera(CAMERAS)


def test_people_have_the_pixels_of_real_crops_and_fewer_far_away() -> None:
    cameras = [find_camera(number) for number in range(0, CAMERAS, 4)]
    aims = [aim(np.random.default_rng(camera.camera), camera, BODY, 0.5) for camera in cameras]
    pixels = np.array([aimed.pixels for aimed in aims])
    is_far = np.array([camera.distance > 8.25 for camera in cameras])

    assert PIXELS[0] <= pixels.min() < 55
    assert 220 < pixels.max() <= PIXELS[1]
    assert 110 < np.median(pixels) < 150
    assert np.median(pixels[is_far]) < 0.8 * np.median(pixels[~is_far])


def test_the_crop_in_the_cameras_pixels_has_the_shape_of_the_box() -> None:
    for seed in range(30):
        aimed = aim(np.random.default_rng(seed), find_camera(3), BODY, 0.5)
        width, height = aimed.true_size
        assert height == round(aimed.pixels * aimed.box.height)
        assert width / height == pytest.approx(aimed.box.aspect, abs=0.02)
        assert aimed.view.stretch == pytest.approx(0.5 / aimed.box.aspect)
