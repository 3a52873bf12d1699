"""Progress of work in a thread, as an iterator."""

from collections.abc import Callable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

from mmref_core.galleries.contents import FillReport, IngestProgress

REPORT_SECONDS = 0.25  # between two reports of one fill


class StoppedError(Exception):
    """The page that asked for a fill is gone."""


def run_with_progress(
    work: Callable[[Callable[[IngestProgress], None]], FillReport],
) -> Iterator[IngestProgress | FillReport]:
    """Run work that reports through a callback in a thread, and give its reports here, then its result or its error."""
    steps: Queue[IngestProgress | FillReport | Exception] = Queue()
    stop = Event()

    def report(progress: IngestProgress) -> None:
        if stop.is_set():
            raise StoppedError
        steps.put(progress)

    def run() -> None:
        try:
            steps.put(work(report))
        except Exception as error:  # raised again where the page waits
            steps.put(error)

    worker = Thread(target=run, daemon=True)
    worker.start()
    try:
        yield from latest(steps)
    finally:
        stop.set()
        worker.join()


def latest(steps: "Queue[IngestProgress | FillReport | Exception]") -> Iterator[IngestProgress | FillReport]:
    """Give progress at a pace that a browser can follow, leaving out steps in between, then the result."""
    last = 0.0
    while True:
        step = steps.get()
        while isinstance(step, IngestProgress):
            try:
                step = steps.get_nowait()
            except Empty:
                break
        if isinstance(step, Exception):
            raise step
        if isinstance(step, FillReport):
            yield step
            return
        if monotonic() - last >= REPORT_SECONDS:
            last = monotonic()
            yield step
