"""CPU time of rendering by stage."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from mmref_core.synthetic.dataset import render_worker
from mmref_core.synthetic.pose.person import Person
from mmref_core.synthetic.rendering import capture
from mmref_core.synthetic.rendering.renderer import Renderer
from mmref_core.synthetic.scenes.places import Place

WARM_UP, PERSONS, VIEWS = 24, 24, 8  # persons rendered first, persons timed, pictures of each
STAGES = {  # where each stage's function is looked up; a stage inside another is not counted twice
    "build people": (render_worker, "build_person"),
    "pose": (Person, "pose"),
    "aim": (capture, "aim"),
    "other people and obstacles": (capture, "draw_extras"),
    "lay out places": (capture, "place"),
    "choose scenery": (Place, "seen_from"),
    "upload": (Renderer, "_upload"),
    "draw shadows": (Renderer, "_draw_shadows"),
    "draw surfaces": (Renderer, "_draw_surfaces"),
    "finish and read back": (Renderer, "_finish"),
    "degrade": (capture, "degrade"),
    "find the subject": (capture, "subject_of"),
    "describe": (render_worker, "describe"),
    "encode and save": (render_worker, "save"),
}


class Stopwatch:
    """CPU seconds of wrapped functions, each without the wrapped functions that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self._inside = [0.0]  # of the functions that are running, time spent in others that they called

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that adds its CPU time to a stage."""

        def timed(*arguments: Any, **named: Any) -> Any:
            started = time.process_time()
            self._inside.append(0.0)
            try:
                return function(*arguments, **named)
            finally:
                spent = time.process_time() - started
                self.seconds[stage] += spent - self._inside.pop()
                self._inside[-1] += spent

        return timed


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Wrap the functions of all stages while it is open."""
    watch = Stopwatch()
    with ExitStack() as patches:
        for stage, (owner, name) in STAGES.items():
            patches.enter_context(patch.object(owner, name, watch.around(stage, getattr(owner, name))))
        yield watch


def measure_stages(seed: int = 0, persons: int = PERSONS, warm_up: int = WARM_UP) -> dict[str, float]:
    """Return CPU-seconds per picture of each stage in this process, of the rest, and in total.

    Some persons are rendered beforehand, because places and passers-by are made when they are first needed.
    """
    with TemporaryDirectory() as folder:
        render(range(warm_up), seed, Path(folder))
        with stopwatch() as watch:
            started = time.process_time()
            render(range(warm_up, warm_up + persons), seed, Path(folder))
            total = time.process_time() - started
    seconds = watch.seconds | {"rest": total - sum(watch.seconds.values()), "all": total}
    return {name: round(spent / (persons * VIEWS), 5) for name, spent in seconds.items()}


def render(persons: range, seed: int, out: Path) -> None:
    """Render some persons into a folder."""
    for number in persons:
        render_worker.render_person(render_worker.RenderJob(seed, number, VIEWS, 2, "train"), out)
