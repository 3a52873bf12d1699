"""Pictures of the running page, for the README and for looking at: `python tests/take_screenshots.py OUT`.

Writes OUT/<width>-<theme>.png for every width and theme, whole pages as -whole, and such with marks and what is not
wanted as -wishes; the README's picture is 1280-light.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
WIDTHS = {390: 844, 768: 1024, 1280: 900}  # and heights
THEMES = ("light", "dark")


def take(browser: Browser, address: str, out: Path) -> None:
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            page = context.new_page()
            page.goto(address)
            page.locator(".card").first.wait_for(timeout=60_000)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=out / f"{width}-{theme}.png")
            page.screenshot(path=out / f"{width}-{theme}-whole.png", full_page=True)
            wish(page)
            page.screenshot(path=out / f"{width}-{theme}-wishes.png", full_page=True)
            context.close()


def wish(page: Page) -> None:
    """Mark a picture each way and say what is not wanted."""
    page.locator("#unwanted input").fill("backpack, red shoes")
    page.locator("#unwanted input").press("Enter")
    page.locator(".sentence", has_text="Not wanted").wait_for()
    for count, button in enumerate((".mark.match", ".card:not([data-mark]) .mark.no-match"), start=1):
        page.locator(f'.list[data-side="refined"] {button}').nth(2).click()
        page.locator(".tally", has_text=f"{count} mark").wait_for()
    page.wait_for_load_state("networkidle")


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as store, sync_playwright() as playwright:
        command = [sys.executable, ROOT / "app.py", "--port", "0", "--store", store]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            address = program.stdout.readline().split()[-1] if program.stdout else ""
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            take(browser, address, out)
            browser.close()
            program.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
