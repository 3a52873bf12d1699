"""A long work that reports as it goes, followed from where its reports are awaited."""

from collections.abc import Callable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

from mmref_core.galleries.contents import FillReport, Progress

TELL_SECONDS = 0.25  # between two reports of one fill


class StoppedError(Exception):
    """The page that asked for a fill is gone."""


def told(work: Callable[[Callable[[Progress], None]], FillReport]) -> Iterator[Progress | FillReport]:
    """Run work that reports through a callback in a thread, and give its reports here, then its result or its error."""
    steps: Queue[Progress | FillReport | Exception] = Queue()
    stop = Event()

    def tell(progress: Progress) -> None:
        if stop.is_set():
            raise StoppedError
        steps.put(progress)

    def run() -> None:
        try:
            steps.put(work(tell))
        except Exception as error:  # raised again where the page waits
            steps.put(error)

    worker = Thread(target=run, daemon=True)
    worker.start()
    try:
        yield from latest(steps)
    finally:
        stop.set()
        worker.join()


def latest(steps: "Queue[Progress | FillReport | Exception]") -> Iterator[Progress | FillReport]:
    """Reports at a pace that a browser can follow; those in between are left out, the result never is."""
    last = 0.0
    while True:
        step = steps.get()
        while isinstance(step, Progress):
            try:
                step = steps.get_nowait()
            except Empty:
                break
        if isinstance(step, Exception):
            raise step
        if isinstance(step, FillReport):
            yield step
            return
        if monotonic() - last >= TELL_SECONDS:
            last = monotonic()
            yield step
