import torch

from mmref_core.decomposition import decompose
from mmref_core.details import MOST, NOTHING, Details, shares
from small_world import on_sphere, tiny_model


def test_a_reference_made_of_its_phrases_is_found_again() -> None:
    phrases = on_sphere(6, 12, seed=1)
    reference = torch.nn.functional.normalize(0.8 * phrases[4] + 0.3 * phrases[1], dim=0)
    members, coefficients, rests = decompose(reference[None], [[1, 2, 4]], phrases)
    rebuilt = sum(
        weight * phrases[member]
        for member, weight in zip(members[0].tolist(), coefficients[0].tolist(), strict=True)
        if member != NOTHING
    )
    assert torch.allclose(rebuilt, reference, atol=1e-5)
    assert members[0, 0] == 4
    assert rests[0] < 1e-5


def test_phrases_never_count_negatively_and_what_they_miss_is_the_rest() -> None:
    phrases = torch.eye(4)[:2]
    reference = torch.nn.functional.normalize(torch.tensor([[3.0, -4.0, 2.0, 0.0]]), dim=1)
    _, coefficients, rests = decompose(reference, [[0, 1]], phrases)
    assert (coefficients >= 0).all()
    assert torch.allclose(coefficients[0, 0], reference[0, 0])
    assert torch.allclose(rests[0], reference[0, 1:].norm())


def test_only_the_weightiest_phrases_are_kept_and_the_rest_grows() -> None:
    phrases = torch.eye(12)
    reference = torch.nn.functional.normalize(torch.arange(1.0, 13.0), dim=0)
    members, _, rests = decompose(reference[None], [list(range(12))], phrases)
    assert sorted(members[0].tolist()) == list(range(12 - MOST, 12))
    assert torch.allclose(rests[0], reference[: 12 - MOST].norm(), atol=1e-6)


def test_a_reference_without_phrases_is_all_rest() -> None:
    members, _, rests = decompose(on_sphere(1, 4, seed=2), [[]], torch.zeros(0, 4))
    assert set(members[0].tolist()) == {NOTHING}
    assert torch.allclose(rests, torch.ones(1))


def test_shares_sum_to_one_and_a_phrase_that_a_picture_lacks_gets_none() -> None:
    details: Details = tiny_model().knowledge.details
    images = torch.stack([details.features[0], -details.features[0]])
    divided = shares(details, torch.tensor([1, 3, 0]), images)
    assert torch.allclose(divided.sum(dim=2), torch.ones(2, 3), atol=1e-6)
    assert divided[0, 0, 0] > 0  # reference 1 has phrase 0
    assert divided[1, 0, 0] == 0
    assert torch.allclose(divided[:, 2, -1], torch.ones(2))  # reference 0 has no phrase
