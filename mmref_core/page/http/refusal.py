"""A request that is refused: its HTTP status, and one line for whoever sent it."""

import json


class RequestRefusedError(Exception):
    """Raised in front of the page; the text says what is wrong and what to do."""

    def __init__(self, status: int, line: str, retry_seconds: int | None = None, challenge: str = "") -> None:
        super().__init__(line)
        self.status = status
        self.line = line
        self.retry_seconds = retry_seconds
        self.challenge = challenge  # of a log-in, where one is asked for

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return the headers of the answer; the connection is closed, since the rest of the request is not read."""
        found = [(b"connection", b"close"), (b"cache-control", b"no-store")]
        if self.retry_seconds is not None:
            found.append((b"retry-after", str(self.retry_seconds).encode()))
        if self.challenge:
            found.append((b"www-authenticate", self.challenge.encode()))
        return found

    def body(self, as_json: bool) -> bytes:
        """Return the message as text, or as the JSON that Gradio's clients expect."""
        return json.dumps({"detail": self.line, "error": self.line}).encode() if as_json else self.line.encode()
