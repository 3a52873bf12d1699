"""What is kept of the MakeHuman files."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from mmref_core.synthetic.body.body_data import packed, read_target
from mmref_core.synthetic.body.parametric_body import OFFSET_STEP


def test_a_target_file_is_read_in_metres(tmp_path: Path) -> None:
    path = tmp_path / "some.target.gz"
    path.write_bytes(gzip.compress(b"# a comment\n2 .5 -1 0\n0 0 0 .25\n"))
    assert read_target(path, 3) == pytest.approx(np.array([[0, 0, 0.025], [0, 0, 0], [0.05, -0.1, 0]]))


def test_a_target_that_does_not_exist_moves_nothing(tmp_path: Path) -> None:
    assert not read_target(tmp_path / "none.target.gz", 4).any()


def test_packing_keeps_offsets_to_half_a_step_and_only_where_they_are_used() -> None:
    offsets = np.random.default_rng(1).normal(0, 0.05, (6, 3))
    used = np.array([True, True, False, True, False, True])

    stored = packed(iter([("male old", offsets), ("nothing", 0 * offsets)]), used)

    assert stored["target_names"].tolist() == ["male old"]
    restored = np.cumsum(stored["target_differences"], axis=2)[0].T * OFFSET_STEP
    assert np.abs(restored - offsets * used[:, None]).max() <= 0.5 * OFFSET_STEP + 1e-9
