"""The log-in of a server on a network: HTTP Basic with hashed passwords from a file, and a limit on guesses.

Basic is what browsers, gradio_client, MCP clients and curl all speak. It sends the password with each request, so the
server belongs behind TLS; SECURITY.md says so.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from anyio import Lock, to_thread

from mmref_core.errors import MMRefError
from mmref_core.page.http.refusal import RequestRefusedError

COST, BLOCK, LANES = 2**15, 8, 1  # of scrypt: about 0.1 s and 32 MB for each guess
MEMORY = 64 * 1024 * 1024
NAME = re.compile(r"[A-Za-z0-9._@-]{1,64}", re.ASCII)
LINE = re.compile(rf"({NAME.pattern}):scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)", re.ASCII)
CHALLENGE = 'Basic realm="person search", charset="UTF-8"'
SHORTEST_PASSWORD = 12
MOST_FAILURES = 5  # in a row, for a name from one address; after that it waits, and again after each further one
MOST_OF_ONE = 30  # for a name from anywhere, or from an address for any name
LOCKED_SECONDS = 60.0
FORGOTTEN_SECONDS = 900.0  # after which failures count no more
REMEMBERED = 10_000  # names and addresses that failed


def hash_password(name: str, password: str) -> str:
    """Return the line of the password file for one person."""
    if not NAME.fullmatch(name):
        raise MMRefError(f"A name may have letters, digits and . _ @ - and at most 64 of them, got {name!r}.")
    if len(password) < SHORTEST_PASSWORD:
        raise MMRefError(f"A password needs at least {SHORTEST_PASSWORD} characters. Choose a longer one.")
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, COST, BLOCK, LANES)
    encoded = "$".join(base64.b64encode(part).decode() for part in (salt, digest))
    return f"{name}:scrypt${COST}${BLOCK}${LANES}${encoded}"


def read_accounts(path: Path) -> dict[str, Callable[[str], bool]]:
    """Return what checks the password of each name in a password file.

    Raises MMRefError for a file that is missing, readable by others, empty, or has a line of another form.
    """
    try:
        mode, text = path.stat().st_mode, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MMRefError(f"The password file {path} cannot be read ({error}). {HOW_TO}") from error
    if mode & 0o077:
        raise MMRefError(f"The password file {path} can be read by others on this machine. Run: chmod 600 {path}")
    accounts: dict[str, Callable[[str], bool]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if not (found := LINE.fullmatch(line.strip())):
            raise MMRefError(f"Line {number} of {path} is not a name with a hashed password. {HOW_TO}")
        accounts[found[1]] = _checker(*found.groups()[1:])
    if not accounts:
        raise MMRefError(f"The password file {path} names nobody. {HOW_TO}")
    return accounts


HOW_TO = "Make its lines with: python -m mmref_core hash-password NAME"


def _checker(cost: str, block: str, lanes: str, salt: str, digest: str) -> Callable[[str], bool]:
    numbers = int(cost), int(block), int(lanes)
    if not (2**14 <= numbers[0] <= 2**17 and numbers[1] == BLOCK and numbers[2] == LANES):
        raise MMRefError(f"A hashed password has unusual settings ({cost}, {block}, {lanes}). {HOW_TO}")
    expected, salted = base64.b64decode(digest), base64.b64decode(salt)
    return lambda password: hmac.compare_digest(_scrypt(password, salted, *numbers), expected)


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=4 * MEMORY, dklen=32)


@dataclass(frozen=True)
class Failures:
    """Count of wrong passwords of one name, one address, or both."""

    count: int
    last: float  # seconds of a clock that only goes forward


class Login:
    """Checks the Authorization header of requests; remembers what was right, and counts what was wrong."""

    def __init__(
        self, accounts: Mapping[str, Callable[[str], bool]], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.accounts = accounts
        self.now = now
        self.secret = secrets.token_bytes(32)
        self.known: dict[str, bytes] = {}  # digest of the right password of each name that has logged in
        self.failures: OrderedDict[str, Failures] = OrderedDict()
        self.one_at_a_time = Lock()  # a guess costs memory and time

    async def name_of(self, header: str, address: str) -> str:
        """Return who has logged in; RequestRefusedError (401, or 429 after too many wrong guesses) for anybody else."""
        credentials = read_basic(header)
        if credentials is None:
            raise RequestRefusedError(401, "Log in to use this page.", challenge=CHALLENGE)
        name, password = credentials
        digest = hmac.digest(self.secret, f"{name}:{password}".encode("utf-8", "replace"), "sha256")
        if hmac.compare_digest(self.known.get(name, b""), digest):
            return name
        name = name[:64]
        pair = f"{name} from {address}"
        counters = {pair: MOST_FAILURES, f"name {name}": MOST_OF_ONE, f"from {address}": MOST_OF_ONE}
        self._require_unlocked(counters)
        async with self.one_at_a_time:
            self._require_unlocked(counters)  # others may have guessed meanwhile
            is_right = await to_thread.run_sync(self.accounts.get(name, _check_nobody), password)
        if not is_right:
            self._count(counters)
            raise RequestRefusedError(401, "This name and password do not belong together.", challenge=CHALLENGE)
        self.failures.pop(pair, None)
        self.known[name] = digest
        return name

    def _require_unlocked(self, counters: Mapping[str, int]) -> None:
        waits = [0.0]
        for counter, most in counters.items():
            failures = self.failures.get(counter, Failures(0, 0.0))
            if failures.count >= most:
                waits.append(failures.last + LOCKED_SECONDS - self.now())
        if max(waits) > 0:
            seconds = round(max(waits)) + 1
            raise RequestRefusedError(429, f"Too many wrong passwords. Try again in {seconds} seconds.", seconds)

    def _count(self, counters: Mapping[str, int]) -> None:
        for counter in counters:
            before = self.failures.pop(counter, Failures(0, self.now()))
            is_old = self.now() - before.last > FORGOTTEN_SECONDS
            self.failures[counter] = Failures(1 if is_old else before.count + 1, self.now())
            if len(self.failures) > REMEMBERED:
                self.failures.popitem(last=False)


def _check_nobody(password: str) -> bool:
    """Take as long for a name that nobody has as for one that is known, and be wrong."""
    _scrypt(password, b"nobody's salt", COST, BLOCK, LANES)
    return False


def read_basic(header: str) -> tuple[str, str] | None:
    """Return name and password of a Basic Authorization header, or None for any other."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > 2_000:
        return None
    try:
        name, colon, password = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return (name, password) if colon else None
