import csv
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest

from hostile import TEXTS
from mmref_core.page.render.exports import AnsweredView, answer_view
from mmref_core.page.render.report import as_html, as_zip
from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.view import Mark, View
from mmref_core.search_types import Contribution
from page.answers import BAG, Service

HOSTILE = (*TEXTS, "</style><b>", "a\ud800b")


class Named(Service):
    """All of its pictures have one name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def label(self, token: str, image: int) -> str | None:
        return self.name if super().label(token, image) else None


class Tags(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown_with(text: str) -> AnsweredView:
    """A view in which every text that comes from people is this one."""
    shown = answer_view(Named(text), "a coat", SAMPLE, View((BAG,), (Mark(SAMPLE, 1, text, True),), (text,)))
    return replace(shown, gallery=text, result=replace(shown.result, query=text, notes=(text,)))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_people_makes_no_markup(text: str) -> None:
    quiet, loud = (Tags(as_html(shown_with(words), {1: "pictures/1.webp"})) for words in ("quiet", text))
    assert loud.tags == quiet.tags
    shown = "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter != "\ud800"))
    assert sum(shown in part for part in loud.texts) >= 6


def test_the_page_needs_nothing_from_elsewhere_and_no_script() -> None:
    tags = Tags(as_html(shown_with("a"), {1: "pictures/1.webp"})).tags
    assert not {"script", "link", "iframe", "a", "form", "base"} & {tag for tag, _ in tags}
    sources = {attributes.get("src") for tag, attributes in tags if tag == "img"}
    assert sources == {"pictures/1.webp"}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert any("default-src 'none'" in (attributes.get("content") or "") for _, attributes in tags)


def test_the_report_says_the_terms_and_the_ranks() -> None:
    text = " ".join(Tags(as_html(shown_with("a"), {})).texts)
    for words in ("Rose from 2nd to 1st.", "+0.0300", "−0.0100", "Details switched off bag", "Marked: match.", "tiny"):
        assert words in text


def test_a_term_of_a_marked_picture_names_it() -> None:
    shown = answer_view(Service(), "a coat", SAMPLE, View(marks=(Mark(SAMPLE, 3, "sample 3", True),)))
    term = Contribution("match:3", "mark", "likeness to a match", 0.1, "")
    moved = replace(
        shown.result, moves=(replace(shown.result.moves[0], contributions=(term,)), *shown.result.moves[1:])
    )
    assert "likeness to a match sample 3" in " ".join(
        " ".join(Tags(as_html(replace(shown, result=moved), {})).texts).split()
    )


def test_the_zip_holds_the_report_the_table_the_object_and_the_thumbnails_that_exist() -> None:
    shown = answer_view(Service(), "a coat", SAMPLE, View())
    with zipfile.ZipFile(BytesIO(as_zip(shown, lambda image: b"RIFF" if image != 4 else None))) as archive:
        assert archive.testzip() is None
        names = ["report.html", "ranking.csv", "ranking.json", "pictures/1.webp", "pictures/0.webp"]
        assert archive.namelist() == names
        report = archive.read("report.html").decode()
        rows = list(csv.reader(StringIO(archive.read("ranking.csv").decode("utf-8-sig"), newline="")))
        whole = json.loads(archive.read("ranking.json"))
    assert len(rows) == 1 + len(whole["pictures"]) == 4
    sources = {attributes["src"] for tag, attributes in Tags(report).tags if tag == "img"}
    assert sources == {"pictures/1.webp", "pictures/0.webp"}
