"""Switches the shape checks on: every annotated call in the package is checked while the tests run.

And what tests of the running page share: one program as a person would start it, and browsers that visit it.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jaxtyping import install_import_hook
from playwright.sync_api import Browser, sync_playwright

from visits import CHROMIUM, Visit, visiting

hook = install_import_hook("mmref_core", "shape_checks.checked")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page of `address` keeps galleries."""
    return tmp_path_factory.mktemp("store")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs; `pytest -m unit` runs those that need the least."""
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        fixtures = getattr(item, "fixturenames", ())
        if folder == "security":
            continue  # marked in its own conftest
        if {"browser", "strange"} & set(fixtures):
            item.add_marker(pytest.mark.browser)
        elif folder == "synthetic":
            item.add_marker(pytest.mark.render)
        elif folder in ("training", "experiments"):
            item.add_marker(pytest.mark.train)
        elif "address" not in fixtures:
            item.add_marker(pytest.mark.unit)


@pytest.fixture(scope="session")
def address(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of the page with the shipped checkpoint and gallery, which offers its tools too."""
    told = tmp_path_factory.mktemp("told") / "stderr"
    command = [sys.executable, ROOT / "app.py", "--port", "0", "--store", store, "--mcp"]
    with told.open("w") as errors, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as page:
        line = page.stdout.readline() if page.stdout else ""
        if told.read_text() or not line:  # who starts it reads the address, and nothing else
            pytest.fail(told.read_text())
        yield line.split()[-1]
        page.terminate()


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
