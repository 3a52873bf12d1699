from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from mmref_core.data.transforms import MEAN, STD, read_picture, to_input
from mmref_core.errors import IntakeError


def corners(file: Path) -> None:
    """Red at the top left, blue at the bottom right."""
    image = Image.new("RGB", (40, 80), (0, 0, 0))
    image.paste((255, 0, 0), (0, 0, 20, 40))
    image.paste((0, 0, 255), (20, 40, 40, 80))
    image.save(file)


def test_pixels_are_upright_rgb_planes(tmp_path: Path) -> None:
    corners(tmp_path / "a.png")
    pixels = read_picture(tmp_path / "a.png", 64, 32)
    assert pixels.shape == (3, 64, 32)
    assert pixels[:, 5, 5].tolist() == [255, 0, 0]
    assert pixels[:, -5, -5].tolist() == [0, 0, 255]


def test_a_picture_that_says_it_lies_is_turned(tmp_path: Path) -> None:
    corners(tmp_path / "a.png")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned; to be shown rotated by 90 degrees clockwise
    Image.open(tmp_path / "a.png").rotate(90, expand=True).save(tmp_path / "b.png", exif=exif)
    assert torch.equal(read_picture(tmp_path / "b.png", 64, 32), read_picture(tmp_path / "a.png", 64, 32))


def test_what_is_transparent_lies_on_grey(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 20), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert set(read_picture(tmp_path / "clear.png", 8, 4).flatten().tolist()) == {128}


def test_sixteen_bits_keep_their_brightness(tmp_path: Path) -> None:
    Image.fromarray(np.full((20, 10), 257 * 90, np.uint16)).save(tmp_path / "deep.png")
    assert set(read_picture(tmp_path / "deep.png", 8, 4).flatten().tolist()) == {90}


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "note.jpg").write_text("no picture")
    with pytest.raises(IntakeError, match=r"note.jpg is no picture that can be read .*Give a JPEG"):
        read_picture(tmp_path / "note.jpg", 8, 4)


def test_input_is_shifted_and_scaled_by_channel() -> None:
    pixels = torch.zeros(1, 3, 2, 2, dtype=torch.uint8)
    pixels[0, 1] = 255
    assert torch.allclose(
        to_input(pixels)[0, :, 0, 0], ((torch.tensor([0.0, 1.0, 0.0]) - MEAN[:, 0, 0]) / STD[:, 0, 0])
    )
