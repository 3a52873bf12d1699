"""Two people at one page."""

import re
import zipfile
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect

from browser.journeys import bring, go
from browser.visits import Visit, visiting
from hostile import TEXTS
from mmref_core.galleries.index_galleries import sample_files

GALLERY = Path(__file__).parent.parent.parent / "assets" / "gallery"


def search_own(visit: Visit, file: Path, name: str, told: str) -> None:
    """Make a gallery of a file, and search it."""
    page = visit.page
    go(page, "Galleries")
    bring(page, "files", file, name)
    expect(page.locator("#report .line")).to_contain_text(told)
    page.get_by_role("link", name=f"Search it: {name}").click()
    expect(page.locator(".speed")).to_contain_text(told.split(" ready")[0])


def status_of(path: str, visit: Visit) -> int:
    """What a browser, with its cookies, is answered at an address."""
    return visit.page.request.get(visit.address + path).status


def delete_own(visit: Visit, name: str) -> None:
    page = visit.page
    go(page, "Galleries")
    page.get_by_role("button", name=f"Delete now: {name}").click()
    page.get_by_role("button", name=f"Delete for good: {name}").click()
    expect(page.locator("#gallery-list .line")).to_contain_text("were deleted")


def test_nobody_sees_a_gallery_that_another_browser_brought(address: str, browser: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mine.zip", "w") as archive:
        for place, file in enumerate(sample_files(GALLERY)[:3]):
            archive.write(file, f"private/{place}.webp")
    with visiting(browser, address) as mine, visiting(browser, address) as other:
        search_own(mine, tmp_path / "mine.zip", "Mine alone", "3 pictures ready")
        expect(mine.page.locator("#gallery input")).to_have_value("Mine alone · 3 pictures")
        thumbnail = mine.card("refined", 0).locator("img").get_attribute("src") or ""
        assert re.fullmatch(r"/pictures/[0-9a-f]{32}/\d\.webp", thumbnail)
        expect(mine.page).to_have_url(re.compile("gallery=[0-9a-f]{12}"))
        assert thumbnail.split("/")[2] not in mine.page.url
        assert status_of(thumbnail, mine) == 200
        assert status_of(thumbnail, other) == httpx.get(address + thumbnail).status_code == 404

        other.page.goto(mine.page.url)
        expect(other.page.locator(".notes")).to_contain_text("its gallery, which this browser does not have")
        other.reload()
        other.page.locator("#gallery input").click()
        expect(other.page.get_by_role("option")).to_have_count(1)
        other.page.keyboard.press("Escape")
        go(other.page, "Galleries")
        expect(other.page.locator("#gallery-list li")).to_have_count(1)
        assert "private/" not in other.page.content()
        assert "Mine alone" not in httpx.get(f"{address}/config").text

        mine.reload()  # it is still there for who brought it
        expect(mine.page.locator("#gallery input")).to_have_value("Mine alone · 3 pictures")
        delete_own(mine, "Mine alone")
        assert status_of(thumbnail, mine) == 404


def test_a_zip_with_hostile_names_becomes_a_gallery_whose_names_stay_text(visit: Visit, tmp_path: Path) -> None:
    pictures = sample_files(GALLERY)
    with zipfile.ZipFile(tmp_path / "strange.zip", "w") as archive:
        for place, text in enumerate(TEXTS):
            name = f"{place}.{text}".replace("\0", "")  # at which zipfile cuts a name off
            archive.write(pictures[place], f"{name}.webp")
            archive.writestr(f"{name}.txt", "no picture")
    page = visit.page
    search_own(visit, tmp_path / "strange.zip", TEXTS[0], f"{len(TEXTS)} pictures ready")
    names = set()
    for query in ("a woman in a red coat", "a man in black", "shorts", "a child", "a blue dress", "a grey suit"):
        visit.ask(query)
        expect(page).to_have_url(re.compile(re.escape(f"q={query.replace(' ', '+')}&")))
        names |= set(page.locator(".card .name").all_inner_texts())
    assert len(names) > len(TEXTS) / 3
    go(page, "Galleries")
    page.locator("#report summary").click()
    skipped = page.locator("#report .skipped").inner_text()
    assert sum(text in skipped for text in TEXTS) > len(TEXTS) / 2
    assert page.evaluate("window.__hacked") is None
    delete_own(visit, TEXTS[0])
