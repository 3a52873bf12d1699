"""Content-addressed files, and the lock that keeps two processes from writing to one store."""

import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mmref_core.errors import StoreError

SUFFIX = ".webp"
POLL_SECONDS = 0.02


class Blobs:
    """A folder of pictures that never change. Whoever writes, removes or sweeps holds the store's writer lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / "staging"

    def path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}{SUFFIX}"

    def put(self, contents: Iterable[bytes]) -> list[str]:
        """Keep these, and return their names once they will be there after a power cut."""
        names = []
        touched = set()
        self.staging.mkdir(mode=0o700, parents=True, exist_ok=True)
        for content in contents:
            name = hashlib.sha256(content).hexdigest()
            names.append(name)
            if not self.is_intact(name):
                touched.add(self._write(name, content))
        if touched:
            for folder in (*touched, self.folder):
                _flush_folder(folder)
        return names

    def is_intact(self, name: str) -> bool:
        """Whether the file is there and holds what its name says."""
        try:
            return hashlib.sha256(self.path(name).read_bytes()).hexdigest() == name
        except FileNotFoundError:
            return False

    def size(self, name: str) -> int:
        """Return the size of a file in bytes, 0 where it is missing."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        for path in self.folder.glob(f"??/*{SUFFIX}"):
            yield path.stem

    def sweep(self, wanted: set[str]) -> int:
        """Remove what a stopped program left half-written, and files that nothing wants; how many there were."""
        leftovers = [*self.staging.glob("*"), *(self.path(name) for name in self.all() if name not in wanted)]
        for path in leftovers:
            path.unlink()
        for folder in self.folder.glob("??"):
            with suppress(OSError):  # it holds pictures
                folder.rmdir()
        return len(leftovers)

    def _write(self, name: str, content: bytes) -> Path:
        """Write beside, flush, rename; returns the folder that has yet to be flushed."""
        staged = self.staging / secrets.token_hex(16)
        try:
            with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            target = self.path(name)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            staged.replace(target)
        except OSError:
            staged.unlink(missing_ok=True)
            raise
        return target.parent


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def exclusive(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock of this file; a `StoreError` if another holds it for longer than that."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + wait_seconds
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Another program has been writing to {path.parent} for {wait_seconds:.0f} seconds. "
                    "Wait for it, or stop it, and try again."
                )
            time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
