from pathlib import Path

import anyio
import pytest

from mmref_core.errors import MMRefError
from mmref_core.page.http.login import (
    FORGOTTEN_SECONDS,
    LOCKED_SECONDS,
    MOST_FAILURES,
    MOST_OF_ONE,
    Login,
    hash_password,
    read_accounts,
    read_basic,
)
from mmref_core.page.http.refusal import RequestRefusedError

PASSWORD = "twelve letters"


def basic(name: str, password: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def login(clock: Clock) -> Login:
    return Login({"anna": lambda password: password == PASSWORD}, clock)


def refusal(gate: Login, header: str, address: str = "10.0.0.1") -> RequestRefusedError:
    with pytest.raises(RequestRefusedError) as told:
        anyio.run(gate.name_of, header, address)
    return told.value


def test_the_right_password_names_its_person() -> None:
    assert anyio.run(login(Clock()).name_of, basic("anna", PASSWORD), "10.0.0.1") == "anna"


@pytest.mark.parametrize(
    "header", ["", "Bearer x", "Basic", "Basic !!!", "Basic " + "a" * 3000, basic("bert", PASSWORD), basic("anna", "x")]
)
def test_anything_else_is_asked_to_log_in(header: str) -> None:
    told = refusal(login(Clock()), header)
    assert told.status == 401
    assert (b"www-authenticate", told.challenge.encode()) in told.headers


def test_after_some_wrong_guesses_even_the_right_password_waits() -> None:
    clock = Clock()
    gate = login(clock)
    assert [refusal(gate, basic("anna", f"guess {n}")).status for n in range(MOST_FAILURES)] == [401] * MOST_FAILURES
    told = refusal(gate, basic("anna", PASSWORD))
    assert (told.status, told.retry_seconds) == (429, LOCKED_SECONDS + 1)
    assert anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.2") == "anna"  # who guesses elsewhere locks her not
    gate.known.clear()
    clock.now = LOCKED_SECONDS + 1
    assert anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.1") == "anna"


def test_many_guesses_lock_a_name_and_an_address_whatever_else_changes() -> None:
    gate = login(Clock())
    statuses = [refusal(gate, basic("anna", "x"), f"10.0.0.{n}").status for n in range(MOST_OF_ONE + 1)]
    assert statuses == [*[401] * MOST_OF_ONE, 429]
    statuses = [refusal(gate, basic(f"name{n}", "x"), "10.0.1.1").status for n in range(MOST_OF_ONE + 1)]
    assert statuses == [*[401] * MOST_OF_ONE, 429]


def test_logging_in_as_oneself_buys_no_guesses_of_others() -> None:
    gate = Login({"anna": lambda password: password == PASSWORD, "bert": lambda _: False}, Clock())
    statuses = []
    for guess in range(MOST_OF_ONE + 5):
        gate.known.clear()
        statuses.append(refusal(gate, basic("bert", f"guess {guess}"), "10.0.0.1").status)
        if guess < MOST_FAILURES:
            anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.1")
    assert statuses[MOST_FAILURES:] == [429] * MOST_OF_ONE


def test_wrong_guesses_are_forgotten_in_time() -> None:
    clock = Clock()
    gate = login(clock)
    for _ in range(3):
        for guess in range(MOST_FAILURES - 1):
            assert refusal(gate, basic("anna", f"guess {guess}")).status == 401
        clock.now += FORGOTTEN_SECONDS + 1


def test_a_right_password_ends_the_count_of_wrong_ones() -> None:
    gate = login(Clock())
    for _ in range(3):
        for guess in range(MOST_FAILURES - 1):
            assert refusal(gate, basic("anna", f"guess {guess}")).status == 401
        gate.known.clear()
        assert anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.1") == "anna"


def test_who_is_in_stays_in_while_others_guess() -> None:
    gate = login(Clock())
    anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.1")
    for guess in range(MOST_FAILURES):
        refusal(gate, basic("anna", f"guess {guess}"))
    assert anyio.run(gate.name_of, basic("anna", PASSWORD), "10.0.0.1") == "anna"


def test_a_line_of_the_file_checks_its_password_and_does_not_hold_it(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text(f"# people\n\n{hash_password('anna', PASSWORD)}\n{hash_password('bert', PASSWORD[::-1])}\n")
    file.chmod(0o600)
    assert PASSWORD not in file.read_text()
    accounts = read_accounts(file)
    assert [accounts[name](PASSWORD) for name in ("anna", "bert")] == [True, False]


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        ("anna:plain password\n", 0o600, "Line 1"),
        ("anna:scrypt$2$8$1$YWJj$YWJj\n", 0o600, "unusual settings"),
        ("\n", 0o600, "names nobody"),
        ("", 0o644, "chmod 600"),
    ],
)
def test_a_file_that_will_not_do_says_how_to_make_one(tmp_path: Path, text: str, mode: int, told: str) -> None:
    file = tmp_path / "accounts"
    file.write_text(text)
    file.chmod(mode)
    with pytest.raises(MMRefError, match=told):
        read_accounts(file)


def test_a_password_may_hold_colons_and_letters_of_any_language() -> None:
    assert read_basic(basic("anna", "a:b:ü")) == ("anna", "a:b:ü")
