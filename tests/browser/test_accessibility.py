"""Every page and state of the running page against the rules of WCAG 2.2 A and AA that a program can check (axe-core).

The `visit` fixture holds it to two more promises on all these pages: no error in the console, no request to elsewhere.
"""

import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.journeys import bring, go
from browser.visits import Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


class Checks:
    """Violations by the state in which they were found."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.axe = Axe()
        self.found: dict[str, str] = {}

    def check(self, state: str, under: str = "") -> None:
        """What is `under` the pointer, else nothing, may look different."""
        self.page.locator(under).hover() if under else self.page.mouse.move(0, 0)
        results = self.axe.run(self.page, options=OPTIONS)
        if results.violations_count:
            self.found[state] = results.generate_report()


def bad_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "mine.zip", "w") as archive:
        archive.write(next((Path(__file__).parent.parent.parent / "assets" / "gallery").rglob("*.webp")), "one.webp")
        archive.writestr("notes.txt", "not a picture")
    return folder / "mine.zip"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_and_no_state_violates_a_rule(visit: Visit, tmp_path: Path, scheme: str) -> None:
    page = visit.page
    checks = Checks(page)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit.reload()
    expect(page.locator(".card").first).to_be_visible()
    checks.check("first answer")
    for button in ("#search", ".copy", ".fold", ".switch:visible >> nth=0"):
        checks.check(f"{button} under the pointer", button)
    visit.card("refined", 2).locator(".mark.match").click()
    visit.refuse("a cap")
    expect(page.locator(".sentence")).to_contain_text("Not wanted")
    visit.card("refined", 3).locator("img").click()
    checks.check("a picked picture, a mark, and what is not wanted")
    page.locator(".maps summary").click()
    expect(page.locator(".maps .word").first).to_be_visible()
    checks.check("where each word is found")
    page.locator(".help").click()
    checks.check("keys")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    visit.card("refined", 1).locator("img").click()
    expect(page.locator(".panel.open")).to_be_visible()
    checks.check("a picked picture on a narrow screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    visit.ask("?!")
    expect(page.get_by_role("alert")).to_be_visible()
    checks.check("an error")
    go(page, "Galleries")
    checks.check("galleries")
    checks.check("a button of galleries under the pointer", "#take")
    bring(page, "files", bad_zip(tmp_path), "Mine")
    expect(page.locator("#report .line")).to_contain_text("1 picture ready")
    page.locator("#report summary").click()
    page.get_by_role("button", name="Delete now: Mine").click()
    checks.check("galleries with a report and a question")
    page.get_by_role("button", name="Delete for good: Mine").click()
    expect(page.locator("#gallery-list .line")).to_contain_text("were deleted")
    for name in ("References", "Quality", "About"):
        go(page, name)
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        checks.check(name)
    assert "\n".join(f"{state}:\n{report}" for state, report in checks.found.items()) == ""
