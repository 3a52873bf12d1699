"""Commands about galleries and searches, run as a person runs them."""

import json
from functools import partial
from pathlib import Path

import pytest

from mmref_core.checkpoints.load import load_model
from mmref_core.errors import StoreError
from mmref_core.galleries.index_galleries import embed_files, open_contents
from mmref_core.galleries.user_galleries import UserGalleries
from mmref_core.page.http.login import read_accounts
from typed_commands import run, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("world"))


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
