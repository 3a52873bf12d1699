import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmref_core.page.service.page_service import SAMPLE
from mmref_core.page.state.links import (
    LONGEST_KEY,
    LONGEST_LINK,
    MOST_OFF,
    MOST_PARTS,
    STAMP,
    Link,
    LinkedPicture,
    link_of,
    linked_picture,
    read_link,
    stamp,
    write_link,
)
from mmref_core.page.state.query_picture import GalleryPicture, UploadedPicture
from mmref_core.page.state.settings import NAMES
from mmref_core.page.state.view import LONGEST_PHRASE, LONGEST_QUERY, MOST_MARKS, MOST_PHRASES, Mark, View, phrases_of

HOSTILE = ("<img src=x onerror=alert(1)>", "a&q=b#c?d=%00%ff%", "${7*7}{{7*7}}", "=1+1", "\u202e\0\r\n", "😀" * 9)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
stamps = st.text("0123456789abcdef", min_size=STAMP, max_size=STAMP)
places = st.tuples(st.integers(0, 999_999_999), stamps)
links = st.fixed_dictionaries(  # plain values: the shape checks draw at random, which strategies must not
    {
        "query": texts,
        "unwanted": st.lists(texts, max_size=MOST_PHRASES),
        "gallery": st.one_of(st.just(""), stamps),
        "off": st.lists(texts.filter(bool), max_size=MOST_OFF, unique=True),
        "marks": st.lists(st.tuples(places, st.booleans()), max_size=8, unique_by=lambda mark: mark[0][0]),
        "picked": st.none() | places,
        "by": st.none() | places,
        "upload": stamps,
        "settings": st.dictionaries(st.sampled_from(list(NAMES)), st.none() | st.floats(-1e9, 1e9)),
    }
)


def made(values: dict[str, Any]) -> Link:
    return Link(
        values["query"],
        phrases_of(values["unwanted"]),
        values["gallery"],
        tuple(values["off"]),
        tuple((LinkedPicture(*where), match) for where, match in values["marks"]),
        LinkedPicture(*values["picked"]) if values["picked"] else None,
        LinkedPicture(*values["by"]) if values["by"] else None,
        "" if values["by"] else values["upload"],
        tuple((name, values["settings"][name]) for name in NAMES if name in values["settings"]),
    )


@settings(deadline=None)  # a busy machine is no failure
@given(links)
def test_every_view_comes_back_from_its_address_as_it_was(values: dict[str, Any]) -> None:
    assert read_link(write_link(made(values))) == (made(values), ())


@settings(deadline=None)  # a busy machine is no failure
@given(links)
def test_an_address_needs_no_quoting_anywhere(values: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-zA-Z0-9_.~%+=&-]*", write_link(made(values)))


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.text(max_size=300)
    | st.lists(st.tuples(st.sampled_from(["q", "not", "off", "pick", "match", "gallery", "by", "set"]), st.text())).map(
        lambda parts: urlencode(parts, errors="replace")
    )
)
def test_whatever_is_read_from_a_stranger_is_within_the_limits_and_can_be_written_again(text: str) -> None:
    link, _ = read_link(text)
    assert len(link.query) <= LONGEST_QUERY
    assert len(link.unwanted) <= MOST_PHRASES and all(len(phrase) <= LONGEST_PHRASE for phrase in link.unwanted)
    assert len(link.off) <= MOST_OFF and all(len(key) <= LONGEST_KEY for key in link.off)
    assert len(link.marks) <= MOST_MARKS
    again, _ = read_link(write_link(link))
    assert replace(again, gallery="") == replace(link, gallery="")


def test_an_address_can_be_read_by_people() -> None:
    view = View(("detail:bag",), (Mark(SAMPLE, 3, "a.png", True), Mark("mine", 4, "b.png", False)), ("red shoes",))
    stem = stamp("a.png")
    assert write_link(link_of("a hat", SAMPLE, view)) == f"q=a+hat&not=red+shoes&off=detail%3Abag&match=3.{stem}"


