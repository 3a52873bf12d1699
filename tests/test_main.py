"""The command line as a whole: every command is listed, and a mistake is one line."""

from pathlib import Path

import pytest

from typed_commands import run, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("world"))


def test_help_lists_every_command() -> None:
    answer = run("--help").stdout
    for command in (
        "render",
        "train",
        "evaluate",
        "index",
        "search",
        "bench",
        "sample",
        "captions",
        "dataset-report",
        "upgrade-checkpoint",
        "compare",
        "hash-password",
        "reindex",
        "document",
    ):
        assert command in answer


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("search", "  "), "description is empty"),
        (("search", "--picture", "nowhere.png"), "nowhere.png cannot be searched by"),
        (("evaluate", "--data", "nowhere"), "data_captions.json cannot be read"),
        (("index", "--gallery", "nowhere"), "There is no folder nowhere"),
    ],
)
def test_a_mistake_is_one_line_without_a_traceback(world: Path, words: tuple[str, ...], message: str) -> None:
    gallery = ("--gallery", str(world / "data/imgs")) if words[0] == "search" else ()
    answer = run(*words, *gallery, "--checkpoint", str(world / "tiny"))
    assert answer.returncode == 1
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_missing_checkpoint_says_what_to_do() -> None:
    answer = run("index", "--checkpoint", "nowhere")
    assert answer.stderr.startswith("mmref_core: There is no checkpoint at nowhere. Give the folder of one")
