"""Rendering of a whole data set from one seed, in several processes, resumable."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from mmref_core.errors import DatasetError, MMRefError
from mmref_core.synthetic.dataset.render_worker import RenderJob, render_person, shard_path, write_atomically
from mmref_core.synthetic.dataset.splits import default_share, split_of
from mmref_core.synthetic.geometry.masks import PARTS

VERSION = 4  # of what a seed means; another version makes other pictures of the same settings
TEST_SHARE, VALIDATION_SHARE = 0.10, 0.05
HELD_OUT_CAPTIONS = 2  # of a picture at most, as the public sets have
ONE_THREAD = ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class RenderSettings:
    """Settings of a data set; the same settings give the same files for any number of processes."""

    persons: int
    views: int = 8  # pictures of a person
    seed: int = 0
    processes: int = 1
    captions: int = 2  # of a picture to learn from, each by another annotator
    validation: int | None = None  # persons, None is a twentieth
    test: int | None = None  # persons, None is a tenth

    def __post_init__(self) -> None:
        for name in ("persons", "views", "processes", "captions"):
            if getattr(self, name) < 1:
                raise ValueError(f"render: {name} must be at least 1, got {getattr(self, name)}")
        if min(self.validation_persons, self.test_persons) < 0 or self.held_out > self.persons:
            raise ValueError(
                f"render: {self.validation_persons} persons for validation and {self.test_persons} for test "
                f"do not fit in {self.persons}"
            )

    @property
    def validation_persons(self) -> int:
        """The number of validation persons."""
        return default_share(self.persons, VALIDATION_SHARE) if self.validation is None else self.validation

    @property
    def test_persons(self) -> int:
        """The number of test persons."""
        return default_share(self.persons, TEST_SHARE) if self.test is None else self.test

    @property
    def held_out(self) -> int:
        """The number of validation and test persons."""
        return self.validation_persons + self.test_persons

    def content(self) -> dict[str, int]:
        """Return the settings that determine the files: all but the number of processes."""
        content = {name: value for name, value in asdict(self).items() if name != "processes"}
        return content | {"validation": self.validation_persons, "test": self.test_persons, "version": VERSION}


@dataclass(frozen=True)
class RenderProgress:
    """The number of finished pictures and of all."""

    done: int
    total: int


def render_dataset(
    settings: RenderSettings, out: Path, on_progress: Callable[[RenderProgress], None] = lambda _: None
) -> None:
    """Write `data_captions.json`, `persons.json`, `dataset.json`, `imgs/` and `masks/` into a folder.

    A person that is there already is not rendered again, so a run that was stopped goes on where it was.
    """
    if open_folder(settings, out):
        on_progress(RenderProgress(settings.persons * settings.views, settings.persons * settings.views))
        return
    shards = [shard_path(out, person) for person in range(settings.persons)]
    missing = [person for person, shard in enumerate(shards) if not shard.exists()]
    render_persons(settings, out, missing, on_progress)
    write_index(settings, out, [json.loads(shard.read_text(encoding="utf-8")) for shard in shards])
    shutil.rmtree(out / "shards")
    for unfinished in out.rglob("*.part"):  # of processes that died
        unfinished.unlink()


def open_folder(settings: RenderSettings, out: Path) -> bool:
    """Create the folder, or check that it belongs to these settings; return whether it is finished."""
    record = out / "dataset.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not record.exists():
            write_atomically(record, {"settings": settings.content(), "sha256": None})
            return False
        found = json.loads(record.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(f"{out} cannot be written: {error}. Give a folder that you may write to.") from error
    except ValueError as error:
        raise DatasetError(f"{record} is not JSON: {error}. Remove the folder {out} or give another.") from error
    if found.get("settings") != settings.content():
        raise DatasetError(
            f"{out} holds a data set of other settings: {found.get('settings')}, asked for are {settings.content()}. "
            "Give another folder, or remove that one."
        )
    return found.get("sha256") is not None


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Limit the processes started inside to one thread each."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def render_persons(
    settings: RenderSettings, out: Path, missing: Sequence[int], on_progress: Callable[[RenderProgress], None]
) -> None:
    """Render the missing persons, with a new pool when a process dies: software OpenGL crashes about once in thousands
    of pictures.

    A process that dies costs the persons in flight, who are rendered again; when nobody at all gets done between two
    deaths, it is no accident.
    """
    total = settings.persons * settings.views
    waiting = list(missing)
    on_progress(RenderProgress(total - len(waiting) * settings.views, total))
    while waiting:
        before = len(waiting)
        for person in rendered(settings, out, waiting):
            waiting.remove(person)
            on_progress(RenderProgress(total - len(waiting) * settings.views, total))
        if len(waiting) == before:
            raise MMRefError(
                "A rendering process died, perhaps for want of memory (each needs about 700 MB). "
                "The same command goes on where this one stopped; fewer processes need less memory."
            )


def rendered(settings: RenderSettings, out: Path, persons: Sequence[int]) -> Iterator[int]:
    """Yield persons as they are finished; stops early when a process dies."""
    count = min(settings.processes, len(persons))
    with one_thread_each(), ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        tasks = {pool.submit(render_person, render_job(settings, person), out): person for person in persons}
        try:
            for task in as_completed(tasks):
                task.result()
                yield tasks[task]
        except BrokenProcessPool:
            return
        except OSError as error:
            raise DatasetError(f"{out} cannot be written: {error}. What is there stays; run the same again.") from error
        finally:
            pool.shutdown(cancel_futures=True)


def render_job(settings: RenderSettings, person: int) -> RenderJob:
    """Return the job of a person."""
    split = split_of(person, settings.persons, settings.validation_persons, settings.test_persons)
    captions = settings.captions if split == "train" else min(settings.captions, HELD_OUT_CAPTIONS)
    return RenderJob(settings.seed, person, settings.views, captions, split)


def write_index(settings: RenderSettings, out: Path, shards: Sequence[dict]) -> None:
    """Write the files that loaders read; `dataset.json` comes last and marks the data set as complete."""
    write_atomically(out / "data_captions.json", [record for shard in shards for record in shard["pictures"]])
    write_atomically(out / "persons.json", {person: shard["attributes"] for person, shard in enumerate(shards)})
    code = hashlib.sha256((out / "data_captions.json").read_bytes()).hexdigest()
    write_atomically(out / "dataset.json", {"settings": settings.content(), "sha256": code, "parts": PARTS})
