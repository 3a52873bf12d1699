"""Return of free memory to the system; glibc would keep it, in one heap for each thread."""

import ctypes
import gc
import sys
from contextlib import suppress

MOST_HEAPS = 2
M_ARENA_MAX = -8  # of malloc.h


def limit_heaps() -> None:
    """Share a few heaps among all threads; has to come before they start. Does nothing without glibc."""
    with suppress(OSError, AttributeError):
        _libc().mallopt(M_ARENA_MAX, MOST_HEAPS)


def give_back() -> None:
    """Return what is free to the system."""
    gc.collect()
    with suppress(OSError, AttributeError):
        _libc().malloc_trim(0)


def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise OSError("no glibc here")
    return ctypes.CDLL("libc.so.6")
