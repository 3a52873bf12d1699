"""Assembles the service of a page: a checkpoint, the gallery that is shipped, and the store of galleries."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from mmref_core import load_model
from mmref_core.explain.word_heatmaps import word_maps
from mmref_core.galleries.contents import Contents
from mmref_core.galleries.index_galleries import embed_files, open_contents, open_sample, sample_files
from mmref_core.galleries.quotas import Quotas
from mmref_core.galleries.user_galleries import UserGalleries
from mmref_core.models.model_bundle import Model
from mmref_core.page.service.local_service import LocalService
from mmref_core.page.service.measured import read_measured
from mmref_core.page.service.model_functions import ModelFunctions
from mmref_core.page.service.searchable_gallery import SearchableGallery
from mmref_core.retrieval.image_query import embed_query_picture
from mmref_core.retrieval.reference_catalogue import catalogue_of
from mmref_core.uploads.face_blur import face_blur


def build_service(checkpoint: Path, folder: Path, store: Path, lifetime_seconds: float, quotas: Quotas) -> LocalService:
    """Load a model and open its galleries; the gallery of `folder` is indexed in a thread meanwhile.

    Raises MMRefError where the checkpoint, the folder or the store will not do.
    """
    files = sample_files(folder)
    model = load_model(checkpoint)
    user_galleries = UserGalleries(
        store, partial(embed_files, model), model.fingerprint, lifetime_seconds, quotas=quotas
    )
    user_galleries.check()
    sample = ThreadPoolExecutor(1).submit(open_searchable_sample, model, folder, store)
    functions = ModelFunctions(
        defaults=model.search,
        has_patches=model.towers.config.patch_grid is not None,
        embed_picture=partial(embed_query_picture, model),
        word_maps=partial(word_maps, model),
        blur_faces=face_blur(),
    )
    measured, catalogue = read_measured(checkpoint), catalogue_of(model.knowledge)
    return LocalService(files, sample, user_galleries, partial(open_searchable, model), functions, measured, catalogue)


def open_searchable(model: Model, contents: Contents) -> SearchableGallery:
    """Return a person's gallery, from its stored features, with the model that searches it."""
    return SearchableGallery(model, open_contents(model, contents))


def open_searchable_sample(model: Model, folder: Path, store: Path) -> SearchableGallery:
    """Return the sample gallery, indexed or from the features kept in `store`, with the model that searches it."""
    return SearchableGallery(model, open_sample(model, folder, store))
