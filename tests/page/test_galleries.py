from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from mmref_core.errors import StoreError
from mmref_core.page.galleries import Keeper
from mmref_core.page.service import SAMPLE, FillProgress, GalleryEntry, Skipped
from page.answers import Service


@pytest.fixture
def keeper(service: Service) -> Keeper:
    return Keeper(service)


def about(token: Any) -> gr.EventData:
    return gr.EventData(None, {"token": token})


def test_a_filled_gallery_is_offered_and_its_key_given_to_the_browser(keeper: Keeper, service: Service) -> None:
    steps = list(keeper.take(["/uploads/a.zip"], None, " ", ["mine", "gone"]))
    assert service.filled == [("My pictures", ["a.zip"])]
    line, keys, chooser, shelf = steps[-1]
    assert line["skipped"] == [{"label": "<b>", "reason": "It is a text.", "advice": "Send pictures."}]
    assert keys == ["mine", "fresh"]
    assert [token for _, token in chooser["choices"]] == [SAMPLE, "mine", "fresh"]
    assert "value" not in chooser  # whoever searches meanwhile is not taken elsewhere
    assert [gallery["token"] for gallery in shelf["galleries"]] == [SAMPLE, "mine", "fresh"]


def test_a_gallery_is_offered_as_soon_as_its_first_pictures_can_be_searched(keeper: Keeper, service: Service) -> None:
    service.steps = [FillProgress("fresh", done, 200, done // 64 * 64, 0, (), False, 1.0) for done in (60, 64, 65, 128)]
    keys = [step[1] for step in keeper.take(["a.zip"], None, "Mine", [])]
    assert [isinstance(key, list) for key in keys] == [False, True, False, True]
    assert keys[1] == ["fresh"]


def test_a_folder_is_taken_like_files_and_its_uploads_are_removed(
    keeper: Keeper, service: Service, tmp_path: Path
) -> None:
    uploads = [tmp_path / name for name in ("a.zip", "b.png")]
    for upload in uploads:
        upload.write_bytes(b"with metadata")
    list(keeper.take([str(uploads[0])], [str(uploads[1])], "Mine", []))
    assert service.filled == [("Mine", ["a.zip", "b.png"])]
    assert not any(upload.exists() for upload in uploads)


def test_nothing_chosen_is_said_and_nothing_is_made(keeper: Keeper, service: Service) -> None:
    steps = list(keeper.take(None, None, "Mine", ["mine"]))
    assert [step[0]["wrong"] for step in steps] == [True]
    assert service.filled == []


def test_a_gallery_of_which_nothing_could_be_taken_is_not_offered(keeper: Keeper, service: Service) -> None:
    service.steps = [FillProgress("fresh", 1, 1, 0, 1, (Skipped("a", "It is empty.", "Send it again."),), True, 0.1)]
    line, keys, *_ = list(keeper.take(["a.zip"], None, "Mine", []))[-1]
    assert line["wrong"]
    assert not isinstance(keys, list)


class Deleted(Service):
    """Its gallery is deleted after the first batch."""

    def fill(self, name: str, sources: Sequence[Path]) -> Iterator[FillProgress]:
        yield next(super().fill(name, sources))
        self.deleted.append("fresh")
        raise StoreError("There is no such gallery.")

    def entries(self, tokens: Sequence[str]) -> list[GalleryEntry]:
        return super().entries([token for token in tokens if token not in self.deleted])


def test_a_gallery_deleted_while_it_is_filled_stops_and_its_key_is_forgotten() -> None:
    service = Deleted()
    service.steps = [FillProgress("fresh", 64, 200, 64, 0, (), False, 1.0)]
    line, keys, *_ = list(Keeper(service).take(["a.zip"], None, "Mine", ["mine"]))[-1]
    assert line["line"] == "Stopped: the gallery was deleted while it was being filled."
    assert keys == ["mine"]


def test_deleting_forgets_the_key_and_brings_a_search_in_it_back_to_the_sample(
    keeper: Keeper, service: Service
) -> None:
    keys, chooser, shelf = keeper.delete(["mine", "fresh"], "mine", about("mine"))
    assert service.deleted == ["mine"]
    assert keys == ["fresh"]
    assert chooser["value"] == SAMPLE
    assert shelf["line"] == "“Mine” and its pictures were deleted from this machine."
    assert "value" not in keeper.delete(["mine", "fresh"], "fresh", about("mine"))[1]


@pytest.mark.parametrize("token", [SAMPLE, "guessed", None, {}])
def test_only_a_gallery_of_this_browser_can_be_deleted(keeper: Keeper, service: Service, token: Any) -> None:
    keys, _, shelf = keeper.delete(["mine"], SAMPLE, about(token))
    assert keys == ["mine"]
    assert shelf["wrong"]
    assert service.deleted == []


def test_the_chooser_goes_to_the_gallery_that_is_to_be_searched(keeper: Keeper) -> None:
    assert keeper.search(["mine"], about("mine"))["value"] == "mine"
    assert "value" not in keeper.search(["mine"], about("guessed"))
