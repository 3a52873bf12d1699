"""Check of the machine's clock before expired galleries are deleted.

A machine can start with a clock that is weeks ahead (a dead battery, a restored snapshot). Deleting by such a clock
would lose pictures for good, so a jump by more than the retention is doubted until the new time has been seen to go on
for a day.
"""

import time
from dataclasses import dataclass

DAY = 24 * 3600.0  # seconds
TRUST_AFTER_SECONDS = DAY  # that a doubted time has to go on before it is trusted, with the program running
SEEN_SECONDS = 3600.0  # between two readings of a running program, which reads every few minutes


@dataclass(frozen=True)
class ClockReading:
    """A store's last readings of the clock; all times are seconds since 1970."""

    seen: float | None = None  # the last time that was trusted; None before the first
    doubted_since: float | None = None  # moved on by the time that no program saw
    doubted_until: float | None = None  # the last doubted reading

    @property
    def is_doubted(self) -> bool:
        return self.doubted_since is not None

    def doubt(self, now: float) -> str:
        """Say why expired galleries are kept, in one line."""
        ahead = round((now - (self.seen or now)) / DAY)
        return (
            f"The clock says {time.strftime('%-d %B %Y', time.localtime(now))}, {ahead} days after it was last read "
            "here. Expired galleries are kept until the program has seen this time for a day; if the clock is wrong, "
            "set it right."
        )


def read_clock(last: ClockReading, now: float, retention_seconds: float | None) -> ClockReading:
    """Return what to remember of the clock at `now`, given the last reading."""
    if retention_seconds is None or last.seen is None or now - last.seen <= retention_seconds:
        return ClockReading(now)
    since, until = last.doubted_since, last.doubted_until
    if since is None or until is None or not 0 <= now - until <= retention_seconds:
        return ClockReading(last.seen, now, now)
    if now - until > SEEN_SECONDS:
        since += now - until  # nobody saw this time go by: the clock may have been set
    if now - since >= TRUST_AFTER_SECONDS:
        return ClockReading(now)
    return ClockReading(last.seen, since, now)


@dataclass(frozen=True)
class SweepResult:
    """Result of one sweep of a store."""

    removed: int  # expired galleries deleted, and leftover files removed
    held: int = 0  # expired galleries kept because the clock is doubted
    doubt: str = ""  # why the clock is doubted, a line for the person who runs the program
