import pytest

from mmref_core.page.http.hosts import LOOPBACK, check_host, check_origin, host_name
from mmref_core.page.http.refusal import RequestRefusedError


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:7860", "127.0.0.1"),
        ("LocalHost", "localhost"),
        ("[::1]:80", "::1"),
        ("localhost.", "localhost"),
        ("a@localhost", None),
        ("localhost:port", None),
        ("", None),
        ("localhost, evil.example", None),
    ],
)
def test_a_host_is_its_name_without_its_port(host: str, name: str | None) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize("hosts", [["evil.example"], ["localhost", "evil.example"], [], ["localhost", "localhost"]])
def test_one_known_host_is_needed(hosts: list[str]) -> None:
    with pytest.raises(RequestRefusedError):
        check_host(hosts, LOOPBACK)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:7860", "http://localhost:7860"),
        ("search.example", "https://search.example"),
        ("search.example", "https://search.example:443"),
        ("search.example:80", "http://SEARCH.example"),
        ("[::1]:7860", "http://[::1]:7860"),
    ],
)
def test_its_own_page_may_post(host: str, origin: str) -> None:
    check_origin("POST", "/changes", host, [origin], ["same-origin"])


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost",
        "http://localhost:7861",
        "ftp://localhost:7860",
        "null",
        "http://[",
        "http://localhost:7860.x",
        "",
    ],
)
def test_no_other_origin_may(origin: str) -> None:
    with pytest.raises(RequestRefusedError):
        check_origin("POST", "/changes", "localhost:7860", [origin], [])


def test_a_program_names_no_origin() -> None:
    check_origin("POST", "/changes", "localhost:7860", [], [])
