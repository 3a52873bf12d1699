import io
import os
import signal
import struct
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mmref_core.errors import IntakeError
from mmref_core.uploads.formats import Limits, RejectedError
from mmref_core.uploads.image_decoder import DecodedPicture, Decoder
from mmref_core.uploads.image_decoder_worker import fitted, read_frame, write_frame

SECRET = b"52 degrees north"


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(Limits()) as decoder:
        yield decoder


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(copy: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(copy)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def mean_colour(clean: DecodedPicture) -> list[int]:
    return shown(clean.webp).mean(axis=(0, 1)).round().astype(int).tolist()


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its few bytes do not hold."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def exif_of(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()  # GPS date
    return exif


# EXIF 2.3, tag 0x0112: which side of the upright picture the first stored row and column are
STORED = {
    1: lambda upright: upright,  # top, left
    2: lambda upright: upright[:, ::-1],  # top, right
    3: lambda upright: upright[::-1, ::-1],  # bottom, right
    4: lambda upright: upright[::-1],  # bottom, left
    5: lambda upright: upright.transpose(1, 0, 2),  # left, top
    6: lambda upright: upright.transpose(1, 0, 2)[::-1],  # right, top
    7: lambda upright: upright.transpose(1, 0, 2)[::-1, ::-1],  # right, bottom
    8: lambda upright: upright.transpose(1, 0, 2)[:, ::-1],  # left, bottom
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_is_stored_upright_and_without_metadata(decoder: Decoder, kind: str, orientation: int) -> None:
    upright = np.zeros((96, 64, 3), dtype=np.uint8)
    upright[:48, :32] = (220, 0, 0)
    upright[:48, 32:] = (0, 0, 220)
    upright[48:, :32] = (220, 220, 220)
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](upright)))

    clean = decoder.decode(file_of(stored, kind, exif=exif_of(orientation).tobytes(), quality=95))

    assert (clean.width, clean.height) == (64, 96)
    assert np.abs(shown(clean.webp) - upright)[8:-8:16, 8:-8:16].max() < 30
    for copy in (clean.webp, clean.thumbnail):
        assert SECRET not in copy
        assert b"EXIF" not in copy
        assert b"Exif" not in copy


def test_colour_profiles_and_comments_are_dropped(decoder: Decoder) -> None:
    jpeg = file_of(noise(40, 60), "JPEG", icc_profile=SECRET * 40, comment=SECRET, xmp=SECRET)

    clean = decoder.decode(jpeg)

    assert SECRET in jpeg
    assert SECRET not in clean.webp + clean.thumbnail


def test_sixteen_bits_become_eight_by_dividing_by_257(decoder: Decoder) -> None:
    grey = Image.fromarray(np.full((40, 30), 150 * 257, dtype=np.uint16))

    assert mean_colour(decoder.decode(file_of(grey))) == [150, 150, 150]


def test_what_is_transparent_shows_the_fixed_grey(decoder: Decoder) -> None:
    half = Image.new("RGBA", (30, 40), (228, 28, 128, 128))
    palette = Image.new("P", (30, 40), 3)
    palette.putpalette([0, 0, 0] * 3 + [255, 0, 0])

    assert np.abs(np.array(mean_colour(decoder.decode(file_of(half)))) - (178, 78, 128)).max() <= 3
    assert np.abs(np.array(mean_colour(decoder.decode(file_of(palette, transparency=3)))) - 128).max() <= 2
    assert mean_colour(decoder.decode(file_of(palette)))[0] > 240


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr"])
def test_every_mode_keeps_its_picture(decoder: Decoder, mode: str) -> None:
    black_over_white = Image.new("L", (32, 64), 255)
    black_over_white.paste(0, (0, 0, 32, 32))
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"

    pixels = shown(decoder.decode(file_of(black_over_white.convert(mode), kind)).webp)

    assert pixels[:24].mean() < 12
    assert pixels[40:].mean() > 243


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_the_first_frame_of_an_animation_is_taken(decoder: Decoder, kind: str) -> None:
    red, blue = Image.new("RGB", (20, 30), (255, 0, 0)), Image.new("RGB", (20, 30), (0, 0, 255))

    colour = mean_colour(decoder.decode(file_of(red, kind, save_all=True, append_images=[blue], duration=100)))

    assert colour[0] > 200
    assert colour[2] < 50


def test_a_large_photo_is_stored_small_with_its_aspect(decoder: Decoder) -> None:
    clean = decoder.decode(file_of(noise(900, 1800), "JPEG"))

    assert (clean.width, clean.height) == (256, 512)
    assert shown(clean.webp).shape == (512, 256, 3)
    assert shown(clean.thumbnail).shape == (256, 128, 3)


