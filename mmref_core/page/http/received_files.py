"""Uploaded files between their arrival and their gallery: who brought each, where it lies, how long it may wait.

A file is named by the path that was handed out for it; any other path, whatever it leads to, is nobody's upload.
"""

import fcntl
import os
import re
import secrets
import shutil
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from mmref_core.page.http.refusal import RequestRefusedError

LIFETIME_SECONDS = 3600.0  # that an upload may wait to be taken in
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]|[\ud800-\udfff]")
LONGEST_NAME = 180  # bytes; a file system allows 255
MOST_FILES = 25_000  # that wait, of one visitor
MOST_FILES_IN_ALL = 100_000
FILE_BYTES = 8_192  # that a file takes on a disk, however small it is


@dataclass(frozen=True)
class ReceivedFile:
    """An upload that is complete."""

    visitor: str
    path: Path
    name: str
    size: int  # bytes that it takes
    arrived: float  # seconds of a clock that only goes forward

    def data(self) -> dict[str, Any]:
        """Return it as Gradio's events name a file."""
        return {
            "path": str(self.path),
            "orig_name": self.name,
            "meta": {"_type": "gradio.FileData"},
        }


class ReceivedFiles:
    """The uploads of one running program, in a folder of its own below `folder`."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.monotonic) -> None:
        self.parent = folder
        self.folder = folder / secrets.token_hex(8)
        self.now = now
        self.files: dict[str, ReceivedFile] = {}
        self.counts: Counter[str] = Counter()  # of files that wait, by visitor
        self.bytes: Counter[str] = Counter()  # of files that wait, and reserved for those that arrive, by visitor
        self.lock = Lock()
        self._held: int | None = None

    def open(self) -> None:
        """Make the folder, and hold it for as long as the program runs."""
        self.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with held(self.parent):  # or another program could take the folder for abandoned before it is held
            self.folder.mkdir(mode=0o700, exist_ok=True)
            self._held = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        """Give the path for one arriving file; its folder goes again where the upload fails."""
        folder = self.folder / secrets.token_hex(16)
        folder.mkdir(mode=0o700)
        try:
            yield folder / safe_name(name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def add(self, visitor: str, path: Path, name: str) -> str:
        """Register a complete upload, and return the path that stands for it."""
        received = ReceivedFile(visitor, path, name, path.stat().st_size + FILE_BYTES, self.now())
        with self.lock:
            if self.counts[visitor] >= MOST_FILES or self.counts.total() >= MOST_FILES_IN_ALL:
                raise RequestRefusedError(
                    413, f"At most {MOST_FILES:,} files may wait to be added. Pack them into one zip."
                )
            self.files[str(path)] = received
            self.counts[visitor] += 1
            self.bytes[visitor] += received.size
        return str(path)

    def get(self, visitor: str, path: str) -> ReceivedFile:
        """Return an upload of this visitor; RequestRefusedError (403) for anything else."""
        with self.lock:
            received = self.files.get(path)
        if received is None or not visitor or received.visitor != visitor or not is_plain_file(received.path):
            raise RequestRefusedError(
                403, "This file was not uploaded here by this browser, or waited too long. Choose it again."
            )
        return received

    def remove(self, path: str) -> None:
        """Delete an upload that has been taken in; a path that stands for none is left alone."""
        with self.lock:
            received = self.files.pop(path, None)
            if received is not None:
                self.counts[received.visitor] -= 1
                self._uncount(received.visitor, received.size)
        if received is not None:
            shutil.rmtree(received.path.parent, ignore_errors=True)

    def waiting_bytes(self, visitor: str | None = None) -> int:
        """Return the size of the uploads that wait or arrive, of one visitor or of all."""
        with self.lock:
            return self.bytes.total() if visitor is None else self.bytes[visitor]

    @contextmanager
    def reserving(self, visitor: str) -> Iterator[Callable[[int], None]]:
        """Give what reserves bytes for one upload before they arrive; all are given back at its end."""
        reserved = 0

        def reserve(more: int) -> None:
            nonlocal reserved
            reserved += more
            with self.lock:
                self.bytes[visitor] += more

        try:
            yield reserve
        finally:
            with self.lock:
                self._uncount(visitor, reserved)

    def _uncount(self, visitor: str, count: int) -> None:
        self.bytes[visitor] -= count
        for counter in (self.bytes, self.counts):
            if counter[visitor] <= 0:
                del counter[visitor]

    def sweep(self) -> int:
        """Delete uploads that waited too long, and folders of programs that have ended; how many there were."""
        with self.lock:
            late = [path for path, file in self.files.items() if self.now() - file.arrived > LIFETIME_SECONDS]
        for path in late:
            self.remove(path)
        return len(late) + self._remove_abandoned()

    def _remove_abandoned(self) -> int:
        """Delete folders that no running program holds, and return how many there were."""
        if not self.parent.is_dir():
            return 0
        with held(self.parent):
            return self._remove_others()

    def _remove_others(self) -> int:
        removed = 0
        for entry in self.parent.iterdir():
            if entry == self.folder:
                continue
            if entry.is_symlink() or not entry.is_dir():
                with suppress(OSError):
                    entry.unlink()
                    removed += 1
            elif is_abandoned(entry):
                shutil.rmtree(entry, ignore_errors=True)
                removed += 1
        return removed

    def close(self) -> None:
        """Delete everything that waits; called when the program ends."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, waiting for whoever has it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_plain_file(path: Path) -> bool:
    """Whether there is a file of its own, no link, device or pipe."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def is_abandoned(folder: Path) -> bool:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def safe_name(name: str) -> str:
    """Return the last part of a file name as it can stand on a disk; its end, which says the kind, is kept."""
    last = UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ")
    while len(last.encode()) > LONGEST_NAME:
        last = last[1:]
    return last.strip(". ") or "file"
