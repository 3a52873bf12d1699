"""Commands about a model, run as a person runs them."""

import json
from pathlib import Path

import pytest

from mmref_core.checkpoints.load import load_model
from typed_commands import run, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("world"))


def test_figures_are_written_beside_the_weights_and_keep_the_checkpoint_whole(world: Path) -> None:
    answer = run("evaluate", "--data", str(world / "data"), "--checkpoint", str(world / "tiny"), "--write")
    assert "| initial |" in answer.stdout
    report = json.loads((world / "tiny/report.json").read_text())
    assert {"persons", "pictures", "queries", "initial", "refined", "wins", "losses", "ties"} <= report["test"].keys()
    assert {"rank1", "rank5", "rank10", "map", "minp", "interval"} == report["test"]["initial"].keys()
    load_model(world / "tiny")
    card = (world / "tiny/README.md").read_text()
    assert f"{report['test']['initial']['map']:.1f} (" in card
    assert answer.stdout.strip() in card


@pytest.fixture
def small_tower() -> dict[str, int]:
    return {"text_layers": 1, "text_width": 32, "text_heads": 2, "dim": 32, "image_height": 64, "image_width": 32}


def test_training_leaves_a_checkpoint_that_says_where_it_comes_from(
    world: Path, tmp_path: Path, small_tower: dict[str, int]
) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"model": small_tower, "training": {"batch": 12, "warmup_steps": 1}}))
    out = tmp_path / "made"
    folders = ("--data", str(world / "data"), "--run", str(tmp_path / "run"), "--out", str(out))
    run("train", *folders, "--epochs", "2", "--settings", str(settings))
    facts = load_model(out).facts
    assert (facts["persons"], facts["pictures"], facts["steps"]) == (12, 36, 6)
    assert facts["training"]["batch"] == 12
    assert facts["data"] == {"folder": "data"}


def test_a_run_without_references_leaves_its_curve_and_says_why_no_checkpoint_comes_of_it(
    world: Path, tmp_path: Path, small_tower: dict[str, int]
) -> None:
    settings = tmp_path / "settings.json"
    plain = {"batch": 12, "warmup_steps": 1, "fuse_weight": 0, "guide_weight": 0, "reference_start": 1}
    settings.write_text(json.dumps({"model": small_tower, "training": plain}))
    own, out = tmp_path / "run", tmp_path / "made"
    words = ("--data", str(world / "data"), "--run", str(own), "--out", str(out), "--epochs", "1")
    for _ in range(2):  # the second goes on where nothing is left
        told = run("train", *words, "--settings", str(settings))
        assert told.returncode != 0
        last = told.stderr.strip().splitlines()[-1]
        assert last.startswith(f"mmref_core: {own} is finished, but made no references (reference_start 1), so no")
        assert (own / "best.pt").exists(), "another run may begin with it"
    assert json.loads((own / "log.jsonl").read_text().splitlines()[-1])["step"] == 3
    assert not out.exists()


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        (
            "train",
            None,
            "settings.json cannot be read: No such file or directory. Give a file of JSON with --settings.",
        ),
        ("train", '{"training": {"bach": 12}}', "unknown setting bach; known: epochs, batch, "),
        ("train", '{"training": {"batch": 1}}', "settings.json: TrainingConfig.batch must be at least 2"),
        ("compare", '{"training": {"batch": "twelve"}}', "TrainingConfig.batch must be a whole number, got 'twelve'. "),
    ],
)
def test_a_mistake_in_the_settings_is_one_line(
    world: Path, tmp_path: Path, command: str, text: str | None, told: str
) -> None:
    settings = tmp_path / "settings.json"
    if text is not None:
        settings.write_text(text)
    words = ("--data", str(world / "data"), "--run", str(tmp_path / "run"), "--settings", str(settings))
    answer = run(command, *words)
    assert answer.returncode == 1
    last = answer.stderr.strip().splitlines()[-1]  # nothing but progress stands before it
    assert last.startswith("mmref_core: ") and told in last
    assert "Traceback" not in answer.stderr


def test_epochs_that_cannot_be_are_one_line_too(world: Path, tmp_path: Path) -> None:
    words = ("--data", str(world / "data"), "--run", str(tmp_path / "run"))
    answer = run("train", *words, "--epochs", "0")
    assert answer.returncode == 1
    assert answer.stderr == "mmref_core: TrainingConfig.epochs must be above 0, got 0.0\n"


def test_settings_at_odds_with_each_other_are_one_line_too(world: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text('{"training": {"local_weight": 1}}')
    words = ("--data", str(world / "data"), "--run", str(tmp_path / "run"), "--settings", str(settings))
    told = "the loss `local` compares words with patches, but the model has none; set its `patch_grid`"
    assert run("train", *words).stderr == f"mmref_core: {told}\n"


def test_the_options_of_an_earlier_version_are_gone() -> None:
    helped = run("train", "--help").stdout
    assert "--init-from" in helped and "--after" not in helped
