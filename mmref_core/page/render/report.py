"""Export of a view as an HTML report for reading offline: no script, no request, all text escaped."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from mmref_core.page.render.exports import AnsweredView, as_csv, as_json, mark_word
from mmref_core.page.render.view_models import UNNAMED, aside
from mmref_core.page.render.wording import DUTY, TITLE, move_sentence, ordinal, plural
from mmref_core.page.state.settings import settings_sentence
from mmref_core.search_types import Move

POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"  # for a browser that opens the report
STYLE = Path(__file__).parent.parent / "browser" / "report.css"
ODD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))  # not in HTML

BY_PICTURE = "Search by a picture"  # where there is no description

Part = Element | str


def as_zip(shown: AnsweredView, thumbnail: Callable[[int], bytes | None]) -> bytes:
    """Pack `report.html`, `ranking.csv`, `ranking.json`, and thumbnails as `pictures/<position>.webp`."""
    found = {move.image: thumbnail(move.image) for move in shown.result.moves}
    pictures = {image: data for image, data in found.items() if data is not None}
    texts = {
        "report.html": as_html(shown, {image: file_name(image) for image in pictures}),
        "ranking.csv": as_csv(shown),
        "ranking.json": as_json(shown),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text.encode("utf-8", "replace"))
        for image, data in pictures.items():
            archive.writestr(file_name(image), data, zipfile.ZIP_STORED)  # WebP is packed already
    return packed.getvalue()


def file_name(image: int) -> str:
    return f"pictures/{image}.webp"


def as_html(shown: AnsweredView, files: dict[int, str]) -> str:
    """Write the report as HTML; `files` maps images to paths relative to it."""
    result = shown.result
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{TITLE}: {result.query or BY_PICTURE}"),
        element("style", STYLE.read_text(encoding="utf-8")),
    )
    body = element(
        "body",
        element("h1", result.query or BY_PICTURE),
        element("p", shown.sentence),
        facts(shown),
        *([element("ul", *(element("li", note) for note in result.notes))] if result.notes else []),
        element("h2", "Both rankings"),
        rankings(shown, files),
        element("h2", "What moved each picture"),
        *(reasons(shown, move, files) for move in result.moves),
        element("footer", *(element("p", line) for line in DUTY)),
    )
    return "<!DOCTYPE html>\n" + tostring(element("html", head, body, lang="en"), encoding="unicode", method="html")


def element(tag: str, *parts: Part, **attributes: str) -> Element:
    """Return an HTML element; text among the parts is escaped when it is written."""
    made = Element(tag, {name: value.translate(ODD) for name, value in attributes.items()})
    for part in parts:
        if isinstance(part, Element):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + part.translate(ODD)
        else:
            made.text = (made.text or "") + part.translate(ODD)
    return made


def facts(shown: AnsweredView) -> Element:
    result = shown.result
    lines = {
        "Gallery": f"{shown.gallery}, {plural(len(result.refined), 'picture')}",
        "Picture searched by": shown.view.picture.label if shown.view.picture else "",
        "Settings changed": settings_sentence(shown.view.settings),
        "Not wanted": ", ".join(result.unwanted),
        "Details switched off": ", ".join(detail.label for detail in result.details if not detail.on),
        "Marked as a match": ", ".join(mark.label for mark in shown.view.marks if mark.match),
        "Marked as not a match": ", ".join(mark.label for mark in shown.view.marks if not mark.match),
        "Model": shown.model,
        "Made": shown.made.strftime("%Y-%m-%d %H:%M UTC"),
    }
    parts = [(element("dt", name), element("dd", value)) for name, value in lines.items() if value]
    return element("dl", *(part for pair in parts for part in pair))


def rankings(shown: AnsweredView, files: dict[int, str]) -> Element:
    """Return the table of both rankings, one row for each rank."""
    result = shown.result
    moves = {move.image: move for move in result.moves}
    count = min(result.count, len(result.refined))
    columns = zip(result.initial.images[:count], result.refined.images[:count], strict=True)
    head = element("tr", *(element("th", name, scope="col") for name in ("Rank", "Initial", "Refined")))
    rows = [
        element("tr", element("td", str(rank)), *(element("td", card(shown, moves[image], files)) for image in images))
        for rank, images in enumerate(columns, start=1)
    ]
    return element("table", element("thead", head), element("tbody", *rows))


def card(shown: AnsweredView, move: Move, files: dict[int, str]) -> Element:
    mark = mark_word(shown, move.image)
    return element(
        "div",
        *portrait(move.image, files),
        element(
            "div",
            element("div", shown.labels[move.image]),
            element("div", move_sentence(move.rank_before, move.rank_after), **{"class": direction(move)}),
            element("small", f"Marked: {mark}." if mark else ""),
        ),
        **{"class": "side"},
    )


def reasons(shown: AnsweredView, move: Move, files: dict[int, str]) -> Element:
    """Return the table of a picture's terms, which add up to the change of its score."""
    head = element("tr", *(element("th", name, scope="col") for name in ("Detail", "Adds", "Rank without it")))
    marked = {mark.image: mark.label for mark in shown.view.marks}
    rows = [
        row(
            UNNAMED if part.kind == "rest" else part.label,
            aside(part, move.image, lambda image: marked.get(image, "")),
            part.value,
            ordinal(move.without[part.key]) if part.key in move.without else "",
        )
        for part in move.contributions
    ]
    total = row(f"Score {move.score_before:.4f} → {move.score_after:.4f}", "", move.score_after - move.score_before, "")
    return element(
        "article",
        *portrait(move.image, files),
        element(
            "div",
            element("h3", shown.labels[move.image]),
            element("p", move_sentence(move.rank_before, move.rank_after), **{"class": direction(move)}),
            element("table", element("thead", head), element("tbody", *rows), element("tfoot", total)),
        ),
    )


def row(label: str, beside: str, value: float, without: str) -> Element:
    number = {"class": "number"}
    return element(
        "tr",
        element("td", label, *([" ", element("small", beside)] if beside else [])),
        element("td", f"{value:+.4f}".replace("-", "−"), **number),
        element("td", without, **number),
    )


def portrait(image: int, files: dict[int, str]) -> Sequence[Element]:
    return [element("img", src=files[image], alt="")] if image in files else []


def direction(move: Move) -> str:
    return "up" if move.rank_after < move.rank_before else "down" if move.rank_after > move.rank_before else "same"
