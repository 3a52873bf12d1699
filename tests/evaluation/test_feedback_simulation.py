from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mmref_core.data.datasets import read_dataset
from mmref_core.evaluation.evaluate import EvaluationSplit, embed_split
from mmref_core.evaluation.feedback_simulation import (
    UNWANTED_WEIGHTS,
    UnwantedQueries,
    choose_unwanted_weight,
    next_mark,
    simulate_clicks,
    unwanted_queries,
)
from mmref_core.search_types import Marks
from small_world import random_items, tiny_model, write_dataset

CORRECT = torch.tensor([False, True, False, True, *[False] * 10])


def test_the_first_match_that_is_looked_at_is_marked_and_without_one_the_first_picture() -> None:
    order = torch.tensor([0, 3, 1, 2, *range(4, 14)])
    one = next_mark(order, CORRECT, Marks())
    assert one == Marks(match=(3,))
    assert next_mark(order, CORRECT, one) == Marks(match=(3, 1))
    out_of_sight = torch.tensor([*range(4, 14), 0, 1, 2, 3])
    assert next_mark(out_of_sight, CORRECT, Marks()) == Marks(no_match=(4,))


def test_marking_a_picture_of_the_person_finds_the_others() -> None:
    """Pictures of a person are alike, and the text knows nothing: only the click can help."""
    model = tiny_model()
    texts, images = random_items(model, 12, 1, texts=True), random_items(model, 48, 2)
    persons = torch.arange(48) // 4
    images.features.copy_(torch.nn.functional.normalize(images.features[persons * 4] + 0.2 * images.features, dim=1))
    split = EvaluationSplit(images, persons, texts, torch.arange(12), {})
    gained = simulate_clicks(model, split, 3, 1.0)
    assert gained.after.average_precision.mean() > gained.before.average_precision.mean() + 0.1
    nothing = simulate_clicks(model, split, 1, 0.0)
    assert torch.equal(nothing.before.first, nothing.after.first)


def one_refusal(sure_of_own: float) -> UnwantedQueries:
    """Twelve pictures; the first two show what is not wanted, the third is the person's own."""
    scores = torch.linspace(1.0, 0.89, 12)[None]
    shows, correct = torch.zeros(2, 1, 12, dtype=torch.bool)
    shows[0, :2], correct[0, 2] = True, True
    sure = torch.zeros(1, 12)
    sure[0, :2], sure[0, 2] = 1.0, sure_of_own
    return UnwantedQueries(scores, shows, sure, correct, torch.tensor([7]))


def test_what_is_not_wanted_leaves_the_first_ten_and_the_person_rises() -> None:
    own = one_refusal(0.0)
    assert own.first(0.0).tolist() == pytest.approx([0.2])
    assert own.first(0.5).tolist() == [0.0]
    assert own.figures(0.0).first.tolist() == [3] and own.figures(0.5).first.tolist() == [1]


def test_a_person_who_seems_to_show_it_too_falls() -> None:
    own = one_refusal(0.9)
    assert own.figures(0.015).first.tolist() == [4], "behind one that does not"
    assert own.figures(0.5).first.tolist() == [10]


def test_the_largest_weight_is_chosen_that_costs_the_persons_sought_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_dataset(tmp_path)
    model, samples = tiny_model(), read_dataset(tmp_path, "val")
    split = embed_split(model, samples)
    for sure, weight in ((0.0, max(UNWANTED_WEIGHTS)), (0.9, 0.1)):
        own = replace(one_refusal(sure), scores=torch.linspace(1.0, 0.0, 12)[None])
        monkeypatch.setattr(
            "mmref_core.evaluation.feedback_simulation.unwanted_queries", lambda *_, own=own: {"bag": own}
        )
        assert choose_unwanted_weight(model, split, samples).unwanted_weight == weight


def test_queries_refuse_what_most_of_the_first_ten_show_and_their_person_does_not(tmp_path: Path) -> None:
    write_dataset(tmp_path)
    model, samples = tiny_model(), read_dataset(tmp_path, "val")
    bags = ("none", "backpack")  # every other person has one, in all pictures
    samples = [replace(sample, visible=sample.visible | {"bag": bags[sample.person % 2]}) for sample in samples]
    split = embed_split(model, samples)
    found = unwanted_queries(model, split, samples)
    assert set(found) == {"bag"} and {person % 2 for person in found["bag"].persons.tolist()} == {0}
    for own in found.values():
        assert own.scores.shape == own.shows.shape == own.sure.shape == own.correct.shape
        assert not (own.shows & own.correct).any(), "the person shows another value"
        assert (own.first(0.0) > 0).all()
        assert (own.sure >= 0).all() and (own.sure <= 1).all()
