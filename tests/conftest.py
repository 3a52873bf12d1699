"""Switches the shape checks on: every annotated call in the package is checked while the tests run.

And what tests of the running page share: one program as a person would start it. No browser package is imported here.
"""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from jaxtyping import install_import_hook

hook = install_import_hook("mmref_core", "shape_checks.checked")
ROOT = Path(__file__).parent.parent
BROWSER_TESTS = ROOT / "tests" / "browser"
BROWSER_PACKAGES = ("playwright", "axe_playwright_python")


def missing_packages() -> list[str]:
    """Return the packages of the browser tests that are not installed."""
    return [name for name in BROWSER_PACKAGES if find_spec(name) is None]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests unread where only unit tests are asked for, or where their packages are missing."""
    if collection_path == BROWSER_TESTS and (config.option.markexpr == "unit" or missing_packages()):
        return True
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.option.markexpr != "unit" and (missing := missing_packages()):
        terminalreporter.write_line(f"tests/browser was left out: not installed: {', '.join(missing)}")


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
        if folder == "browser":
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
