"""Test that the package's metadata in pyproject.toml agrees with the requirements files."""

import re
import tomllib
from pathlib import Path

import mmref_core

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def listed(text: str) -> list[str]:
    return [line for line in (line.split("#")[0].strip() for line in text.splitlines()) if line]


def test_dependencies_are_those_of_the_requirements_files() -> None:
    page, tests = (ROOT / "requirements.txt").read_text().split("# What the tests need.")
    assert PROJECT["dependencies"] == listed(page)
    extras = PROJECT["optional-dependencies"]
    assert extras["test"] == listed(tests)
    for name in ("train", "faces"):
        assert extras[name] == listed((ROOT / f"requirements-{name}.txt").read_text())


def test_there_is_one_version_and_the_changelog_tells_it() -> None:
    assert PROJECT["dynamic"] == ["version"]
    first = re.search(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first and first[1] == mmref_core.__version__
