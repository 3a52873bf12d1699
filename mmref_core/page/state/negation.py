"""What a description wants missing: models like this one find what is named, "without" or not."""

import re

ENDS = "and|but|or|who|with|in|on|wearing|carrying|holding"  # begin the next thing
WORD = rf"(?!(?:{ENDS})\b)[^\W\d_][\w'’-]*"
NEGATION = re.compile(
    rf"\s*,?\s*\b(?:without|with\s+no)\s+(?:(?:an?|any|the)\s+)?(?P<thing>{WORD}(?:\s+{WORD}){{0,3}})", re.IGNORECASE
)


def parted(query: str) -> tuple[str, str] | None:
    """The description without its first negation, and what that was about; None where there is none to move."""
    found = NEGATION.search(query)
    if not found:
        return None
    rest = query[: found.start()] + query[found.end() :]
    return (rest.strip(), found["thing"]) if any(letter.isalpha() for letter in rest) else None
