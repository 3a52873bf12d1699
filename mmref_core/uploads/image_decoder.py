"""Pictures from strangers are decoded in a child process, so that a bad one costs only itself."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from mmref_core.errors import IntakeError
from mmref_core.uploads import image_decoder_worker
from mmref_core.uploads.formats import HEAD_BYTES, Limits, RejectedError, is_picture, not_a_picture, too_many_bytes
from mmref_core.uploads.image_decoder_worker import read_frame, write_frame

LARGEST_ANSWER = 8_000_000  # bytes; a stored copy has at most 1.6 MB of pixels
START_SECONDS = 60.0  # for Python to start on a busy machine
KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class DecodedPicture:
    """An upright copy without metadata, and a thumbnail, both WebP; width and height are the copy's."""

    webp: bytes
    thumbnail: bytes
    width: int
    height: int


class Decoder:
    """A child process that is started when first needed, reused, and replaced when a picture kills it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def decode(self, data: bytes) -> DecodedPicture:
        """Return a clean copy; raises RejectedError for what is too big, damaged, slow to decode, or no picture."""
        if len(data) > self.limits.picture_bytes:
            raise too_many_bytes(len(data), self.limits)
        if not is_picture(data[:HEAD_BYTES]):
            raise not_a_picture(data[:HEAD_BYTES])
        child = self._child or self._start()
        too_slow = threading.Event()
        watch = threading.Timer(self.limits.seconds, lambda: (too_slow.set(), child.kill()))
        watch.start()
        try:
            parts = _exchange(child, data)
        finally:
            watch.cancel()
        if parts is None:
            self.close()
            if too_slow.is_set():
                raise RejectedError(
                    f"it took longer than {self.limits.seconds:g} seconds to decode", "Save it anew, smaller"
                )
            raise RejectedError(
                "the picture stopped the decoder", "It is damaged or hostile: leave it out, or save it anew"
            )
        return _clean(*parts)

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _start(self) -> "subprocess.Popen[bytes]":
        environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        pillow = find_spec("PIL")
        if pillow is None or pillow.origin is None:
            raise IntakeError("Pictures cannot be decoded because Pillow is not installed. Run: pip install pillow")
        environment["PYTHONPATH"] = str(Path(pillow.origin).parent.parent)
        environment["PYTHONSAFEPATH"] = "1"  # this folder holds modules that are none of the child's business
        command = [sys.executable, image_decoder_worker.__file__, json.dumps(asdict(self.limits))]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        watch = threading.Timer(START_SECONDS, self._child.kill)
        watch.start()
        ready = read_frame(self._child.stdout, LARGEST_ANSWER)
        watch.cancel()
        if ready != b"ready":
            self.close()
            raise IntakeError(
                f"The process that decodes pictures does not start ({sys.executable}). "
                f"Check that Pillow works and that {self.limits.memory_bytes / 1e9:.1f} GB of memory may be used."
            )
        return self._child


def _exchange(child: "subprocess.Popen[bytes]", data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return the three parts of an answer; None if the child died or broke the protocol."""
    try:
        write_frame(child.stdin, data)
        child.stdin.flush()
    except BrokenPipeError:
        return None
    parts = [read_frame(child.stdout, LARGEST_ANSWER) for _ in range(3)]
    if any(part is None for part in parts):
        return None
    return parts[0], parts[1], parts[2]


def _clean(facts: bytes, copy: bytes, thumbnail: bytes) -> DecodedPicture:
    values = json.loads(facts)
    if "reason" in values:
        raise RejectedError(values["reason"], values["advice"])
    return DecodedPicture(copy, thumbnail, values["width"], values["height"])
