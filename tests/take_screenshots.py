"""Pictures of the running page: `python tests/take_screenshots.py assets` makes those that README.md shows.

`page-light.webp`, `page-dark.webp`, `page-narrow.webp` (390 pixels wide), and `page-switch.webp`, which moves: a detail
is switched off, the ranking answers, and it is switched on again. With `--every` it writes PNGs for looking at instead:
<width>-<theme>.png for every width and theme, whole pages as -whole, and such with marks and what is not wanted as
-options.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from readme_pictures import FRAMES, MOVING, SHOWN

ROOT = Path(__file__).parent.parent
WIDTHS = {390: 844, 768: 1024, 1280: 900}  # and heights
THEMES = ("light", "dark")
SEEN = 6  # places that a moving picture's window shows


@contextmanager
def opened(browser: Browser, address: str, width: int, theme: str) -> Iterator[Page]:
    """The page with its first answer, standing still."""
    size = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.locator(".card").first.wait_for(timeout=120_000)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def show(browser: Browser, address: str, out: Path) -> None:
    """What README.md shows."""
    for name, (width, theme) in SHOWN.items():
        with opened(browser, address, width, theme) as page:
            picture(page).save(out / f"{name}.webp", quality=82, method=6)
    with opened(browser, address, 1280, "light") as page:
        first, *others = switching(page)
        first.save(
            out / f"{MOVING}.webp", save_all=True, append_images=others, duration=FRAMES, loop=0, quality=70, method=6
        )


def switching(page: Page) -> list[Image.Image]:
    """The first detail without which the best places change: on, pointed at, off, on."""
    before = order(page)
    for place in range(page.locator(".switch").count()):
        if without(page, place) != before:
            break
    else:
        raise SystemExit("No single detail of the first example changes the best places; choose another example.")
    frames = [picture(page)]
    page.locator(".switch").nth(place).hover()
    frames.append(picture(page))
    turn(page, place, "false")
    frames.append(picture(page))
    turn(page, place, "true")
    frames.append(picture(page))
    return frames


def without(page: Page, place: int) -> list[str | None]:
    """The best places while a detail is off."""
    turn(page, place, "false")
    found = order(page)
    turn(page, place, "true")
    page.mouse.move(0, 0)
    return found


def turn(page: Page, place: int, on: str) -> None:
    page.locator(".switch").nth(place).click()
    expect(page.locator(".switch").nth(place)).to_have_attribute("aria-checked", on)
    expect(page.locator(".results-panel")).to_have_attribute("aria-busy", "false")
    page.wait_for_load_state("networkidle")


def order(page: Page) -> list[str | None]:
    cards = page.locator('.list[data-side="refined"] .card')
    return [card.get_attribute("data-image") for card in cards.all()[:SEEN]]


def every(browser: Browser, address: str, out: Path) -> None:
    for width in WIDTHS:
        for theme in THEMES:
            with opened(browser, address, width, theme) as page:
                page.screenshot(path=out / f"{width}-{theme}.png")
                page.screenshot(path=out / f"{width}-{theme}-whole.png", full_page=True)
                wish(page)
                page.screenshot(path=out / f"{width}-{theme}-options.png", full_page=True)


def wish(page: Page) -> None:
    """Mark a picture each way and say what is not wanted."""
    page.locator("#unwanted input").fill("backpack, red shoes")
    page.locator("#unwanted input").press("Enter")
    page.locator(".sentence", has_text="Not wanted").wait_for()
    for count, button in enumerate((".mark.match", ".card:not([data-mark]) .mark.no-match"), start=1):
        page.locator(f'.list[data-side="refined"] {button}').nth(2).click()
        page.locator(".tally", has_text=f"{count} mark").wait_for()
    page.wait_for_load_state("networkidle")


@contextmanager
def running() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of a page of its own."""
    with tempfile.TemporaryDirectory() as store, sync_playwright() as playwright:
        command = [sys.executable, ROOT / "app.py", "--port", "0", "--store", store]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            address = program.stdout.readline().split()[-1] if program.stdout else ""
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            yield browser, address
            browser.close()
            program.terminate()


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", action="store_true", help="every width and theme, as PNG, for looking at")
    options = parser.parse_args(words)
    options.out.mkdir(parents=True, exist_ok=True)
    with running() as (browser, address):
        (every if options.every else show)(browser, address, options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
