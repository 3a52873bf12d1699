"""Unit tests, the fast default while one works, need no package of the browser tests."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WITHOUT_BROWSER = """
import sys
sys.modules |= dict.fromkeys(("playwright", "axe_playwright_python"))  # importing them raises ImportError
import pytest
sys.exit(pytest.main(["-m", "{marker}", "--collect-only", "-qq", "-p", "no:cacheprovider"]))
"""


def collected(marker: str) -> str:
    """Return what pytest prints of the tests with a marker in a process that cannot import the browser packages."""
    settings = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    command = [sys.executable, "-c", WITHOUT_BROWSER.format(marker=marker)]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_unit_tests_are_collected_without_a_browser_package() -> None:
    found = collected("unit")
    assert "tests/reranking/test_terms.py" in found
    assert "browser" not in found


def test_other_tests_are_collected_too_and_the_missing_packages_are_named() -> None:
    found = collected("not unit")
    assert "tests/training/test_train.py" in found
    assert "tests/browser was left out: not installed: playwright, axe_playwright_python" in found
    assert "tests/browser/" not in found