def test_the_same_picture_gives_the_same_bytes(decoder: Decoder) -> None:
    assert decoder.decode(file_of(noise(50, 70))) == decoder.decode(file_of(noise(50, 70), compress_level=1))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"hello, I am a text", "not a picture"),
        (b"\0" * 4000, "not a picture"),
        (file_of(Image.new("RGB", (9, 9)), "GIF"), "this is a GIF picture"),
        (file_of(Image.new("RGB", (9, 9)), "BMP"), "this is a BMP picture"),
        (file_of(Image.new("RGB", (9, 9)), "TIFF"), "this is a TIFF picture"),
        (b"\0\0\0\x1cftypavif" + b"\0" * 40, "this is an AVIF picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is an SVG drawing"),
        (b"%PDF-1.7", "this is a PDF document"),
        (b"PK\3\4" + b"\0" * 40, "this is a zip archive"),
        (file_of(noise(200, 200))[:9000], "cut off or damaged"),
        (file_of(noise(200, 200), "JPEG")[:9000], "cut off or damaged"),
        (file_of(noise(200, 200), "WEBP")[:9000], "cut off or damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "cut off or damaged"),
        (b"\xff\xd8\xff" + b"\0" * 100, "cut off or damaged"),
        (b"RIFF\0\0\0\0WEBP" + b"\0" * 100, "cut off or damaged"),
        (png_claiming(16_000, 16_000), "more than the 50 megapixels"),
        (png_claiming(7_500, 7_500), "more than the 50 megapixels"),
        (png_claiming(20_000, 300), "20000 × 300 pixels, a side may have 16384"),
        (png_claiming(16_000, 100), "too long and thin"),
        (png_claiming(0, 100), "cut off or damaged"),
        (png_claiming(300, 300), "cut off or damaged"),
        (file_of(noise(30, 30)) + b"\0" * 25_000_000, "25 MB a picture may have"),
    ],
)
def test_a_bad_picture_is_one_clear_line_in_two_seconds(decoder: Decoder, data: bytes, reason: str) -> None:
    started = time.monotonic()

    with pytest.raises(RejectedError, match=reason) as rejection:
        decoder.decode(data)

    assert time.monotonic() - started < 2
    assert "\n" not in rejection.value.named("a.png").line
    assert mean_colour(decoder.decode(file_of(Image.new("RGB", (9, 9), "white")))) == [255, 255, 255]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_with_flipped_bytes_is_refused_or_decoded_and_never_an_error(decoder: Decoder, kind: str) -> None:
    rng = np.random.default_rng(3)
    whole = np.frombuffer(file_of(noise(24, 40), kind, exif=exif_of(6).tobytes()), dtype=np.uint8)
    lines = []
    for _ in range(100):
        data = whole.copy()
        data[rng.integers(4, len(data), 3)] ^= rng.integers(1, 256, 3, dtype=np.uint8)
        try:
            clean = decoder.decode(data.tobytes())
        except RejectedError as rejection:
            lines.append(rejection.named("a").line)
        else:
            assert clean.webp.startswith(b"RIFF")
    assert lines
    assert not any("\n" in line for line in lines)


def test_the_largest_picture_fits_into_the_memory_of_the_child(decoder: Decoder) -> None:
    clean = decoder.decode(file_of(Image.new("RGBA", (7000, 7000), (255, 0, 0, 255)), compress_level=1))

    assert (clean.width, clean.height) == (512, 512)
    assert mean_colour(clean)[0] > 240


def test_a_picture_that_needs_too_much_memory_costs_only_itself() -> None:
    large = file_of(Image.new("RGBA", (5000, 5000)), compress_level=1)

    with Decoder(replace(Limits(), memory_bytes=250_000_000)) as decoder:
        with pytest.raises(RejectedError, match=r"memory|stopped the decoder|damaged"):
            decoder.decode(large)
        assert decoder.decode(file_of(noise(20, 30))).height == 30


def test_a_picture_that_takes_too_long_costs_only_itself() -> None:
    large = file_of(Image.new("RGBA", (7000, 7000), (1, 2, 3, 4)), compress_level=1)

    with Decoder(replace(Limits(), seconds=0.5)) as decoder:
        started = time.monotonic()
        with pytest.raises(RejectedError, match=r"longer than 0.5 seconds"):
            decoder.decode(large)
        assert time.monotonic() - started < 3
        assert decoder.decode(file_of(noise(20, 30))).height == 30


def test_the_death_of_the_child_costs_one_picture() -> None:
    with Decoder(Limits()) as decoder:
        decoder.decode(file_of(noise(20, 30)))
        os.kill(decoder._child.pid, signal.SIGKILL)
        with pytest.raises(RejectedError, match="stopped the decoder"):
            decoder.decode(file_of(noise(20, 30)))
        assert decoder.decode(file_of(noise(20, 30))).height == 30


def test_the_child_is_reused_and_ends_with_the_decoder() -> None:
    with Decoder(Limits()) as decoder:
        decoder.decode(file_of(noise(20, 30)))
        child = decoder._child
        decoder.decode(file_of(noise(30, 20)))
        assert decoder._child is child
    assert child.poll() is not None


def test_the_child_may_not_use_more_memory_or_write_a_file() -> None:
    with Decoder(Limits()) as decoder:
        decoder.decode(file_of(noise(20, 30)))
        limits = Path(f"/proc/{decoder._child.pid}/limits").read_text()

    assert "Max address space         1500000000" in limits
    assert "Max file size             0 " in limits


def test_a_decoder_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(IntakeError, match="does not start") as error:
        Decoder(Limits()).decode(file_of(noise(20, 30)))

    assert not isinstance(error.value, RejectedError)


def test_a_message_cut_short_or_too_long_is_no_message() -> None:
    stream = io.BytesIO()
    write_frame(stream, b"twelve bytes")

    assert read_frame(io.BytesIO(stream.getvalue()), 12) == b"twelve bytes"
    assert read_frame(io.BytesIO(stream.getvalue()), 11) is None
    assert read_frame(io.BytesIO(stream.getvalue()[:-1]), 12) is None


def test_a_fitted_size_keeps_a_pixel_and_enlarges_nothing() -> None:
    assert fitted((16_000, 160), (1024, 512)) == (1024, 10)
    assert fitted((5, 500), (128, 256)) == (3, 256)
    assert fitted((1, 100), (128, 20)) == (1, 20)
    assert fitted((40, 30), (1024, 512)) == (40, 30)
