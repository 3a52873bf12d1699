"""Query pictures: an uploaded one is decoded like every upload, embedded once, and not stored.

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
from mmref_core.models.encode import embed_pictures, embed_stored
from mmref_core.models.model_bundle import Model
from mmref_core.reranking.descriptors import describe_images
from mmref_core.reranking.query import QueryPicture
from mmref_core.retrieval.gallery import Gallery
from mmref_core.uploads.formats import DEFAULT_LIMITS, Limits, RejectedError
from mmref_core.uploads.image_decoder import Decoder

STAMP_BYTES = 8  # of the model that made the features, before them
UNREADABLE = "The picture to search by was read by another model, or is damaged. Choose it again."


@dataclass(frozen=True)
class PictureFeatures:
    """Pooled features of a picture to search by, as bytes with the model's stamp, and its thumbnail (WebP)."""

    features: bytes
    thumbnail: bytes


def embed_query_picture(model: Model, data: bytes, limits: Limits = DEFAULT_LIMITS) -> PictureFeatures:
    """Decode and embed a picture; raises QueryError for one that is too big, damaged, or no picture."""
    with Decoder(limits) as decoder:
        try:
            clean = decoder.decode(data)
        except RejectedError as refusal:
            raise QueryError(f"This picture cannot be searched by: {refusal}") from refusal
    with Image.open(BytesIO(clean.webp)) as copy:
        stored = embed_pictures(model.towers, [copy]).stored
    return PictureFeatures(_stamp(model) + stored.numpy().astype("<f4").tobytes(), clean.thumbnail)


def embed_query_file(model: Model, file: Path, limits: Limits = DEFAULT_LIMITS) -> PictureFeatures:
    """Decode and embed a picture file; raises QueryError also where it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(limits.picture_bytes + 1)
    except OSError as error:
        raise QueryError(f"{file} cannot be searched by ({error.strerror}). Give a JPEG, PNG or WebP file.") from error
    return embed_query_picture(model, data, limits)


def picture_from_features(model: Model, features: bytes) -> QueryPicture:
    """Return the query picture of some features; raises QueryError for bytes that this model did not make."""
    stamp, body = features[:STAMP_BYTES], features[STAMP_BYTES:]
    if stamp != _stamp(model) or len(body) != 4 * model.towers.stored_width:
        raise QueryError(UNREADABLE)
    stored = torch.from_numpy(np.frombuffer(body, dtype="<f4").copy())[None]
    images = embed_stored(model.towers, stored)
    if not (stored.isfinite().all() and images.features.isfinite().all()):
        raise QueryError(UNREADABLE)
    return QueryPicture(describe_images(images, model.knowledge, model.search))


def picture_of_gallery(gallery: Gallery, image: int) -> QueryPicture:
    """Return a picture of the searched gallery as query picture; raises ValueError for a wrong position."""
    if not 0 <= image < len(gallery):
        raise ValueError(f"picture {image} is searched by, but the gallery has {len(gallery)}")
    return QueryPicture(gallery.descriptors[torch.tensor([image])], image)


def query_picture(model: Model, gallery: Gallery, asked: int | bytes | None) -> QueryPicture | None:
    """Return the query picture of `search_types.SearchOptions.picture`, or None."""
    if asked is None:
        return None
    return picture_from_features(model, asked) if isinstance(asked, bytes) else picture_of_gallery(gallery, asked)


def _stamp(model: Model) -> bytes:
    return sha256(model.fingerprint.encode()).digest()[:STAMP_BYTES]
