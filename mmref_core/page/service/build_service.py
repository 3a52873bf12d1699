"""Assembles the service of a page: a checkpoint, the gallery that is shipped, and the store of galleries."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from mmref_core import load_model, search
from mmref_core.config import with_settings
from mmref_core.explain.word_heatmaps import word_maps
from mmref_core.galleries.contents import Contents
from mmref_core.galleries.index_galleries import embed_files, open_contents, open_sample, sample_files
from mmref_core.galleries.quotas import Quotas
from mmref_core.galleries.user_galleries import Library
from mmref_core.page.service.abilities import Abilities, Answer, Glancing
from mmref_core.page.service.local_service import LocalService
from mmref_core.page.service.measured import read_measured
from mmref_core.retrieval.gallery import Gallery
from mmref_core.retrieval.image_query import query_picture, read_picture_query
from mmref_core.retrieval.reference_catalogue import roster_of
from mmref_core.retrieval.search import glance
from mmref_core.search_types import SearchResult, Wishes
from mmref_core.uploads.face_blur import face_blur


def build_service(checkpoint: Path, folder: Path, store: Path, lifetime_seconds: float, quotas: Quotas) -> LocalService:
    """Load a model and open its galleries; the gallery of `folder` is indexed in a thread meanwhile.

    Raises MMRefError where the checkpoint, the folder or the store will not do.
    """
    files = sample_files(folder)
    model = load_model(checkpoint)
    library = Library(store, partial(embed_files, model), model.fingerprint, lifetime_seconds, quotas=quotas)
    library.check()
    indexing = ThreadPoolExecutor(1).submit(open_sample, model, folder, store)

    def answer(gallery: Gallery, text: str, wishes: Wishes) -> SearchResult:
        asked = replace(model, search=with_settings(model.search, wishes.settings))
        picture = query_picture(asked, gallery, wishes.picture)
        return search(asked, gallery, text, wishes.count, wishes.off, wishes.marks, wishes.unwanted, picture)

    def answer_sample(text: str, wishes: Wishes) -> SearchResult:
        return answer(indexing.result(), text, wishes)

    def open_gallery(contents: Contents) -> Answer:
        gallery = open_contents(model, contents)
        return Glancing(partial(answer, gallery), partial(glance, model, gallery))

    def read_picture(data: bytes) -> tuple[bytes, bytes]:
        read = read_picture_query(model, data)
        return read.features, read.thumbnail

    maps = partial(word_maps, model)
    abilities = Abilities(model.search, model.towers.config.patch_grid is not None, read_picture, maps, face_blur())
    measured, roster = read_measured(checkpoint), roster_of(model.knowledge)
    sample = Glancing(answer_sample, lambda text: glance(model, indexing.result(), text))
    return LocalService(files, sample, indexing.done, library, open_gallery, abilities, measured, roster)
