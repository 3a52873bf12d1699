"""Pictures of the running page, for the README and for looking at: `python tests/take_screenshots.py OUT`.

Writes OUT/<width>-<theme>.png for every width and theme, whole pages; the README's picture is 1280-light, cut.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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
            context.close()


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
