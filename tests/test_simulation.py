import torch

from mmref_core.evaluation import Trial
from mmref_core.simulation import clicked, next_mark
from mmref_core.wishes import Marks
from small_world import random_items, tiny_model

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
    trial = Trial(images, persons, texts, torch.arange(12), {})
    gained = clicked(model, trial, 3, 1.0)
    assert gained.after.average_precision.mean() > gained.before.average_precision.mean() + 0.1
    nothing = clicked(model, trial, 1, 0.0)
    assert torch.equal(nothing.before.first, nothing.after.first)
