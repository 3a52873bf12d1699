import math

import pytest
import torch

from mmref_core.models.losses import align, attributes, contrastive, same_person
from mmref_core.models.mmref import reference_loss
from mmref_core.models.tgdt import consistency, hardest_negative_hinge
from small_world import on_sphere


@pytest.mark.parametrize("queries", [[1, 1, 2], [1, 2], [2, 1, 1, 2]])
def test_contrastive_is_the_formula_spelled_out_and_other_positives_leave_the_denominator(queries: list[int]) -> None:
    logits = torch.tensor([[1.0, 0.2, -0.5], [0.3, 2.0, 0.1], [0.4, -0.7, 0.9], [-0.2, 0.6, 1.3]])[: len(queries)]
    positive = same_person(torch.tensor(queries), torch.tensor([1, 1, 2]))

    loss = contrastive(logits, positive).item()

    expected = 0.0
    for row, kept in zip(logits.tolist(), positive.tolist(), strict=True):
        negatives = sum(math.exp(value) for value, keep in zip(row, kept, strict=True) if not keep)
        chosen = [value - math.log(negatives + math.exp(value)) for value, keep in zip(row, kept, strict=True) if keep]
        expected -= sum(chosen) / len(chosen) / len(logits)
    assert math.isclose(loss, expected, rel_tol=1e-5)


def test_align_is_the_usual_clip_loss_when_all_persons_differ() -> None:
    texts, images = on_sphere(4, 6, seed=1), on_sphere(4, 6, seed=2)
    logits = texts @ images.T / 0.2
    target = torch.arange(4)
    expected = (
        torch.nn.functional.cross_entropy(logits, target) + torch.nn.functional.cross_entropy(logits.T, target)
    ) / 2
    assert torch.allclose(align(texts, images, torch.tensor([5, 3, 9, 1]), 0.2), expected, atol=1e-5)


def test_align_does_not_care_in_which_order_the_pairs_come() -> None:
    texts, images, persons = on_sphere(5, 6, seed=3), on_sphere(5, 6, seed=4), torch.tensor([1, 2, 1, 3, 2])
    order = torch.tensor([3, 1, 4, 0, 2])
    assert torch.allclose(
        align(texts, images, persons, 0.1), align(texts[order], images[order], persons[order], 0.1), atol=1e-5
    )


def test_own_reference_falls_when_the_feature_turns_to_its_reference() -> None:
    references = torch.eye(3)
    near = torch.nn.functional.normalize(torch.tensor([[0.9, 0.3, 0.1]]), dim=1)
    owner, stranger = torch.tensor([0]), torch.tensor([2])
    cosines = near[0].tolist()
    expected = -cosines[0] / 0.5 + math.log(sum(math.exp(value / 0.5) for value in cosines))
    assert math.isclose(reference_loss(near, references, owner, 0.5).item(), expected, rel_tol=1e-5)
    assert reference_loss(near, references, owner, 0.5) < reference_loss(near, references, stranger, 0.5)


def test_attributes_leave_out_what_is_not_visible() -> None:
    first, second = torch.tensor([[2.0, -1.0], [0.5, 0.1]]), torch.tensor([[0.3, 0.2, 0.9], [1.0, 0.0, -1.0]])
    labels = torch.tensor([[0, -1], [-1, -1]])
    expected = math.log(1 + math.exp(-3))
    assert math.isclose(attributes((first, second), labels).item(), expected, rel_tol=1e-5)


def test_attributes_average_over_attributes_not_over_labels() -> None:
    logits = (torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[0.0, 3.0], [2.0, 2.0]]))
    only_first = attributes(logits[:1], torch.tensor([[0], [0]]))
    only_second = attributes(logits[1:], torch.tensor([[1], [-1]]))
    both = attributes(logits, torch.tensor([[0, 1], [0, -1]]))
    assert torch.allclose(both, (only_first + only_second) / 2)


def test_the_hinge_takes_the_hardest_stranger_of_row_and_column() -> None:
    similarity = torch.tensor([[0.5, 0.45, 0.9], [0.2, 0.6, 0.1], [0.7, 0.3, 0.8]])
    persons = torch.tensor([1, 2, 1])  # the third is the first again, so 0.9 and 0.7 are no negatives
    rows = [0.2 + 0.45 - 0.5, 0.0, 0.0]
    columns = [0.0, 0.2 + 0.45 - 0.6, 0.0]
    assert math.isclose(
        hardest_negative_hinge(similarity, persons, 0.2).item(), (sum(rows) + sum(columns)) / 3, rel_tol=1e-5
    )


def test_consistency_punishes_the_worst_difference_beyond_its_slack_but_not_within_a_person() -> None:
    texts, images, persons = on_sphere(5, 4, 1), on_sphere(5, 4, 2), torch.tensor([1, 2, 1, 3, 4])
    expected = 0.0
    for j in range(5):
        differences = [
            abs(float(texts[i] @ texts[j]) - float(images[i] @ images[j])) for i in range(5) if persons[i] != persons[j]
        ]
        expected += max(0.0, max(differences) - 0.3) / 5
    assert math.isclose(consistency(texts, images, persons, 0.3).item(), expected, rel_tol=1e-4)
    assert expected > 0
    assert consistency(texts, texts, persons, 0.3) == 0


def test_with_hard_references_only_the_strangers_most_alike_stand_beside_the_own() -> None:
    references, features = on_sphere(9, 5, 1), on_sphere(3, 5, 2)
    owners = torch.tensor([4, 0, 7])
    expected = 0.0
    for row, owner in enumerate(owners.tolist()):
        cosines = (references @ features[row] / 0.1).tolist()
        hardest = sorted((value for place, value in enumerate(cosines) if place != owner), reverse=True)[:3]
        expected += math.log(sum(map(math.exp, (cosines[owner], *hardest)))) - cosines[owner]
    assert math.isclose(reference_loss(features, references, owners, 0.1, hardest=3).item(), expected / 3, rel_tol=1e-4)
    everyone = reference_loss(features, references, owners, 0.1, hardest=8)
    assert torch.allclose(everyone, reference_loss(features, references, owners, 0.1), atol=1e-6)
