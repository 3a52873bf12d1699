"""Thumbnails of the pictures that are shipped, made when they are first asked for."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

THUMBNAIL_BOX = (192, 384)  # pixels


@cache
def small_picture(path: Path) -> bytes:
    """Return a thumbnail of a shipped picture; they are cached, a few hundred of some kilobytes each."""
    with Image.open(path) as picture:
        small = picture.convert("RGB")
    small.thumbnail(THUMBNAIL_BOX, Image.Resampling.LANCZOS)
    data = BytesIO()
    small.save(data, "WEBP", quality=82)
    return data.getvalue()
