"""Checks of the Host and Origin headers."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from mmref_core.page.http.refusal import RequestRefusedError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::\d{1,5})?", re.ASCII)
SAME = ("same-origin", "none")  # of Sec-Fetch-Site: this page, or an address that somebody typed


def host_name(host: str) -> str | None:
    """Return the name in a Host header, without its port and in lower case; None where it is malformed."""
    found = HOST.fullmatch(host)
    return (found[1] or found[2]).lower().rstrip(".") if found else None


def check_host(hosts: Sequence[str], allowed: Sequence[str]) -> str:
    """Return the Host header where it is the only one and names this server.

    A name that somebody else controls may point at this machine (DNS rebinding), and a page of that name would count as
    the same origin; so names are compared, not addresses.
    """
    if len(hosts) != 1 or (name := host_name(hosts[0])) is None:
        raise RequestRefusedError(400, "The request names no host, or a malformed one.")
    if name not in allowed:
        raise RequestRefusedError(
            421, "This server does not answer to that host name. Ask whoever runs it for its address."
        )
    return hosts[0]


def check_origin(method: str, path: str, host: str, origins: Sequence[str], fetch_sites: Sequence[str]) -> None:
    """Raise RequestRefusedError (403) for what a page of another site asks for.

    Browsers send `Origin` with every POST, and say with `Sec-Fetch-Site` where anything comes from; programs send
    neither. From another site only the page itself may be opened, by a link.
    """
    refused = RequestRefusedError(403, "Another site may not use this page. Open it by its own address.")
    for origin in origins:
        try:
            parts = urlsplit(origin)
        except ValueError:
            raise refused from None
        if parts.scheme not in ("http", "https") or _without_default_port(parts.netloc, parts.scheme) not in (
            _without_default_port(host, "http"),
            _without_default_port(host, "https"),
        ):
            raise refused
    opens_page = method in ("GET", "HEAD") and path == "/"
    if not opens_page and any(site not in SAME for site in fetch_sites):
        raise refused


def _without_default_port(netloc: str, scheme: str) -> str:
    return netloc.lower().removesuffix(":80" if scheme == "http" else ":443")
