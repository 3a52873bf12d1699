from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from PIL import Image

from mmref_core.config import SearchConfig
from mmref_core.errors import QuotaError, StoreError
from mmref_core.galleries.contents import Contents, IngestProgress, StoredFeatures
from mmref_core.galleries.quotas import Quotas
from mmref_core.galleries.user_galleries import UserGalleries, handle_of
from mmref_core.page.render.gallery_list import gallery_list
from mmref_core.page.service.local_service import OPEN_GALLERIES, LocalService
from mmref_core.page.service.model_functions import ModelFunctions
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.service.progress_stream import run_with_progress
from mmref_core.page.service.searchable_gallery import SearchableGallery
from mmref_core.retrieval.image_query import PictureFeatures
from mmref_core.search_types import InitialSearch, SearchOptions, SearchResult, WordMap
from page.answers import result
from small_world import write_picture


class FixedAnswers(SearchableGallery):
    """Answers every query alike, without a model."""

    def __init__(self) -> None:
        pass

    def search(self, _: str, options: SearchOptions) -> SearchResult:
        return result(options.off)

    def initial_search(self, _: str) -> InitialSearch:
        return InitialSearch(result().initial, 2, 0.01)


def embed(files: Sequence[Path]) -> StoredFeatures:
    return StoredFeatures(np.ones((len(files), 4), dtype=np.float16))


def sizes(picture: Image.Image, text: str) -> tuple[WordMap, ...]:
    """Width and height of a picture instead of a map."""
    return (WordMap(text, 0.1, (tuple(map(float, picture.size)),)),)


@pytest.fixture
def opened() -> list[str]:
    """Names of the galleries that were read, in order."""
    return []


