"""Decoding of pictures, and their resizing and normalisation for the image encoder."""

import warnings
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float, UInt8
from PIL import Image, ImageOps
from torch import Tensor

from mmref_core.errors import IntakeError

# CLIP's channel statistics, kept so that CLIP's weights can be loaded into the same pipeline.
MEAN = torch.tensor([0.4815, 0.4578, 0.4082])[:, None, None]
STD = torch.tensor([0.2686, 0.2613, 0.2758])[:, None, None]
BACKGROUND = (128, 128, 128)  # behind transparent pictures


def read_picture(picture: Path | Image.Image, height: int, width: int) -> UInt8[Tensor, "3 height width"]:
    """Return the upright RGB bytes of a picture, resized to the encoder's input without keeping its proportions.

    Person crops are close to 1:2 already; a photo of another shape is squeezed, as is usual in the field.
    Raises IntakeError for what cannot be decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = picture if isinstance(picture, Image.Image) else Image.open(picture)
            image.draft("RGB", (2 * width, 2 * height))
            image = ImageOps.exif_transpose(image)
            if image.mode != "RGB":
                image = _on_background(image)
            image = image.resize((width, height), Image.Resampling.BILINEAR)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise IntakeError(
            f"{picture} is no picture that can be read ({error}). Give a JPEG, PNG or WebP file."
        ) from error
    return torch.from_numpy(np.array(image)).permute(2, 0, 1)


def _on_background(image: Image.Image) -> Image.Image:
    if image.mode == "I;16":
        image = Image.fromarray((np.asarray(image) // 257).astype(np.uint8))
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    page = Image.new("RGBA", clear.size, (*BACKGROUND, 255))
    return Image.alpha_composite(page, clear).convert("RGB")


def to_input(pixels: UInt8[Tensor, "image 3 height width"]) -> Float[Tensor, "image 3 height width"]:
    """Return pixels normalised by CLIP's channel statistics."""
    return ((pixels.float() / 255 - MEAN) / STD).contiguous(memory_format=torch.channels_last)
