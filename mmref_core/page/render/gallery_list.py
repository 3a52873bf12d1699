"""The galleries of one browser, as its chooser and its Galleries page show them."""

import time
from typing import Any

from mmref_core.page.render.view_models import Row
from mmref_core.page.render.wording import plural
from mmref_core.page.service.page_service import SAMPLE, GalleryEntry, PageService

DAY = 24 * 3600.0  # seconds
MOST_KEYS = 200  # that a browser may have stored


def read_keys(stored: Any) -> list[str]:
    """Return the keys that a browser has stored; anybody can store anything."""
    return [key for key in stored if isinstance(key, str)][:MOST_KEYS] if isinstance(stored, list) else []


def choices(service: PageService) -> list[tuple[str, str]]:
    """Return label and token of every gallery that can be searched."""
    return [(f"{entry.name} · {count_words(entry)}", entry.token) for entry in service.entries()]


def count_words(entry: GalleryEntry) -> str:
    """Write a count: `12 pictures`, or `so far 64 of 200 pictures` while a gallery is being filled."""
    if entry.expected > entry.count:
        return f"so far {entry.count:,} of {plural(entry.expected, 'picture')}"
    return plural(entry.count, "picture")


def filling_sentence(service: PageService, token: str) -> str:
    """Write a note on a gallery that is still being filled; empty for any other."""
    if token == SAMPLE:
        return ""
    entry = service.entry(token)
    if entry is None or not entry.expected:
        return ""
    return f"This gallery is still being filled: {count_words(entry)} can be found. Search again for more."


def life_sentence(seconds: float | None) -> str:
    """Write how long galleries stay."""
    if seconds is None:
        return "A gallery stays until you delete it."
    return f"A gallery is deleted {plural(round(seconds / DAY), 'day')} after it was brought, or when you delete it."


def stay_words(entry: GalleryEntry, now: float) -> str:
    """Write how long one gallery stays; times are seconds since 1970."""
    if entry.token == SAMPLE:
        return "Comes with the program and stays."
    if entry.expires is None:
        return "Stays until you delete it."
    day = time.strftime("%-d %B %Y, %H:%M", time.localtime(entry.expires))
    left = entry.expires - now
    days = plural(round(left / DAY), "day") if left >= DAY else "less than a day"
    return f"Stays {days} more, until {day}."


def gallery_list(service: PageService, line: str = "", wrong: bool = False) -> Row:
    """Return the list of the Galleries page, with one line on the last action."""
    now = time.time()
    galleries = [
        {
            "token": entry.token,
            "name": entry.name,
            "count": count_words(entry),
            "stays": stay_words(entry, now),
            "own": entry.token != SAMPLE,
            "filling": entry.expected > 0,
            "key": entry.key,
        }
        for entry in service.entries()
    ]
    return {
        "galleries": galleries,
        "life": life_sentence(service.lifetime_seconds),
        "line": line,
        "wrong": wrong,
        "blurs": service.blurs_faces,
    }
