from typing import Any

from mmref_core.synthetic.camera.boxes import ERRORS
from mmref_core.synthetic.dataset.crops import WHOLE, crop_figures, cut_kind, size_class


def record(height: int = 130, kind: str = "good", other: int = 0, tries: int = 1) -> dict[str, Any]:
    return {
        "true_height": height,
        "box": {"kind": kind, "true_size": [50, 125]},
        "subject": {"pixels": 9000, "largest_other": other, "offset": 0.1, "tries": tries},
    }


def test_older_data_sets_tell_nothing_of_their_crops() -> None:
    assert crop_figures([{"id": 1}]) == {}
    assert size_class({"id": 1}) is cut_kind({"id": 1}) is None


def test_a_picture_of_somebody_else_is_counted() -> None:
    figures = crop_figures([record(), record(other=8999, tries=3), record(other=9001), record(tries=2)])

    assert figures["persons that are the largest in their picture, percent"] == 75.0
    assert figures["pictures shot again, percent"] == 50.0
    assert figures["shots in vain"] == 3
    assert figures["width of boxes against their height"]["50 %"] == 0.4


def test_pictures_are_sorted_by_size_and_by_what_is_cut() -> None:
    assert [size_class(record(height)) for height in (40, 69, 70, 130, 300)] == [
        *("tiny", "tiny", "small", "middle", "large")
    ]
    assert set(WHOLE) < ERRORS.keys()
    assert cut_kind(record(kind="feet cut")) == "feet cut"
    assert cut_kind(record(kind="loose")) is None
