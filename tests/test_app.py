import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import MISTAKE, access_of, arguments, main, own_address, refuse_network, reserve
from mmref_core.errors import MMRefError
from mmref_core.page.http.guard import Access
from mmref_core.page.http.hosts import LOOPBACK
from mmref_core.page.http.login import hash_password

APP = Path(__file__).parent.parent / "app.py"


def test_the_page_is_for_this_machine_unless_told_otherwise() -> None:
    assert arguments([]).host == "127.0.0.1"
    assert not arguments([]).allow_network


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_another_host_is_refused_without_the_word(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", host]) == MISTAKE
    assert "--allow-network" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_not_refused(host: str) -> None:
    refuse_network(host)


NAMES = ("--host-names", "search.example.org")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--behind-proxy",), "--allow-network needs --host-names"),
        (("--auth-file", "accounts"), "--allow-network needs --host-names"),
        (("--host-names", " , ", "--behind-proxy"), "--allow-network needs --host-names"),
        (NAMES, "needs either --auth-file FILE"),
        ((*NAMES, "--auth-file", "accounts", "--behind-proxy"), "needs either --auth-file FILE"),
    ],
)
def test_the_word_alone_does_not_open_the_page_to_a_network(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--host", "0.0.0.0", "--allow-network", *words]) == MISTAKE
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("words", [NAMES, ("--auth-file", "accounts"), ("--behind-proxy",)])
def test_options_of_a_network_are_refused_without_the_word(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(words)) == MISTAKE
    assert f"{words[0]} is for a page on a network. Add --allow-network" in capsys.readouterr().err


def test_only_this_machines_names_are_answered_to_unless_others_are_given(tmp_path: Path) -> None:
    assert access_of(arguments([])) == Access(LOOPBACK)
    assert access_of(arguments(["--mcp"])).has_tools
    words = ["--allow-network", "--host-names", "Search.Example.org, [FD00::5],192.168.1.5", "--behind-proxy"]
    hosts = (*LOOPBACK, "search.example.org", "fd00::5", "192.168.1.5")
    assert access_of(arguments(words)) == Access(hosts, is_behind_proxy=True)

    accounts = tmp_path / "accounts"
    accounts.write_text(hash_password("ann", "a long password"))
    accounts.chmod(0o600)
    access = access_of(arguments(["--allow-network", *NAMES, "--auth-file", str(accounts)]))
    assert access.login is not None and list(access.login.accounts) == ["ann"]
    assert not access.is_behind_proxy
    with pytest.raises(MMRefError, match=r"The password file nowhere cannot be read .*hash-password NAME"):
        access_of(arguments(["--allow-network", *NAMES, "--auth-file", "nowhere"]))


def test_a_port_in_use_is_told_before_anything_is_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(MMRefError, match="--port"):
        reserve("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_this_machine_reaches_the_page_wherever_it_listens(host: str) -> None:
    with reserve(host, 0) as listener:
        assert own_address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_missing_checkpoint_ends_with_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "gallery").mkdir()
    (tmp_path / "gallery" / "a.png").write_bytes(b"never read")
    command = [sys.executable, APP, "--port", "0", "--checkpoint", tmp_path / "none", "--gallery", tmp_path / "gallery"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == MISTAKE
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert str(tmp_path / "none") in ended.stderr
