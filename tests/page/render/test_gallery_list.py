import time
from typing import Any

import pytest

from mmref_core.page.render.gallery_list import (
    DAY,
    MOST_KEYS,
    choices,
    filling_sentence,
    gallery_list,
    life_sentence,
    read_keys,
    stay_words,
)
from mmref_core.page.service.page_service import SAMPLE, GalleryEntry
from page.answers import Service


class Filling(Service):
    """Its one gallery is at 64 of 200 pictures."""

    def entries(self) -> list[GalleryEntry]:
        sample, *_ = super().entries()
        return [sample, GalleryEntry("a", "Mine", 64, None, 200)]


@pytest.mark.parametrize("stored", [None, "mine", {}, [3, {}]])
def test_a_browser_may_have_stored_anything(stored: Any) -> None:
    assert read_keys(stored) == []


def test_no_more_keys_are_read_than_a_browser_would_ever_hold() -> None:
    assert read_keys(["a", 3, "b"]) == ["a", "b"]
    assert len(read_keys(["a"] * (MOST_KEYS + 1))) == MOST_KEYS


def test_a_gallery_in_the_making_says_so_where_it_is_chosen_and_where_it_is_searched() -> None:
    assert choices(Filling())[1] == ("Mine · so far 64 of 200 pictures", "a")
    assert "so far 64 of 200 pictures can be found" in filling_sentence(Filling(), "a")
    assert filling_sentence(Filling(), SAMPLE) == filling_sentence(Service(), "mine") == ""
    assert filling_sentence(Filling(), "guessed") == ""


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (None, "Stays until you delete it."),
        (30 * DAY, "Stays 30 days more, until 31 July 2026, 12:00."),
        (1.2 * DAY, "Stays 1 day more, until 2 July 2026, 16:48."),
        (600, "Stays less than a day more, until 1 July 2026, 12:10."),
    ],
)
def test_every_gallery_says_how_long_it_stays(left: float | None, words: str) -> None:
    now = time.mktime((2026, 7, 1, 12, 0, 0, 0, 0, -1))  # no clock is changed in July
    assert stay_words(GalleryEntry("a", "Mine", 3, None if left is None else now + left), now) == words


def test_the_life_of_what_is_brought_is_stated() -> None:
    assert life_sentence(3 * DAY).startswith("A gallery is deleted 3 days after it was brought")
    assert life_sentence(None) == "A gallery stays until you delete it."
    assert gallery_list(Service())["life"] == life_sentence(Service.lifetime_seconds)


def test_the_shelf_says_whether_faces_can_be_blurred(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gallery_list(Service())["blurs"] is True
    monkeypatch.setattr(Service, "blurs_faces", False)
    assert gallery_list(Service())["blurs"] is False


def test_the_sample_is_listed_first_and_is_nobodys_own() -> None:
    rows = gallery_list(Service())["galleries"]
    assert [(row["token"], row["own"]) for row in rows] == [(SAMPLE, False), ("mine", True)]
