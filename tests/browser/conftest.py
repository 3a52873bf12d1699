"""Fixtures of the browser tests: browsers that visit the running page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.visits import CHROMIUM, Visit, visiting


@pytest.fixture(scope="module")  # no longer, because asyncio cannot run beside playwright
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs Debian's chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Visit]:
    """A fresh browser on the page; it ends with no error and without having left this machine."""
    with visiting(browser, address) as visit:
        yield visit
