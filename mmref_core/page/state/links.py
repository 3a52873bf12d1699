"""A whole view in an address: `q=a+red+coat&not=backpack&off=detail%3Abag&match=3.5e884898da28&pick=7.…`.

It stands after the `#`, so that it reaches no server's log. A link names no secret: a gallery by a stamp of its token
(only a browser that holds the token can open it), a picture by its position and a stamp of its label, which tells
whether another picture has taken its place since. Whatever a link says is text from a stranger.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.query_picture import GalleryPicture, UploadedPicture
from mmref_core.page.state.settings import Changed, from_link, in_link
from mmref_core.page.state.view import LONGEST_QUERY, MOST_MARKS, View, phrases_apart, phrases_of

LONGEST_LINK = 100_000  # characters; a view within all other limits stays below it
MOST_PARTS = 400  # of `name=value`
MOST_OFF = 40  # details that a link switches off
LONGEST_KEY = 100  # characters of a detail's key
STAMP = 12  # hexadecimal digits
HANDLE = re.compile(r"[0-9a-f]{32}")
PLACE = re.compile(rf"([0-9]{{1,9}})\.([0-9a-f]{{{STAMP}}})", re.ASCII)
MARKED = {"match": True, "no-match": False}  # names of a link's parts, and what they mark
UPLOAD = "upload."
UPLOADED = re.compile(rf"upload\.([0-9a-f]{{{STAMP}}})", re.ASCII)
UNREAD = "a part that could not be read"


@dataclass(frozen=True)
class LinkedPicture:
    """A picture as a link names it."""

    image: int
    stamp: str

    def __str__(self) -> str:
        return f"{self.image}.{self.stamp}"


@dataclass(frozen=True)
class Link:
    """A view as it stands in an address; `gallery` is a stamp, empty for the sample. Marks are of this gallery only."""

    query: str = ""
    unwanted: tuple[str, ...] = ()
    gallery: str = ""
    off: tuple[str, ...] = ()
    marks: tuple[tuple[LinkedPicture, bool], ...] = ()
    picked: LinkedPicture | None = None
    by: LinkedPicture | None = None  # picture of this gallery that is searched by
    upload: str = ""  # stamp of an uploaded one, which no link holds
    settings: Changed = ()


def stamp(text: str) -> str:
    """Return a short hash of a text; it does not reveal a text that is long and random, as a token is."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:STAMP]


def gallery_stamp(token: str) -> str:
    if token == SAMPLE:
        return ""
    return token[:STAMP] if HANDLE.fullmatch(token) else stamp(token)  # as of the key, whose hash a handle is


def linked_picture(image: int, label: str) -> LinkedPicture:
    return LinkedPicture(image, stamp(label))


def link_of(query: str, token: str, view: View) -> Link:
    """Return the link of a view, without the picked picture, which only the browser knows."""
    marks = tuple((linked_picture(mark.image, mark.label), mark.match) for mark in view.of_gallery(token))
    own = view.picture
    return Link(
        query,
        view.unwanted,
        gallery_stamp(token),
        view.off,
        marks,
        by=linked_picture(own.image, own.label) if isinstance(own, GalleryPicture) else None,
        upload=stamp(own.features) if isinstance(own, UploadedPicture) else "",
        settings=view.settings,
    )


def write_link(link: Link) -> str:
    parts = [("q", link.query)]
    parts += [("not", phrase) for phrase in link.unwanted]
    parts += [("gallery", link.gallery)] if link.gallery else []
    parts += [("by", str(link.by) if link.by else f"{UPLOAD}{link.upload}")] if link.by or link.upload else []
    parts += [("off", key) for key in link.off]
    parts += [("match" if match else "no-match", str(where)) for where, match in link.marks]
    parts += [("set", text) for text in in_link(link.settings)]
    parts += [("pick", str(link.picked))] if link.picked else []
    return urlencode(parts, errors="replace")  # half a surrogate pair has no place in an address


def read_link(text: str) -> tuple[Link, tuple[str, ...]]:
    """Parse a link; returns it without its malformed parts, and a few words on each of those."""
    if len(text) > LONGEST_LINK:
        return Link(), (f"anything, because it is longer than {LONGEST_LINK:,} characters",)
    try:
        parts = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_PARTS)
    except ValueError:
        return Link(), (f"anything, because it has more than {MOST_PARTS} parts",)
    values: dict[str, list[str]] = {}
    for name, value in parts:
        values.setdefault(name, []).append(value)
    known = {"q", "not", "gallery", "off", "pick", "by", "set", *MARKED}
    lost = [UNREAD] if values.keys() - known else []
    query = values.get("q", [""])[-1]
    if len(query) > LONGEST_QUERY:
        query = ""
        lost.append(f"its description, which is longer than {LONGEST_QUERY:,} characters")
    unwanted, off = _phrases(values.get("not", ()), lost), _keys(values.get("off", ()), lost)
    gallery = values.get("gallery", [""])[-1]
    if gallery and not re.fullmatch(rf"[0-9a-f]{{{STAMP}}}", gallery):
        gallery = UNREAD  # a gallery that no browser has
    marks = _marks([(value, MARKED[name]) for name, value in parts if name in MARKED], lost)
    picked, by = (_place(values[name][-1]) if name in values else None for name in ("pick", "by"))
    upload = UPLOADED.fullmatch(values.get("by", [""])[-1])
    if ("pick" in values and picked is None) or ("by" in values and by is None and upload is None):
        lost.append(UNREAD)
    settings = from_link(values.get("set", ()), lost)
    link = Link(query, unwanted, gallery, off, marks, picked, by, upload[1] if upload else "", settings)
    return link, tuple(dict.fromkeys(lost))


def _phrases(values: Iterable[str], lost: list[str]) -> tuple[str, ...]:
    given = tuple(values)
    phrases = phrases_of(given)
    if phrases != phrases_apart(given):
        lost.append("some of what is not wanted")
    return phrases


def _keys(values: Iterable[str], lost: list[str]) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(values))
    keys = tuple(key for key in given if 0 < len(key) <= LONGEST_KEY)[:MOST_OFF]
    if len(keys) < len(given):
        lost.append("some of the details that it switches off")
    return keys


def _marks(values: Iterable[tuple[str, bool]], lost: list[str]) -> tuple[tuple[LinkedPicture, bool], ...]:
    """Return one mark for each picture, the later one where there are two."""
    marks: dict[int, tuple[LinkedPicture, bool]] = {}
    for value, match in values:
        if where := _place(value):
            marks.pop(where.image, None)
            marks[where.image] = where, match
        else:
            lost.append("a mark that could not be read")
    if len(marks) > MOST_MARKS:
        lost.append(f"all but the latest {MOST_MARKS} marks")
    return tuple(marks.values())[-MOST_MARKS:]


def _place(value: str) -> LinkedPicture | None:
    found = PLACE.fullmatch(value)
    return LinkedPicture(int(found[1]), found[2]) if found else None
