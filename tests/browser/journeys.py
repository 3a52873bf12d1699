"""What tests of the running page do more than once."""

from pathlib import Path

from playwright.sync_api import Page, expect

INPUTS = {"files": "#files input[type=file]", "folder": "input[webkitdirectory]"}


def go(page: Page, name: str) -> None:
    """To another of the pages."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()


def bring(page: Page, kind: str, source: Path, name: str) -> None:
    """Choose a file, or a folder, and make a gallery of it."""
    page.locator(INPUTS[kind]).set_input_files(source)
    expect(page.locator("#files table, #report .line").first).to_be_visible()
    page.locator("#name input, #name textarea").fill(name)
    page.locator("#take").click()