@pytest.fixture
def service(tmp_path: Path, opened: list[str]) -> LocalService:
    """As Ann sees it."""

    def open_gallery(contents: Contents) -> SearchableGallery:
        opened.append(contents.name)
        return FixedAnswers()

    write_picture(tmp_path / "sample" / "000001" / "a.png", "red", "blue")
    sample = [tmp_path / "sample" / "000001" / "a.png"]
    user_galleries = UserGalleries(tmp_path / "store", embed, "f")
    functions = ModelFunctions(SearchConfig(pool=7), True, lambda data: PictureFeatures(data, b"small"), sizes)
    indexed: Future[SearchableGallery] = Future()
    indexed.set_result(FixedAnswers())
    return LocalService(sample, indexed, user_galleries, open_gallery, functions).for_visitor("ann")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two pictures and a text that pretends to be one."""
    write_picture(tmp_path / "in" / "one.png", "red", "blue")
    write_picture(tmp_path / "in" / "two.png", "green", "white")
    (tmp_path / "in" / "<img src=x>.png").write_text("not a picture")
    return sorted((tmp_path / "in").iterdir())


def filled(service: LocalService, name: str, files: list[Path]) -> str:
    return list(service.fill(name, files))[-1].token


def tokens(service: LocalService) -> list[str]:
    return [entry.token for entry in service.entries()]


def test_a_filled_gallery_can_be_listed_searched_and_seen(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    assert [(entry.name, entry.count) for entry in service.entries()] == [("Sample gallery", 1), ("Mine", 2)]
    assert [service.entry(token) for token in (SAMPLE, token)] == service.entries()
    assert service.search(token, "a coat", SearchOptions()).query
    assert service.label(token, 0) == "one.png"
    assert (service.thumbnail(token, 1) or b"")[8:12] == b"WEBP"


def test_faces_are_blurred_where_they_can_be_and_nobody_asks_for_them(service: LocalService, files: list[Path]) -> None:
    looked_at = []

    def blur(data: bytes) -> bytes:
        looked_at.append(data)
        return b"no face"

    assert not service.blurs_faces
    blurring = LocalService(
        service.sample_files,
        service.sample,
        service.user_galleries,
        service.open_gallery,
        replace(service.functions, blur_faces=blur),
    ).for_visitor("ann")
    token = filled(blurring, "Mine", files)
    as_stored = service.thumbnail(token, 0)
    assert blurring.blurs_faces
    assert [blurring.thumbnail(token, 0), blurring.thumbnail(token, 0)] == [b"no face"] * 2
    assert looked_at == [as_stored]  # once
    assert blurring.thumbnail(token, 0, faces=True) == as_stored
    assert blurring.thumbnail(SAMPLE, 0) == service.thumbnail(SAMPLE, 0)
    (found,) = blurring.word_maps(token, 0, "red")  # of the picture as it is
    assert found.places == ((32.0, 64.0),)
    blurring.delete(token)
    assert blurring.thumbnail(token, 0) is None


def test_words_are_mapped_on_pictures_that_are_there(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    for gallery in (SAMPLE, token):
        (found,) = service.word_maps(gallery, 0, "red")
        assert found.word == "red" and found.places == ((32.0, 64.0),)
    assert service.word_maps(SAMPLE, 1, "red") == service.word_maps("nobody's", 0, "red") == ()


def test_the_report_names_what_was_skipped_with_a_reason_and_what_to_do(
    service: LocalService, files: list[Path]
) -> None:
    last = list(service.fill("Mine", files))[-1]
    assert (last.finished, last.taken, last.skipped_count) == (True, 2, 1)
    assert "img src" in last.skipped[0].label
    assert last.skipped[0].reason.endswith(".")
    assert last.skipped[0].advice


def test_a_gallery_of_which_nothing_could_be_taken_is_not_kept(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files[:1])
    with pytest.raises(StoreError):
        service.search(token, "a coat", SearchOptions())


def test_a_fill_that_nobody_listens_to_any_more_leaves_nothing(service: LocalService, files: list[Path]) -> None:
    steps = service.fill("Mine", files)
    token = next(steps).token
    assert tokens(service) == [SAMPLE, token]
    steps.close()
    assert tokens(service) == [SAMPLE]


def test_a_gallery_can_be_searched_while_it_is_being_filled(
    service: LocalService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mmref_core.page.service.progress_stream.REPORT_SECONDS", 0.0)
    monkeypatch.setattr("mmref_core.galleries.user_galleries.BATCH", 2)
    go_on, batches = Event(), []

    def embed_first(files: Sequence[Path]) -> StoredFeatures:
        batches.append(len(files))
        if len(batches) > 1:
            go_on.wait(60)
        return embed(files)

    service.user_galleries.embed = embed_first
    for upper in ("red", "green", "blue"):
        write_picture(tmp_path / "in" / f"{upper}.png", upper, "white")
    steps = service.fill("Mine", sorted((tmp_path / "in").iterdir()))
    token = next(step for step in steps if step.taken).token
    try:
        entry = service.entries()[1]
        assert (entry.count, entry.expected) == (2, 3)
        assert service.search(token, "a coat", SearchOptions()).query
    finally:
        go_on.set()
    assert list(steps)[-1].finished
    assert service.entries()[1].expected == 0


def test_a_deleted_gallery_is_gone_at_once(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    service.search(token, "a coat", SearchOptions())
    service.delete(token)
    assert service.thumbnail(token, 0) is None
    with pytest.raises(StoreError):
        service.search(token, "a coat", SearchOptions())


def test_a_gallery_is_read_once_and_only_a_few_are_kept(
    service: LocalService, files: list[Path], opened: list[str]
) -> None:
    token = filled(service, "Mine", files)
    (key,) = service.user_galleries.owned("ann")
    for _ in range(3):
        service.search(token, "a coat", SearchOptions())
    assert opened == ["Mine"]
    assert key in service.opened
    for place in range(OPEN_GALLERIES):
        service.search(filled(service, f"{place}", files), "a coat", SearchOptions())
    assert len(service.opened) == OPEN_GALLERIES
    assert key not in service.opened


def test_no_picture_is_served_beyond_the_ends(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    assert [service.thumbnail(place, image) for place in (SAMPLE, token, "guessed") for image in (-1, 9)] == [None] * 6


def test_no_picture_is_called_anything_beyond_the_ends(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    labels = [service.label(place, image) for place in (SAMPLE, token, "guessed") for image in (-1, 0, 9)]
    assert labels == [None, "000001/a.png", None, None, "one.png", None, None, None, None]


def found(ask: Callable[[], Any]) -> Any:
    """What is answered; None where it is said that there is no such gallery."""
    try:
        return ask()
    except StoreError as error:
        return None if str(error).startswith("There is no such gallery") else error


def asked_for(service: LocalService, token: str) -> list[Any]:
    """What a service gives of a gallery, by every way there is."""
    return [
        token in tokens(service),
        service.entry(token),
        service.label(token, 0),
        service.thumbnail(token, 0, faces=True),
        service.thumbnail(token, 0, faces=False),
        service.word_maps(token, 0, "red"),
        found(lambda: service.search(token, "a coat", SearchOptions())),
        found(lambda: service.initial_search(token, "a coat")),
    ]


def test_nobody_else_is_given_anything_of_a_gallery_or_can_delete_it(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    (key,) = service.user_galleries.owned("ann")
    assert all(asked_for(service, token))
    for other in (service.for_visitor("bob"), service.for_visitor(""), service.for_visitor("bob", [token])):
        assert not any(asked_for(other, token)) and not any(asked_for(other, key))
        with pytest.raises(StoreError, match="no such gallery"):
            other.delete(token)
    assert all(asked_for(service, token))
    assert not any(asked_for(service, key))  # the key itself names nothing on the page


def test_a_handle_is_neither_the_key_nor_leads_to_it(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    (key,) = service.user_galleries.owned("ann")
    assert token == service.handle(key) == service.handle(token) == handle_of(key)
    assert len(token) == 32 and key not in token
    assert service.handle(SAMPLE) == SAMPLE


def test_whoever_knows_the_key_sees_and_deletes_the_gallery(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    program = service.for_visitor("", service.user_galleries.owned("ann"))
    assert tokens(program) == [SAMPLE, token]
    assert all(asked_for(program, token))
    program.delete(token)
    assert tokens(service) == tokens(program) == [SAMPLE]


def test_a_key_that_a_visitor_has_brought_and_owns_is_one_gallery(service: LocalService, files: list[Path]) -> None:
    token = filled(service, "Mine", files)
    assert tokens(service.for_visitor("ann", service.user_galleries.owned("ann"))) == [SAMPLE, token]


def test_a_gallery_comes_with_its_key_for_programs_and_the_sample_with_none(
    service: LocalService, files: list[Path]
) -> None:
    filled(service, "Mine", files)
    assert [entry.key for entry in service.entries()] == ["", *service.user_galleries.owned("ann")]
    assert [row["key"] for row in gallery_list(service)["galleries"]] == ["", *service.user_galleries.owned("ann")]
    assert [row["key"] for row in gallery_list(service.for_visitor("bob"))["galleries"]] == [""]


def test_galleries_from_before_there_were_owners_become_a_visitors_by_their_keys(service: LocalService) -> None:
    old = service.user_galleries.create("From before")
    service.adopt([old, "guessed"])
    assert tokens(service) == [SAMPLE, handle_of(old)]
    service.for_visitor("bob").adopt([old])  # somebody's already
    service.for_visitor("").adopt([service.user_galleries.create("Another")])  # nobody asks
    assert tokens(service) == [SAMPLE, handle_of(old)]
    assert tokens(service.for_visitor("bob")) == tokens(service.for_visitor("")) == [SAMPLE]


def test_a_visitor_is_told_when_there_is_no_room_for_more(service: LocalService, files: list[Path]) -> None:
    service.user_galleries.quotas = Quotas(visitor_bytes=100, free_bytes=0)
    service.require_room(100, 0, 0)
    with pytest.raises(QuotaError, match="your galleries and uploads use 1 bytes of 100 bytes"):
        service.require_room(100, 1, 1)
    with pytest.raises(QuotaError, match="Delete a gallery, or bring fewer pictures"):
        list(service.fill("Mine", files))
    assert tokens(service) == [SAMPLE]
    assert list(service.user_galleries.store.blobs.all()) == []


def test_an_error_in_the_thread_is_raised_where_the_page_waits() -> None:
    def work(report: Callable[[IngestProgress], None]) -> Any:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError, match="full"):
        list(run_with_progress(work))
