"""README.md and docs/: pictures, tables, links and names of functions are those of this repository."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from PIL import Image

from mmref_core import __version__
from mmref_core.reports.doc_tables import BLOCK, fill_tables, tables_by_name
from readme_pictures import FRAMES, MOVING, SHOWN

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "checkpoints" / "small"
LARGEST = 400_000  # bytes of a picture
LONGEST = 150  # lines of README.md
WITH_TABLES = {"README.md": {"overview"}, "docs/results.md": None}  # names of their tables; None for all others
DOCUMENTS = [
    file.relative_to(ROOT).as_posix()
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), SMALL / "README.md")
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|\b(?:src|srcset)=\"([^\"]+)\"")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`((?:mmref_core|tests)/[\w/.]+\.py)(?::\s+([\w,\s]+))?`")


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """Anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def names_in(file: Path) -> set[str]:
    """Names that a module defines at its top."""
    names = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def test_readme_shows_the_pictures_that_are_made_from_the_running_page_and_they_are_small() -> None:
    named = set(re.findall(r"assets/[\w.-]+\.(?:webp|png|gif)", text_of("README.md")))
    assert named == {f"assets/{name}.webp" for name in (*SHOWN, MOVING)}
    for name in named:
        assert (ROOT / name).stat().st_size < LARGEST, name
        with Image.open(ROOT / name) as picture:
            assert getattr(picture, "n_frames", 1) == (len(FRAMES) if MOVING in name else 1), name


def test_readme_is_short() -> None:
    assert len(text_of("README.md").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", WITH_TABLES)
def test_tables_are_those_of_the_checkpoint_that_is_shipped(name: str) -> None:
    """Where this fails after a new report: `python -m mmref_core document README.md docs/results.md`."""
    report, comparisons = (json.loads((SMALL / file).read_text()) for file in ("report.json", "comparisons.json"))
    tables = tables_by_name(report, comparisons)
    assert {found[2] for found in BLOCK.finditer(text_of(name))} == (WITH_TABLES[name] or set(tables) - {"overview"})
    assert fill_tables(text_of(name), tables) == text_of(name)


def test_tables_are_filled_between_their_comments_alone() -> None:
    text = "a\n{}<!-- end of table -->\nb\n{}<!-- end of table -->\nc\n"
    one, two = "<!-- table: one -->\n", "<!-- table: two -->\n"
    once = fill_tables(text.format(one, f"{two}old\n"), {"one": "| 1 |", "two": "| 2 |"})
    assert once == text.format(f"{one}| 1 |\n", f"{two}| 2 |\n")
    assert fill_tables(once, {"one": "| 1 |", "two": "| 2 |"}) == once


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_files_and_headings_exist(name: str) -> None:
    for link in (found[1] or found[2] for found in LINK.finditer(FENCED.sub("", text_of(name)))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert file.exists(), link
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_modules_and_functions_that_are_named_exist(name: str) -> None:
    for path, functions in NAMED.findall(text_of(name)):
        if "NAME" in path:  # of the steps to add one
            continue
        assert (ROOT / path).is_file(), path
        asked = {function.strip() for function in functions.split(",")} - {""}
        assert asked <= names_in(ROOT / path), path


def test_the_citation_names_both_papers_and_the_version_of_the_package() -> None:
    cited = yaml.safe_load(text_of("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors", "references"} <= set(cited)
    assert cited["version"] == __version__
    assert f"## {cited['version']} " in text_of("CHANGELOG.md")
    known = {identifier["value"] for paper in cited["references"] for identifier in paper["identifiers"]}
    assert known == {"arXiv:2504.07718", "arXiv:2306.08789"}
