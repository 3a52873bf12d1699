import torch

from mmref_core.experiments.export import decompose
from mmref_core.models.reference_phrases import MAX_PHRASES, NO_PHRASE, ReferencePhrases, phrase_shares
from small_world import on_sphere


def test_a_reference_made_of_its_phrases_is_found_again() -> None:
    phrases = on_sphere(6, 12, seed=1)
    reference = torch.nn.functional.normalize(0.8 * phrases[4] + 0.3 * phrases[1], dim=0)
    members, coefficients = decompose(reference[None], [[1, 2, 4]], phrases)
    rebuilt = sum(
        weight * phrases[member]
        for member, weight in zip(members[0].tolist(), coefficients[0].tolist(), strict=True)
        if member != NO_PHRASE
    )
    assert torch.allclose(rebuilt, reference, atol=1e-5)
    assert members[0, 0] == 4


def test_phrases_never_count_negatively() -> None:
    phrases = torch.eye(4)[:2]
    reference = torch.nn.functional.normalize(torch.tensor([[3.0, -4.0, 2.0, 0.0]]), dim=1)
    members, coefficients = decompose(reference, [[0, 1]], phrases)
    assert (coefficients >= 0).all()
    assert members[0, :2].tolist() == [0, NO_PHRASE]
    assert torch.allclose(coefficients[0, 0], reference[0, 0])


def test_only_the_weightiest_phrases_are_kept() -> None:
    reference = torch.nn.functional.normalize(torch.arange(1.0, 13.0), dim=0)
    members, _ = decompose(reference[None], [list(range(12))], torch.eye(12))
    assert sorted(members[0].tolist()) == list(range(12 - MAX_PHRASES, 12))


def test_a_reference_without_phrases_has_no_members() -> None:
    members, coefficients = decompose(on_sphere(1, 4, seed=2), [[]], torch.zeros(0, 4))
    assert set(members[0].tolist()) == {NO_PHRASE}
    assert coefficients.sum() == 0


def made_of(coefficients: list[list[float]], vectors: torch.Tensor) -> tuple[ReferencePhrases, torch.Tensor]:
    """References over the first two axes as phrases."""
    members = torch.full((len(coefficients), MAX_PHRASES), NO_PHRASE)
    weights = torch.zeros(len(coefficients), MAX_PHRASES)
    for row, own in enumerate(coefficients):
        members[row, : len(own)] = torch.arange(len(own))
        weights[row, : len(own)] = torch.tensor(own)
    captions = ("",) * len(coefficients)
    return ReferencePhrases(("red", "bag"), torch.eye(4)[:2], members, weights, captions), vectors


def test_shares_are_the_parts_of_the_cosine_by_hand() -> None:
    reference_phrases, vectors = made_of([[0.6, 0.4], []], torch.tensor([[0.6, 0.4, 0.5, 0.0], [0.0, 0.0, 1.0, 0.0]]))
    images = torch.tensor([[0.5, 0.25, 0.4, 0.0], [0.5, -0.3, 0.0, 0.8]])
    divided = phrase_shares(reference_phrases, torch.tensor([0, 1]), vectors, images)
    whole = 0.3 + 0.1 + 0.2  # red, bag, rest
    assert torch.allclose(divided[0, 0, [0, 1, MAX_PHRASES]], torch.tensor([0.3 / whole, 0.1 / whole, 0.2 / whole]))
    assert torch.allclose(divided[1, 0, [0, 1, MAX_PHRASES]], torch.tensor([1.0, 0.0, 0.0]))  # no bag in the picture
    assert torch.allclose(divided[:, 1, MAX_PHRASES], torch.ones(2))  # a reference without phrases is all rest
    assert torch.allclose(divided.sum(dim=2), torch.ones(2, 2))


def test_an_image_unlike_everything_leaves_all_to_the_rest() -> None:
    reference_phrases, vectors = made_of([[1.0]], torch.tensor([[1.0, 0.0, 0.0, 0.0]]))
    divided = phrase_shares(reference_phrases, torch.tensor([0]), vectors, torch.tensor([[-1.0, 0.0, 0.0, 0.0]]))
    assert divided[0, 0].tolist() == [0.0] * MAX_PHRASES + [1.0]
