"""Hostile text in every place that shows text, in a real browser: nothing of it runs, nothing is fetched."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.journeys import bring, go
from browser.visits import Visit, visiting
from hostile import TEXTS

FOLDER = Path(__file__).parent
TESTS = FOLDER.parent


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page of which everything is hostile."""
    command = [sys.executable, FOLDER / "strangers.py", tmp_path_factory.mktemp("uploads")]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])}
    with subprocess.Popen(command, env=paths, stdout=subprocess.PIPE, text=True) as program:
        yield program.stdout.readline().strip() if program.stdout else ""
        program.terminate()


@pytest.fixture
def visit(strange: str, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, strange) as visit:
        yield visit


STRANGE = """() => [...document.querySelectorAll("body *")].flatMap((node) => [...node.attributes]
  .filter(({ name, value }) => /^on|^(src|srcset|srcdoc|(xlink:)?href|action|formaction|data|style)$/i.test(name)
    && /^[^#].*(evil|hacked)/.test(value))
  .map(({ name }) => `${node.tagName} ${name}`))"""


def nothing_ran(page: Page, at: str) -> None:
    assert page.evaluate("window.__hacked") is None, at
    assert page.evaluate(STRANGE) == [], at  # no element was made of it either


def letters(text: str) -> str:
    """As a browser draws them."""
    return " ".join(text.replace("\0", "\ufffd").split())


def test_there_are_fifty_and_each_is_another() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 50


def test_whatever_is_typed_or_stands_in_an_answer_stays_text(visit: Visit) -> None:
    page = visit.page
    page.locator(".maps summary").click()
    for place, text in enumerate(TEXTS):
        page.locator("#unwanted input").fill(text)
        page.locator("#query input").fill(f"{place} {text}")
        page.locator("#query input").press("Enter")
        expect(page).to_have_url(re.compile(rf"#q={place}\+"))
        if text.isprintable() and len(text) < 80:  # drawn letter by letter, so nothing of it was taken for markup
            assert letters(text) in letters(page.locator(".notes").inner_text()), text
            assert f"{letters(text)} 0" in letters(page.locator(".card .name").first.inner_text()), text
        expect(page.locator(".maps .word").first).to_have_text(str(place))
        nothing_ran(page, text)
    page.locator(".recall summary").click()
    expect(page.locator(".repeat")).to_have_count(20)
    nothing_ran(page, "history")


def test_whatever_stands_in_an_address_stays_text(visit: Visit) -> None:
    page = visit.page
    for place, text in enumerate(TEXTS):
        bad = quote(text, safe="")
        raw = text.translate({ord(letter): None for letter in "\0\t\r\n"})  # an address without escapes
        every = f"q={place}+{bad}&not={bad}&gallery={bad}&off={bad}&match={bad}&pick={bad}&{bad}={bad}"
        page.evaluate("address => { location.hash = address }", every)
        expect(page.locator("#query input")).to_have_value(re.compile(rf"^{place} "))
        nothing_ran(page, text)
        page.evaluate("address => { location.hash = address }", raw)
        expect(page.locator("#query input")).not_to_have_value(re.compile(rf"^{place} "))
        nothing_ran(page, text)


def test_names_of_galleries_and_skipped_files_stay_text(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.locator("#gallery input").click()
    options = page.get_by_role("option")
    expect(options).to_have_count(len(TEXTS) + 1)
    expect(options.nth(1)).to_contain_text(TEXTS[0])
    page.keyboard.press("Escape")
    nothing_ran(page, "names of galleries to choose from")
    go(page, "Galleries")
    expect(page.locator("#gallery-list li")).to_have_count(len(TEXTS) + 1)
    expect(page.locator("#gallery-list li").nth(1)).to_contain_text(TEXTS[0])
    nothing_ran(page, "names of galleries in the gallery list")
    (tmp_path / "a.png").write_bytes(b"never read")
    bring(page, "files", tmp_path / "a.png", TEXTS[0])
    page.locator("#report summary").click()
    expect(page.locator("#report .skipped")).to_contain_text(TEXTS[0])
    nothing_ran(page, "files that were skipped")


def test_captions_phrases_and_details_of_references_stay_text(visit: Visit) -> None:
    page = visit.page
    go(page, "References")
    expect(page.locator(".person").first).to_contain_text(TEXTS[0])
    page.locator("button.more").click()
    expect(page.locator(".person")).to_have_count(len(TEXTS))
    for text in TEXTS:
        page.get_by_label("Find by words").fill(text[:200])
        nothing_ran(page, text)
    expect(page.locator(".known summary")).to_have_count(len(TEXTS))
    nothing_ran(page, "details")
