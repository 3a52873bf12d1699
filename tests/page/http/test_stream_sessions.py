import pytest

from mmref_core.page.http.refusal import RequestRefusedError
from mmref_core.page.http.stream_sessions import MOST_SESSIONS, SILENT_SECONDS, Sessions, session_in


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_whose_who_asked_first() -> None:
    sessions = Sessions(lambda _: None)
    sessions.claim("s", "anna")
    sessions.claim("s", "anna")
    for ask in (sessions.claim, sessions.require):
        with pytest.raises(RequestRefusedError):
            ask("s", "bert")
    with pytest.raises(RequestRefusedError):
        sessions.require("t", "anna")


def test_answers_that_nobody_listens_for_are_forgotten() -> None:
    clock, forgotten = Clock(), []
    sessions = Sessions(forgotten.append, clock)
    for name in ("silent", "listened to", "late"):
        sessions.claim(name, "anna")
        clock.now += 1.0
    with sessions.listening("listened to", "anna"):
        clock.now += SILENT_SECONDS
        sessions.claim("new", "anna")
        assert forgotten == ["silent", "late"]
    clock.now += SILENT_SECONDS - 1.0
    sessions.claim("newer", "anna")
    assert "listened to" not in forgotten  # it has just been


def test_a_session_that_listens_may_ask_on() -> None:
    sessions = Sessions(lambda _: None)
    sessions.claim("s", "anna")
    with sessions.listening("s", "anna"):
        sessions.claim("s", "anna")
        sessions.claim("t", "anna")
    assert set(sessions.sessions) == {"s", "t"}


def test_there_are_never_more_than_a_number_of_sessions() -> None:
    forgotten: list[str] = []
    sessions = Sessions(forgotten.append)
    for number in range(MOST_SESSIONS + 5):
        sessions.claim(str(number), "anna")
    assert forgotten == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "query", [b"", b"session_hash=", b"session_hash=a&session_hash=b", b"session_hash=%00", b"\xff", b"a=1&" * 50]
)
def test_an_address_without_one_session_is_refused(query: bytes) -> None:
    with pytest.raises(RequestRefusedError):
        session_in(query)
    assert session_in(b"session_hash=ab1") == "ab1"
