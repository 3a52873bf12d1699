"""Negations in a description ("without a hat"), which a dual encoder would read as wanted."""

import re

ENDS = "and|but|or|who|with|in|on|wearing|carrying|holding"  # begin the next thing
WORD = rf"(?!(?:{ENDS})\b)[^\W\d_][\w'’-]*"
NEGATION = re.compile(
    rf"\s*,?\s*\b(?:without|with\s+no)\s+(?:(?:an?|any|the)\s+)?(?P<thing>{WORD}(?:\s+{WORD}){{0,3}})", re.IGNORECASE
)


def split_negation(query: str) -> tuple[str, str] | None:
    """Split off the first negation: return the rest and the negated phrase, or None where there is none."""
    found = NEGATION.search(query)
    if not found:
        return None
    rest = query[: found.start()] + query[found.end() :]
    return (rest.strip(), found["thing"]) if any(letter.isalpha() for letter in rest) else None
