"""Reader of annotations in RSTPReid's layout, and the attribute values that are frequent enough to learn."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mmref_core.errors import DatasetError

SPLITS = ("train", "val", "test")
NOT_OF_THE_PERSON = frozenset({"view", "bag_view", "doing"})  # attributes of the picture, not of the person
MIN_COUNT = 40  # training pictures that a value must be visible in to be learnt
ANNOTATIONS = "data_captions.json"  # RSTPReid's name and schema; rendered people add keys of their own


@dataclass(frozen=True)
class Query:
    """An additional query of a held-out picture: a short query or a paraphrase."""

    text: str
    kind: str  # short, paraphrase
    ambiguity: str


@dataclass(frozen=True)
class Sample:
    """One picture, its person and its captions."""

    person: int
    path: Path
    captions: tuple[str, ...]
    split: str
    visible: dict[str, str] = field(default_factory=dict)  # attribute -> value; empty where not recorded
    ambiguity: tuple[str, ...] = ()  # of each caption: clean, omitting or contradicting; empty where not recorded
    kinds: tuple[str, ...] = ()  # of each caption: sentence or short; empty where not recorded
    queries: tuple[Query, ...] = ()
    twin_of: int | None = None  # the person whom this one resembles but for a detail or two


def read_dataset(root: Path, split: str) -> list[Sample]:
    """Return the samples of one split in the order of the file, of RSTPReid or of a rendered data set.

    Raises DatasetError for annotations that cannot be read and for a split that is unknown or empty.
    """
    if split not in SPLITS:
        raise DatasetError(f"There is no split {split!r}; a data set has {', '.join(SPLITS)}.")
    splits = read_splits(root)
    if split not in splits:
        held = {name: len(samples) for name, samples in splits.items()}
        raise DatasetError(f"{root / ANNOTATIONS} has no pictures of split {split!r}; it has {held}.")
    return splits[split]


def read_splits(root: Path) -> dict[str, list[Sample]]:
    """Return the samples by split, without empty splits. Raises DatasetError for annotations that cannot be read."""
    file = root / ANNOTATIONS
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(
            f"{file} cannot be read ({error.strerror}). Give the folder that holds {ANNOTATIONS} and imgs/, "
            "or make one with `python -m mmref_core render`."
        ) from error
    except ValueError as error:
        raise DatasetError(f"{file} is no JSON ({error}). Restore the file or render the data set again.") from error
    if not isinstance(records, list):
        raise DatasetError(f"{file} holds a {type(records).__name__}, but a list of pictures is expected.")
    splits: dict[str, list[Sample]] = {}
    for number, record in enumerate(records):
        sample = _sample(record, number, root)
        splits.setdefault(sample.split, []).append(sample)
    return splits


def _sample(record: dict[str, Any], number: int, root: Path) -> Sample:
    try:
        notes = record.get("notes", [])
        return Sample(
            person=int(record["id"]),
            path=root / "imgs" / record["img_path"],
            captions=tuple(record["captions"]),
            split=record["split"],
            visible={name: str(value) for name, value in record.get("visible", {}).items()},
            ambiguity=tuple(ambiguity(note) for note in notes),
            kinds=tuple(record.get("kinds", [])),
            queries=tuple(
                Query(query["text"], query["kind"], ambiguity(query["notes"])) for query in record.get("queries", [])
            ),
            twin_of=record.get("twin_of"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DatasetError(
            f"{root / ANNOTATIONS}, picture number {number}: expected id, img_path, captions and split, "
            f"but {type(error).__name__}: {error}."
        ) from error


def ambiguity(notes: Sequence[dict[str, str]]) -> str:
    """Return the evaluation slice of a caption by its recorded notes: contradicting before omitting before clean.

    A kind of note that is not known here says nothing. The statistics of a rendered data set count by `ambiguity_class`
    of `synthetic.captions.caption_noise`, which agrees on all kinds that it writes.
    """
    kinds = {note["kind"] for note in notes}
    if kinds & {"wrong", "neighbour"}:
        return "contradicting"
    return "omitting" if kinds & {"omission", "vague"} else "clean"


def learnable_values(samples: Sequence[Sample]) -> dict[str, list[str]]:
    """Return the values that a model learns to classify: `frequent_values` of attributes that are of the person."""
    return {
        name: values for name, values in frequent_values(samples, MIN_COUNT).items() if name not in NOT_OF_THE_PERSON
    }


def frequent_values(samples: Sequence[Sample], at_least: int) -> dict[str, list[str]]:
    """Return attributes with their values that occur `at_least` times, most frequent first; at least two of each."""
    counts: dict[str, Counter[str]] = {}
    for sample in samples:
        for name, value in sample.visible.items():
            counts.setdefault(name, Counter())[value] += 1
    frequent = {
        name: [
            value for value, count in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])) if count >= at_least
        ]
        for name, values in counts.items()
    }
    return {name: values for name, values in sorted(frequent.items()) if len(values) > 1}
