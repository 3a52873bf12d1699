"""Limits on the disk space of visitors, and their messages."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from mmref_core.errors import QuotaError

GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Quotas:
    """Limits in bytes; stored pictures and uploads that wait to be taken in count together."""

    visitor_bytes: int = 5 * GIGABYTE
    total_bytes: int = 50 * GIGABYTE
    free_bytes: int = GIGABYTE  # that stay free on the disk

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if value < 0:
                raise ValueError(f"quotas.{name} must not be negative, got {value}")

    def check(self, incoming: int, used_by_visitor: int, used: int, free: int) -> None:
        """Raise QuotaError where `incoming` more bytes would pass a limit; all numbers are bytes."""
        if used_by_visitor + incoming > self.visitor_bytes:
            raise QuotaError(
                f"There is no room for {size(incoming)} more: your galleries and uploads use {size(used_by_visitor)} "
                f"of {size(self.visitor_bytes)}. Delete a gallery, or bring fewer pictures."
            )
        if used + incoming > self.total_bytes:
            raise QuotaError(
                f"There is no room for {size(incoming)} more: all galleries here use {size(used)} of "
                f"{size(self.total_bytes)}. Delete a gallery, or ask whoever runs this server."
            )
        if free - incoming < self.free_bytes:
            raise QuotaError(
                f"There is no room for {size(incoming)} more: the disk has {size(free)} free, of which "
                f"{size(self.free_bytes)} must stay. Free some space, then add the pictures again."
            )


def free_bytes(folder: Path) -> int:
    """Return the bytes that are free on the disk of a folder, which need not exist yet."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def size(count: int) -> str:
    """Write a number of bytes for people: `3.1 MB`."""
    for unit, factor in (("GB", GIGABYTE), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} bytes"
