"""Pictures to search by that somebody brings: decoded behind the guards of every picture, read once, kept nowhere.

What is left of one are the features that the image tower makes of it, as bytes that whoever asks again brings along.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from mmref_core.errors import QueryError
from mmref_core.models.encode import embed_pictures, embed_pooled
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.descriptors import describe_images
from mmref_core.reranking.query import QueryPicture
from mmref_core.retrieval.gallery import Gallery
from mmref_core.uploads.formats import DEFAULT_LIMITS, Limits, UnfitError
from mmref_core.uploads.image_decoder import Decoder

STAMP_BYTES = 8  # of the model that made the features, before them
UNREADABLE = "The picture to search by was read by another model, or is damaged. Choose it again."


@dataclass(frozen=True)
class ReadPicture:
    """What is left of a picture: its features, and a thumbnail (WebP) to show what is searched by."""

    features: bytes
    thumbnail: bytes


def read_picture_query(model: Model, data: bytes, limits: Limits = DEFAULT_LIMITS) -> ReadPicture:
    """QueryError for what is no picture, too big, damaged, or too hard to decode."""
    with Decoder(limits) as decoder:
        try:
            clean = decoder.decode(data)
        except UnfitError as refusal:
            raise QueryError(f"This picture cannot be searched by: {refusal}") from refusal
    with Image.open(BytesIO(clean.webp)) as copy:
        pooled = embed_pictures(model.towers, [copy]).pooled
    return ReadPicture(_stamp(model) + pooled.numpy().astype("<f4").tobytes(), clean.thumbnail)


def read_picture_file(model: Model, file: Path, limits: Limits = DEFAULT_LIMITS) -> ReadPicture:
    """The same for a file; one that is not there is a QueryError too."""
    try:
        with file.open("rb") as opened:
            data = opened.read(limits.picture_bytes + 1)
    except OSError as error:
        raise QueryError(f"{file} cannot be searched by ({error.strerror}). Give a JPEG, PNG or WebP file.") from error
    return read_picture_query(model, data, limits)


def brought(model: Model, features: bytes) -> QueryPicture:
    """A picture by its features; anybody can send anything, and what this model did not make is a QueryError."""
    stamp, body = features[:STAMP_BYTES], features[STAMP_BYTES:]
    if stamp != _stamp(model) or len(body) != 4 * model.towers.pooled_width:
        raise QueryError(UNREADABLE)
    pooled = torch.from_numpy(np.frombuffer(body, dtype="<f4").copy())[None]
    images = embed_pooled(model.towers, pooled)
    if not (pooled.isfinite().all() and images.features.isfinite().all()):
        raise QueryError(UNREADABLE)
    return QueryPicture(describe_images(images, model.knowledge, model.search))


def of_gallery(gallery: Gallery, image: int) -> QueryPicture:
    """A picture of the gallery that is searched; a wrong position is a wrong call."""
    if not 0 <= image < len(gallery):
        raise ValueError(f"picture {image} is searched by, but the gallery has {len(gallery)}")
    return QueryPicture(gallery.descriptors[torch.tensor([image])], image)


def query_picture(model: Model, gallery: Gallery, asked: int | bytes | None) -> QueryPicture | None:
    """What a person searches by beside the description, as `search_types.Wishes.picture` says it."""
    if asked is None:
        return None
    return brought(model, asked) if isinstance(asked, bytes) else of_gallery(gallery, asked)


def _stamp(model: Model) -> bytes:
    return sha256(model.fingerprint.encode()).digest()[:STAMP_BYTES]