def test_a_picture_and_settings_stand_in_an_address() -> None:
    view = View(picture=GalleryPicture(SAMPLE, 7, "a.png"), settings=(("pool", 20.0), ("gate", None)))
    text = f"q=&by=7.{stamp('a.png')}&set=pool%3A20.0&set=gate%3A"
    assert write_link(link_of("", SAMPLE, view)) == text
    assert read_link(text) == (link_of("", SAMPLE, view), ())


def test_of_an_uploaded_picture_a_link_has_a_stamp_only() -> None:
    picture = UploadedPicture.of("anna.jpg", b"features", b"thumbnail")
    text = write_link(link_of("", SAMPLE, View(picture=picture)))
    assert text == f"q=&by=upload.{stamp(picture.features)}"


def test_a_link_holds_neither_the_key_of_a_gallery_nor_the_name_of_a_file() -> None:
    token, label = "s3cret-" * 6, "holiday/anna.jpg"
    text = write_link(link_of("a hat", token, View(marks=(Mark(token, 1, label, True),))))
    assert "s3cret" not in text
    assert "anna" not in text
    assert f"gallery={stamp(token)}" in text


def test_the_longest_view_fits_into_the_longest_link() -> None:
    link = Link(
        "😀" * LONGEST_QUERY,
        tuple("😀" * (LONGEST_PHRASE - 1) + str(number) for number in range(MOST_PHRASES)),
        "a" * STAMP,
        tuple("😀" * (LONGEST_KEY - 2) + f"{number:02d}" for number in range(MOST_OFF)),
        tuple((linked_picture(999_999_000 + number, "a"), False) for number in range(MOST_MARKS)),
        linked_picture(1, "a"),
    )
    assert len(write_link(link)) <= LONGEST_LINK
    assert read_link(write_link(link)) == (link, ())


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("q=" + "x" * (LONGEST_QUERY + 1), "description"),
        ("q=" + "x" * LONGEST_LINK, "anything"),
        ("a&" * MOST_PARTS + "q=hat", "anything"),
        ("q=hat&" + "&".join(f"off={number}" for number in range(MOST_OFF + 1)), "switches off"),
        (f"q=hat&off={'k' * (LONGEST_KEY + 1)}", "switches off"),
        ("q=hat&not=" + ",".join(map(str, range(MOST_PHRASES + 1))), "not wanted"),
        (f"q=hat&not={'y' * (LONGEST_PHRASE + 1)}", "not wanted"),
        ("q=hat&match=3", "mark"),
        ("q=hat&no-match=-3.aaaaaaaaaaaa", "mark"),
        ("q=hat&match=٣.aaaaaaaaaaaa", "mark"),
        ("q=hat&pick=3.AAAAAAAAAAAA", "could not be read"),
        ("q=hat&colour=red", "could not be read"),
        ("q=hat&by=3", "could not be read"),
        ("q=hat&by=upload.xyz", "could not be read"),
        ("q=hat&set=pool:many", "a setting"),
        ("q=hat&set=pool:nan", "a setting"),
        ("q=hat&set=colour:3", "a setting"),
        ("q=hat&set=pool", "a setting"),
        ("q=hat&" + "&".join(f"match={n}.{'a' * STAMP}" for n in range(MOST_MARKS + 1)), "marks"),
    ],
)
def test_what_is_too_much_or_malformed_is_left_out_and_told(text: str, lost: str) -> None:
    _, words = read_link(text)
    assert len(words) == 1
    assert lost in words[0]


def test_an_article_or_a_repeated_phrase_is_no_loss() -> None:
    assert read_link("q=a+man&not=a+hat,hat&not=the+hat") == (Link("a man", ("hat",)), ())


def test_the_later_mark_of_a_picture_counts_in_a_link_too() -> None:
    one, two = f"1.{'a' * STAMP}", f"2.{'b' * STAMP}"
    link, _ = read_link(f"q=hat&match={one}&match={two}&no-match={one}")
    assert [(where.image, match) for where, match in link.marks] == [(2, True), (1, False)]


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert read_link(write_link(Link("a \ud800 hat")))[0].query == "a ? hat"
