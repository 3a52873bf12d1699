"""The command line, run as a person runs it."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from mmref_core.checkpoints.load import load_model
from mmref_core.checkpoints.save import save_checkpoint
from mmref_core.errors import StoreError
from mmref_core.galleries.index_galleries import embed_files, open_contents
from mmref_core.galleries.user_galleries import UserGalleries
from mmref_core.page.http.login import read_accounts
from small_world import tiny_model, write_dataset


def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mmref_core", *words]
    # In a session of its own it has no terminal, and reads what is typed from its input.
    return subprocess.run(command, capture_output=True, text=True, check=False, input=typed, start_new_session=True)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("world")
    write_dataset(root / "data")
    model = tiny_model()
    save_checkpoint(root / "tiny", model.towers, model.knowledge, model.search, {})
    return root


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
        "people-report",
        "complete",
        "compare",
        "hash-password",
        "reindex",
        "document",
    ):
        assert command in answer


def test_a_search_prints_both_ranks_and_reasons_as_json(world: Path) -> None:
    answer = run(
        "search",
        "a person in a red top",
        "--gallery",
        str(world / "data/imgs"),
        "--checkpoint",
        str(world / "tiny"),
        "--count",
        "5",
        "--json",
    )
    result = json.loads(answer.stdout)
    assert len(result["refined"]["images"]) == 60
    assert 5 <= len(result["moves"]) <= 10
    assert result["moves"][0]["rank_after"] == 1
    assert result["moves"][0]["contributions"]


def test_galleries_that_another_model_embedded_are_indexed_again(world: Path) -> None:
    model = load_model(world / "tiny")
    user_galleries = UserGalleries(world / "store", partial(embed_files, model), model.fingerprint)
    old = UserGalleries(world / "store", user_galleries.embed, "another model")
    token = old.create("mine")
    taken = old.fill(token, [world / "data/imgs"]).taken
    with pytest.raises(StoreError, match="reindex --store"):
        user_galleries.contents(token)
    command = ("reindex", "--store", str(world / "store"), "--checkpoint", str(world / "tiny"))
    result = json.loads(run(*command, "--json").stdout)
    assert (result["galleries"], result["pictures"]) == (1, taken)
    assert len(open_contents(model, user_galleries.contents(token))) == taken > 1


def test_a_picture_is_searched_by_on_the_command_line(world: Path) -> None:
    where = ("--gallery", str(world / "data/imgs"), "--checkpoint", str(world / "tiny"), "--json")
    answer = run("search", "--picture", str(world / "data/imgs/003/c1.jpg"), *where)
    result = json.loads(answer.stdout)
    assert result["query"] == ""
    assert result["initial"]["scores"][0] == pytest.approx(1.0, abs=5e-3)  # itself, decoded once more
    assert "seen" in {part["kind"] for move in result["moves"] for part in move["contributions"]}


def test_figures_are_written_beside_the_weights_and_keep_the_checkpoint_whole(world: Path) -> None:
    from mmref_core import load_model

    answer = run("evaluate", "--data", str(world / "data"), "--checkpoint", str(world / "tiny"), "--write")
    assert "| initial |" in answer.stdout
    report = json.loads((world / "tiny/report.json").read_text())
    assert {"persons", "pictures", "queries", "initial", "refined", "wins", "losses", "ties"} <= report["test"].keys()
    assert {"rank1", "rank5", "rank10", "map", "minp", "interval"} == report["test"]["initial"].keys()
    load_model(world / "tiny")
    card = (world / "tiny/README.md").read_text()
    assert f"{report['test']['initial']['map']:.1f} (" in card
    assert answer.stdout.strip() in card


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


def test_a_password_is_asked_for_and_printed_as_the_line_that_checks_it(tmp_path: Path) -> None:
    answer = run("hash-password", "ann", typed="a long password\na long password\n")
    assert len(answer.stdout.splitlines()) == 1
    assert "a long password" not in answer.stdout
    accounts = tmp_path / "accounts"
    accounts.write_text(answer.stdout)
    accounts.chmod(0o600)
    check = read_accounts(accounts)["ann"]
    assert check("a long password")
    assert not check("a long passwore")


@pytest.mark.parametrize(
    ("name", "typed", "told"), [("ann", "short", "at least 12 characters"), ("a:b", "x" * 20, "'a:b'")]
)
def test_a_name_or_password_that_will_not_do_is_one_line(name: str, typed: str, told: str) -> None:
    answer = run("hash-password", name, typed=f"{typed}\n{typed}\n")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines()[-1].startswith("mmref_core: ")
    assert told in answer.stderr.splitlines()[-1]
    assert "Traceback" not in answer.stderr


def test_timings_are_positive_and_of_the_whole_gallery(world: Path) -> None:
    answer = run("bench", "--gallery", str(world / "data/imgs"), "--checkpoint", str(world / "tiny"))
    figures = json.loads(answer.stdout)
    assert figures["gallery_pictures"] == 60
    for kind in ("query_milliseconds", "query_with_wishes_milliseconds"):
        assert 0 < figures[kind]["median"] <= figures[kind]["worst"]


@pytest.fixture
def small_tower() -> dict[str, int]:
    return {"text_layers": 1, "text_width": 32, "text_heads": 2, "dim": 32, "image_height": 64, "image_width": 32}


def test_training_leaves_a_checkpoint_that_says_where_it_comes_from(
    world: Path, tmp_path: Path, small_tower: dict[str, int]
) -> None:
    from mmref_core import load_model

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
