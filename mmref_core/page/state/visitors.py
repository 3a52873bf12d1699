"""Identity of a request's visitor: a random cookie of the browser, or the name of the log-in.

The guard writes the visitor into a header of its own, which no request from outside can carry; the page's routes and
Gradio's events read it from there.
"""

import hashlib
import re
import secrets
from typing import Any

COOKIE = "mmref-visitor"
HEADER = "x-mmref-visitor"
SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # 256 random bits
COOKIE_SECONDS = 400 * 24 * 3600  # the longest that browsers keep one


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def visitor_of_secret(secret: str) -> str:
    """Return the name of the visitor who holds this cookie; the cookie cannot be found from it."""
    return hashlib.sha256(f"cookie:{secret}".encode()).hexdigest()


def visitor_of_account(name: str) -> str:
    return hashlib.sha256(f"account:{name}".encode()).hexdigest()


def secret_in(cookies: str) -> str | None:
    """Return the secret in a Cookie header, or None where there is none; the first of several counts."""
    for part in cookies.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and SECRET.fullmatch(value):
            return value
    return None


def cookie(secret: str, is_secure: bool) -> str:
    """Return the Set-Cookie header for a secret.

    Lax, so that a link from another site opens the page with the galleries of its visitor; no request that changes
    anything carries it across sites.
    """
    secure = "; Secure" if is_secure else ""
    return f"{COOKIE}={secret}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def visitor_of(request: Any) -> str:
    """Return the visitor of a request, FastAPI's or Gradio's; empty where it has come without a cookie."""
    if request is None:
        return ""
    return request.headers.get(HEADER, "")
