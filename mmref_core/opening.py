"""Galleries opened for searching: the shipped one, embedded once and remembered, and those that people bring."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float, Float16
from torch import Tensor

from mmref_core.checkpoints import Model
from mmref_core.embedding import embed_pictures
from mmref_core.errors import IntakeError
from mmref_core.gallery import SUFFIXES, Gallery, gallery_of
from mmref_core.library import Contents
from mmref_core.objects import objects_of

LOG = logging.getLogger(__name__)
DIGEST_BYTES = 32


def embed_files(model: Model, files: Sequence[Path]) -> Float16[np.ndarray, "image pooled"]:
    """What a library keeps of each picture."""
    return embed_pictures(model.towers, list(files)).pooled.half().numpy()


def open_contents(model: Model, contents: Contents) -> Gallery:
    """A gallery of a library, from the features that were kept."""
    pooled = torch.from_numpy(contents.embeddings.astype(np.float32))
    return gallery_of(model, [str(picture.path) for picture in contents.pictures], pooled, contents.objects)


def sample_files(folder: Path) -> list[Path]:
    """The pictures of a folder in gallery order."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not files:
        what = "no picture in the sample gallery" if folder.is_dir() else "no sample gallery"
        raise IntakeError(f"There is {what} at {folder}. Restore it, or give a folder of pictures with --gallery.")
    return files


def open_sample(model: Model, folder: Path, kept: Path) -> Gallery:
    """The gallery of a folder that does not change; its features are kept in the folder `kept`.

    They are found again by the pictures' bytes and the model's fingerprint, so that any change embeds anew.
    """
    files = sample_files(folder)
    labels = [file.relative_to(folder).as_posix() for file in files]
    key = hashlib.sha256(model.fingerprint.encode())
    for file, label in zip(files, labels, strict=True):
        key.update(f"\0{label}\0{hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    place = kept / f"sample-{key.hexdigest()[:32]}.features"
    pooled = _remembered(place, len(files), model.towers.pooled_width)
    if pooled is None:
        pooled = embed_pictures(model.towers, files).pooled
        _remember(place, pooled)
    return gallery_of(model, [str(file) for file in files], pooled, objects_of(labels))


def _remembered(place: Path, images: int, width: int) -> Float[Tensor, "image pooled"] | None:
    """None where there is nothing, or something that is not what was written."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    digest, body = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != digest or len(body) != images * width * 4:
        return None
    return torch.from_numpy(np.frombuffer(body, dtype="<f4").reshape(images, width).copy())


def _remember(place: Path, pooled: Float[Tensor, "image pooled"]) -> None:
    """A start that cannot remember is slower next time, and no worse."""
    body = pooled.numpy().astype("<f4").tobytes()
    part = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in place.parent.glob("sample-*.features"):
            old.unlink()
        part.write_bytes(hashlib.sha256(body).digest() + body)
        part.replace(place)
    except OSError as error:
        LOG.warning("The sample gallery's features could not be kept in %s: %s", place.parent, error)
