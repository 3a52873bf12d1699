from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import torch
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFilter
from torch import Tensor

from mmref_core.data.datasets import Sample, read_dataset
from mmref_core.errors import IntakeError
from mmref_core.models.reference_thumbnails import (
    HEIGHT,
    WIDTH,
    ReferenceThumbnails,
    join,
    make_thumbnails,
    may_be_shown,
    sharpness,
    thumbnail_of,
)
from small_world import write_dataset

PICTURES = (b"first", b"2nd", b"the third")


def as_bytes(picture: Image.Image) -> UInt8[Tensor, "3 height width"]:
    return torch.from_numpy(np.array(picture)).permute(2, 0, 1)


def chequered(ground: str = "black") -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(picture)
    for top in range(0, HEIGHT, 16):
        draw.rectangle((20, top, 44, top + 7), fill="white")
    return picture


def mean_colour(webp: bytes) -> tuple[int, int, int]:
    return Image.open(BytesIO(webp)).convert("RGB").resize((1, 1)).getpixel((0, 0))


def view(path: Path, picture: Image.Image, **visible: str) -> Sample:
    picture.save(path)
    return Sample(7, path, (), "train", visible)


def test_each_picture_is_read_by_number_as_it_was_written() -> None:
    thumbnails = join((4, 9, 2), PICTURES)
    again = ReferenceThumbnails.from_tensors(thumbnails.tensors(), (4, 9, 2))
    assert [again[place] for place in range(len(again))] == list(PICTURES)
    assert again == thumbnails


@pytest.mark.parametrize("place", [-1, 3])
def test_there_is_no_picture_beyond_the_ends(place: int) -> None:
    with pytest.raises(IndexError, match=f"no picture of reference {place}; there are 3"):
        join((4, 9, 2), PICTURES)[place]


def test_the_key_follows_the_pictures() -> None:
    assert join((1,), (b"a",)).key == join((1,), (b"a",)).key != join((1,), (b"b",)).key


def test_pictures_that_do_not_fit_together_are_refused() -> None:
    tensors = join((4, 9, 2), PICTURES).tensors()
    with pytest.raises(ValueError, match="of other persons than the references"):
        ReferenceThumbnails.from_tensors(tensors, (4, 2, 9))
    with pytest.raises(ValueError, match="end at byte 17, but there are 16 bytes"):
        ReferenceThumbnails.from_tensors(tensors | {"data": tensors["data"][:-1]}, (4, 9, 2))
    with pytest.raises(ValueError, match="3 persons and 2 ends"):
        ReferenceThumbnails.from_tensors(tensors | {"ends": tensors["ends"][:2]}, (4, 9, 2))
    with pytest.raises(ValueError, match="do not fit together"):
        ReferenceThumbnails.from_tensors(tensors | {"ends": torch.tensor([5, 3, 17])}, (4, 9, 2))


def test_blur_darkness_and_a_place_beside_the_person_make_no_sharpness() -> None:
    sharp = sharpness(as_bytes(chequered()))
    assert sharp > 2 * sharpness(as_bytes(chequered().filter(ImageFilter.GaussianBlur(6))))
    assert sharp > 2 * sharpness(as_bytes(chequered().point(lambda value: value // 4)))
    edges = Image.new("RGB", (WIDTH, HEIGHT))
    for column in range(0, 10, 2):
        edges.paste("white", (column, 0, column + 1, HEIGHT))
    assert sharpness(as_bytes(edges)) == 0


def test_the_view_that_shows_most_is_shown_and_of_several_the_sharpest(tmp_path: Path) -> None:
    red, green, blue = (
        view(tmp_path / "red.png", chequered("red"), hair="short"),
        view(tmp_path / "green.png", chequered("green").filter(ImageFilter.GaussianBlur(6)), hair="short", bag="none"),
        view(tmp_path / "blue.png", chequered("blue"), hair="short", bag="none"),
    )
    small = thumbnail_of([red, green, blue])
    assert Image.open(BytesIO(small)).size == (WIDTH, HEIGHT)
    strongest = mean_colour(small)
    assert strongest[2] == max(strongest) and strongest[2] > strongest[0] + 50


def test_everybody_is_portrayed_in_the_order_asked_for_and_always_alike(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    samples = read_dataset(tmp_path, "train")
    thumbnails = make_thumbnails(samples, (5, 0, 9))  # green, red and blue tops
    assert [colour.index(max(colour)) for colour in map(mean_colour, map(thumbnails.__getitem__, range(3)))] == [
        1,
        0,
        2,
    ]
    assert make_thumbnails(samples, (5, 0, 9)).data == thumbnails.data


def test_a_person_without_a_picture_is_a_wrong_call_and_a_lost_picture_is_named(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    samples = read_dataset(tmp_path, "train")
    with pytest.raises(ValueError, match="no picture of person 77"):
        make_thumbnails(samples, (0, 77))
    (tmp_path / "imgs/000/c1.jpg").unlink()
    with pytest.raises(IntakeError, match="000/c1.jpg is no picture"):
        make_thumbnails(samples, (0,))


def test_only_rendered_persons_may_be_shown() -> None:
    assert may_be_shown({"settings": {"persons": 3}, "sha256": "ab"})
    assert not may_be_shown({"folder": "photographs"})
