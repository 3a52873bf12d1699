"""Compression artifacts of still and video codecs: blocks and ringing."""

import cv2
import numpy as np
from jaxtyping import Float, UInt8
from numpy.random import Generator

Picture = Float[np.ndarray, "height width 3"]
Pixels = UInt8[np.ndarray, "height width 3"]

BLOCK = 16  # pixels of a coded block with its halved colours
STILL_QUALITY, VIDEO_QUALITY = (22, 95), (16, 62)
QUALITY_WANDER = 8.0  # with the traffic of the line
VIDEO_LOSS = 0.62  # of a still's quality that a video's has: blocks are smoothed, details are gone


def through_jpeg(pixels: Pixels, quality: int) -> Pixels:
    """Return the pixels after JPEG compression at a quality of 1 to 100."""
    _, code = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(code, cv2.IMREAD_COLOR)[..., ::-1])


def coded(rng: Generator, picture: Picture, quality: float, is_video: bool) -> Pixels:
    """Return the picture after compression; the grid of blocks has a random offset to the crop."""
    pixels = (np.clip(picture, 0, 1) * 255).astype(np.uint8)
    height, width = pixels.shape[:2]
    down, right = rng.integers(0, BLOCK, 2).tolist()
    framed = cv2.copyMakeBorder(pixels, down, 0, right, 0, cv2.BORDER_REPLICATE)
    wanted = quality + rng.normal(0, QUALITY_WANDER)
    if not is_video:
        return through_jpeg(framed, int(np.clip(wanted, *STILL_QUALITY)))[down:, right:]
    lost = through_jpeg(framed, int(np.clip(VIDEO_LOSS * wanted, *VIDEO_QUALITY)))
    return np.ascontiguousarray(cv2.bilateralFilter(lost, 3, 18, 1.2)[down : down + height, right : right + width])
