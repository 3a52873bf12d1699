"""Calibration of chances, on made-up persons."""

import pytest
import torch
from torch.nn.functional import normalize

from mmref_core.config import SearchConfig
from mmref_core.evaluation.certainty_calibration import (
    BLOCK,
    SHARES,
    calibration_error,
    choose_certainty,
    cluster_examples,
    fit_chances,
    galleries_of,
    held_out_errors,
    object_examples,
    same_among_others,
    some_persons,
)
from mmref_core.evaluation.evaluate import EvaluationSplit
from mmref_core.models.encode import Embedded
from mmref_core.reranking.certainty import chances
from small_world import on_sphere


def made_up_split(persons: int, views: int, seed: int) -> EvaluationSplit:
    """Pictures of persons, of which some look alike; the second pair of towers errs apart from the first."""
    own = torch.arange(persons * views) // views
    parts = []
    for dim, shift in ((16, 0), (16, 100)):
        centres = normalize(on_sphere(persons, dim, seed + shift) + on_sphere(1, dim, seed + shift + 1), dim=1)
        parts.append(normalize(centres[own] + 0.8 * on_sphere(len(own), dim, seed + shift + 2), dim=1))
    nothing = torch.zeros(0, 16)
    images = Embedded(parts[0], torch.zeros(len(own), 0), second=parts[1])
    return EvaluationSplit(images, own, Embedded(nothing, nothing), torch.zeros(0, dtype=torch.long), {})


def test_a_fit_finds_the_coefficients_that_made_the_shares() -> None:
    columns = torch.randn(4000, 2, generator=torch.Generator().manual_seed(1))
    found = fit_chances(columns, chances(columns, (0.5, 2.0, -1.0)))
    assert found.tolist() == pytest.approx([0.5, 2.0, -1.0], abs=0.03)


def test_a_fit_stays_finite_where_a_column_tells_all() -> None:
    columns = torch.linspace(-1, 1, 100)[:, None]
    found = fit_chances(columns, (columns[:, 0] > 0).float())
    assert found.isfinite().all() and chances(columns, found)[[0, 99]].sub(torch.tensor([0.0, 1.0])).abs().max() < 0.1


def test_the_calibration_error_is_the_gap_of_each_bin_by_its_size() -> None:
    estimated, shares = torch.tensor([0.11, 0.15, 0.92, 0.98, 1.0]), torch.tensor([0.0, 1.0, 1.0, 1.0, 0.5])
    expected = (abs(0.26 - 1.0) + abs(2.9 - 2.5)) / 5
    assert calibration_error(estimated, shares) == pytest.approx(expected, abs=1e-6)
    assert calibration_error(shares, shares) == 0 and calibration_error(shares[:0], shares[:0]) == 0


def test_the_share_of_the_others_that_show_the_same_person() -> None:
    found = same_among_others(torch.tensor([5, 5, 5, 2, 7, 7]), torch.tensor([1, 1, 3, 1, 4, 4]))
    assert found.tolist() == [0.5, 0.5, 0.0, 1.0, 1.0, 1.0]


def test_galleries_have_all_images_then_one_of_each_person_then_some() -> None:
    persons = torch.arange(40).repeat_interleave(3)[torch.randperm(120, generator=torch.Generator().manual_seed(3))]
    galleries = list(galleries_of(persons, seed=0))
    assert len(galleries) == 3 * len(SHARES)
    for share, (whole, one, some) in zip(
        SHARES, [galleries[start : start + 3] for start in range(0, len(galleries), 3)], strict=True
    ):
        chosen = persons[whole].unique()
        assert len(chosen) == share * 40 and len(whole) == 3 * len(chosen)
        assert torch.equal(persons[one].sort().values, chosen) and torch.equal(persons[some].unique(), chosen)
        assert len(one) < len(some) < len(whole) and len(some.unique()) == len(some)


def test_some_persons_are_drawn_in_blocks_of_neighbours() -> None:
    chosen = some_persons(torch.arange(60) // 2 + 100, 0.5, torch.Generator().manual_seed(1))
    assert len(chosen) == 15 and all(block % 5 == 0 for block in chosen[::BLOCK].tolist())
    assert (chosen.reshape(3, BLOCK).diff(dim=1) == 1).all()


def test_examples_are_of_true_and_of_mistaken_clusters_and_of_as_many_folders_of_either_kind() -> None:
    split = made_up_split(60, 4, seed=1)
    columns, shares = cluster_examples(split, 0.4)
    assert columns.shape == (len(shares), 6) and 0.1 < shares.mean() < 0.95
    columns, shares = object_examples(split)
    assert columns.shape == (len(shares), 2) and shares.mean() == 0.5
    assert columns[shares == 1, 0].mean() > columns[shares == 0, 0].mean() + 0.2


def test_chances_are_calibrated_on_persons_that_they_were_not_fitted_on() -> None:
    split = made_up_split(160, 4, seed=2)
    chosen = choose_certainty(split, SearchConfig(cluster_distance=0.4))
    assert chosen.cluster_certainty is not None
    assert chosen.object_certainty is not None and chosen.object_certainty[1] > 0
    assert max(held_out_errors(split, 0.4, halvings=1)) < 0.08
    without = choose_certainty(split, SearchConfig())
    assert without.cluster_certainty is None and without.object_certainty == chosen.object_certainty
