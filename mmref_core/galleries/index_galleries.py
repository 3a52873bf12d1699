"""Galleries opened for searching: the shipped one, embedded once and cached, and those that people bring."""

import hashlib
import logging
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from mmref_core.data.identities import identities_of
from mmref_core.errors import IntakeError, StoreError, index_again
from mmref_core.galleries.contents import Contents, StoredFeatures
from mmref_core.models.clip import Towers
from mmref_core.models.encode import Embedded, embed_pictures, embed_stored
from mmref_core.models.model_bundle import Model
from mmref_core.retrieval.gallery import SUFFIXES, Gallery, gallery_of

LOG = logging.getLogger(__name__)
DIGEST_BYTES = 32


def embed_files(model: Model, files: Sequence[Path]) -> StoredFeatures:
    """Return what is stored of each picture: pooled features in half precision, and its patch features."""
    images = embed_pictures(model.towers, list(files))
    places = None if images.patches is None else images.patches.flatten(1).numpy()
    return StoredFeatures(images.stored.half().numpy(), places)


def open_contents(model: Model, contents: Contents) -> Gallery:
    """Return a person's gallery from its stored features; its patch features are not copied."""
    rows = contents.embeddings.astype(np.float32)
    stored = torch.from_numpy(rows).reshape(len(rows), model.towers.stored_width)
    places, shape = None, model.towers.config.patch_shape
    if shape:
        if contents.pictures and contents.places is None:
            again = f"{index_again('FOLDER')}, where FOLDER is the --store of the page or data/galleries"
            raise StoreError(f"The gallery was indexed before places of pictures were kept. {again}.")
        kept = np.zeros((0, math.prod(shape)), np.int8) if contents.places is None else contents.places
        places = torch.from_numpy(kept).unflatten(1, shape)
    return gallery_of(model, [str(picture.path) for picture in contents.pictures], stored, contents.objects, places)


def sample_files(folder: Path) -> list[Path]:
    """Return the pictures of a folder in gallery order; raises IntakeError where there are none."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not files:
        what = "no picture in the sample gallery" if folder.is_dir() else "no sample gallery"
        raise IntakeError(f"There is {what} at {folder}. Restore it, or give a folder of pictures with --gallery.")
    return files


def open_sample(model: Model, folder: Path, kept: Path) -> Gallery:
    """Return the gallery of a folder that does not change; its features are cached in the folder `kept`.

    They are found again by the pictures' bytes and the model's fingerprint, so that any change embeds anew.
    """
    files = sample_files(folder)
    labels = [file.relative_to(folder).as_posix() for file in files]
    key = hashlib.sha256(model.fingerprint.encode())
    for file, label in zip(files, labels, strict=True):
        key.update(f"\0{label}\0{hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    place = kept / f"sample-{key.hexdigest()[:32]}.features"
    images = _read_cache(place, len(files), model.towers)
    if images is None:
        images = embed_pictures(model.towers, files)
        _write_cache(place, images)
    return gallery_of(model, [str(file) for file in files], images.stored, identities_of(labels), images.patches)


def _read_cache(place: Path, images: int, towers: Towers) -> Embedded | None:
    """Return cached features, or None where the cache is missing or damaged."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    digest, body = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    shape = towers.config.patch_shape
    end = images * towers.stored_width * 4
    if hashlib.sha256(body).digest() != digest or len(body) != end + images * math.prod(shape or (0,)):
        return None
    stored = torch.from_numpy(np.frombuffer(body[:end], dtype="<f4").reshape(images, -1).copy())
    places = torch.from_numpy(np.frombuffer(body[end:], dtype="i1").reshape(images, *shape).copy()) if shape else None
    return embed_stored(towers, stored, places)


def _write_cache(place: Path, images: Embedded) -> None:
    """Write features to the cache; a failure is logged, and the next start embeds the pictures again."""
    body = images.stored.numpy().astype("<f4").tobytes()
    body += b"" if images.patches is None else images.patches.numpy().tobytes()
    part = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in place.parent.glob("sample-*.features"):
            old.unlink()
        part.write_bytes(hashlib.sha256(body).digest() + body)
        part.replace(place)
    except OSError as error:
        LOG.warning("The sample gallery's features could not be kept in %s: %s", place.parent, error)
