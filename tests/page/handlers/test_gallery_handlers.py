from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from mmref_core.errors import QuotaError, StoreError
from mmref_core.page.handlers.gallery_handlers import GalleryHandlers
from mmref_core.page.service.page_service import SAMPLE, FillProgress, Skipped
from page.answers import Private, Service, request_of


@pytest.fixture
def removed() -> list[str]:
    """Uploads that the handlers had deleted."""
    return []


@pytest.fixture
def handlers(service: Service, removed: list[str]) -> GalleryHandlers:
    return GalleryHandlers(service, removed.append)


def about(token: Any) -> gr.EventData:
    return carrying({"token": token})


def carrying(data: Any) -> gr.EventData:
    """An event with what the browser has sent of it."""
    return gr.EventData(None, data)


def test_a_filled_gallery_is_offered_and_is_its_visitors(handlers: GalleryHandlers, service: Service) -> None:
    steps = list(handlers.take([{"path": "/uploads/a.zip"}], None, " ", request_of("ann")))
    assert service.filled == [("My pictures", ["a.zip"])]
    assert service.seen == [("ann", ())]
    line, chooser, listed = steps[-1]
    assert line["skipped"] == [{"label": "<b>", "reason": "It is a text.", "advice": "Send pictures."}]
    assert [token for _, token in chooser["choices"]] == [SAMPLE, "mine", "fresh"]
    assert "value" not in chooser  # whoever searches meanwhile is not taken elsewhere
    assert [gallery["token"] for gallery in listed["galleries"]] == [SAMPLE, "mine", "fresh"]


def test_a_gallery_is_offered_as_soon_as_its_first_pictures_can_be_searched(
    handlers: GalleryHandlers, service: Service
) -> None:
    service.steps = [FillProgress("fresh", done, 200, done // 64 * 64, 0, (), False, 1.0) for done in (60, 64, 65, 128)]
    offered = [step[1].get("choices") for step in handlers.take([{"path": "a.zip"}], None, "Mine")]
    assert [choices is not None for choices in offered] == [False, True, False, True]
    assert [token for _, token in offered[1]] == [SAMPLE, "mine", "fresh"]


def test_a_folder_is_taken_like_files_and_its_uploads_are_removed(
    handlers: GalleryHandlers, service: Service, removed: list[str]
) -> None:
    steps = handlers.take([{"path": "/uploads/a.zip"}], [{"path": "/uploads/b.png"}], "Mine")
    next(steps)
    assert removed == []  # while they are read
    list(steps)
    assert service.filled == [("Mine", ["a.zip", "b.png"])]
    assert removed == ["/uploads/a.zip", "/uploads/b.png"]


class Full(Service):
    """It has no room for anything."""

    def fill(self, *_: object) -> Iterator[FillProgress]:
        raise QuotaError("There is no room.")


def test_uploads_are_removed_when_a_fill_is_left_or_refused(handlers: GalleryHandlers, removed: list[str]) -> None:
    left = handlers.take([{"path": "a.zip"}], None, "Mine")
    next(left)
    left.close()
    assert removed == ["a.zip"]
    line, *_ = list(GalleryHandlers(Full(), removed.append).take([{"path": "b.zip"}], None, "Mine"))[-1]
    assert (line["line"], line["wrong"]) == ("There is no room.", True)
    assert removed == ["a.zip", "b.zip"]


def test_nothing_chosen_is_said_and_nothing_is_made(handlers: GalleryHandlers, service: Service) -> None:
    steps = list(handlers.take(None, None, "Mine"))
    assert [step[0]["wrong"] for step in steps] == [True]
    assert service.filled == []


def test_a_gallery_of_which_nothing_could_be_taken_is_not_offered(handlers: GalleryHandlers, service: Service) -> None:
    service.steps = [FillProgress("fresh", 1, 1, 0, 1, (Skipped("a", "It is empty.", "Send it again."),), True, 0.1)]
    line, chooser, _ = list(handlers.take([{"path": "a.zip"}], None, "Mine"))[-1]
    assert line["wrong"]
    assert "choices" not in chooser


class Deleted(Service):
    """Its gallery is deleted after the first batch."""

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        yield next(super().fill(name, sources))
        self.deleted.append("fresh")
        raise StoreError("There is no such gallery.")


def test_a_gallery_deleted_while_it_is_filled_stops_and_is_offered_no_more(removed: list[str]) -> None:
    service = Deleted()
    service.steps = [FillProgress("fresh", 64, 200, 64, 0, (), False, 1.0)]
    first, last = list(GalleryHandlers(service, removed.append).take([{"path": "a.zip"}], None, "Mine"))
    assert [token for _, token in first[1]["choices"]] == [SAMPLE, "mine", "fresh"]
    line, chooser, listed = last
    assert line["line"] == "Stopped: the gallery was deleted while it was being filled."
    assert [token for _, token in chooser["choices"]] == [SAMPLE, "mine"]
    assert [gallery["token"] for gallery in listed["galleries"]] == [SAMPLE, "mine"]


def test_deleting_takes_a_gallery_off_the_lists_and_brings_a_search_in_it_back_to_the_sample(
    handlers: GalleryHandlers, service: Service
) -> None:
    service.owned.append("fresh")
    chooser, listed = handlers.delete("mine", about("mine"))
    assert service.deleted == ["mine"]
    assert [token for _, token in chooser["choices"]] == [SAMPLE, "fresh"]
    assert [gallery["token"] for gallery in listed["galleries"]] == [SAMPLE, "fresh"]
    assert chooser["value"] == SAMPLE
    assert listed["line"] == "“Mine” and its pictures were deleted from this machine."
    service.deleted.clear()
    assert "value" not in handlers.delete("fresh", about("mine"))[0]


@pytest.mark.parametrize("data", [*({"token": token} for token in (SAMPLE, "guessed", None, {})), {}, None, "mine"])
def test_only_a_gallery_of_this_browser_can_be_deleted(handlers: GalleryHandlers, service: Service, data: Any) -> None:
    chooser, listed = handlers.delete(SAMPLE, carrying(data))
    assert "choices" not in chooser
    assert [gallery["token"] for gallery in listed["galleries"]] == [SAMPLE, "mine"]
    assert listed["wrong"]
    assert service.deleted == []


def test_the_chooser_goes_to_the_gallery_that_is_to_be_searched(handlers: GalleryHandlers) -> None:
    assert handlers.search(about("mine"))["value"] == "mine"
    for nothing in (about("guessed"), about([]), carrying(None)):
        assert "value" not in handlers.search(nothing)


def test_a_gallery_is_listed_searched_and_deleted_by_its_visitor_alone(removed: list[str]) -> None:
    service = Private()
    handlers, ann, bob = GalleryHandlers(service, removed.append), request_of("ann"), request_of("bob")
    assert [row["token"] for row in handlers.show(ann)["galleries"]] == [SAMPLE, "mine"]
    assert [row["token"] for row in handlers.show(bob)["galleries"]] == [SAMPLE]
    assert handlers.search(about("mine"), ann)["value"] == "mine"
    assert "value" not in handlers.search(about("mine"), bob)
    assert handlers.delete(SAMPLE, about("mine"), bob)[1]["wrong"]
    assert service.deleted == []
    assert not handlers.delete(SAMPLE, about("mine"), ann)[1]["wrong"]
    assert service.deleted == ["mine"]
