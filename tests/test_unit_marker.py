"""Unit tests, the fast part of all tests, need no package of the browser tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WITHOUT_BROWSER = """
import sys
sys.modules |= dict.fromkeys(("playwright", "axe_playwright_python"))  # importing them raises ImportError
import pytest
sys.exit(pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def collected(*options: str) -> tuple[int, str]:
    """Return the exit status and the output of a collection that cannot import the browser packages."""
    settings = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    command = [sys.executable, "-c", WITHOUT_BROWSER, *options]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_unit_tests_are_collected_without_a_browser_package() -> None:
    status, found = collected("-m", "unit")
    assert status == pytest.ExitCode.OK, found
    assert "tests/reranking/test_terms.py" in found
    assert "browser" not in found


def test_other_runs_leave_the_browser_tests_out_and_say_which_packages_are_missing() -> None:
    status, found = collected()
    assert status == pytest.ExitCode.OK, found
    assert "tests/reranking/test_terms.py" in found
    assert "tests/browser/" not in found
    assert "tests/browser was left out: not installed: playwright, axe_playwright_python" in found
