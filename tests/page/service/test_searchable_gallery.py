from dataclasses import replace

import pytest

from mmref_core import search
from mmref_core.errors import QueryError
from mmref_core.page.service.searchable_gallery import SearchableGallery
from mmref_core.retrieval.gallery import index_images
from mmref_core.retrieval.image_query import picture_of_gallery
from mmref_core.search_types import Marks, SearchOptions, SearchResult
from small_world import tiny_model, write_picture

QUERY = "a red coat"


@pytest.fixture(scope="module")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> SearchableGallery:
    """Four pictures, and the tiny model."""
    folder = tmp_path_factory.mktemp("pictures")
    for number, upper in enumerate(("red", "green", "blue", "white")):
        write_picture(folder / f"{number}.png", upper, "blue")
    model = tiny_model()
    return SearchableGallery(model, index_images(model, folder))


def without_times(result: SearchResult) -> SearchResult:
    return replace(result, seconds_initial=0.0, seconds_refined=0.0)


def test_every_option_reaches_the_search(searchable: SearchableGallery) -> None:
    model, gallery = searchable.model, searchable.gallery
    marks = Marks(match=(2,), no_match=(1,))
    options = SearchOptions(frozenset({"match:2"}), marks, ("hat",), 3, (("pool", 2), ("mark_weight", 0.7)), 2)
    found = searchable.search(QUERY, options)
    changed = replace(model, search=replace(model.search, pool=2, mark_weight=0.7))
    expected = search(changed, gallery, QUERY, 2, options.off, marks, ("hat",), picture_of_gallery(gallery, 3))
    assert 3 not in found.initial.images  # it is searched by
    assert without_times(found) == without_times(expected)


def test_without_options_it_is_the_search_of_the_model(searchable: SearchableGallery) -> None:
    expected = search(searchable.model, searchable.gallery, QUERY)
    assert without_times(searchable.search(QUERY, SearchOptions())) == without_times(expected)


def test_the_initial_search_is_the_initial_ranking_of_the_search(searchable: SearchableGallery) -> None:
    assert searchable.initial_search(QUERY).initial == searchable.search(QUERY, SearchOptions()).initial
    with pytest.raises(QueryError, match="empty"):
        searchable.initial_search(" ")
