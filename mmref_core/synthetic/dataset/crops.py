"""Figures of size, truncation and centring of the persons in their pictures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Record = Mapping[str, Any]  # of `data_captions.json`
SIZES = {"tiny": (0, 70), "small": (70, 110), "middle": (110, 180), "large": (180, 10_000)}  # the camera's own pixels
WHOLE = ("good", "loose", "shifted")  # boxes that cut nothing, or hardly


def size_class(record: Record) -> str | None:
    """Return the class of the whole person's height in the camera's pixels; None where it is not recorded (older data
    sets).
    """
    height = record.get("true_height")
    return next((name for name, (low, high) in SIZES.items() if height is not None and low <= height < high), None)


def cut_kind(record: Record) -> str | None:
    """Return the kind of detector box if it cuts off a part of the person, else None."""
    kind = record.get("box", {}).get("kind")
    return kind if kind not in WHOLE else None


def is_subject(record: Record) -> bool:
    """Return whether the person has the most pixels of all persons in its picture."""
    return record["subject"]["pixels"] >= record["subject"]["largest_other"]


def crop_figures(records: Sequence[Record]) -> dict[str, Any]:
    """Return figures of the crops by name; nothing for data sets that do not record them."""
    told = [record for record in records if "subject" in record]
    if not told:
        return {}
    heights = [record["true_height"] for record in told]
    shapes = [record["box"]["true_size"][0] / record["box"]["true_size"][1] for record in told]
    kinds = Counter(record["box"]["kind"] for record in told)
    subjects = [record["subject"] for record in told]
    return {
        "persons that are the largest in their picture, percent": round(
            100 * float(np.mean([*map(is_subject, told)])), 2
        ),
        "offset of persons from the middle, half widths": _spread([subject["offset"] for subject in subjects], 2),
        "pictures shot again, percent": round(100 * float(np.mean([subject["tries"] > 1 for subject in subjects])), 1),
        "shots in vain": sum(subject["tries"] - 1 for subject in subjects),
        "height of persons, the camera's own pixels": _spread(heights, 0),
        "width of boxes against their height": _spread(shapes, 2),
        "boxes, percent": {kind: round(100 * count / len(told), 1) for kind, count in kinds.most_common()},
    }


def _spread(values: Sequence[float], digits: int) -> dict[str, float]:
    shares = (("5 %", 0.05), ("50 %", 0.5), ("95 %", 0.95))
    return {name: round(float(np.quantile(values, share)), digits) for name, share in shares}
