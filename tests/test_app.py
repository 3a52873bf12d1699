import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import MISTAKE, arguments, main, own_address, refuse_network, reserve
from mmref_core.errors import MMRefError

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
