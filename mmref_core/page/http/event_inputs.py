"""Validation of requests for the page's events, before Gradio sees them.

Gradio takes any object with a path in any input for a file and copies what lies there. Here a file may stand only where
the event has an input for files, and only if it is an upload of this visitor; what Gradio gets is written anew from
what the server knows of it.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmref_core.page.http.refusal import RequestRefusedError

SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
DEEPEST = 40  # levels of lists and objects
MOST_PARTS = 20_000  # values in one request; the page sends some hundreds
PARTS_OF_FILE = 16  # that a request may have more for each file that its visitor has uploaded
LARGEST_NUMBER = 1e300  # that a float holds with room to spare
RELOAD = "The page sent something that could not be read. Reload it."
NO_FILE = "A file stands where this event takes none."
File = Callable[[str], dict[str, Any]]  # an upload by its path, as Gradio names it; raises RequestRefusedError


@dataclass(frozen=True)
class Inputs:
    """Inputs of an event: for each `files`, `text`, `object`, `list` or `any`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class EventQueue:
    """Gradio's event queue, as far as the guard needs it."""

    events: Mapping[int, Inputs]
    is_full: Callable[[], bool] = lambda: False
    forget: Callable[[str], None] = lambda _: None  # drops what is kept of a session
    waiting: Callable[[str], int] = lambda _: 0  # messages that nobody has listened to, of a session


def queue_of(page: gr.Blocks, most_waiting: int) -> EventQueue:
    """Return the queue of a page; Gradio itself keeps the answers of sessions that never listen for ever."""
    queue = page._queue

    def forget(session: str) -> None:
        queue.pending_messages_per_session.pop(session, None)
        queue.pending_event_ids_session.pop(session, None)
        if queue.server_app is not None:
            held = queue.server_app.state_holder
            held.session_data.pop(session, None)
            held.time_last_used.pop(session, None)

    def waiting(session: str) -> int:
        messages = queue.pending_messages_per_session.get(session)
        return messages.qsize() if messages else 0

    return EventQueue(inputs_of(page), lambda: len(queue) >= most_waiting, forget, waiting)


def inputs_of(page: gr.Blocks) -> dict[int, Inputs]:
    """Return the inputs of every event of a page, by its number."""
    return {number: Inputs(tuple(map(_kind, event.inputs))) for number, event in page.fns.items()}


def _kind(block: Any) -> str:
    if isinstance(block, gr.File | gr.UploadButton):
        return "files"
    if isinstance(block, gr.Textbox | gr.Dropdown):
        return "text"
    if isinstance(block, gr.BrowserState):
        return "list"
    return "object" if isinstance(block, gr.HTML) else "any"


def read_json(body: bytes, most_parts: int = MOST_PARTS) -> Any:
    """Parse a body; RequestRefusedError (400) for anything but standard JSON of moderate size, depth and numbers.

    Halves of surrogate pairs, which no file or answer could hold, are replaced.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > most_parts:  # before anything is built of it
        raise RequestRefusedError(400, RELOAD)
    try:
        text = body.decode("utf-8")
        value = json.loads(text, parse_constant=_no_number, parse_float=_number, parse_int=_number)
        if "\\u" in text:
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise RequestRefusedError(400, RELOAD) from None
    _check_depth(value)
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _number(digits: str) -> int | float:
    number = (int if digits.lstrip("-").isdigit() else float)(digits[:400])
    if not abs(number) <= LARGEST_NUMBER:
        raise ValueError("too large a number")
    return number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [part for outer in level for part in _parts(outer)]
        if not level:
            return
    raise RequestRefusedError(400, RELOAD)


def _parts(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return tuple(value.values())
    return value if isinstance(value, list) else ()


def read_event(body: bytes, events: Mapping[int, Inputs], file: File, files: int = 0) -> dict[str, Any]:
    """Return a request to join the queue, rewritten; `files` is how many uploads its visitor has waiting.

    RequestRefusedError for any that the page would not send.
    """
    row = read_json(body, MOST_PARTS + PARTS_OF_FILE * files)
    if not isinstance(row, dict):
        raise RequestRefusedError(400, RELOAD)
    number, data, session = row.get("fn_index"), row.get("data"), row.get("session_hash")
    event = events.get(number) if type(number) is int else None
    if event is None or not isinstance(data, list) or not isinstance(session, str) or not SESSION.fullmatch(session):
        raise RequestRefusedError(400, RELOAD)
    if len(data) != len(event.kinds):
        raise RequestRefusedError(400, RELOAD)
    about, trigger = row.get("event_data"), row.get("trigger_id")
    if not (about is None or isinstance(about, dict)) or not (trigger is None or type(trigger) is int):
        raise RequestRefusedError(400, RELOAD)
    _refuse_files(about)
    return {
        "fn_index": number,
        "session_hash": session,
        "data": [_checked(value, kind, file) for value, kind in zip(data, event.kinds, strict=True)],
        "event_data": about,
        "trigger_id": trigger,
    }


def _checked(value: Any, kind: str, file: File) -> Any:
    if kind == "files":
        return _files(value, file)
    _refuse_files(value)
    fits = {"text": str, "object": dict, "list": list}.get(kind)
    if value is not None and fits is not None and not isinstance(value, fits):
        raise RequestRefusedError(400, RELOAD)
    return value


def _files(value: Any, file: File) -> list[dict[str, Any]] | None:
    if value is None or value == []:
        return None
    rows = value if isinstance(value, list) else [value]
    paths = [row.get("path") if isinstance(row, dict) else None for row in rows]
    if not all(isinstance(path, str) for path in paths):
        raise RequestRefusedError(400, RELOAD)
    return [file(path) for path in dict.fromkeys(paths) if isinstance(path, str)]


def _refuse_files(value: Any) -> None:
    """Raise RequestRefusedError for an object that Gradio could take for a file, by its path or its mark."""
    level = [value]
    while level:
        for part in level:
            if isinstance(part, dict) and ("path" in part or "_type" in part or "is_stream" in part):
                raise RequestRefusedError(400, NO_FILE)
        level = [part for outer in level for part in _parts(outer)]


def read_cancel(body: bytes) -> dict[str, Any]:
    """Return a request to cancel an event, rewritten."""
    row = read_json(body)
    if not isinstance(row, dict):
        raise RequestRefusedError(400, RELOAD)
    session, event, number = row.get("session_hash"), row.get("event_id"), row.get("fn_index")
    texts = isinstance(session, str) and isinstance(event, str) and SESSION.fullmatch(session) and len(event) <= 64
    if not texts or type(number) is not int:
        raise RequestRefusedError(400, RELOAD)
    return {"session_hash": session, "event_id": event, "fn_index": number}
