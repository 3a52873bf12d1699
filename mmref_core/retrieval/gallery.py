"""Index of a gallery: descriptors of its pictures, and which of them show one object."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float, Int, Int8
from torch import Tensor

from mmref_core.config import SearchConfig
from mmref_core.data.identities import identities_of
from mmref_core.errors import IntakeError
from mmref_core.models.encode import embed_pictures, embed_stored, embed_texts
from mmref_core.models.index import Index
from mmref_core.models.model_bundle import Model
from mmref_core.models.similarity import cosine
from mmref_core.reranking.certainty import doubtful_objects
from mmref_core.reranking.descriptors import Descriptors, describe_images
from mmref_core.reranking.gallery_expansion import GalleryExpansion, found_expansion, known_expansion
from mmref_core.reranking.no_match import NEUTRAL, Background, background

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True)
class Gallery:
    """Indexed pictures; rankings name them by their position."""

    paths: tuple[str, ...]
    descriptors: Descriptors
    objects: tuple[str | None, ...]  # name of the object that a picture belongs to, where known
    expansion: GalleryExpansion
    index: Index
    fingerprint: str
    patches: Int8[Tensor, "image patch dim"] | None  # token features in 8 bits, where the model has any
    neutral: Background | None  # where the model says that nothing stands out
    doubtful_objects: int = 0  # folders or numbers whose pictures look so unlike one another that they are no person

    def __len__(self) -> int:
        return len(self.paths)


def index_images(
    model: Model,
    images: Path | str | Sequence[Path | str],
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Gallery:
    """Index the pictures of a folder, sub-folders included, sorted by path; or the files listed, in their order.

    Pictures that share a sub-folder, or a file name's person number, belong to one object.
    """
    if isinstance(images, str | Path):
        root = Path(images)
        if not root.is_dir():
            raise IntakeError(f"There is no folder {root}. Give a folder of pictures or a list of files.")
        files = sorted(file for file in root.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        labels = [file.relative_to(root).as_posix() for file in files]
    else:
        files = [Path(image) for image in images]
        labels = [file.as_posix() for file in files]
    images = embed_pictures(model.towers, files, on_progress)
    return gallery_of(model, [str(file) for file in files], images.stored, identities_of(labels), images.patches)


def gallery_of(
    model: Model,
    paths: Sequence[str],
    stored: Float[Tensor, "image stored"],
    objects: Sequence[str | None],
    patches: Int8[Tensor, "image patch dim"] | None = None,
) -> Gallery:
    """Build a gallery of pooled image features; `patches` are patch features, of a model that has any."""
    if (patches is None) != (model.towers.config.patch_grid is None):
        raise ValueError("a model with places needs those of every picture, and one without has no use for any")
    descriptors = describe_images(embed_stored(model.towers, stored), model.knowledge, model.search)
    objects, doubtful = _persons(descriptors, objects, model.search)
    expansion = _expansion(descriptors, objects, model.search)
    index = Index(descriptors.features)
    neutral = _neutral(model, descriptors.features)
    own = tuple(paths), descriptors, tuple(objects), expansion, index
    return Gallery(*own, model.fingerprint, patches, neutral, doubtful)


def _neutral(model: Model, images: Float[Tensor, "image dim"]) -> Background | None:
    if model.search.no_match_threshold is None or not len(images):
        return None
    return background(cosine(embed_texts(model.towers, NEUTRAL).features, images))


def _expansion(images: Descriptors, objects: Sequence[str | None], search: SearchConfig) -> GalleryExpansion:
    """Expand by objects where some pictures are known to belong together, by what is found in any other gallery."""
    names = [name for name in objects if name is not None]
    if len(set(names)) == len(names):
        return found_expansion(images.features, search, images.second)
    return known_expansion(images.features, images.values, _numbers(objects), images.second)


def _persons(images: Descriptors, objects: Sequence[str | None], search: SearchConfig) -> tuple[list[str | None], int]:
    """Return the objects of pictures without those that look unlike one person, and how many these were."""
    doubtful = doubtful_objects(images.features, images.second, _numbers(objects), search).tolist()
    left = [None if doubt else name for name, doubt in zip(objects, doubtful, strict=True)]
    return left, len(set(objects) - set(left))


def _numbers(objects: Sequence[str | None]) -> Int[Tensor, " image"]:
    """Return a number for each object; a picture of an unknown one has a number of its own."""
    numbers: dict[str, int] = {}
    rows = [numbers.setdefault(name or f"\0alone {place}", len(numbers)) for place, name in enumerate(objects)]
    return torch.tensor(rows, dtype=torch.long)
