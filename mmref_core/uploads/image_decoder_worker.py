"""The child process that decodes pictures: bytes in, a clean upright copy and a thumbnail out, under hard limits.

It runs as a script and imports nothing of the package: it starts in a tenth of a second and holds nothing of value.
An error that is not expected here ends it, which costs one picture.
"""

import io
import json
import os
import resource
import struct
import sys
import warnings
import zlib

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
STORED_BOX = (1024, 512)  # width and height that a stored copy fits in
THUMBNAIL_BOX = (128, 256)
GROUND = (128, 128, 128)  # what shows through a transparent picture
ORIENTATION = 0x0112  # EXIF tag
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
MALFORMED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)  # what Pillow's decoders raise on bytes they cannot read


def read_frame(stream: io.BufferedIOBase, largest: int) -> bytes | None:
    """Read the next message; None at the end of the stream or where it claims more than `largest` bytes."""
    header = stream.read(4)
    if len(header) < 4:
        return None
    (length,) = struct.unpack(">I", header)
    if length > largest:
        return None
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: io.BufferedIOBase, data: bytes) -> None:
    stream.write(struct.pack(">I", len(data)))
    stream.write(data)


def fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the size that fits in the box with the same aspect; nothing is enlarged, no side is below 1."""
    factor = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def flattened(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Resize to 8-bit RGB without metadata, on a grey ground where the image is transparent."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", size, (*GROUND, 255)), image).convert("RGB")
    image.info = {}
    return image


def turn_of(image: Image.Image) -> Image.Transpose | None:
    """Return the transpose that turns the picture upright; None where EXIF says nothing or is malformed."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except MALFORMED:
        return None


def encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=90)
    return out.getvalue()


def misfit(size: tuple[int, int], side: int, aspect: int) -> tuple[str, str] | None:
    """Return reason and advice for a size that is not accepted, or None."""
    width, height = size
    if max(size) > side:
        return f"it is {width} × {height} pixels, a side may have {side}", "Save it smaller"
    if max(size) > aspect * min(size):
        return f"it is {width} × {height} pixels, too long and thin to show a person", "Leave it out"
    return None


def clean(data: bytes, side: int, aspect: int) -> tuple[dict[str, int | str], bytes, bytes]:
    """Return facts, copy and thumbnail; or `reason` and `advice`, and two empty files."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if rejected := misfit(image.size, side, aspect):
            return {"reason": rejected[0], "advice": rejected[1]}, b"", b""
        turn = turn_of(image)
        sideways = turn in (TURNS[5], TURNS[6], TURNS[7], TURNS[8])
        size = fitted(image.size, STORED_BOX[::-1] if sideways else STORED_BOX)
        image.draft(None, (size[0] * 2, size[1] * 2))  # a large JPEG is decoded at a half, a quarter or an eighth
        copy = flattened(image, size)
    if turn is not None:
        copy = copy.transpose(turn)
    thumbnail = copy.resize(fitted(copy.size, THUMBNAIL_BOX), Image.Resampling.LANCZOS)
    return {"width": copy.width, "height": copy.height}, encoded(copy), encoded(thumbnail)


def answer(data: bytes, limits: dict[str, float]) -> tuple[dict[str, int | str], bytes, bytes]:
    try:
        return clean(data, int(limits["side"]), int(limits["aspect"]))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        reason = f"it has more than the {limits['pixels'] / 1e6:.0f} megapixels a picture may have"
        return {"reason": reason, "advice": "Save it smaller; 2,000 pixels of height are plenty"}, b"", b""
    except MemoryError:
        return {"reason": "it takes too much memory to decode", "advice": "Save it smaller"}, b"", b""
    except MALFORMED:
        advice = "Copy it again from where it came from, or open it in an editor and save it anew"
        return {"reason": "the picture is cut off or damaged", "advice": advice}, b"", b""


def confine(memory_bytes: int) -> None:
    """Limit this process: memory, no growing files, no core dump with somebody's picture."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: float) -> None:
    """Allow this process that many more seconds of processor time, rounded up."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime + seconds) + 1, hard))


def main() -> None:
    limits = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a decoder prints must not mix with the answers
    Image.MAX_IMAGE_PIXELS = int(limits["pixels"])
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.init()
    confine(int(limits["memory_bytes"]))
    write_frame(answers, b"ready")
    answers.flush()
    while (data := read_frame(sys.stdin.buffer, int(limits["picture_bytes"]))) is not None:
        allow_seconds(limits["seconds"])
        facts, copy, thumbnail = answer(data, limits)
        for part in (json.dumps(facts).encode(), copy, thumbnail):
            write_frame(answers, part)
        answers.flush()


if __name__ == "__main__":
    main()
