from collections import Counter

import numpy as np
import pytest

from mmref_core.synthetic.camera.boxes import ASPECTS, ERRORS, DetectionBox, detected, zoom_to

SIDES = (-0.15, 0.17)  # of a walking person, in heights
BOXES = [detected(np.random.default_rng(seed), SIDES, None) for seed in range(1500)]


def test_most_boxes_are_good_and_every_error_happens() -> None:
    kinds = Counter(box.kind for box in BOXES)

    assert sum(error.share for error in ERRORS.values()) == pytest.approx(1)
    assert kinds.keys() == ERRORS.keys()
    assert 0.5 < kinds["good"] / len(BOXES) < 0.7


def test_good_boxes_hold_the_whole_person_nearly_always() -> None:
    good = [box for box in BOXES if box.kind == "good"]
    whole = [box.bottom < 0.02 and box.top > 0.98 and box.left < -0.12 and box.right > 0.14 for box in good]

    assert np.mean(whole) > 0.95


@pytest.mark.parametrize(("kind", "lost"), [("feet cut", (0.05, 0.34)), ("head cut", (0.01, 0.14))])
def test_a_cut_end_is_gone_and_the_rest_is_there(kind: str, lost: tuple[float, float]) -> None:
    gone = [box.bottom if kind == "feet cut" else 1 - box.top for box in BOXES if box.kind == kind]

    assert lost[0] < min(gone) < max(gone) < lost[1]


def test_boxes_have_a_detectors_shapes_or_the_one_shape_of_theirs() -> None:
    aspects = np.array([box.aspect for box in BOXES if box.kind != "side cut"])
    one_shape = [detected(np.random.default_rng(seed), SIDES, 0.5).aspect for seed in range(200)]

    assert ASPECTS[0] - 1e-9 <= aspects.min() < 0.34
    assert 0.45 < aspects.max() <= ASPECTS[1] + 1e-9
    assert np.quantile(one_shape, 0.1) > 0.44


def test_a_cut_side_is_a_fifth_to_a_third_of_the_box() -> None:
    widths = [box.width for box in BOXES if box.kind == "side cut"]
    lefts = [box.left for box in BOXES if box.kind == "side cut"]

    assert 0.15 < min(widths) < max(widths) < 0.36
    assert min(lefts) < -0.12 < -0.05 < max(lefts)


def test_zooming_to_a_box_fills_the_picture_with_it() -> None:
    low, high, aspect = np.array([-0.4, -0.5]), np.array([0.2, 0.7]), 0.5
    box = DetectionBox("good", -0.2, -0.1, 0.3, 1.1)

    zoom, shift = zoom_to(box, low, high, aspect)

    soles, crown = np.array([0.0, low[1]]), np.array([0.0, high[1]])
    assert (soles * zoom + shift)[1] == pytest.approx(-1 + 2 * 0.1 / 1.2)
    assert (crown * zoom + shift)[1] == pytest.approx(1 - 2 * 0.1 / 1.2)
    assert (soles * zoom + shift)[0] == pytest.approx(-1 + 2 * 0.2 / 0.5)
