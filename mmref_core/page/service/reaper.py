"""Periodic deletion of expired galleries and uploads."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from mmref_core.errors import MMRefError
from mmref_core.page.service.memory import give_back

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 240.0


class Reaper:
    """Runs sweeps in a thread; one that fails is logged, and tried again the next time."""

    def __init__(self, sweeps: list[Callable[[], str]], every_seconds: float = EVERY_SECONDS) -> None:
        """Each of `sweeps` returns a line for whoever runs the program, empty where there is nothing to say."""
        self.sweeps = sweeps
        self.every_seconds = every_seconds
        self.said: set[str] = set()
        self._stop = Event()

    def run_once(self) -> None:
        for sweep in self.sweeps:
            try:
                line = sweep()
            except (MMRefError, OSError) as error:
                line = str(error)
            if line and line not in self.said:
                self.said.add(line)
                LOG.warning("%s", line)
        give_back()

    def start(self) -> None:
        """Sweep now and again; ends with the program."""
        Thread(target=self._run, name="reaper", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(self.every_seconds):
            self.run_once()
